import { diagnostic, type Code, type Diagnostic, type Outcome, type Params } from '../diagnostics';

/** Carries a diagnostic out of the depth of a build; `outcome` turns it back. Never leaves `src/kpi/sql`. */
export class SqlFault extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}

export function fault<C extends Code>(code: C, params: Params[C]): SqlFault {
  return new SqlFault(diagnostic(code, params) as unknown as Diagnostic);
}

/** What `build` makes, or the diagnostic it stopped with. Other exceptions are Plumbline's own faults and pass through. */
export function outcome<T>(build: () => T): Outcome<T> {
  try {
    return { ok: true, value: build(), diagnostics: [] };
  } catch (e) {
    if (e instanceof SqlFault) {
      return { ok: false, diagnostics: [e.diagnostic] };
    }
    throw e;
  }
}
