/** Offsets of time zones without `Intl`, which sobek does not have: a table of every IANA name, 1970 to 2037. */
import { ZONE_TABLE } from './zone-table';

/** First instant that the table knows, UTC epoch ms (1970-01-01). */
export const ZONES_FROM_MS = 0;
/** First instant that it no longer knows (2038-01-01); nothing is guessed beyond. */
export const ZONES_TO_MS = 2_145_916_800_000;

const MINUTE = 60_000;

/** Stretches of constant offset: stretch i runs from `starts[i]` (ms) to the next start, `offsets[i]` minutes east of UTC. */
export interface ZoneStretches {
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

const LINES = ZONE_TABLE.split('\n');
const LINE_OF: ReadonlyMap<string, number> = indexNames();
const decoded = new Map<number, ZoneStretches>();

function indexNames(): Map<string, number> {
  const index = new Map<string, number>();
  LINES.forEach((line, at) => {
    for (const name of line.slice(0, line.indexOf('|')).split(' ')) {
      index.set(name, at);
    }
  });
  return index;
}

/** `gap sign [size]` tokens of a line: minutes since the last change (base 36, or decimal before `!`), then ±minutes, 60 unless said. */
function tokensOf(line: number): string[] {
  const [own = '', tail] = LINES[line].split('|')[2].split('~');
  const tokens = own.split(' ').filter((t) => t !== '');
  if (tail === undefined) {
    return tokens;
  }
  const [from, count] = tail.split('.');
  const shared = tokensOf(Number(from));
  return tokens.concat(shared.slice(shared.length - Number(count)));
}

function decode(line: number): ZoneStretches {
  const starts = [-Infinity];
  const offsets = [Number(LINES[line].split('|')[1])];
  let at = 0;
  for (const token of tokensOf(line)) {
    const [, gap, sign, size] = /^([^+-]+)([+-])(.*)$/.exec(token)!;
    at += gap.endsWith('!') ? Number(gap.slice(0, -1)) : parseInt(gap, 36);
    starts.push(at * MINUTE);
    const change = size === '' ? 60 : Number(size);
    offsets.push(offsets[offsets.length - 1] + (sign === '+' ? change : -change));
  }
  return { starts, offsets };
}

/** True for a name of the IANA data base (links such as `US/Eastern` too), spelled exactly as there. */
export function isTimeZone(name: string): boolean {
  return LINE_OF.has(name);
}

/** Every name that `isTimeZone` accepts, sorted. */
export function timeZoneNames(): readonly string[] {
  return [...LINE_OF.keys()].sort();
}

/**
 * The stretches of constant offset of `zone`, ascending; the first starts at -Infinity.
 * Only meaningful within [ZONES_FROM_MS, ZONES_TO_MS). Throws a RangeError for a name that is no zone: check with `isTimeZone`.
 */
export function stretchesOf(zone: string): ZoneStretches {
  const line = LINE_OF.get(zone);
  if (line === undefined) {
    throw new RangeError(`not a time zone: ${zone}`);
  }
  let stretches = decoded.get(line);
  if (!stretches) {
    stretches = decode(line);
    decoded.set(line, stretches);
  }
  return stretches;
}

/** Index of the stretch that holds `ms`. */
export function stretchAt(stretches: Pick<ZoneStretches, 'starts'>, ms: number): number {
  let low = 0;
  let high = stretches.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (stretches.starts[middle] <= ms) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/**
 * Minutes east of UTC that clocks of `zone` show at the instant `ms` (UTC epoch ms); may be a fraction (Monrovia until 1972: -44.5).
 * Throws a RangeError outside [ZONES_FROM_MS, ZONES_TO_MS) and for unknown names; plans check both before they get here.
 */
export function offsetMinutesAt(zone: string, ms: number): number {
  if (!(ms >= ZONES_FROM_MS && ms < ZONES_TO_MS)) {
    throw new RangeError(`instant out of range: ${ZONES_FROM_MS} <= ${ms} < ${ZONES_TO_MS}`);
  }
  const stretches = stretchesOf(zone);
  return stretches.offsets[stretchAt(stretches, ms)];
}
