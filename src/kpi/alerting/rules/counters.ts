/** Whether a KPI can be asked of Prometheus by rules of its own, and its PromQL. */
import { isLevel, measureParts, parseUnit } from '../../definition';
import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { DefinitionSet, KpiDefinition, PrometheusPart, SourceDefinition } from '../../definition/types';
import { buildIncrease } from '../../promql';
import { segmentLabels } from './labels';
import { binary, built, call, numeral, type Promql } from './promql';
import { labelValue } from './templates';
import type { Target, Watch } from './types';

/** A KPI whose parts are all counters of one Prometheus. */
export interface Counters {
  readonly source: SourceDefinition;
  /** What the ratio is of; for a count or sum, the value. */
  readonly total: PrometheusPart;
  /** What of the total was counted: the good, or the failures. A count or sum has none. */
  readonly part?: PrometheusPart;
  readonly countsFailures: boolean;
  /** Labels of the series, in the order of `alerting.by`. */
  readonly by: readonly string[];
}

/** Why a KPI's number is none that a rule without Plumbline could ask for as a sum; undefined where it is. */
export function notASum({ measure, unit, thresholds }: KpiDefinition): string | undefined {
  const parts = measureParts(measure);
  if (parts.some(isLevel)) {
    return 'it is a level or counts different values, which are no sum';
  }
  if (parts.some((part) => part.store === 'sql' && part.key !== undefined)) {
    return 'its rows must each have a key of their own, which only Plumbline checks';
  }
  return thresholds.length > 0 && parseUnit(unit)?.per !== undefined
    ? 'its thresholds are on a rate, and a window’s sum is none'
    : undefined;
}

/** The counters of a KPI, or in a few words why rules cannot ask for it. */
export function countersOf(kpi: KpiDefinition, definitions: Pick<DefinitionSet, 'sources'>): Counters | string {
  const { measure } = kpi;
  if (measure.kind === 'derived') {
    return 'it is derived from other KPIs';
  }
  if (measure.kind === 'composite' || measure.kind === 'gauge' || measure.kind === 'retention') {
    return `a ${measure.kind} is not a counter`;
  }
  const other = notASum(kpi);
  if (other) {
    return other;
  }
  const [total, part] = measure.kind === 'ratio' ? [measure.denominator, measure.numerator] : [measure.part, undefined];
  if (total.store !== 'prometheus' || (part && part.store !== 'prometheus')) {
    return 'its parts are not all in Prometheus';
  }
  if (part && part.source !== total.source) {
    return `its parts are in two sources, ${part.source} and ${total.source}`;
  }
  const fields = kpi.alerting.by.map((name) => {
    const field = kpi.segments.find((segment) => segment.name === name)?.field ?? name;
    return [total.fields[name] ?? field, (part ?? total).fields[name] ?? field] as const;
  });
  if (fields.some(([one, other]) => one !== other)) {
    return 'a segment that it alerts by is another label of its numerator than of its denominator';
  }
  const source = definitions.sources.get(total.source);
  if (source === undefined) {
    return `the source ${total.source} is not defined`;
  }
  const countsFailures = measure.kind === 'ratio' && measure.failures === true;
  return { source, total, ...(part ? { part } : {}), countsFailures, by: fields.map(([field]) => field) };
}

/**
 * How much a part grew in the last `windowMs`, by the segments: as slices are asked (`increase` over one scrape more, scaled back), so that
 * no increment between two windows is lost. Errors: those of `buildIncrease`.
 */
export function increase({ source, by }: Counters, part: PrometheusPart, windowMs: number): Promql | Diagnostic {
  const made = buildIncrease({
    ...(part.metric === undefined ? {} : { metric: part.metric }),
    ...(part.promql === undefined ? {} : { promql: part.promql }),
    type: part.type,
    by,
    where: part.where,
    stepMs: windowMs,
    scrapeIntervalMs: source.scrapeIntervalMs,
  });
  return made.ok ? built(made.value) : made.diagnostics[0];
}

/** `of`, and 0 where it is missing but `beside` is not: a counter that never counted is not there at all. */
export function orZero(of: Promql, beside: Promql): Promql {
  return binary(of, 'or', binary(beside, '*', numeral(0)));
}

/**
 * Of the events of `total`, those that failed: as they were counted, or what the good are short of it, never below 0. A counter of failures is
 * never taken from the total and back: of millions of requests that would leave nothing of one failure but rounding.
 */
export function failuresOf({ countsFailures }: Counters, counted: Promql, total: Promql): Promql {
  const known = orZero(counted, total);
  return countsFailures ? known : call('clamp_min', binary(total, '-', known), numeral(0));
}

/** Those that did not fail: what the KPI's shown value is of. */
export function goodOf({ countsFailures }: Counters, counted: Promql, total: Promql): Promql {
  const known = orZero(counted, total);
  return countsFailures ? binary(total, '-', known) : known;
}

const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Labels that give segments their own names where their Prometheus label has another. */
export function renamed(kpi: KpiDefinition, { by }: Counters): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  segmentLabels(kpi).forEach(({ label }, i) => {
    if (label !== by[i] && LABEL_NAME.test(label)) {
      labels[label] = labelValue(by[i]);
    }
  });
  return labels;
}

/** PL1605 for objectives that a rule of counters cannot judge, and those that it can; PL1604 for what it does otherwise. */
export function judged(
  watch: Watch,
  target: Target
): { readonly watch: Watch; readonly diagnostics: readonly Diagnostic[] } {
  const { kpi } = watch;
  const at = { place: kpi.place };
  const diagnostics: Diagnostic[] = [];
  const objectives = watch.objectives.filter(({ objective }) => {
    const sliced = objective.budgetingMethod !== 'Occurrences';
    if (sliced || kpi.measure.kind !== 'ratio') {
      const reason = `the objective ${objective.name} ${sliced ? `budgets ${objective.budgetingMethod}` : 'is not of a ratio'}`;
      diagnostics.push(diagnostic('PL1605', { kpi: kpi.name, target, reason }, at));
      return false;
    }
    return true;
  });
  for (const what of differences(watch)) {
    diagnostics.push(diagnostic('PL1604', { kpi: kpi.name, target, what }, at));
  }
  return { watch: { ...watch, objectives }, diagnostics };
}

function differences({ kpi, severity, objectives, thresholds }: Watch): readonly string[] {
  const { suppress } = kpi.alerting;
  const some = (what: boolean, words: string): readonly string[] => (what ? [words] : []);
  return [
    ...some(
      kpi.exclusions.length > 0,
      `the exclusions ${kpi.exclusions.map(({ name }) => name).join(', ')} count like any other time`
    ),
    ...some(
      suppress !== undefined && suppress.severities.indexOf(severity) >= 0,
      `its ${severity} is not held back around ${suppress?.events}`
    ),
    ...some(
      severity === 'ticket' && objectives.length > 0,
      'its ticket is not held back while a page stands for the same failures'
    ),
    ...some(kpi.minCohort > 0, `small groups (minCohort ${kpi.minCohort}) are not suppressed`),
    ...some(
      objectives.some(({ objective }) => objective.absentIs === 'gap'),
      'too little measured (coverageFloor) does not hold the last verdict: what is missing counts as not failing'
    ),
    ...some(
      thresholds.some(({ minimumEvents }) => minimumEvents > 0),
      'with fewer than the minimum of events a threshold’s alert ends, where the plugin holds it'
    ),
  ];
}
