import { placeOfField } from './check';
import { checkAccuracy, checkPatterns } from './check-capabilities';
import { BUCKET_LABEL, histogramSeries } from './histogram';
import type { ReadCondition, ReadKpi, ReadPart } from './form';
import { shown, type Report } from './report';
import type { Located } from './shape';
import { sqlCode } from './sql-text';
import { suggest } from './suggest';
import { entryOf, placeOf } from './syntax';
import { SQL_DIALECTS } from './types';

/** The names that a text defines, sound or not: one broken definition must not make others look wrong. */
export interface Scope {
  /** Source name -> dialect, undefined where the source itself is at fault. */
  readonly sources: ReadonlyMap<string, string | undefined>;
  /** Names of KPIs and funnels. */
  readonly owned: ReadonlySet<string>;
  /** KPIs as far as they could be read. */
  readonly kpis: ReadonlyMap<string, ReadKpi>;
  /** Names of all KPIs, also of those of which nothing could be read. */
  readonly kpiNames: ReadonlySet<string>;
  /** Names of alert policies, the built-in ones too. */
  readonly policies: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  suggest(word: string, among: Iterable<string>): string | undefined;
}

/** The dialect of a source that must exist; reports PL1201 where it does not. */
export function checkSourceName(
  located: Parameters<typeof placeOfField>[0] & { readonly source?: string },
  scope: Scope,
  report: Report
): string | undefined {
  const name = located.source;
  if (name === undefined || scope.sources.has(name)) {
    return name === undefined ? undefined : scope.sources.get(name);
  }
  const known = Array.from(scope.sources.keys()).slice(0, 20);
  const suggestion = scope.suggest(name, scope.sources.keys());
  const params = { source: name, known, ...(suggestion === undefined ? {} : { suggestion }) };
  report('PL1201', params, placeOfField(located, 'source'));
  return undefined;
}

/** As `checkSourceName`, of a source that numbers are asked of: annotations of Grafana are none (PL1330). */
export function checkStore(
  located: Parameters<typeof placeOfField>[0] & { readonly source?: string },
  scope: Scope,
  report: Report
): string | undefined {
  const dialect = checkSourceName(located, scope, report);
  if (dialect !== 'grafana') {
    return dialect;
  }
  report('PL1330', { source: located.source ?? '?' }, placeOfField(located, 'source'));
  return undefined;
}

/** Where a part stands. `step`: of an aggregate funnel, where `count: rows` may be left out as it may for `count`. */
export type PartRole = 'count' | 'sum' | 'ratio' | 'step' | 'average' | 'min' | 'max' | 'quantile';

/** A part must fit its store, and its place in the measure. */
export function checkPart(
  part: ReadPart,
  role: PartRole,
  segments: readonly string[],
  scope: Scope,
  report: Report
): void {
  const read = part.of;
  const dialect = checkStore(read, scope, report);
  const isPrometheus = dialect === 'prometheus';
  if (dialect !== undefined && isPrometheus !== (part.choice === 'prometheus')) {
    const keys = part.choice === 'prometheus' ? ['metric', 'promql'] : ['table', 'query'];
    const entry = keys.map((key) => entryOf(read.$, key)).find((found) => found !== undefined);
    const place = read.$.source.place(entry?.keyOffset ?? read.$.offset);
    report('PL1205', { field: entry?.key ?? keys[0], source: read.source ?? '?', dialect }, place);
  } else if (part.choice === 'sql') {
    checkAggregate(part.of, role, report);
    if (part.of.distinct !== undefined || part.of.count?.choice === 'object') {
      checkAccuracy(part.of, 'approximateDistinct', dialect, report);
    }
    checkPatterns(part.of.where, dialect, report);
    checkJoin(part.of, dialect, report);
  } else {
    checkMetric(part.of, role, report);
    checkLabels(part.of, report);
  }
  checkFields(read, segments, report);
}

function checkLabels(
  read: Located & { readonly promql?: string; readonly where?: readonly ReadCondition[] },
  report: Report
): void {
  if (read.promql !== undefined && !/\$window\b/.test(read.promql)) {
    report('PL1211', { promql: shown(read.promql) }, placeOfField(read, 'promql'));
  }
  refuseSizes(read.where ?? [], report);
}

export function checkFields(
  read: Located & { readonly fields?: ReadPart['of']['fields'] },
  segments: readonly string[],
  report: Report
): void {
  for (const row of read.fields ?? []) {
    if (segments.indexOf(row.key) < 0) {
      const suggestion = suggest(row.key, segments);
      const params = { segment: row.key, ...(suggestion === undefined ? {} : { suggestion }) };
      report('PL1213', params, read.$.source.place(row.keyOffset));
    }
  }
}

/** A gauge: an expression of Prometheus with a range. */
export function checkGauge(
  gauge: NonNullable<NonNullable<NonNullable<ReadKpi['spec']>['measure']>['gauge']>,
  segments: readonly string[],
  scope: Scope,
  report: Report
): void {
  const dialect = checkStore(gauge, scope, report);
  const entry = entryOf(gauge.$, 'promql');
  if (dialect !== undefined && dialect !== 'prometheus') {
    const place = gauge.$.source.place(entry?.keyOffset ?? gauge.$.offset);
    report('PL1205', { field: 'promql', source: gauge.source ?? '?', dialect }, place);
    return;
  }
  checkLabels(gauge, report);
  checkFields(gauge, segments, report);
}

type SqlRead = Extract<ReadPart, { choice: 'sql' }>['of'];

const OF: Readonly<Record<PartRole, string>> = {
  count: 'a count',
  sum: 'a sum',
  ratio: 'a part of a ratio',
  step: 'a step',
  average: 'an average',
  min: 'a minimum',
  max: 'a maximum',
  quantile: 'a quantile',
};

function checkAggregate(read: SqlRead, role: PartRole, report: Report): void {
  const [count, distinct, value, accuracy] = ['count', 'distinct', 'value', 'accuracy'].map((key) =>
    entryOf(read.$, key)
  );
  const counted = count ?? distinct;
  const refuse = (entry: NonNullable<typeof count>, reason: string) =>
    report('PL1107', { field: entry.key, of: OF[role], reason }, read.$.source.place(entry.keyOffset));
  if (role === 'count') {
    if (value) {
      refuse(value, 'a count counts rows or different values; for adding up use "sum"');
    }
  } else if (role === 'ratio') {
    if (!counted && !value) {
      const oneOf = ['count', 'distinct', 'value'];
      report('PL1106', { of: 'A part of a ratio', oneOf, found: [] }, placeOf(read.$));
    }
  } else if (role !== 'step' && counted) {
    refuse(counted, `it is made of a "value"`);
  } else if (role !== 'step' && !value) {
    report('PL1102', { field: 'value', of: `A${OF[role].slice(1)}` }, placeOf(read.$));
  }
  if (accuracy && !distinct && read.count?.choice !== 'object') {
    refuse(accuracy, role === 'quantile' ? 'it is said beside "q"' : 'only different values can be counted roughly');
  }
}

/** A join that meets several rows multiplies those of the other side; only a key can tell. */
function checkJoin(read: SqlRead, dialect: string | undefined, report: Report): void {
  if (read.query !== undefined && joins(read.query, dialect) && !entryOf(read.$, 'key')) {
    report('PL1261', {}, placeOfField(read, 'query'));
  }
}

/**
 * Whether the text of a SELECT has the word JOIN outside literals, names in quotes and comments, as the dialect reads them (unknown:
 * PostgreSQL). Where that is unclear, anywhere.
 */
export function joins(query: string, dialect?: string): boolean {
  const known = SQL_DIALECTS.find((name) => name === dialect);
  return /\bjoin\b/i.test(sqlCode(query, known));
}

const INSTEAD: Readonly<Partial<Record<PartRole, string>>> = {
  average: 'Prometheus keeps sums and counts: write a ratio of the metrics _sum and _count',
  min: 'Prometheus keeps no single values: write a gauge with min_over_time',
  max: 'Prometheus keeps no single values: write a gauge with max_over_time',
};

function checkMetric(read: Extract<ReadPart, { choice: 'prometheus' }>['of'], role: PartRole, report: Report): void {
  const [metric, promql, type] = ['metric', 'promql', 'type'].map((key) => entryOf(read.$, key));
  const refuse = (entry: NonNullable<typeof metric>, reason: string) =>
    report('PL1107', { field: entry.key, of: OF[role], reason }, read.$.source.place(entry.keyOffset));
  const instead = INSTEAD[role];
  const what = metric ?? promql;
  if (instead && what) {
    refuse(what, instead);
  } else if (role === 'quantile') {
    if (promql) {
      refuse(promql, 'name the histogram with "metric"; an expression of your own is a "gauge"');
    } else if (type && read.type === 'counter') {
      refuse(type, 'a counter has no values; take a histogram');
    } else {
      checkHistogram(read, report);
    }
  } else if (type && (read.type === 'histogram' || read.type === 'nativeHistogram')) {
    refuse(type, 'only a quantile is made of a histogram; its _count and _sum are counters');
  }
}

/** A histogram is named by itself, not by one of its series, and all its buckets are needed. */
function checkHistogram(read: Extract<ReadPart, { choice: 'prometheus' }>['of'], report: Report): void {
  const type = read.type === 'nativeHistogram' ? 'nativeHistogram' : 'histogram';
  if (read.metric !== undefined && histogramSeries(type, read.metric) === null) {
    report('PL1320', { metric: read.metric, type }, placeOfField(read, 'metric'));
  }
  const bucketed = fieldsIn(read.where ?? []).find(({ field }) => field === BUCKET_LABEL);
  if (bucketed) {
    report('PL1321', {}, placeOfField(bucketed, 'field'));
  }
  for (const row of read.fields ?? []) {
    if (row.value === BUCKET_LABEL) {
      report('PL1321', {}, read.$.source.place(row.keyOffset));
    }
  }
}

type Comparison = Extract<ReadCondition, { choice: 'comparison' }>['of'];

export function fieldsIn(conditions: readonly ReadCondition[]): Comparison[] {
  return conditions.flatMap((one) => (one.choice === 'group' ? fieldsIn(one.of.any ?? one.of.all ?? []) : [one.of]));
}

/** Labels are text: they have no size to compare. */
export function refuseSizes(conditions: readonly ReadCondition[], report: Report): void {
  for (const condition of conditions) {
    if (condition.choice === 'group') {
      refuseSizes(condition.of.any ?? condition.of.all ?? [], report);
      continue;
    }
    for (const op of ['lt', 'lte', 'gt', 'gte']) {
      const entry = entryOf(condition.of.$, op);
      if (entry) {
        const params = { field: op, of: 'a condition on a label', reason: 'labels are text, without a size' };
        report('PL1107', params, condition.of.$.source.place(entry.keyOffset));
      }
    }
  }
}
