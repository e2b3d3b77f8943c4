/** What every Grafana-managed rule has, whoever it asks. */
import { diagnostic, type Diagnostic } from '../../diagnostics';
import { formatDuration } from '../../definition/duration';
import type { DefinitionSet, KpiDefinition } from '../../definition/types';
import { annotations, dashboardUid } from './annotations';
import { labelFaults, ruleLabels } from './labels';
import { plain } from './templates';
import type { GrafanaFile, GrafanaQuery, GrafanaRule, RuleOptions, Rules, Watch } from './types';
import { ruleUid } from './uid';
import { watchesOf } from './watches';

const MINUTE = 60_000;
/** Grafana's column is 190 characters long: pkg/services/sqlstore/migrations/ualert. */
const LONGEST_TITLE = 190;
export const DEFAULT_UID = 'plumbline';

/** A rule's queries and its condition; or why there are none. */
export interface Asked {
  readonly data: readonly GrafanaQuery[];
  readonly condition: string;
  /** Template that prints how many times over the limit it is. */
  readonly times?: string;
  /** More labels of the rule: templates. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Labels of its series, one for each segment; default those of the view `alert`. */
  readonly by?: readonly string[];
}
export type Ask = (watch: Watch) => { readonly asked: Asked | undefined; readonly diagnostics: readonly Diagnostic[] };

/** A file of one group a KPI, in the definitions' order, with a rule for each severity that `ask` has queries for. */
export function grafanaFile(definitions: DefinitionSet, options: RuleOptions, ask: Ask): Rules<GrafanaFile> {
  const diagnostics: Diagnostic[] = [];
  const groups: Array<GrafanaFile['groups'][number]> = [];
  const kpis = [...definitions.kpis.values()];
  for (const kpi of kpis) {
    const { watches, diagnostics: said } = watchesOf(kpi, definitions);
    const faults = watches.length === 0 ? [] : labelFaults(kpi, 'grafana');
    diagnostics.push(...said, ...faults);
    const rules: GrafanaRule[] = [];
    for (const watch of faults.length > 0 ? [] : watches) {
      const answer = ask(watch);
      diagnostics.push(...answer.diagnostics);
      if (answer.asked) {
        rules.push(rule(watch, options, answer.asked, titleOf(kpi, kpis)));
      }
    }
    if (rules.length > 0) {
      groups.push({
        orgId: 1,
        name: kpi.name,
        folder: plain(options.folder ?? kpi.area),
        interval: '1m',
        rules,
      });
    }
  }
  if (groups.length === 0) {
    diagnostics.push(diagnostic('PL1608', { target: options.target }));
  }
  return { file: groups.length === 0 ? undefined : { apiVersion: 1, groups }, diagnostics };
}

/** Titles must differ within a folder: KPIs that people see by the same name are told apart by their own. */
function titleOf(kpi: KpiDefinition, kpis: readonly KpiDefinition[]): string {
  const same = kpis.filter(({ displayName }) => displayName.toLowerCase() === kpi.displayName.toLowerCase());
  const longest = LONGEST_TITLE - kpi.name.length - 20;
  const cut = kpi.displayName.length > longest;
  const name = cut ? `${kpi.displayName.slice(0, longest)}…` : kpi.displayName;
  return same.length > 1 || cut ? `${name} (${kpi.name})` : name;
}

function rule(
  watch: Watch,
  options: RuleOptions,
  { data, condition, times, labels, by }: Asked,
  title: string
): GrafanaRule {
  const { kpi, severity, forMs, keepFiringForMs } = watch;
  const dashboard = dashboardUid(watch, options);
  return {
    uid: ruleUid(options.dataSourceUid ?? DEFAULT_UID, kpi.name, severity),
    title: plain(`${title}: ${severity}`),
    condition,
    for: formatDuration(forMs),
    // Both hold an alert over a short gap: one that is judged to be over, and one whose series went away (Grafana 12.2 and later).
    keepFiringFor: formatDuration(keepFiringForMs),
    missing_series_evals_to_resolve: Math.max(2, Math.ceil(keepFiringForMs / MINUTE) + 1),
    // No verdict keeps what was; a fault of the store or the plugin is its own alert, neither an outage nor its end.
    noDataState: 'KeepLast',
    execErrState: 'Error',
    isPaused: false,
    ...(dashboard === undefined ? {} : { dashboardUid: dashboard }),
    labels: { ...ruleLabels(watch), ...labels },
    annotations: annotations(watch, options, times, by),
    data,
  };
}

/** An expression that Grafana evaluates itself. */
export function expression(refId: string, model: Readonly<Record<string, unknown>>): GrafanaQuery {
  return {
    refId,
    relativeTimeRange: { from: 0, to: 0 },
    datasourceUid: '__expr__',
    model: { refId, ...model, datasource: { type: '__expr__', uid: '__expr__' } },
  };
}

/** The condition that fires where `of` is greater than `limit`. */
export function over(refId: string, of: string, limit: number): GrafanaQuery {
  return expression(refId, {
    type: 'threshold',
    expression: of,
    conditions: [{ evaluator: { type: 'gt', params: [limit] } }],
  });
}
