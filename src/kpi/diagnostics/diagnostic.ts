import { CATALOGUE, type Code, type Params } from './catalogue';
import type { Diagnostic } from './types';

/**
 * Makes a diagnostic of `code`; severity, origin and words come from the catalogue.
 * @param where place, source or request, as far as they are known
 */
export function diagnostic<C extends Code>(
  code: C,
  params: Params[C],
  where: Pick<Diagnostic, 'place' | 'source' | 'request'> = {}
): Diagnostic<C> {
  const entry = CATALOGUE[code] as unknown as {
    severity: Diagnostic['severity'];
    origin: Diagnostic['origin'];
    text: (p: Params[C]) => string;
    hint?: (p: Params[C]) => string;
  };
  const hint = entry.hint?.(params);
  return Object.freeze({
    code,
    severity: entry.severity,
    origin: entry.origin,
    message: entry.text(params),
    ...(hint === undefined ? {} : { hint }),
    params,
    ...where,
  });
}

/** `file:line:column: PL1203 message hint`, the form that the command line and editors print. */
export function formatDiagnostic(d: Diagnostic): string {
  const where = d.place ? `${d.place.file}:${d.place.line}:${d.place.column}: ` : d.source ? `${d.source}: ` : '';
  return `${where}${d.severity} ${d.code} ${d.message}${d.hint ? ` ${d.hint}` : ''}`;
}
