/** What the health page asks and what the answers say; plain data. */
import type { DataSourceInstanceSettings } from '@grafana/data';
import { dataSourceFits, expectedTypes } from '../../hosts/browser/dialect-types';
import type { CatalogEntry, DefinitionSet, KpiQuery, Result, SourceDefinition } from '../../kpi';
import { ago, at, figure } from '../shared/figure';
import { faultOf, seriesOf, type Tone } from '../shared/result-reading';

export const DAY_MS = 86_400_000;
const SLICE = '5m';

/** A source and the KPI that is asked to see whether it answers; none where no plain KPI comes from it alone. */
export interface Probe {
  readonly source: SourceDefinition;
  readonly kpi?: string;
}

/** For each source a KPI whose number comes from it alone and that is cheap: a count, a sum, a ratio or a gauge. */
export function probesOf(definitions: DefinitionSet, catalog: readonly CatalogEntry[]): readonly Probe[] {
  const CHEAP = ['count', 'sum', 'ratio', 'gauge'];
  return [...definitions.sources.values()].map((source) => {
    const kpi = catalog.find(
      ({ kind, name, sources }) =>
        kind === 'KPI' &&
        sources.length === 1 &&
        sources[0] === source.name &&
        CHEAP.includes(definitions.kpis.get(name)?.measure.kind ?? '')
    );
    return { source, ...(kpi ? { kpi: kpi.name } : {}) };
  });
}

/** One query for all sources of a data source; undefined where there is nothing to ask. */
export function probeQuery(probes: readonly Probe[]): KpiQuery | undefined {
  const kpis = probes.flatMap(({ kpi }) => (kpi === undefined ? [] : [kpi]));
  return kpis.length === 0 ? undefined : { kpis, view: 'series', grain: SLICE };
}

export interface SourceHealth {
  readonly name: string;
  readonly resolves: Said;
  readonly answers: Said;
  readonly lag: Said;
  readonly coverage: Said;
}

export interface Said {
  readonly words: string;
  readonly tone: Tone;
}

const calm = (words: string): Said => ({ words, tone: 'calm' });
const unknown = (words: string): Said => ({ words, tone: 'unknown' });

/** What is known of a source; `answer` is undefined while it is asked, `failed` why nothing came at all. */
export function healthOf(
  { source, kpi }: Probe,
  known: readonly DataSourceInstanceSettings[],
  answer: Result | { readonly failed: string } | undefined,
  nowMs: number
): SourceHealth {
  const base = { name: source.name, resolves: resolvesTo(source, known) };
  if (kpi === undefined) {
    const said = unknown('not asked: no plain KPI comes from it alone');
    return { ...base, answers: said, lag: unknown('–'), coverage: unknown('–') };
  }
  if (answer === undefined) {
    return { ...base, answers: unknown('being asked …'), lag: unknown('…'), coverage: unknown('…') };
  }
  if ('failed' in answer) {
    return { ...base, answers: { words: answer.failed, tone: 'red' }, lag: unknown('–'), coverage: unknown('–') };
  }
  const series = seriesOf(answer, kpi);
  const fault = faultOf(answer, kpi);
  if (!series) {
    return {
      ...base,
      answers: { words: fault ?? 'it gave no answer', tone: 'red' },
      lag: unknown('–'),
      coverage: unknown('–'),
    };
  }
  return {
    ...base,
    answers: fault ? { words: fault, tone: 'red' } : calm(`answers (asked for ${kpi})`),
    lag: lagOf(source, series.newest?.toMs, nowMs),
    coverage: coverageOf(series.times, series.values, nowMs - source.latenessMs),
  };
}

/** Which data source of Grafana a source stands for, and whether it is there and of the right kind. */
export function resolvesTo(source: SourceDefinition, known: readonly DataSourceInstanceSettings[]): Said {
  const uid = source.grafana?.uid;
  if (uid === undefined) {
    return { words: 'names no data source: write grafana: { uid: … }', tone: 'red' };
  }
  const found = known.find((one) => one.uid === uid);
  if (!found) {
    return { words: `no data source has the uid ${uid}`, tone: 'red' };
  }
  return dataSourceFits(source, found.type)
    ? calm(`${found.name} (${found.type})`)
    : { words: `${found.name} is a ${found.type}, not ${expectedTypes(source).join(' or ')}`, tone: 'red' };
}

function lagOf({ latenessMs }: SourceDefinition, newestMs: number | undefined, nowMs: number): Said {
  if (newestMs === undefined) {
    return { words: 'nothing was measured in the last day', tone: 'amber' };
  }
  const late = nowMs - newestMs - latenessMs;
  const newest = `newest data ${ago(newestMs, nowMs)}`;
  const allowed = figure(latenessMs / 1000, 'seconds');
  // A slice of five minutes is over before it counts.
  return late > 5 * 60_000
    ? { words: `${newest}: later than the ${allowed} that it may be`, tone: 'amber' }
    : calm(`${newest}, ${allowed} are allowed`);
}

/** Share of the closed slices of the last day in which anything was measured. */
function coverageOf(times: readonly number[], values: ReadonlyArray<number | null>, closedMs: number): Said {
  const closed = values.filter((_, i) => (times[i + 1] ?? Infinity) <= closedMs);
  if (closed.length === 0) {
    return unknown('–');
  }
  const seen = closed.filter((value) => value !== null).length;
  const words = `${figure(seen / closed.length, 'ratio')} of the last day (${seen} of ${closed.length} slices of ${SLICE})`;
  return { words, tone: seen / closed.length < 0.9 ? 'amber' : 'calm' };
}

export interface Report {
  readonly name: string;
  readonly uid: string;
  readonly lines: readonly string[];
  readonly sources: readonly SourceHealth[];
}

/** Plain text for a ticket: no addresses, no tokens, no definitions; names and what was found. */
export function ticketOf(reports: readonly Report[], versions: readonly string[], nowMs: number): string {
  return [
    `Plumbline health at ${at(nowMs, 'UTC')}`,
    ...versions,
    ...reports.flatMap(({ name, uid, lines, sources }) => [
      '',
      `${name} (${uid})`,
      ...lines.map((line) => `  ${line}`),
      ...sources.flatMap((source) => [
        `  source ${source.name}: ${withoutAddresses(source.resolves.words)}`,
        `    ${withoutAddresses(source.answers.words)}`,
        `    lag: ${source.lag.words}; coverage: ${source.coverage.words}`,
      ]),
    ]),
  ].join('\n');
}

/** Errors of stores may hold addresses with passwords in them, and tokens; nobody should paste those. */
export function withoutAddresses(text: string): string {
  return text.replace(/\b[a-z][\w+.-]*:\/\/[^\s"')]+/gi, '(address)').replace(/\b(glsa_|eyJ)[\w.-]+/g, '(token)');
}
