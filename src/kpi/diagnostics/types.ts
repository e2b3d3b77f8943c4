import type { Code, Params } from './catalogue';

/** How bad it is. `error`: no number may be shown; `warning`: shown, but doubt it; `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** A place in a text. Lines and columns are 1-based, columns count UTF-16 code units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * One thing to tell somebody: a code, its typed parameters, a finished English sentence with the value in it,
 * and where it was found. Codes and parameters are the contract; the text is presentation (`catalogue.ts`).
 */
export interface Diagnostic<C extends Code = Code> {
  readonly code: C;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it; one sentence. */
  readonly hint?: string;
  readonly params: Params[C];
  /** For definitions. */
  readonly place?: Place;
  /** For upstream faults: the definition name of the source, and the id of the request. */
  readonly source?: string;
  readonly request?: string;
  /** Whose fault: the text that was given, the store asked, or Plumbline itself. */
  readonly origin: 'input' | 'downstream' | 'plugin';
}

/** Either a value (perhaps with warnings), or the errors that prevented it. Never both a value and an error. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };
