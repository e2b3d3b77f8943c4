import type { Diagnostic, KpiQuery } from '../src/kpi';
import { EXIT, type ExitCode } from './exit';

/** What a command gives back: the text or JSON for standard output, what to say on standard error, and the exit code. */
export interface Answer {
  readonly json: unknown;
  readonly text: string;
  readonly complaints?: readonly Diagnostic[];
  readonly exit: ExitCode;
}

export interface QueryOptions {
  readonly definitions: string[];
  readonly kpi?: string[];
  readonly area?: string;
  readonly view: KpiQuery['view'];
  readonly from: string;
  readonly to: string;
  readonly by: string[];
  readonly filter: ReadonlyArray<readonly [string, string]>;
  readonly grain?: KpiQuery['grain'];
  readonly window?: string;
  readonly objective?: string;
  readonly severity?: 'page' | 'ticket';
  readonly compare?: KpiQuery['compare'];
  readonly other?: boolean;
  readonly limit?: number;
  readonly source: string[];
}

/** The query contract of DESIGN 5 from the options; nothing is guessed. */
export function queryOf(options: QueryOptions): KpiQuery {
  const filters: Record<string, string[]> = {};
  for (const [dimension, value] of options.filter) {
    (filters[dimension] ??= []).push(value);
  }
  const names = options.kpi ?? [];
  return {
    ...(names.length === 1 ? { kpi: names[0] } : names.length > 1 ? { kpis: names } : {}),
    ...(options.area ? { area: options.area } : {}),
    view: options.view,
    ...(options.by.length > 0 ? { by: options.by } : {}),
    ...(options.filter.length > 0 ? { filters } : {}),
    ...(options.grain ? { grain: options.grain } : {}),
    ...(options.window ? { window: options.window } : {}),
    ...(options.objective ? { objective: options.objective } : {}),
    ...(options.severity ? { severity: options.severity } : {}),
    ...(options.compare ? { compare: options.compare } : {}),
    ...(options.other ? { other: true } : {}),
    ...(options.limit ? { limit: options.limit } : {}),
  };
}

/** The answer to what cannot be asked: nothing on standard output but the reasons, for programs. */
export function refused(diagnostics: readonly Diagnostic[]): Answer {
  return { json: { diagnostics }, text: '', complaints: diagnostics, exit: EXIT.no };
}
