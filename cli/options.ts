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
  readonly events: string[];
  readonly kind: NonNullable<KpiQuery['kinds']>;
  readonly service: string[];
  readonly environment: string[];
  readonly deploy?: string;
  readonly before?: string;
  readonly after?: string;
  readonly control?: string;
  readonly trace?: string;
  readonly source: string[];
}

/** Options that are fields of a query as they stand. */
const SAME = [
  'area',
  'grain',
  'window',
  'objective',
  'severity',
  'compare',
  'limit',
  'deploy',
  'before',
  'after',
  'control',
  'trace',
] as const;
/** Options that may be repeated, and the fields they are lists of. */
const LISTS = { by: 'by', events: 'events', kind: 'kinds', service: 'services', environment: 'environments' } as const;

/** The query contract of DESIGN 5 from the options; nothing is guessed. */
export function queryOf(options: QueryOptions): KpiQuery {
  const filters: Record<string, string[]> = {};
  for (const [dimension, value] of options.filter) {
    (filters[dimension] ??= []).push(value);
  }
  const names = options.kpi ?? [];
  return {
    ...(names.length === 1 ? { kpi: names[0] } : names.length > 1 ? { kpis: names } : {}),
    view: options.view,
    ...(options.filter.length > 0 ? { filters } : {}),
    ...(options.other ? { other: true } : {}),
    ...Object.fromEntries(SAME.flatMap((name) => (options[name] ? [[name, options[name]]] : []))),
    ...Object.fromEntries(
      Object.entries(LISTS).flatMap(([name, field]) => {
        const list = options[name as keyof typeof LISTS];
        return list.length > 0 ? [[field, list]] : [];
      })
    ),
  };
}

/** The answer to what cannot be asked: nothing on standard output but the reasons, for programs. */
export function refused(diagnostics: readonly Diagnostic[]): Answer {
  return { json: { diagnostics }, text: '', complaints: diagnostics, exit: EXIT.no };
}
