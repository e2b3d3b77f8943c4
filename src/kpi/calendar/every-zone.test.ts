/** Buckets of every zone of the table from 2010 to 2030, against offsets and days of Temporal: nothing lost, nothing doubled. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test, vi } from 'vitest';
import { bucketsOf } from './buckets';
import type { Grain } from './grains';
import { WEEK_DAYS, type Calendar } from './calendar';
import { stretchesOf, timeZoneNames } from './zones';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2010, 0, 1);
const TO = Date.UTC(2031, 0, 1);
/** Node's ICU may have older rules than the table; zones in which it has are compared up to here. See zones.test.ts. */
const ICU_KNOWS_UNTIL = Date.UTC(2026, 0, 1);

/** A zone as Temporal knows it, from FROM to its own end. */
interface Known {
  readonly zone: string;
  /** All names with the same clocks. */
  readonly names: string[];
  readonly toMs: number;
  /** `offsets[i]` (ms) holds from `starts[i]` on; the first start is FROM. */
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

function asTemporalKnows(zone: string): Omit<Known, 'names'> | undefined {
  let at: Temporal.ZonedDateTime | null;
  try {
    at = Temporal.Instant.fromEpochMilliseconds(FROM).toZonedDateTimeISO(zone);
  } catch {
    return undefined;
  }
  const starts: number[] = [];
  const offsets: number[] = [];
  for (; at && at.epochMilliseconds < TO; at = at.getTimeZoneTransition('next')) {
    starts.push(at.epochMilliseconds);
    offsets.push(at.offsetNanoseconds / 1e6);
  }
  const lately = (all: readonly number[]) => all.filter((ms) => ms >= ICU_KNOWS_UNTIL && ms < TO).join();
  const toMs = lately(starts) === lately(stretchesOf(zone).starts) ? TO : ICU_KNOWS_UNTIL;
  return { zone, toMs, starts, offsets };
}

const clocks = new Map<string, Known>();
for (const zone of timeZoneNames()) {
  const known = asTemporalKnows(zone);
  if (known) {
    const key = JSON.stringify([known.toMs, known.starts, known.offsets]);
    clocks.set(key, clocks.get(key) ?? { ...known, names: [] });
    clocks.get(key)!.names.push(zone);
  }
}
const all = [...clocks.values()];

function offsetAt({ starts, offsets }: Known, ms: number): number {
  let i = starts.length - 1;
  while (i > 0 && starts[i] > ms) {
    i--;
  }
  return offsets[i];
}

/** Starts of local days from FROM on: Temporal's word near changes of clocks, plain days between them. */
function daysOf(known: Known): Array<{ readonly day: number; readonly ms: number }> {
  const days: Array<{ day: number; ms: number }> = [];
  for (let day = FROM / DAY - 2; ; day++) {
    const plain = day * DAY - offsetAt(known, day * DAY);
    const near = known.starts.some((start, i) => i > 0 && Math.abs(start - plain) < 3 * DAY);
    const ms = near
      ? Temporal.PlainDate.from('1970-01-01').add({ days: day }).toZonedDateTime(known.zone).epochMilliseconds
      : plain;
    if (ms > known.toMs) {
      return days;
    }
    days.push({ day, ms });
  }
}

/** Whether a local day begins a bucket: told from its date alone. */
function begins(grain: Grain, { weekStart, fiscalYearStart }: Calendar): (day: number) => boolean {
  const [month, first] = fiscalYearStart.split('-').map(Number);
  const date = (day: number) => new Date(day * DAY);
  const isFiscal = (day: number, every: number) =>
    date(day).getUTCDate() === first && (date(day).getUTCMonth() + 1 - month + 12) % every === 0;
  switch (grain) {
    case '1w':
      // JavaScript's weeks begin on Sunday, 0.
      return (day) => WEEK_DAYS[(date(day).getUTCDay() + 6) % 7] === weekStart;
    case '1M':
      return (day) => date(day).getUTCDate() === 1;
    case '1Q':
      return (day) => isFiscal(day, 3);
    case '1Y':
      return (day) => isFiscal(day, 12);
    default:
      return () => true;
  }
}

function edges(zone: string, grain: Grain, fromMs: number, toMs: number, calendar?: Calendar): readonly number[] {
  const outcome = bucketsOf(zone, grain, fromMs, toMs, calendar);
  if (!outcome.ok) {
    throw new Error(outcome.diagnostics[0].message);
  }
  return outcome.value.edges;
}

const tiling = (fromMs: number, toMs: number, inner: readonly number[]) => [
  fromMs,
  ...[...new Set(inner)].filter((ms) => ms > fromMs && ms < toMs),
  toMs,
];

/** A few calendars for each zone; every week day and many year starts over all of them. */
const calendarsOf = (i: number): readonly Calendar[] => {
  const two = (n: number) => String(n).padStart(2, '0');
  const start = `${two(1 + (i % 12))}-${two(1 + ((i * 5) % 28))}`;
  return [
    { weekStart: WEEK_DAYS[i % 7], fiscalYearStart: start },
    { weekStart: 'sunday', fiscalYearStart: i % 2 === 0 ? '04-06' : '02-28' },
  ];
};

vi.setConfig({ testTimeout: 180_000 });

describe('buckets in every zone, 2010 to 2030', () => {
  test('the zones are those of the table', () => {
    expect(all.flatMap(({ names }) => names).length).toBeGreaterThan(550);
    expect(all.filter(({ toMs }) => toMs < TO).flatMap(({ names }) => names).length).toBeLessThan(20);
  });

  test('days, weeks, months, fiscal quarters and years tile the whole of it as Temporal has the days', () => {
    all.forEach((known, i) => {
      const days = daysOf(known);
      const { toMs } = known;
      for (const [n, calendar] of calendarsOf(i).entries()) {
        // Days and months are those of every calendar.
        for (const grain of n === 0 ? (['1d', '1w', '1M', '1Q', '1Y'] as const) : (['1w', '1Q', '1Y'] as const)) {
          const isFirst = begins(grain, calendar);
          const inner = days.filter(({ day }) => isFirst(day)).map(({ ms }) => ms);
          const expected = tiling(FROM, toMs, inner);
          const made = edges(known.zone, grain, FROM, toMs, calendar);
          const where = `${known.zone} ${grain} ${JSON.stringify(calendar)}`;
          expect(made.length, where).toBe(expected.length);
          const wrong = made.findIndex((ms, at) => ms !== expected[at]);
          expect(wrong === -1 ? '' : `${new Date(made[wrong]).toISOString()}`, where).toBe('');
        }
      }
    });
  });

  test('names with the same clocks have the same buckets', () => {
    for (const { zone, names, toMs } of all) {
      for (const grain of ['1d', '1w', '1Q'] as const) {
        const own = edges(zone, grain, toMs - 900 * DAY, toMs).join();
        expect(names.filter((name) => edges(name, grain, toMs - 900 * DAY, toMs).join() !== own)).toEqual([]);
      }
    }
  });

  test('minutes, quarters and hours tile six hours around every change of clocks', () => {
    for (const known of all) {
      for (let i = 1; i < known.starts.length && known.starts[i] + 3 * HOUR < known.toMs; i++) {
        const change = known.starts[i];
        const [fromMs, toMs] = [change - 3 * HOUR, change + 3 * HOUR];
        const back = known.offsets[i] < known.offsets[i - 1];
        for (const [grain, step] of [
          ['1m', MINUTE],
          ['5m', 5 * MINUTE],
          ['15m', 15 * MINUTE],
          ['1h', HOUR],
        ] as const) {
          const shown = (ms: number) => ms + offsetAt(known, ms);
          const inner: number[] = [];
          for (let ms = fromMs; ms < toMs; ms += MINUTE) {
            const another = Math.floor(shown(ms) / step) !== Math.floor(shown(ms - MINUTE) / step);
            // What is shown twice is two buckets, if clocks go back to its very start.
            if (another || (ms === change && back && shown(ms) % step === 0)) {
              inner.push(ms);
            }
          }
          const expected = tiling(fromMs, toMs, inner).join();
          const where = `${known.zone} ${grain} ${new Date(change).toISOString()}`;
          expect(edges(known.zone, grain, fromMs, toMs).join() === expected, where).toBe(true);
        }
      }
    }
  });

  test('a range cut at any instant is the whole of its two pieces: each event is in one bucket', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...all.flatMap(({ names }) => names)),
        fc.constantFrom<Grain>('1m', '5m', '15m', '1h', '1d', '1w', '1M', '1Q', '1Y'),
        fc.nat({ max: 499 }).map((i) => calendarsOf(i)[0]),
        fc.integer({ min: FROM, max: TO - 720 * DAY }),
        fc.integer({ min: 1, max: 360 }),
        fc.integer({ min: 1, max: 360 }),
        (zone, grain, calendar, from, a, b) => {
          const unit = grain.endsWith('m') || grain === '1h' ? 15 * MINUTE : DAY;
          const [cut, to] = [from + a * unit, from + (a + b) * unit];
          const pieces = [
            ...edges(zone, grain, from, cut, calendar),
            ...edges(zone, grain, cut, to, calendar).slice(1),
          ];
          const whole = edges(zone, grain, from, to, calendar);
          expect(pieces.filter((ms) => ms !== cut || whole.includes(cut))).toEqual(whole);
          expect(pieces.every((ms, i) => i === 0 || ms > pieces[i - 1])).toBe(true);
        }
      ),
      { numRuns: 500 }
    );
  });
});
