import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'vitest';

/** Folder of the real data beside the checkout; a laptop may not have it. */
export const SHARED = path.resolve(__dirname, '../../../shared');

/**
 * `describe` for suites that need something a machine may lack. Missing: one skipped test whose name says what, and under
 * PLUMBLINE_CI one that fails, so that nothing goes missing quietly.
 */
export function describeWith(what: string, present: boolean, name: string, suite: () => void): void {
  if (present) {
    describe(name, suite);
  } else if (process.env.PLUMBLINE_CI && what !== '../shared') {
    it(`${name}: needs ${what}`, () => {
      throw new Error(`${what} is missing here`);
    });
  } else {
    it.skip(`${name}: skipped, ${what} is missing here`, () => undefined);
  }
}

export const hasShared = existsSync(path.join(SHARED, 'data'));
