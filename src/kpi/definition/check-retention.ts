/** What the form of retention cannot say: a store of events, periods that fit the clock, a curve in order, alerts that can be judged. */
import { checkPatterns } from './check-capabilities';
import { placeOfField } from './check';
import { checkStore, type Scope } from './check-part';
import type { ReadKpiSpec } from './form';
import { DAY_MS, formatDuration } from './duration';
import type { Report } from './report';
import { entryOf } from './syntax';

type ReadRetention = NonNullable<NonNullable<ReadKpiSpec['measure']>['retention']>;

/** Columns of the view `retention`; a segment of that name would hide one. */
const COLUMNS = ['cohort', 'size', 'day', 'retained', 'rate'];

/** More points make a statement of hundreds of columns. */
const MOST_POINTS = 62;

/** The shortest that a period can be, but for changes of clocks. */
const SHORTEST = { '1d': DAY_MS, '1w': 7 * DAY_MS, '1M': 28 * DAY_MS } as const;

export function checkRetention(spec: ReadKpiSpec, retention: ReadRetention, scope: Scope, report: Report): void {
  const dialect = checkStore(retention, scope, report);
  if (dialect === 'prometheus') {
    report('PL1280', { source: retention.source ?? '?', dialect }, placeOfField(retention, 'source'));
  }
  for (const conditions of [retention.start, retention.return]) {
    checkPatterns(conditions, dialect, report);
  }
  if (retention.clock === 'rolling' && retention.period === '1M') {
    report('PL1281', { period: '1M' }, placeOfField(retention, 'clock'));
  }
  checkPoints(retention, report);
  for (const segment of spec.segments ?? []) {
    if (segment.name !== undefined && COLUMNS.indexOf(segment.name) >= 0) {
      report('PL1122', { field: 'name', value: segment.name, reserved: COLUMNS }, placeOfField(segment, 'name'));
    }
  }
  for (const [field, reason] of [
    ['accumulate', 'its actors are counted once already, each in its cohort'],
    ['gapFill', 'a cohort that is not old enough is neither 0 nor like the one before'],
  ]) {
    const entry = entryOf(spec.$, field);
    if (entry) {
      report('PL1107', { field, of: 'a retention', reason }, spec.$.source.place(entry.keyOffset));
    }
  }
  const objectives = entryOf(spec.$, 'objectives');
  if (objectives) {
    report('PL1285', {}, spec.$.source.place(objectives.keyOffset));
  }
  checkThresholds(spec, retention, report);
}

function checkPoints(retention: ReadRetention, report: Report): void {
  const { after, curve = [], meaning } = retention;
  const zero = meaning === 'within' && (after === 0 ? 'after' : curve.indexOf(0) >= 0 ? 'curve' : undefined);
  if (zero) {
    report('PL1282', { field: zero }, placeOfField(retention, zero));
  }
  const place = placeOfField(retention, 'curve');
  const unsorted = curve.findIndex((point, i) => i > 0 && point <= curve[i - 1]);
  if (unsorted > 0) {
    report('PL1283', { point: curve[unsorted], before: curve[unsorted - 1] }, place);
  }
  if (curve.length > MOST_POINTS) {
    report('PL1284', { points: curve.length, limit: MOST_POINTS }, place);
  }
}

/** A window that ends now holds no actor that is old enough, unless it is longer than what has to pass after a start. */
function checkThresholds(spec: ReadKpiSpec, { after, period = '1d' }: ReadRetention, report: Report): void {
  for (const { window, name, $ } of spec.thresholds ?? []) {
    const needed = ((after ?? 0) + 1) * SHORTEST[period];
    if (window && after !== undefined && window.ms <= needed) {
      const params = { threshold: name ?? '?', window: window.text, needed: formatDuration(needed) };
      report('PL1286', params, placeOfField({ $ }, 'window'));
    }
  }
}
