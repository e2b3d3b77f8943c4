/** Rules for Prometheus' own rule engine: recorded increases and ratios, and alerts on them. */
import { diagnostic, type Diagnostic } from '../../diagnostics';
import { formatDuration } from '../../definition/duration';
import type { DefinitionSet, KpiDefinition } from '../../definition/types';
import { annotations } from './annotations';
import { countersOf, judged, renamed, type Counters } from './counters';
import { labelFaults, ruleLabels } from './labels';
import { alertExpression } from './prometheus-alerts';
import { recordingRules } from './prometheus-records';
import type { AlertingRule, PrometheusFile, RecordingRule, RuleOptions, Rules, Watch } from './types';
import { watchesOf } from './watches';

const TARGET = 'prometheus' as const;

/**
 * A group for each KPI of the source whose parts are all counters: recording rules, then an alert for each severity. Errors: PL1606 where the
 * definitions have several Prometheus sources and none is chosen, PL1608, PL1603, and those of `buildIncrease`; warnings PL1604, PL1605.
 */
export function prometheusRules(definitions: DefinitionSet, options: RuleOptions): Rules<PrometheusFile> {
  const diagnostics: Diagnostic[] = [];
  const able: Array<readonly [KpiDefinition, Counters, readonly Watch[]]> = [];
  for (const kpi of definitions.kpis.values()) {
    const found = watchesOf(kpi, definitions);
    const counters = countersOf(kpi, definitions);
    if (found.watches.length === 0) {
      diagnostics.push(...found.diagnostics);
    } else if (typeof counters === 'string') {
      diagnostics.push(diagnostic('PL1605', { kpi: kpi.name, target: TARGET, reason: counters }, { place: kpi.place }));
    } else if (options.source === undefined || options.source === counters.source.name) {
      diagnostics.push(...found.diagnostics, ...labelFaults(kpi, 'prometheus'));
      able.push([kpi, counters, labelFaults(kpi, 'prometheus').length > 0 ? [] : found.watches]);
    }
  }
  const sources = able.map(([, { source }]) => source.name).filter((name, i, all) => all.indexOf(name) === i);
  if (sources.length > 1) {
    return { file: undefined, diagnostics: [...diagnostics, diagnostic('PL1606', { sources })] };
  }
  const groups: Array<PrometheusFile['groups'][number]> = [];
  for (const [kpi, counters, all] of able) {
    const judgements = all.map((watch) => judged(watch, TARGET));
    judgements.forEach((one) => diagnostics.push(...one.diagnostics));
    const watches = judgements
      .map(({ watch }) => watch)
      .filter(({ objectives, thresholds }) => objectives.length + thresholds.length > 0);
    const records = recordingRules(kpi, counters, watches);
    diagnostics.push(...records.diagnostics);
    if (watches.length > 0 && records.rules.length > 0) {
      const alerts = watches.map((watch) => alertingRule(watch, counters, options));
      groups.push({
        name: `plumbline:${kpi.name}`,
        interval: '1m',
        rules: [...records.rules, ...alerts] as Array<RecordingRule | AlertingRule>,
      });
    }
  }
  if (groups.length === 0) {
    diagnostics.push(diagnostic('PL1608', { target: TARGET }));
  }
  return { file: groups.length === 0 ? undefined : { groups }, diagnostics: unique(diagnostics) };
}

function alertingRule(watch: Watch, counters: Counters, options: RuleOptions): AlertingRule {
  const { kpi, severity, forMs, keepFiringForMs } = watch;
  return {
    alert: `Plumbline${severity === 'page' ? 'Page' : 'Ticket'}`,
    expr: alertExpression(watch),
    for: formatDuration(forMs),
    keep_firing_for: formatDuration(keepFiringForMs),
    labels: { ...ruleLabels(watch), ...renamed(kpi, counters) },
    annotations: annotations(watch, options, '{{ printf "%.1f" .Value }}', counters.by),
  };
}

/** What page and ticket of one KPI have in common is said once. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const texts = diagnostics.map(({ code, message }) => `${code} ${message}`);
  return diagnostics.filter((_, i) => texts.indexOf(texts[i]) === i);
}
