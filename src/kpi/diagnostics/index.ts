export { CATALOGUE, type Code, type Params } from './catalogue';
export { diagnostic, formatDiagnostic } from './diagnostic';
export type { Diagnostic, Outcome, Place, Severity } from './types';
