/** What the gate's command needs of the world; tests bring their own. */
import type { Environment } from '../connect';

export interface GateHost {
  readonly nowMs: () => number;
  /** Resolves after so long; rejects with the signal's reason when it is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly env: Environment;
  /** Standard error, already masked. */
  readonly err: (text: string) => void;
  readonly isTty: boolean;
  readonly fetch: typeof fetch;
  readonly append: (file: string, text: string) => void;
  readonly write: (file: string, text: string) => void;
}
