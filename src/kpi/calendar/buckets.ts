/** Buckets of a range: minutes and hours of the clock; days, weeks, months, quarters and years of a zone's calendar. */
import { diagnostic, type Outcome } from '../diagnostics';
import { ISO_CALENDAR, startOfFiscal, startOfWeek, type Calendar } from './calendar';
import { GRAINS, type Grain } from './grains';
import { firstOfMonth, localDayOf, startOfLocalDay } from './local-days';
import { isTimeZone, stretchAt, stretchesOf, ZONES_FROM_MS, ZONES_TO_MS } from './zones';

/** Prometheus refuses more points for a series, and no screen shows as many. */
export const MOST_BUCKETS = 11_000;

const MINUTE = 60_000;

/** Length of a grain in ms; for days and longer only the nominal one, good for estimates alone. */
export const NOMINAL_GRAIN_MS: Readonly<Record<Grain, number>> = {
  '1m': MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '1h': 60 * MINUTE,
  '1d': 24 * 60 * MINUTE,
  '1w': 7 * 24 * 60 * MINUTE,
  '1M': 30 * 24 * 60 * MINUTE,
  '1Q': 91 * 24 * 60 * MINUTE,
  '1Y': 365 * 24 * 60 * MINUTE,
};

/** Grains that follow the clock; the others follow the calendar. */
const CLOCK_GRAINS: ReadonlySet<Grain> = new Set<Grain>(['1m', '5m', '15m', '1h']);

/**
 * Buckets [edges[i], edges[i + 1]): they tile the range exactly, so edges[0] and the last edge are the range's own ends
 * and the outer buckets may be cut.
 */
export interface Buckets {
  readonly grain: Grain;
  readonly edges: readonly number[];
  /** False where the range starts within a bucket, so that the first one is cut. */
  readonly firstIsWhole: boolean;
  readonly lastIsWhole: boolean;
}

/**
 * The buckets of `grain` that the range [fromMs, toMs) falls into, on the clock and calendar of `zone`.
 *
 * Days are as long as they are (23, 24, 25 h, 23.5 h on Lord Howe); days that never were are left out. A clock bucket is a
 * stretch in which the local clock shows the same minute, quarter or hour; an hour that is shown twice makes two buckets.
 * Weeks, quarters and years are those of `calendar`; without it weeks start on Monday (ISO 8601), years in January. Units: UTC epoch ms.
 * Errors: PL2005 empty range, PL2006 beyond 1970-2037, PL2007 more than 11,000 buckets (checked before any is made),
 * PL2008 unknown grain, PL2023 unknown zone.
 */
export function bucketsOf(
  zone: string,
  grain: Grain,
  fromMs: number,
  toMs: number,
  calendar: Calendar = ISO_CALENDAR
): Outcome<Buckets> {
  const wrong = whatIsWrong(zone, grain, fromMs, toMs);
  if (wrong) {
    return { ok: false, diagnostics: [wrong] };
  }
  const inner = CLOCK_GRAINS.has(grain)
    ? clockEdges(zone, grain, fromMs, toMs)
    : calendarEdges(zone, grain, fromMs, toMs, calendar);
  const firstIsWhole = inner[0] === fromMs;
  const lastIsWhole = inner[inner.length - 1] === toMs;
  const edges = [fromMs, ...inner.filter((edge) => edge > fromMs && edge < toMs), toMs];
  return { ok: true, value: Object.freeze({ grain, edges, firstIsWhole, lastIsWhole }), diagnostics: [] };
}

function whatIsWrong(zone: string, grain: Grain, fromMs: number, toMs: number) {
  if (!isTimeZone(zone)) {
    return diagnostic('PL2023', { zone });
  }
  if (!GRAINS.includes(grain)) {
    return diagnostic('PL2008', { grain: String(grain), allowed: GRAINS });
  }
  const out = instantFault('from', fromMs) ?? instantFault('to', toMs);
  if (out) {
    return out;
  }
  if (fromMs >= toMs) {
    return diagnostic('PL2005', { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() });
  }
  const buckets = Math.ceil((toMs - fromMs) / NOMINAL_GRAIN_MS[grain]);
  return buckets > MOST_BUCKETS ? diagnostic('PL2007', { buckets, limit: MOST_BUCKETS, grain }) : undefined;
}

/** PL2006 where `ms` is no instant from 1970 to 2037, else undefined. */
export function instantFault(field: string, ms: number) {
  return Number.isInteger(ms) && ms >= ZONES_FROM_MS && ms < ZONES_TO_MS
    ? undefined
    : diagnostic('PL2006', {
        field,
        value: String(ms),
        earliest: new Date(ZONES_FROM_MS).toISOString(),
        latest: new Date(ZONES_TO_MS - 1).toISOString(),
      });
}

/** Instants in [fromMs, toMs] at which the shown minute, quarter or hour changes. */
function clockEdges(zone: string, grain: Grain, fromMs: number, toMs: number): number[] {
  const step = NOMINAL_GRAIN_MS[grain];
  const stretches = stretchesOf(zone);
  const edges: number[] = [];
  const last = stretchAt(stretches, toMs);
  for (let i = stretchAt(stretches, fromMs); i <= last; i++) {
    const offset = stretches.offsets[i] * MINUTE;
    const start = stretches.starts[i];
    const end = Math.min(i < last ? stretches.starts[i + 1] - 1 : Infinity, toMs);
    if (start >= fromMs && start <= toMs) {
      const before = Math.floor((start - 1 + stretches.offsets[i - 1] * MINUTE) / step);
      if (before !== Math.floor((start + offset) / step)) {
        edges.push(start);
      }
    }
    const first = Math.ceil((Math.max(start, fromMs) + offset) / step) * step - offset;
    for (let edge = first; edge <= end; edge += step) {
      if (edge !== edges[edges.length - 1]) {
        edges.push(edge);
      }
    }
  }
  return edges;
}

/**
 * First local day of the n-th bucket of `grain` (a day or longer) from the one on that holds local day `day`: retention and to-date
 * sums count periods so, too.
 */
export function firstDayOfBucket(calendar: Calendar, grain: Grain, day: number, n = 0): number {
  switch (grain) {
    case '1w':
      return startOfWeek(calendar, day) + 7 * n;
    case '1M':
      return firstOfMonth(day, n);
    case '1Q':
      return startOfFiscal(calendar, 3, day, n);
    case '1Y':
      return startOfFiscal(calendar, 12, day, n);
    default:
      return day + n;
  }
}

/** Starts of buckets of whole days in [fromMs, toMs]. */
function calendarEdges(zone: string, grain: Grain, fromMs: number, toMs: number, calendar: Calendar): number[] {
  const today = localDayOf(zone, fromMs);
  const edges: number[] = [];
  for (let n = 0; ; n++) {
    const edge = startOfLocalDay(zone, firstDayOfBucket(calendar, grain, today, n));
    if (edge > toMs) {
      return edges;
    }
    if (edge >= fromMs && edge !== edges[edges.length - 1]) {
      edges.push(edge);
    }
  }
}

/**
 * The finest grain that makes at most `maxDataPoints` buckets of the range (default 300); never finer than 5 min, the grid
 * that history stands on, except for ranges up to three hours. Months where even weeks are too many; quarters and years, which begin
 * when the definition says, are never chosen.
 */
export function autoGrain(fromMs: number, toMs: number, maxDataPoints = 300): Grain {
  const most = Math.min(Math.max(1, maxDataPoints), MOST_BUCKETS);
  const length = toMs - fromMs;
  const grains = GRAINS.slice(0, GRAINS.indexOf('1M'));
  const candidates = length <= 3 * NOMINAL_GRAIN_MS['1h'] ? grains : grains.slice(1);
  return candidates.find((grain) => length / NOMINAL_GRAIN_MS[grain] <= most) ?? '1M';
}

/** Lengths of slices, longest first, ms. */
export const SLICE_STEPS_MS: readonly number[] = [60 * MINUTE, 15 * MINUTE, 5 * MINUTE, MINUTE];

/**
 * The longest slice whose UTC grid the zone's days fall on in the range and that `edges` (less the outer two, which may be
 * cut) lie on: 1 h, or 15 min where an offset has a fraction of an hour, or 5 or 1 min in a few old cases; null where an offset is no
 * whole minute (Monrovia until 1972).
 */
export function sliceGridMs(zone: string, fromMs: number, toMs: number, edges: readonly number[] = []): number | null {
  const stretches = stretchesOf(zone);
  const offsets = stretches.offsets.slice(stretchAt(stretches, fromMs), stretchAt(stretches, toMs) + 1);
  const inner = edges.slice(1, -1);
  const fits = (step: number) => offsets.every((o) => (o * MINUTE) % step === 0) && inner.every((e) => e % step === 0);
  return SLICE_STEPS_MS.find(fits) ?? null;
}
