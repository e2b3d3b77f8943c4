/** Sentences and labels of the burn-rate panel, so that picture, tooltip, table and screen reader say the same. */
import type { BurnMeta, BurnSpan, ConditionMeta } from '../../kpi/results/types';
import { fullNumber, NBSP, shortDuration, shortNumber, shortShare, withCurrency } from '../shared/format-number';
import { formatClock, formatMoment, formatRangeWithZone } from '../shared/format-range';
import { isolate } from '../shared/isolate';
import { BurnChart } from './model';
import { lastKnown } from '../shared/sorted-times';

const UNITS: Readonly<Record<string, string>> = { m: 'min', M: 'month', Q: 'quarter', Y: 'year' };

/** `30d` → `30 d`, `5m` → `5 min`. */
export const spaced = (duration: string): string =>
  duration.replace(/(\d)([a-z]+)/gi, (_, digit: string, unit: string) => `${digit}${NBSP}${UNITS[unit] ?? unit}`);

/** `14.4×`; what is too small for two decimals is `<0.01×`, never a false 0. */
export function times(burn: number): string {
  return burn > 0 && burn < 0.01 ? '<0.01×' : `${shortNumber(burn < 1 ? Number(burn.toFixed(2)) : burn)}×`;
}
export const fullTimes = (burn: number | null): string => (burn === null ? 'not measured' : `${fullNumber(burn)}×`);

export const lasting = (fromMs: number, toMs: number): string => shortDuration((toMs - fromMs) / 1000);

/** A moment of the chart: the clock alone where the whole chart is a day at most and the day is clear. */
export const clockOf = (chart: Pick<BurnChart, 'fromMs' | 'toMs' | 'meta'>, atMs: number): string =>
  formatClock({ ...chart, timeZone: chart.meta.timeZone }, atMs);

/** A moment with everything: `23 Nov 2026, 14:05:00 (Europe/Berlin)`. */
export const momentOf = ({ meta }: Pick<BurnChart, 'meta'>, atMs: number): string => formatMoment(atMs, meta.timeZone);

/** Alternatives for a bracket's text, longest first. */
export function bracketText(
  chart: BurnChart,
  spans: readonly BurnSpan[],
  fromMs: number,
  toMs: number,
  ongoing: boolean
): string[] {
  const [{ kind, label }] = spans;
  const length = `${lasting(fromMs, toMs)}${ongoing ? ', still' : ''}`;
  if (kind === 'suppressed') {
    return [`${isolate(label)} · ${length}`, `suppressed · ${length}`, 'suppressed'];
  }
  const conditions = [...new Set(spans.map(({ condition }) => condition))];
  const condition = conditions.length === 1 ? conditionOf(chart.meta, spans[0]) : undefined;
  return [
    ...(condition ? [`${kind} · over ${times(condition.threshold)} · ${length}`] : []),
    `${kind} · ${length}`,
    kind,
  ];
}

export const conditionOf = (meta: BurnMeta, span: BurnSpan): ConditionMeta | undefined =>
  span.condition === undefined ? undefined : meta.objective.conditions[span.condition];

export interface Verdict {
  readonly tone: 'page' | 'ticket' | 'unknown' | 'quiet';
  /** A shape that says it without the colour. */
  readonly sign: string;
  readonly text: string;
}

const SIGNS = { page: '▲', ticket: '◆', unknown: '?', quiet: '●' } as const;

/** Is it burning, and since when? From the compiler's spans alone. */
export function verdictOf(chart: BurnChart): Verdict {
  const { state } = chart;
  const sign = SIGNS[state];
  const now = chart.spans.filter((span) => span.ongoing);
  const since = (kind: BurnSpan['kind']): string => {
    const from = Math.min(...now.filter((span) => span.kind === kind).map((span) => span.fromMs));
    const cut = from <= chart.fromMs ? ' or before' : '';
    return `${clockOf(chart, from)}${cut} (${cut ? 'over ' : ''}${lasting(from, chart.toMs)})`;
  };
  if (state === 'page' || state === 'ticket') {
    return {
      tone: state,
      sign,
      text: `Burning: ${state} since ${since(state)}${now.some(({ kind }) => kind === 'gap') ? ` · nothing measured since ${since('gap')}` : ''}`,
    };
  }
  if (state === 'unknown') {
    const known =
      now.some((span) => span.kind === 'gap') && chart.lines.some(({ values }) => lastKnown(values) !== null);
    return { tone: state, sign, text: known ? `Nothing measured since ${since('gap')}` : 'Nothing was measured' };
  }
  const over = chart.spans.filter(({ kind }) => kind === 'page' || kind === 'ticket');
  const pages = over.filter(({ kind }) => kind === 'page');
  const last = (pages.length > 0 ? pages : over).reduce<BurnSpan | null>(
    (latest, span) => (latest && latest.toMs >= span.toMs ? latest : span),
    null
  );
  return {
    tone: state,
    sign,
    text: last
      ? `No alert now · last ${last.kind} ended ${clockOf(chart, last.toMs)}, after ${lasting(last.fromMs, last.toMs)}`
      : chart.meta.objective.conditions.length === 0
        ? 'No alert policy: nothing would alert'
        : 'No alert, now or in this range',
  };
}

/** `38 % of the 30 d budget left`, `budget overspent by 12 %`; null where it is not known. */
export function budgetWords(chart: BurnChart): string | null {
  const left = lastKnown(chart.budget?.remaining ?? []);
  if (left === null) {
    return null;
  }
  return left < 0
    ? `budget overspent by ${shortShare(-left)}`
    : `${shortShare(left)} of the ${spaced(chart.meta.objective.window.duration)} budget left`;
}

/** Money an hour at the present burn; null without a price. */
export function costWords(chart: BurnChart): string | null {
  const cost = lastKnown(chart.budget?.costPerHour ?? []);
  return cost === null || !chart.meta.currency ? null : `${money(chart.meta, cost)} an hour`;
}

export const money = (meta: BurnMeta, value: number, full = false): string =>
  withCurrency(
    full ? fullNumber(value) : shortNumber(Math.abs(value) >= 100 ? Math.round(value) : value),
    meta.currency ?? ''
  );

const PER_CENT = /^0?\.(\d+)$/;

/** `0.999` → `99.9 %`, digit for digit: a target is exact. */
export function targetWords(target: string): string {
  const match = PER_CENT.exec(target);
  if (!match) {
    return target === '1' ? `100${NBSP}%` : target;
  }
  const digits = match[1].padEnd(2, '0');
  const whole = digits.slice(0, 2).replace(/^0(?=\d)/, '');
  const rest = digits.slice(2).replace(/0+$/, '');
  return `${whole}${rest ? `.${rest}` : ''}${NBSP}%`;
}

const METHODS = { Occurrences: 'events', Timeslices: 'time slices', RatioTimeslices: 'time slices, weighted' } as const;
const OPS = { lt: '<', lte: '≤', gt: '>', gte: '≥' } as const;

/** The objective: `99.9 % of events in 30 d, rolling`. */
export function objectiveWords({ objective }: BurnMeta): string {
  const { window, method, sliceWindow, good } = objective;
  const what = `${sliceWindow ? `${spaced(sliceWindow)} ` : ''}${METHODS[method] ?? method}`;
  const bound = good ? ` with ${OPS[good.op]} ${good.bound}` : '';
  return `${targetWords(objective.target)} of ${what}${bound} in ${spaced(window.duration)}, ${window.rolling ? 'rolling' : 'by the calendar'}`;
}

/** `page at 14.4× over 1 h and 5 min, 6× over 6 h and 30 min; ticket at …`; null without conditions. */
export function policyWords({ objective }: BurnMeta): string | null {
  const of = (severity: ConditionMeta['severity']) =>
    objective.conditions
      .filter((condition) => condition.severity === severity)
      .map(({ threshold, long, short }) => `${times(threshold)} over ${spaced(long)} and ${spaced(short)}`)
      .join(', ');
  const parts = (['page', 'ticket'] as const).flatMap((severity) =>
    of(severity) ? [`${severity} at ${of(severity)}`] : []
  );
  const name = objective.policy?.displayName;
  return parts.length === 0 ? (name ?? null) : `${name ? `${name}: ` : ''}${parts.join('; ')}`;
}

/** The header: what promise, which rule, how fresh, in which zone. `named`: nothing else says whose promise it is. */
export function ruleOf(chart: BurnChart, named: boolean): string {
  const { meta } = chart;
  const { exclusions, leftOut } = meta.objective;
  const excluded = exclusions
    .map(
      ({ name, treatAs, minutes }) =>
        `${isolate(name)} ${treatAs === 'removed' ? 'removed' : 'counted as good'} (${shortDuration(minutes * 60)})`
    )
    .join(', ');
  return [
    `${named ? `${isolate(chart.name)}: ` : ''}${objectiveWords(meta)}`,
    formatRangeWithZone(chart.fromMs, chart.toMs, meta.timeZone),
    policyWords(meta) ?? 'no alert policy',
    leftOut.length > 0 && `${leftOut.length} condition${leftOut.length > 1 ? 's' : ''} left out`,
    excluded && `excluded: ${excluded}`,
    meta.freshMs < meta.toMs && `data until ${clockOf(chart, meta.freshMs)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The longer explanation behind the header. */
export function ruleDetails({ meta }: BurnChart): string[] {
  const { objective } = meta;
  return [
    'Burn rate: how many times as fast as sustainable the budget is spent. At 1× it just lasts for the window.',
    'An alert holds while both windows of a condition are over its threshold.',
    ...objective.leftOut.map((sentence) => `Left out: ${sentence}`),
    ...objective.exclusions.map(
      ({ name, treatAs, reason, minutes }) =>
        `Excluded: ${name}, ${fullNumber(minutes)} min ${treatAs === 'removed' ? 'removed' : 'counted as good'}${reason ? `: ${reason}` : ''}`
    ),
    `Highest burn rate there can be: ${fullTimes(objective.maxBurn)}`,
    ...(meta.decisionPolicy ? [`Policy of decisions: ${meta.decisionPolicy}`] : []),
    `Owner: ${meta.owner.team}${meta.owner.contact ? ` (${meta.owner.contact})` : ''}`,
  ];
}

/** What holds at a time, in words: spans and what was left out. */
export function spanWords(meta: BurnMeta, span: BurnSpan): string {
  const still = span.ongoing ? ', still' : '';
  const length = lasting(span.fromMs, span.toMs) + still;
  switch (span.kind) {
    case 'page':
    case 'ticket': {
      const condition = conditionOf(meta, span);
      return condition
        ? `${span.kind}: over ${times(condition.threshold)} for ${spaced(condition.long)} and ${spaced(condition.short)} · ${length}`
        : `${span.kind}: ${span.label} · ${length}`;
    }
    case 'exclusion':
      return `excluded: ${isolate(span.label)} · ${length}`;
    case 'gap':
      return `${span.label || 'no data'} · ${length}`;
    default:
      return `alerts suppressed: ${isolate(span.label)} · ${length}`;
  }
}
