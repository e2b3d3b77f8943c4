import { placeOfField } from './check';
import type { ReadCondition, ReadKpi, ReadPart } from './form';
import { shown, type Report } from './report';
import type { Located } from './shape';
import { suggest } from './suggest';
import { entryOf, placeOf } from './syntax';

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

/**
 * A part must fit its store, and its place in the measure.
 * @param role `step`: of an aggregate funnel, where `count: rows` may be left out as it may for `count`
 */
export function checkPart(
  part: ReadPart,
  role: 'count' | 'sum' | 'ratio' | 'step',
  segments: readonly string[],
  scope: Scope,
  report: Report
): void {
  const read = part.of;
  const dialect = checkSourceName(read, scope, report);
  const isPrometheus = dialect === 'prometheus';
  if (dialect !== undefined && isPrometheus !== (part.choice === 'prometheus')) {
    const keys = part.choice === 'prometheus' ? ['metric', 'promql'] : ['table', 'query'];
    const entry = keys.map((key) => entryOf(read.$, key)).find((found) => found !== undefined);
    const place = read.$.source.place(entry?.keyOffset ?? read.$.offset);
    report('PL1205', { field: entry?.key ?? keys[0], source: read.source ?? '?', dialect }, place);
  } else if (part.choice === 'sql') {
    checkAggregate(part, role, report);
  } else {
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

function checkFields(
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
  const dialect = checkSourceName(gauge, scope, report);
  const entry = entryOf(gauge.$, 'promql');
  if (dialect !== undefined && dialect !== 'prometheus') {
    const place = gauge.$.source.place(entry?.keyOffset ?? gauge.$.offset);
    report('PL1205', { field: 'promql', source: gauge.source ?? '?', dialect }, place);
    return;
  }
  checkLabels(gauge, report);
  checkFields(gauge, segments, report);
}

function checkAggregate(
  part: Extract<ReadPart, { choice: 'sql' }>,
  role: 'count' | 'sum' | 'ratio' | 'step',
  report: Report
): void {
  const read = part.of;
  const [count, distinct, value] = ['count', 'distinct', 'value'].map((key) => entryOf(read.$, key));
  const nested = read.count?.choice === 'object' ? count : undefined;
  const different = distinct ?? nested;
  if (different) {
    const params = { what: '"distinct"', instead: 'Count rows of a query that has one row for each.' };
    report('PL1119', params, read.$.source.place(different.keyOffset));
  } else if (role === 'sum' && count) {
    const params = { field: 'count', of: 'a sum', reason: 'a sum adds up a "value"' };
    report('PL1107', params, read.$.source.place(count.keyOffset));
  } else if (role === 'sum' && !value) {
    report('PL1102', { field: 'value', of: 'A sum' }, placeOf(read.$));
  } else if (role === 'count' && value) {
    const params = { field: 'value', of: 'a count', reason: 'a count counts rows; for adding up use "sum"' };
    report('PL1107', params, read.$.source.place(value.keyOffset));
  } else if (role === 'ratio' && !count && !value) {
    report('PL1106', { of: 'A part of a ratio', oneOf: ['count', 'value'], found: [] }, placeOf(read.$));
  }
}

/** Labels are text: they have no size to compare. */
function refuseSizes(conditions: readonly ReadCondition[], report: Report): void {
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
