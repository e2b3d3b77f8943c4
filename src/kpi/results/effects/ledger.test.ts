import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsed, kpi as document, SOURCES } from '../../plan/testing';
import { tilesOf, type SliceSeries } from '../../slices';
import type { PartAnswer } from '../answer';
import { ledgerOf, lookAt, tileFrom, tileUntil } from './ledger';
import { calmBefore, reachOf, slotOf, weeksBefore, weekdayWords, windowsOf } from './windows';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const definitions = parsed(
  SOURCES + document('orders', 'unit: count, measure: { count: { source: shop-db, table: t, time: at, count: rows } }')
);
const orders = definitions.kpis.get('orders')!;
const T0 = Date.UTC(2026, 10, 1);

/** Hours, then five minutes, then minutes: as plans ask for them. */
const tiles = tilesOf([
  { startMs: T0, endMs: T0 + 10 * HOUR, stepMs: HOUR },
  { startMs: T0 + 10 * HOUR, endMs: T0 + 14 * HOUR, stepMs: 5 * MINUTE },
  { startMs: T0 + 14 * HOUR, endMs: T0 + 15 * HOUR, stepMs: MINUTE },
]);

function part(values: readonly number[], store: PartAnswer['store'] = 'sql', closedMs = Infinity): PartAnswer {
  const series: SliceSeries = {
    segment: {},
    value: Float64Array.from(tiles.starts, (_, i) => values[i % values.length]),
    observed: Float64Array.from(tiles.starts, (_, i) => (values[i % values.length] > 0 ? 1 : 0)),
  };
  return { source: 'shop-db', store, slices: { tiles, series: [series] }, closedMs, invalid: 0 };
}
const ledger = (value: PartAnswer, excluded: Parameters<typeof ledgerOf>[3] = []) =>
  ledgerOf(orders, { value }, { values: [], series: { value: value.slices.series[0] } }, excluded);

describe('a look at a ledger', () => {
  const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 90 });
  const stretch = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 900 }));

  test('is the slow sum over the tiles whose middle lies in it', () => {
    fc.assert(
      fc.property(values, stretch, fc.constantFrom('sql', 'prometheus'), (numbers, [from, length], store) => {
        const value = part(numbers, store as PartAnswer['store']);
        const [fromMs, toMs] = [T0 + from * MINUTE, T0 + (from + length) * MINUTE];
        const found = lookAt(ledger(value), { fromMs, toMs }, 5 * MINUTE);
        let [sum, known] = [0, 0];
        tiles.starts.forEach((start, i) => {
          const middle = (start + tiles.ends[i]) / 2;
          if (middle >= fromMs && middle < toMs && (store === 'sql' || value.slices.series[0].observed[i] > 0)) {
            known += tiles.ends[i] - start;
            sum += value.slices.series[0].observed[i] > 0 ? value.slices.series[0].value[i] : 0;
          }
        });
        expect([found.sum, found.weight, found.knownMs]).toEqual([sum, known, known]);
        expect(Array.from(found.block.sum).reduce((a, b) => a + b, 0)).toBe(sum);
      })
    );
  });

  test('of two stretches that touch is the look at both', () => {
    fc.assert(
      fc.property(values, stretch, fc.integer({ min: 0, max: 900 }), (numbers, [from, length], cut) => {
        const all = ledger(part(numbers));
        const [a, c] = [T0 + from * MINUTE, T0 + (from + length) * MINUTE];
        const b = Math.min(c, a + cut * MINUTE);
        const look = (fromMs: number, toMs: number) => lookAt(all, { fromMs, toMs }, 5 * MINUTE).sum;
        expect(look(a, b) + look(b, c)).toBe(look(a, c));
      })
    );
  });

  test('leaves out what is excluded, and what is not closed', () => {
    const [fromMs, toMs] = [T0 + 11 * HOUR, T0 + 12 * HOUR];
    const open = lookAt(ledger(part([1], 'sql', T0 + 11.5 * HOUR)), { fromMs, toMs }, 5 * MINUTE);
    expect([open.sum, open.wantedMs]).toEqual([6, HOUR / 2]);
    const shut = lookAt(
      ledger(part([1]), [{ fromMs, toMs: fromMs + 10 * MINUTE, treatAs: 'removed' }]),
      { fromMs, toMs },
      5 * MINUTE
    );
    expect([shut.sum, shut.wantedMs]).toEqual([10, HOUR - 10 * MINUTE]);
  });

  test('edges are whole tiles that a change does not cut', () => {
    const all = ledger(part([1]));
    const at = T0 + 12 * HOUR + 2 * MINUTE;
    expect([tileUntil(all, at), tileFrom(all, at)]).toEqual([T0 + 12 * HOUR, T0 + 12 * HOUR + 5 * MINUTE]);
    expect(tileFrom(all, T0 + 20 * HOUR)).toBe(T0 + 20 * HOUR);
    expect(tileUntil(all, T0)).toBe(-Infinity);
  });
});

describe('windows', () => {
  test('are before, after without settling, calm stretches and weeks of local time', () => {
    const windows = windowsOf(T0, HOUR, HOUR, 2 * MINUTE);
    expect(windows).toEqual({
      before: { fromMs: T0 - HOUR, toMs: T0 },
      after: { fromMs: T0 + 2 * MINUTE, toMs: T0 + HOUR },
    });
    expect(calmBefore(windows.before)[2]).toEqual({ fromMs: T0 - 4 * HOUR, toMs: T0 - 3 * HOUR });
    // Berlin's clocks went back on 25 October: a week earlier than 1 November is an hour more in UTC.
    const week = weeksBefore('Europe/Berlin', 1, { fromMs: T0 + 12 * HOUR, toMs: T0 + 13 * HOUR });
    expect(week.fromMs).toBe(T0 + 12 * HOUR - 7 * 24 * HOUR);
    expect(weeksBefore('Europe/Berlin', 2, windows.before).fromMs).toBe(T0 - HOUR - 14 * 24 * HOUR - HOUR);
    expect(reachOf('UTC', windows, true).fromMs).toBe(T0 - HOUR - 28 * 24 * HOUR);
    expect(reachOf('UTC', windows, false).fromMs).toBe(T0 - 4 * HOUR);
    expect([slotOf(windows.before), slotOf({ fromMs: 0, toMs: 24 * HOUR })]).toEqual([5 * MINUTE, HOUR]);
    expect(weekdayWords('UTC', T0, 1)).toBe('the same hours of the Sunday before');
  });
});
