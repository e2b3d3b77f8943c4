/** Rules that ask the stores themselves, for those who give the plugin no token; Grafana's expressions judge. */
import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { DefinitionSet } from '../../definition/types';
import { complement } from '../conditions';
import { countersOf, judged, renamed } from './counters';
import { expression, grafanaFile, over, type Ask } from './grafana';
import { askPrometheus } from './native-prometheus';
import { askSql, tableOf } from './native-sql';
import type { GrafanaFile, GrafanaQuery, RuleOptions, Rules, Watch } from './types';

const TARGET = 'native' as const;

/** What a store is asked for over the last `windowMs`: the failed share, the KPI's own value, how many events, or how many failures. */
export interface Wanted {
  readonly what: 'failing' | 'value' | 'events' | 'failures';
  readonly windowMs: number;
}
/** The query of one number (a segment), or why there is none. `longestMs`: of all windows of the rule. */
export type AskStore = (refId: string, wanted: Wanted, longestMs: number) => GrafanaQuery | Diagnostic;

/**
 * One rule for each KPI and severity whose parts are counters of one Prometheus, or conditions on one SQL table. Errors: those of the
 * builders, PL1603, PL1608; warnings: PL1604 for each difference to the plugin's rule, PL1605 for what was not made, and why.
 */
export function nativeRules(definitions: DefinitionSet, options: RuleOptions): Rules<GrafanaFile> {
  const made = grafanaFile(definitions, options, askStores(definitions));
  // Said of the page and of the ticket alike.
  const texts = made.diagnostics.map(({ code, message }) => `${code} ${message}`);
  return { ...made, diagnostics: made.diagnostics.filter((_, i) => texts.indexOf(texts[i]) === i) };
}

const askStores =
  (definitions: DefinitionSet): Ask =>
  (whole) => {
    const { kpi } = whole;
    const refuse = (reason: string) => ({
      asked: undefined,
      diagnostics: [diagnostic('PL1605', { kpi: kpi.name, target: TARGET, reason }, { place: kpi.place })],
    });
    const counters = countersOf(kpi, definitions);
    const table = tableOf(kpi, definitions);
    if (typeof counters === 'string' && typeof table === 'string') {
      return refuse(kpi.measure.kind === 'composite' || kpi.measure.kind === 'gauge' ? counters : table);
    }
    const source =
      typeof counters === 'string' ? (typeof table === 'string' ? undefined : table.source) : counters.source;
    if (!source?.grafana) {
      return refuse(`the source ${source?.name} names no data source of Grafana`);
    }
    const { watch, diagnostics } = judged(whole, TARGET);
    if (watch.objectives.length + watch.thresholds.length === 0) {
      return { asked: undefined, diagnostics };
    }
    const ask: AskStore =
      typeof counters === 'string' ? askSql(table as Exclude<typeof table, string>) : askPrometheus(counters);
    const queries = queriesOf(watch, ask);
    if ('code' in queries) {
      return { asked: undefined, diagnostics: [...diagnostics, queries] };
    }
    const names = typeof counters === 'string' ? {} : { labels: renamed(kpi, counters), by: counters.by };
    const math = expression('over', { type: 'math', expression: verdict(watch) });
    return {
      asked: { data: [...queries, math, over('fires', 'over', 0)], condition: 'fires', ...names },
      diagnostics,
    };
  };

/** `failing_300`: seconds, so that a name has nothing but letters, digits and underscores. */
const nameOf = ({ what, windowMs }: Wanted): string => `${what}_${windowMs / 1000}`;

function queriesOf(watch: Watch, ask: AskStore): readonly GrafanaQuery[] | Diagnostic {
  const wanted = wantedOf(watch);
  const longest = Math.max(...wanted.map(({ windowMs }) => windowMs));
  const queries: GrafanaQuery[] = [];
  for (const one of wanted) {
    const query = ask(nameOf(one), one, longest);
    if ('code' in query) {
      return query;
    }
    queries.push(query);
  }
  return queries;
}

function wantedOf({ kpi, objectives, thresholds }: Watch): readonly Wanted[] {
  const counted = kpi.measure.kind !== 'sum';
  const all: Wanted[] = [
    ...objectives.flatMap(({ objective, conditions }) =>
      conditions.flatMap(({ longMs, shortMs }): Wanted[] => [
        { what: 'failing', windowMs: longMs },
        { what: 'failing', windowMs: shortMs },
        ...(objective.minimumEvents > 0 ? [{ what: 'events', windowMs: longMs } as const] : []),
        ...(objective.minimumFailures > 0 ? [{ what: 'failures', windowMs: longMs } as const] : []),
      ])
    ),
    ...thresholds.flatMap(({ windowMs, minimumEvents }): Wanted[] => [
      { what: 'value', windowMs },
      ...(minimumEvents > 0 && counted ? [{ what: 'events', windowMs } as const] : []),
    ]),
  ];
  const names = all.map(nameOf);
  return all.filter((_, i) => names.indexOf(names[i]) === i);
}

/** Grafana's math: 1 where a condition holds in both its windows or a threshold is broken, with enough events. */
export function verdict({ objectives, thresholds }: Watch): string {
  const value = (what: Wanted['what'], windowMs: number) => `\${${nameOf({ what, windowMs })}}`;
  const burns = objectives.flatMap(({ objective, conditions }) =>
    conditions.map(({ factor, longMs, shortMs }) => {
      const limit = `${factor} * ${complement(objective.target)}`;
      return [
        `${value('failing', longMs)} > ${limit}`,
        `${value('failing', shortMs)} > ${limit}`,
        ...(objective.minimumEvents > 0 ? [`${value('events', longMs)} >= ${objective.minimumEvents}`] : []),
        ...(objective.minimumFailures > 0 ? [`${value('failures', longMs)} >= ${objective.minimumFailures}`] : []),
      ];
    })
  );
  const limits = thresholds.map(({ direction, bound, windowMs, minimumEvents }) => [
    `${value('value', windowMs)} ${direction === 'below' ? '<' : '>'} ${bound}`,
    ...(minimumEvents > 0 ? [`${value('events', windowMs)} >= ${minimumEvents}`] : []),
  ]);
  return [...burns, ...limits].map((terms) => `(${terms.join(' && ')})`).join(' || ');
}
