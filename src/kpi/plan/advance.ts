import { finish } from './finish';
import type { Advance } from './types';

/**
 * Takes the answers of a round. Every view of today needs one round, so the step is always done; hosts loop all the same.
 * An answer that is missing counts as a failure of its source (PL9001); answers to other requests are ignored.
 */
export const advance: Advance = (definitions, plan, responses, store) => ({
  done: true,
  result: finish(definitions, plan, responses, store),
});
