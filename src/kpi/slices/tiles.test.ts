import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missingRuns } from './places';
import { openStartMs, tileCount, tilesOf, tilingOf, type TilingNeeds } from './tiles';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 23, 12, 0, 34);
const needs = (more: Partial<TilingNeeds>): TilingNeeds => ({
  fromMs: NOW - 30 * DAY,
  toMs: NOW,
  nowMs: NOW,
  latenessMs: 10 * MINUTE,
  longestMs: HOUR,
  shortestMs: MINUTE,
  exact: false,
  ...more,
});
const shape = (more: Partial<TilingNeeds>) =>
  tilingOf(needs(more)).map(({ startMs, endMs, stepMs }) => [
    new Date(startMs).toISOString().slice(5, 19),
    new Date(endMs).toISOString().slice(5, 19),
    stepMs! / MINUTE,
  ]);

describe('tiles of a range', () => {
  test('are minutes at the open end, 5 min for three days, hours before, and whole slices for Prometheus', () => {
    expect(shape({})).toEqual([
      ['10-24T12:00:00', '11-20T12:00:00', 60],
      ['11-20T12:00:00', '11-23T11:40:00', 5],
      ['11-23T11:40:00', '11-23T12:00:00', 1],
    ]);
  });

  test('have ragged ends in shorter slices where the store cannot clip', () => {
    expect(shape({ fromMs: NOW - 30 * DAY + 3 * MINUTE })).toEqual([
      ['10-24T12:03:00', '10-24T12:05:00', 1],
      ['10-24T12:05:00', '10-24T13:00:00', 5],
      ['10-24T13:00:00', '11-20T12:00:00', 60],
      ['11-20T12:00:00', '11-23T11:40:00', 5],
      ['11-23T11:40:00', '11-23T12:00:00', 1],
    ]);
  });

  test('are clipped by SQL at the very ends', () => {
    expect(shape({ exact: true })).toEqual([
      ['10-24T12:00:34', '11-20T12:00:00', 60],
      ['11-20T12:00:00', '11-23T11:40:00', 5],
      ['11-23T11:40:00', '11-23T12:00:34', 1],
    ]);
  });

  test('follow the grain, the zone’s quarter hours and slow scrapes', () => {
    expect(shape({ longestMs: 15 * MINUTE, exact: true })[0][2]).toBe(15);
    expect(shape({ longestMs: 5 * MINUTE }).map((run) => run[2])).toEqual([5, 1]);
    expect(shape({ longestMs: MINUTE }).map((run) => run[2])).toEqual([1]);
    expect(shape({ shortestMs: 5 * MINUTE }).map((run) => run[2])).toEqual([60, 5]);
    expect(tilingOf(needs({ shortestMs: HOUR, longestMs: 5 * MINUTE }))).toEqual([]);
  });

  test('end at now, and are none where nothing is left', () => {
    expect(tilingOf(needs({ toMs: NOW + DAY, exact: true }))).toEqual(tilingOf(needs({ exact: true })));
    expect(tilingOf(needs({ fromMs: NOW + 1, toMs: NOW + DAY, exact: true }))).toEqual([]);
    expect(tilingOf(needs({ fromMs: NOW - 10_000 }))).toEqual([]);
  });

  test('tile any range: no gap, no overlap, on the grid, never longer than allowed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 * DAY }),
        fc.integer({ min: 1, max: 40 * DAY }),
        fc.constantFrom(MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR),
        fc.constantFrom(0, MINUTE, 10 * MINUTE, DAY),
        fc.boolean(),
        (ago, length, longestMs, latenessMs, exact) => {
          const fromMs = NOW - ago - length;
          const asked = needs({ fromMs, toMs: fromMs + length, longestMs, latenessMs, exact });
          const runs = tilingOf(asked);
          const { starts, ends } = tilesOf(runs);
          expect(starts.length).toBe(tileCount(runs));
          const down = (ms: number) => (exact ? ms : Math.floor(ms / MINUTE) * MINUTE);
          if (starts.length === 0) {
            expect(down(asked.fromMs)).toBe(down(asked.toMs));
            return;
          }
          expect(starts[0]).toBe(down(asked.fromMs));
          expect(ends[ends.length - 1]).toBe(down(asked.toMs));
          const wrong = Array.from(starts.keys()).filter(
            (i) =>
              ends[i] <= starts[i] ||
              Math.floor(starts[i] / longestMs) !== Math.floor((ends[i] - 1) / longestMs) ||
              (i > 0 && starts[i] !== ends[i - 1]) ||
              (starts[i] >= openStartMs(NOW, latenessMs) && ends[i] - starts[i] > MINUTE)
          );
          expect(wrong).toEqual([]);
        }
      ),
      { numRuns: 150 }
    );
  });

  test('one bucket for a whole stretch is one tile', () => {
    expect(tilesOf([{ startMs: 5, endMs: 7, stepMs: null }])).toEqual({
      starts: Float64Array.of(5),
      ends: Float64Array.of(7),
      runs: [{ startMs: 5, endMs: 7, stepMs: null }],
    });
  });
});

describe('what the store does not hold', () => {
  const run = { startMs: 0, endMs: 10 * MINUTE, stepMs: MINUTE };
  const stretches = (known: number[]) => known.map((m) => ({ startMs: m * MINUTE, endMs: (m + 1) * MINUTE }));
  const gaps = (known: number[]) =>
    missingRuns(run, stretches(known)).map((r) => [r.startMs / MINUTE, r.endMs / MINUTE]);

  test('is asked, and only that', () => {
    expect(gaps([])).toEqual([[0, 10]]);
    expect(gaps([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([]);
    expect(gaps([0, 1, 2, 3, 4, 5, 6])).toEqual([[7, 10]]);
    expect(gaps([3, 4])).toEqual([
      [0, 3],
      [5, 10],
    ]);
  });

  test('is at most four stretches: those with the least between them become one', () => {
    expect(gaps([1, 3, 5])).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 10],
    ]);
    expect(gaps([1, 3, 4, 6, 8])).toEqual([
      [0, 3],
      [5, 6],
      [7, 8],
      [9, 10],
    ]);
  });

  test('a clipped end is never held', () => {
    expect(missingRuns({ startMs: 30_000, endMs: 3 * MINUTE, stepMs: MINUTE }, stretches([1, 2]))).toEqual([
      { startMs: 30_000, endMs: MINUTE, stepMs: MINUTE },
    ]);
  });

  test('a lateness of a month is not asked in minutes: hours until three days ago, five minutes, a day of minutes', () => {
    const needs = { nowMs: NOW, latenessMs: 30 * 24 * 60 * MINUTE, longestMs: 60 * MINUTE, shortestMs: 0, exact: true };
    const runs = tilingOf({ ...needs, fromMs: NOW - 90 * 24 * 60 * MINUTE, toMs: NOW });
    expect(runs.map(({ stepMs }) => stepMs! / MINUTE)).toEqual([60, 5, 1]);
    expect(tileCount(runs)).toBeLessThan(90 * 24 + 2 * 288 + 1500);
  });
});
