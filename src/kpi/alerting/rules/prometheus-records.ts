import { diagnostic, type Diagnostic } from '../../diagnostics';
import { formatDuration } from '../../definition/duration';
import type { KpiDefinition, Objective } from '../../definition/types';
import { complement } from '../conditions';
import { failuresOf, goodOf, increase, type Counters } from './counters';
import { aggregate, binary, call, checked, decimal, numeral, sampled, series, type Promql } from './promql';
import type { RecordingRule, Watch } from './types';

/** Events in the window that ends now, and those of them that failed: estimates, as `increase` makes them. */
export const TOTAL = 'plumbline:total:increase';
export const BAD = 'plumbline:bad:increase';
/** Failed share of the window's events, 0 to 1; missing where there was none. The window is a label, never part of a name. */
export const RATIO = 'plumbline:error_ratio:rate';
/** What a threshold is compared with: the ratio of the window's sums, or how much the counter grew. */
export const VALUE = 'plumbline:value:window';
const BASE_MS = 300_000;
const BASE = '5m';

/** Lengths of the windows that burn rates look at, and those of thresholds; each shortest first. */
function windowsOf(watches: readonly Watch[]): { readonly burn: readonly number[]; readonly value: readonly number[] } {
  const sorted = (all: readonly number[]) => all.filter((ms, i) => all.indexOf(ms) === i).sort((a, b) => a - b);
  const conditions = watches.flatMap(({ objectives }) => objectives.flatMap((one) => one.conditions));
  return {
    burn: sorted([...(conditions.length > 0 ? [BASE_MS] : []), ...conditions.flatMap((c) => [c.longMs, c.shortMs])]),
    value: sorted(watches.flatMap(({ thresholds }) => thresholds.map(({ windowMs }) => windowMs))),
  };
}

/**
 * Recording rules of a KPI: for each window total, bad and their ratio (or the value), then for each objective its target, the ratio over its
 * window and what is left of its budget. A rule sees what those before it in the group recorded.
 *
 * The ratio over the objective's window is Σ bad / Σ total of the recorded 5-minute increases, one every 5 minutes: sums over sums. A mean
 * of recorded ratios, which Sloth's rules take, weighs a quiet night like a busy day (research/slo.md 3.5.1). It knows only what was recorded.
 */
export function recordingRules(
  kpi: KpiDefinition,
  counters: Counters,
  watches: readonly Watch[]
): { readonly rules: readonly RecordingRule[]; readonly diagnostics: readonly Diagnostic[] } {
  const rules: RecordingRule[] = [];
  const objectives = kpi.objectives.filter(({ name }) =>
    watches.some((watch) => watch.objectives.some(({ objective }) => objective.name === name))
  );
  const { burn, value } = windowsOf(watches);
  const windows = [...burn, ...value].filter((ms, i, all) => all.indexOf(ms) === i).sort((a, b) => a - b);
  for (const windowMs of windows) {
    const made = ofWindow(kpi, counters, windowMs, {
      burn: burn.indexOf(windowMs) >= 0,
      value: value.indexOf(windowMs) >= 0,
    });
    if ('code' in made) {
      return { rules: [], diagnostics: [made] };
    }
    rules.push(...made);
  }
  const diagnostics: Diagnostic[] = [];
  for (const objective of objectives) {
    rules.push(...ofObjective(kpi, objective));
    if (!objective.timeWindow.rolling) {
      const what = `nothing records the budget of ${objective.name}, whose window is of the calendar`;
      diagnostics.push(diagnostic('PL1604', { kpi: kpi.name, target: 'prometheus', what }, { place: kpi.place }));
    }
  }
  return { rules, diagnostics };
}

function ofWindow(
  kpi: KpiDefinition,
  counters: Counters,
  windowMs: number,
  needs: { readonly burn: boolean; readonly value: boolean }
): readonly RecordingRule[] | Diagnostic {
  const labels = { kpi: kpi.name, window: formatDuration(windowMs) };
  const total = increase(counters, counters.total, windowMs);
  const part = counters.part && increase(counters, counters.part, windowMs);
  if ('code' in total) {
    return total;
  }
  if (!part) {
    return [{ record: VALUE, expr: checked(total), labels }];
  }
  if ('code' in part) {
    return part;
  }
  // Without the labels kpi and window, to meet the store's own series.
  const recorded = aggregate('sum', { by: counters.by }, series(TOTAL, labels));
  return [
    { record: TOTAL, expr: checked(total), labels },
    ...(needs.burn
      ? [
          { record: BAD, expr: checked(failuresOf(counters, part, recorded)), labels },
          { record: RATIO, expr: checked(quotient(series(BAD, labels), series(TOTAL, labels))), labels },
        ]
      : []),
    ...(needs.value
      ? [{ record: VALUE, expr: checked(quotient(goodOf(counters, part, recorded), recorded)), labels }]
      : []),
  ];
}

/** Nothing where there were no events: 0/0 is NaN, and a NaN spoils every sum over time that it is in. */
const quotient = (part: Promql, total: Promql) => binary(part, '/', binary(total, '>', numeral(0)));

function ofObjective(kpi: KpiDefinition, { name, target, timeWindow }: Objective): readonly RecordingRule[] {
  const labels = { kpi: kpi.name, objective: name };
  const rules: RecordingRule[] = [
    { record: 'plumbline:objective:target', expr: checked(call('vector', decimal(target))), labels },
  ];
  if (!timeWindow.rolling) {
    return rules;
  }
  const window = formatDuration(timeWindow.durationMs);
  const sum = (record: string) =>
    aggregate(
      'sum',
      { without: ['window'] },
      call('sum_over_time', sampled(series(record, { kpi: kpi.name, window: BASE }), window, BASE))
    );
  const share = { record: 'plumbline:objective:error_ratio', labels: { ...labels, window } };
  const spent = binary(series(share.record, share.labels), '/', decimal(complement(target)));
  return [
    ...rules,
    { ...share, expr: checked(quotient(sum(BAD), sum(TOTAL))) },
    {
      record: 'plumbline:objective:budget_remaining',
      expr: checked(binary(numeral(1), '-', spent)),
      labels: share.labels,
    },
  ];
}
