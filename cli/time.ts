import { parseDuration } from '../src/kpi';
import { CannotRun } from './exit';

const RFC3339 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * An instant in UTC epoch ms: RFC 3339 (`2026-11-01T00:00:00+01:00`), a date (midnight UTC), `now`, `now-30d` or `now+1h`.
 * @throws CannotRun naming the option and the value
 */
export function parseInstant(option: string, text: string, nowMs: number): number {
  if (text === 'now') {
    return nowMs;
  }
  const relative = /^now([+-])(.+)$/.exec(text);
  if (relative) {
    const duration = parseDuration(relative[2] as string);
    if (duration !== undefined) {
      return relative[1] === '-' ? nowMs - duration : nowMs + duration;
    }
  }
  const absolute = RFC3339.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(absolute)) {
    throw new CannotRun(`${option} ${text}: not a time. Write RFC 3339 (2026-11-01T00:00:00Z) or now-30d.`);
  }
  return absolute;
}
