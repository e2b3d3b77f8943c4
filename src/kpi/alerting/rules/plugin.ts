/** Rules that ask this plugin: view `alert` says how many times over its limit a KPI is, so every rule is "> 1". */
import type { DefinitionSet } from '../../definition/types';
import { DEFAULT_UID, expression, grafanaFile, over } from './grafana';
import type { GrafanaFile, RuleOptions, Rules, Watch } from './types';

const TYPE = 'plumbline-kpi-datasource';

/** One rule for each KPI and severity. Errors PL1603; warnings of policies' conditions that were left out, PL1601, PL1608; PL1602. */
export function pluginRules(definitions: DefinitionSet, options: RuleOptions): Rules<GrafanaFile> {
  const uid = options.dataSourceUid ?? DEFAULT_UID;
  return grafanaFile(definitions, options, (watch) => ({
    asked: {
      data: [
        // The windows are the policy's: of this range only its end counts.
        { refId: 'A', relativeTimeRange: { from: 3600, to: 0 }, datasourceUid: uid, model: query(watch, uid) },
        expression('B', { type: 'reduce', expression: 'A', reducer: 'last', settings: { mode: 'dropNN' } }),
        over('C', 'B', 1),
      ],
      condition: 'C',
      times: '{{ printf "%.1f" .Values.B.Value }}',
    },
    diagnostics: [],
  }));
}

function query({ kpi, severity }: Watch, uid: string): Readonly<Record<string, unknown>> {
  return {
    refId: 'A',
    datasource: { type: TYPE, uid },
    kpi: kpi.name,
    view: 'alert',
    // Of low impact all is asked for: the view turns the conditions' pages into tickets, and the rule's label those of thresholds.
    ...(kpi.alerting.impact === 'low' ? {} : { severity }),
    ...(kpi.alerting.by.length > 0 ? { by: [...kpi.alerting.by] } : {}),
    intervalMs: 60_000,
    maxDataPoints: 1000,
  };
}
