/** Objectives at the edges of what was measured: sources that are late, stores that were silent, slices that were kept. */
import { expect, test } from 'vitest';
import { sliceStore } from '../slices';
import type { Result } from '../results/types';
import { column, HOUR, kpi, NOW, parsed, run, SOURCES, type FakeStores } from './testing';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const rows = (where = '') => `{ source: shop-db, table: t, time: at, count: rows${where} }`;
const RATIO = `unit: ratio, measure: { ratio: { numerator: ${rows(', where: [ { field: ok, is: true } ]')}, denominator: ${rows()} } }`;

/** 60 events a minute, all in [fromMs, toMs) fail. */
const failing = (fromMs: number, toMs: number): FakeStores => ({
  cell: (_source, word, start, end) => {
    const all = (60 * (end - start)) / MINUTE;
    const failed = (60 * Math.max(0, Math.min(end, toMs) - Math.max(start, fromMs))) / MINUTE;
    return [word.startsWith('numerator') ? all - failed : all, all];
  },
});
const alerts = (result: Result) =>
  Object.fromEntries(
    result.frames.map(({ fields: [field] }) => [field.labels!.severity, field.values[0] as number | null])
  );

test('levels of an hour are never made by adding those of its minutes that were kept', () => {
  const definitions = parsed(
    SOURCES +
      kpi(
        'p95',
        'unit: seconds, measure: { gauge: { source: metrics, promql: "histogram_quantile(0.95, sum by (le) (rate(d_bucket[$window])))" } }, objectives: [ { name: fast, target: "0.9", timeWindow: { duration: 7d }, op: lte, value: "0.5", timeSliceWindow: 1h } ]'
      )
  );
  const store = sliceStore();
  const fast: FakeStores = { cell: () => [0.3, 1] };
  run(definitions, { kpi: 'p95', view: 'budget' }, fast, {}, store);
  // What was five minutes then is an hour now.
  const later = { nowMs: NOW + 2 * DAY, toMs: NOW + 2 * DAY };
  const result = run(definitions, { kpi: 'p95', view: 'budget' }, fast, later, store);
  expect(column(result, 'consumed')).toEqual([0]);
});
