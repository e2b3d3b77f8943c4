/** As a duration a day is 24 hours, whatever the clocks do; days of a calendar are src/kpi/calendar's. */
// eslint-disable-next-line no-restricted-syntax
export const DAY_MS = 86_400_000;

const UNITS: ReadonlyArray<readonly [unit: string, ms: number]> = [
  ['w', 604_800_000],
  ['d', DAY_MS],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

/** For JSON Schema and the parser alike: each unit at most once, the longest first. */
export const DURATION_PATTERN =
  '^(?=[0-9])([0-9]{1,6}w)?([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?$';
const DURATION = /^([0-9]{1,6}w)?([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?$/;

/**
 * `30m`, `7d`, `1h30m`, `4w`, `15s` -> milliseconds; undefined where the text is something else. `m` is minutes; days are
 * 24 h and weeks 7 days, so no duration depends on a calendar. Spaces, signs, fractions and bare numbers are refused.
 */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match || text === '') {
    return undefined;
  }
  let total = 0;
  UNITS.forEach(([unit, ms], i) => {
    const part = match[i + 1];
    if (part !== undefined) {
      total += Number(part.slice(0, part.length - unit.length)) * ms;
    }
  });
  return total;
}

/**
 * Milliseconds -> the shortest text without weeks: `7d`, `1h30m`, `15s`; 0 is `0s`. The inverse of `parseDuration`.
 * @param ms a whole number, at least 0; anything else throws a RangeError, because it is a caller's mistake
 */
export function formatDuration(ms: number): string {
  if (!(ms >= 0) || Math.floor(ms) !== ms || ms > Number.MAX_SAFE_INTEGER) {
    throw new RangeError(`Not a duration in milliseconds: ${ms}`);
  }
  let rest = ms;
  let text = '';
  for (const [unit, size] of UNITS.slice(1)) {
    const count = Math.floor(rest / size);
    if (count > 0) {
      text += `${count}${unit}`;
      rest -= count * size;
    }
  }
  return text === '' ? '0s' : text;
}
