/** Instants as text. The compiler has no Intl; this is plain Gregorian arithmetic on UTC epoch milliseconds. */
import { fault } from './fault';

const FIRST = -62_135_596_800_000; // 0001-01-01T00:00:00Z
const LAST = 253_402_300_800_000; // 10000-01-01T00:00:00Z

/** Throws SqlFault PL2257 unless `ms` is a whole millisecond in the years 1 to 9999, which every dialect can write. */
export function checkInstant(ms: number): number {
  if (!Number.isInteger(ms) || ms < FIRST || ms >= LAST) {
    throw fault('PL2257', { reason: `${ms} is not a whole millisecond of the years 1 to 9999` });
  }
  return ms;
}

/** Throws SqlFault PL2257 unless [startMs, endMs) is a stretch of time with something in it. */
export function checkStretch(startMs: number, endMs: number): void {
  checkInstant(startMs);
  checkInstant(endMs);
  if (startMs >= endMs) {
    throw fault('PL2257', { reason: `the range ends at ${endMs}, not after its start ${startMs}` });
  }
}

/** `2026-01-31`. */
export function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** `2026-01-31 23:59:59.999999+00`: an untyped literal that timestamptz, timestamp and date columns all read rightly. */
export function isoInstant(ms: number, us: number): string {
  const whole = ms + Math.floor(us / 1000);
  const rest = us - Math.floor(us / 1000) * 1000;
  const iso = new Date(whole).toISOString();
  const fraction = `${iso.slice(20, 23)}${String(rest).padStart(3, '0')}`;
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${fraction === '000000' ? '' : `.${fraction}`}+00`;
}
