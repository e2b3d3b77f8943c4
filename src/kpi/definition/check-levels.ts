/** Measures that cannot be added up: what cannot be promised, accumulated or taken together with others. */
import { placeOfField } from './check';
import { checkPatterns } from './check-capabilities';
import { methodOf } from './check-objective';
import { checkStore, type Scope } from './check-part';
import type { MeasureKind, ReadKpiSpec, ReadPart } from './form';
import type { Report } from './report';
import { suggest } from './suggest';
import { entryOf } from './syntax';

const LEVELS: readonly MeasureKind[] = ['min', 'max', 'quantile', 'gauge', 'freshness'];

/** @param kind of the KPI's measure; undefined where it is itself at fault */
export function checkLevels(
  spec: ReadKpiSpec,
  kind: MeasureKind | undefined,
  segments: readonly string[],
  scope: Scope,
  report: Report
): void {
  const { measure } = spec;
  if (measure?.freshness) {
    const { freshness } = measure;
    const dialect = checkStore(freshness, scope, report);
    if (dialect === 'prometheus') {
      const entry = entryOf(freshness.$, 'table') ?? entryOf(freshness.$, 'query');
      const place = freshness.$.source.place(entry?.keyOffset ?? freshness.$.offset);
      report('PL1205', { field: entry?.key ?? 'table', source: freshness.source ?? '?', dialect }, place);
    }
    checkPatterns(freshness.where, dialect, report);
    for (const row of freshness.fields ?? []) {
      if (segments.indexOf(row.key) < 0) {
        const suggestion = suggest(row.key, segments);
        const params = { segment: row.key, ...(suggestion === undefined ? {} : { suggestion }) };
        report('PL1213', params, freshness.$.source.place(row.keyOffset));
      }
    }
  }
  if (kind === 'freshness') {
    checkSilence(spec, report);
  }
  const level = kind !== undefined && (LEVELS.includes(kind) || partsOf(spec).some(isDistinct));
  const ratioOfLevels = kind === 'ratio' && level;
  for (const objective of spec.objectives ?? []) {
    // Of other levels the method itself says that it needs a ratio.
    if (ratioOfLevels && methodOf(objective) !== 'Timeslices') {
      const params = { objective: objective.name ?? '?', method: methodOf(objective) };
      report('PL1262', params, placeOfField(objective, 'budgetingMethod'));
    }
  }
  const entry = entryOf(spec.$, 'accumulate');
  if (!entry) {
    return;
  }
  const place = spec.$.source.place(entry.keyOffset);
  if (level) {
    report('PL1263', { measure: ratioOfLevels ? 'ratio of different values' : kind }, place);
  } else if (kind === 'composite') {
    const reason = 'it has no value of its own';
    report('PL1107', { field: 'accumulate', of: 'a composite', reason }, place);
  }
  for (const field of ['objectives', 'thresholds']) {
    const other = entryOf(spec.$, field);
    if (other) {
      const reason = 'they have windows of their own; give them a KPI without "accumulate"';
      report('PL1107', { field, of: 'a KPI that accumulates', reason }, spec.$.source.place(other.keyOffset));
    }
  }
}

/** What wants rows before it says how old the newest one is would be silent just when nothing arrives. */
function checkSilence({ privacy, thresholds }: ReadKpiSpec, report: Report): void {
  const reason = 'without new rows it would say nothing, and that is what it is for';
  if (privacy?.minCohort !== undefined && privacy.minCohort > 0) {
    report('PL1107', { field: 'minCohort', of: 'a KPI of freshness', reason }, placeOfField(privacy, 'minCohort'));
  }
  for (const threshold of thresholds ?? []) {
    if (threshold.minimumEvents !== undefined && threshold.minimumEvents > 0) {
      const place = placeOfField(threshold, 'minimumEvents');
      report('PL1107', { field: 'minimumEvents', of: 'a threshold of freshness', reason }, place);
    }
  }
}

/** What a KPI measures that no composite can take; undefined where one can. Gauges are read as often as slices are made. */
export function levelOf(spec: ReadKpiSpec): string | undefined {
  const kind = LEVELS.find((one) => one !== 'gauge' && spec.measure && entryOf(spec.measure.$, one));
  return kind ?? (partsOf(spec).some(isDistinct) ? 'distinct' : undefined);
}

function partsOf({ measure }: ReadKpiSpec): ReadPart[] {
  const { count, ratio } = measure ?? {};
  return [count, ratio?.numerator, ratio?.failures, ratio?.denominator].filter((part) => part !== undefined);
}

const isDistinct = (part: ReadPart): boolean =>
  part.choice === 'sql' && (part.of.distinct !== undefined || part.of.count?.choice === 'object');
