import { diagnostic, type Code, type Diagnostic, type Params } from '../../kpi';

/** What a driver throws: a diagnostic that already names the source. Anything else that is thrown is a fault of Plumbline. */
export class UpstreamFault extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = 'UpstreamFault';
  }
}

export function fault<C extends Code>(code: C, source: string, params: Params[C], request?: string): UpstreamFault {
  return new UpstreamFault(diagnostic(code, params, { source, ...(request === undefined ? {} : { request }) }));
}

/** First line of an error's text, without what a driver adds around it; never empty. */
export function reason(error: unknown): string {
  const text =
    error instanceof Error ? error.message || (error as { code?: string }).code || error.name : String(error);
  return (text.split('\n')[0] ?? '').trim() || 'no reason given';
}
