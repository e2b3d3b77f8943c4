/** What a person sees while the gate watches: one line that is rewritten, or in a log a line for each change. */
import type { GatePolicy } from '../../src/kpi/gate';
import { durationWords } from '../../src/kpi/words/amount';
import type { GateHost } from './host';
import type { Seen } from './watch';

export interface Progress {
  readonly say: (seen: Seen) => void;
  readonly note: (text: string) => void;
  /** Ends the line that is being rewritten. */
  readonly end: () => void;
}

const CLEAR = '\r\u001b[2K';
/** Terminals narrower than this are rare; a longer line would wrap, and then not be rewritten. */
const WIDTH = 100;

export function progressTo(
  { err, isTty, nowMs }: Pick<GateHost, 'err' | 'isTty' | 'nowMs'>,
  policy: () => GatePolicy
): Progress {
  let shown = false;
  let last = '';
  return {
    say({ decision }) {
      const { deployMs, untilMs } = policy();
      const total = durationWords(untilMs - deployMs);
      const state = decision.reasons[0]?.words ?? 'nothing is worse so far';
      if (isTty) {
        const over = durationWords(Math.max(0, Math.min(nowMs(), untilMs) - deployMs));
        err(`${CLEAR}${cut(`${over} of ${total}: ${state}`)}`);
        shown = true;
      } else {
        // Numbers change at every look; a log wants to hear of another state.
        const kinds = JSON.stringify(decision.reasons.map(({ kind, kpi }) => [kind, kpi]));
        if (kinds !== last) {
          err(`${new Date(nowMs()).toISOString()} ${state}\n`);
        }
        last = kinds;
      }
    },
    note(text) {
      err(isTty && shown ? `${CLEAR}${text}\n` : `${text}\n`);
      shown = false;
    },
    end() {
      if (isTty && shown) {
        err(CLEAR);
      }
      shown = false;
    },
  };
}

const cut = (text: string) => (text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text);
