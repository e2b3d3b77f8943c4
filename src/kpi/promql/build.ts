/** Builds the PromQL of a slice request and of a label's values. Every text is read back before it is given away. */
import { BUCKET_LABEL, histogramSeries, quantileText, type HistogramType } from '../definition/histogram';
import { diagnostic, type Diagnostic, type Outcome } from '../diagnostics';
import { isLabelName, matchersFor } from './matchers';
import { isUnicode } from './strings';
import { print, printMatchers, type Expression, type Matcher } from './syntax';
import type { BuildIncrease, BuildLabelValues, BuildPresence, IncreaseQuery } from './types';
import { childrenOf, difference, isPlainMetric, matchersOf, parse, selectorsOf } from './verify';

const fail = (...diagnostics: Diagnostic[]): Outcome<string> => ({ ok: false, diagnostics });

/**
 * Range of a slice's selector, ms: one scrape interval longer than the slice, so that the step from the sample before the slice is
 * seen, less 1 ms, so that aligned scrapes do not reach over. Measured in research/performance.md A4.
 */
export function sliceRangeMs(stepMs: number, scrapeIntervalMs: number): number {
  return stepMs + scrapeIntervalMs - 1;
}

/**
 * `sum by (…) (increase(m{…}[S + i - 1ms])) * S / (S + i - 1ms)`: how much a counter grew in a slice of S ms that ends at the
 * evaluation instant; fractional, for `increase` extrapolates. Resets are counted by Prometheus. No sample: no point.
 * Of a histogram its quantile instead, which is never to be added up; NaN where nothing was observed.
 * Errors: PL2201-PL2210.
 */
export const buildIncrease: BuildIncrease = (q) => {
  const matchers = matchersFor(q.where);
  if (!Array.isArray(matchers)) {
    return fail(matchers as Diagnostic);
  }
  const badLabel = q.by.find((label) => !isLabelName(label));
  if (badLabel !== undefined) {
    return fail(diagnostic('PL2201', { label: badLabel }));
  }
  if (!isUnicode(q.metric ?? '')) {
    return fail(diagnostic('PL2202', { field: 'metric' }));
  }
  if (q.type === 'gauge' && q.promql !== undefined) {
    // A level is as it is: nothing is added up or scaled, and its ranges are as long as the slice.
    const level = written(q.promql, matchers, q.stepMs, false);
    return 'code' in level ? fail(level) : checked(level);
  }
  if ((q.type === 'histogram' || q.type === 'nativeHistogram') && q.promql === undefined) {
    const quantile = quantileOf(q, q.type, matchers);
    return 'code' in quantile ? fail(quantile) : checked(quantile);
  }
  const range = sliceRangeMs(q.stepMs, q.scrapeIntervalMs);
  const inner = q.promql === undefined ? counter(q, matchers, range) : written(q.promql, matchers, range);
  if ('code' in inner) {
    return fail(inner);
  }
  const sum: Expression = { kind: 'aggregate', op: 'sum', by: q.by, argument: inner };
  const scaled: Expression =
    range === q.stepMs
      ? sum
      : {
          kind: 'binary',
          op: '/',
          left: { kind: 'binary', op: '*', left: sum, right: { kind: 'number', value: q.stepMs } },
          right: { kind: 'number', value: range },
        };
  return checked(scaled);
};

/** `group by (label) (last_over_time(metric{…}[range]))`: one series for each value of the label that was seen in the range. */
export const buildLabelValues: BuildLabelValues = (q) => {
  const matchers = matchersFor(q.where);
  if (!Array.isArray(matchers)) {
    return fail(matchers as Diagnostic);
  }
  if (!isLabelName(q.label)) {
    return fail(diagnostic('PL2201', { label: q.label }));
  }
  if (!isUnicode(q.metric)) {
    return fail(diagnostic('PL2202', { field: 'metric' }));
  }
  const selector = select(q.metric, matchers, q.rangeMs);
  const seen: Expression = { kind: 'call', name: 'last_over_time', argument: selector };
  return checked({ kind: 'aggregate', op: 'group', by: [q.label], argument: seen });
};

/** See `PresenceQuery`. Errors: PL2201-PL2203, PL2205. */
export const buildPresence: BuildPresence = (q) => {
  const matchers = matchersFor(q.where);
  if (!Array.isArray(matchers)) {
    return fail(matchers as Diagnostic);
  }
  const badLabel = q.by.find((label) => !isLabelName(label));
  if (badLabel !== undefined) {
    return fail(diagnostic('PL2201', { label: badLabel }));
  }
  if (!isUnicode(q.metric)) {
    return fail(diagnostic('PL2202', { field: 'metric' }));
  }
  const metric = q.metric;
  const vector: Expression = { kind: 'vector', metric, plain: isPlainMetric(metric), matchers };
  const seen: Expression = { kind: 'call', name: 'timestamp', argument: vector };
  const [op, over] = q.of === 'first' ? (['min', 'min_over_time'] as const) : (['max', 'max_over_time'] as const);
  return checked({
    kind: 'aggregate',
    op,
    by: q.by,
    argument: {
      kind: 'call',
      name: over,
      argument: { kind: 'subquery', argument: seen, rangeMs: q.stepMs, stepMs: q.everyMs },
    },
  });
};

/** The label that tells the parts of a joined text apart: `0`, `1` … */
export const PART_LABEL = 'plumbline_part';

/**
 * `label_replace(a, "plumbline_part", "0", "", "") or label_replace(b, "plumbline_part", "1", "", "")`: several texts of ours asked as
 * one. `or` drops no series, since no two parts have equal labels. At least one text. Errors: PL2205 where a text cannot be joined.
 */
export function buildJoined(texts: readonly string[]): Outcome<string> {
  const parts = texts.map((text, i): Expression => ({
    kind: 'labelled',
    argument: { kind: 'written', text },
    label: PART_LABEL,
    value: String(i),
  }));
  const marked = texts.find((text) => text.includes(PART_LABEL));
  return marked === undefined
    ? checked(parts.reduce((left, right): Expression => ({ kind: 'binary', op: 'or', left, right })))
    : fail(diagnostic('PL2205', { text: marked, reason: `it has a label ${PART_LABEL} itself` }));
}

/** Texts that were read back already, by the tree that was meant: boards and alerts ask the same again and again. */
const proven = new Map<string, string>();
const MOST_PROVEN = 500;

function checked(meant: Expression): Outcome<string> {
  const key = JSON.stringify(meant);
  const known = proven.get(key);
  if (known !== undefined) {
    return { ok: true, value: known, diagnostics: [] };
  }
  const text = print(meant);
  const reason = difference(text, meant);
  if (reason !== null) {
    return fail(diagnostic('PL2205', { text, reason }));
  }
  if (proven.size >= MOST_PROVEN) {
    proven.clear();
  }
  proven.set(key, text);
  return { ok: true, value: text, diagnostics: [] };
}

function select(metric: string, matchers: readonly Matcher[], rangeMs: number): Expression {
  return { kind: 'selector', metric, plain: isPlainMetric(metric), matchers, rangeMs };
}

/**
 * `histogram_quantile(q, sum by (le, …) (increase(m_bucket{…}[S + i - 1ms])))`, of a native histogram without `le` and `_bucket`.
 * The range is that of a counter's slice, so that each observation is in one bucket of time, the same that `_count` puts it in. What
 * `increase` extrapolates is the same share for every `le`, so the quantile needs no scale.
 */
function quantileOf(q: IncreaseQuery, type: HistogramType, matchers: readonly Matcher[]): Expression | Diagnostic {
  const metric = q.metric ?? '';
  const series = histogramSeries(type, metric);
  if (series === null) {
    return diagnostic('PL2208', { metric, type });
  }
  const decimal = quantileText(q.q ?? '');
  if (decimal === undefined) {
    return diagnostic('PL2209', { q: q.q ?? '' });
  }
  if (q.by.indexOf(BUCKET_LABEL) >= 0 || matchers.some(({ label }) => label === BUCKET_LABEL)) {
    return diagnostic('PL2210', { metric });
  }
  const argument = select(series, matchers, sliceRangeMs(q.stepMs, q.scrapeIntervalMs));
  return {
    kind: 'quantile',
    q: decimal,
    argument: {
      kind: 'aggregate',
      op: 'sum',
      by: type === 'histogram' ? [BUCKET_LABEL, ...q.by] : q.by,
      argument: { kind: 'call', name: 'increase', argument },
    },
  };
}

function counter(q: IncreaseQuery, matchers: readonly Matcher[], rangeMs: number): Expression | Diagnostic {
  const metric = q.metric ?? '';
  return q.type === 'counter'
    ? { kind: 'call', name: 'increase', argument: select(metric, matchers, rangeMs) }
    : diagnostic('PL2204', { type: q.type, metric });
}

/** The admin's expression with its range, and with the matchers added to each of its selectors. */
function written(
  promql: string,
  matchers: readonly Matcher[],
  rangeMs: number,
  needsWindow = true
): Expression | Diagnostic {
  const refuse = (reason: string) => diagnostic('PL2206', { promql, reason });
  if (needsWindow && !promql.includes('$window')) {
    return refuse('it has no $window');
  }
  const ranged = promql.split('$window').join(`${rangeMs}ms`).trim();
  if (/\$|\[\[/.test(ranged)) {
    return refuse('Grafana would replace what starts with $ or [[');
  }
  const root = parse(ranged);
  if (typeof root === 'string') {
    return refuse(root);
  }
  if (/#/.test(ranged) && ranged.slice(root.from, root.to) !== ranged) {
    return refuse('it starts or ends with a comment');
  }
  const text = addMatchers(ranged, matchers);
  const again = parse(text);
  if (typeof again === 'string') {
    return refuse(again);
  }
  const added = selectorsOf(again).every((selector) => {
    const found = matchersOf(selector, text);
    return matchers.length === 0 || hasAll(found ?? [], matchers);
  });
  return added
    ? { kind: 'written', text }
    : refuse('its selectors cannot take filters; write labels without quotes, values in "…"');
}

function hasAll(found: readonly Matcher[], wanted: readonly Matcher[]): boolean {
  return wanted.every((w) => found.some((m) => m.label === w.label && m.op === w.op && m.value === w.value));
}

function addMatchers(text: string, matchers: readonly Matcher[]): string {
  const root = parse(text);
  if (matchers.length === 0 || typeof root === 'string') {
    return text;
  }
  let out = text;
  for (const selector of selectorsOf(root).reverse()) {
    const list = childrenOf(selector).find((child) => child.name === 'LabelMatchers');
    const printed = printMatchers(matchers);
    if (!list) {
      out = `${out.slice(0, selector.to)}{${printed}}${out.slice(selector.to)}`;
    } else {
      // Put first, so that a trailing comma or an empty list behind them stays right.
      const more = list.firstChild ? ',' : '';
      out = `${out.slice(0, list.from + 1)}${printed}${more}${out.slice(list.from + 1)}`;
    }
  }
  return out;
}
