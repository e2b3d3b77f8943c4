import { describe, expect, it } from 'vitest';
import type { ConditionMeta } from '../results/types';
import type { Account, Spent } from '../slo';
import { highest, judge, verdictAt, type Subject } from './verdict';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const condition = (severity: 'page' | 'ticket', threshold: number, longMs: number, shortMs: number): ConditionMeta => ({
  severity,
  long: `${longMs / MINUTE}m`,
  longMs,
  short: `${shortMs / MINUTE}m`,
  shortMs,
  factor: String(threshold),
  threshold,
  budgetShare: 0.02,
});
const PAGE = condition('page', 14.4, HOUR, 5 * MINUTE);
const TICKET = condition('ticket', 3, 24 * HOUR, 2 * HOUR);

/** One event a second; those in the given stretches fail. */
function events(...outages: ReadonlyArray<readonly [fromMs: number, toMs: number, share?: number]>): Account {
  return {
    unit: 'events',
    endMs: Infinity,
    over(fromMs, toMs): Spent {
      const bad = outages.reduce(
        (sum, [from, to, share = 1]) => sum + share * Math.max(0, Math.min(to, toMs) - Math.max(from, fromMs)),
        0
      );
      return { total: (toMs - fromMs) / 1000, bad: bad / 1000, coverage: 1 };
    },
  };
}
const subject = (account: Account, options: Partial<Subject> = {}): Subject => ({
  account,
  share: 0.001,
  conditions: [PAGE, TICKET],
  coverageFloor: 0.9,
  minimumEvents: 0,
  minimumFailures: 0,
  ...options,
});

describe('a condition', () => {
  const T = 100 * 24 * HOUR;

  it.each([
    ['51.7 s of a full outage do not page', 51.7, false],
    ['51.9 s of a full outage page', 51.9, true],
  ])('99.9 %% over 30 d: %s', (_, seconds, fires) => {
    const outage = events([T - seconds * 1000, T]);
    expect(judge(subject(outage), PAGE, T).times! > 1).toBe(fires);
  });

  it('needs both windows: an hour after ten minutes of 15 % errors it is silent again', () => {
    const account = events([T, T + 10 * MINUTE, 0.15]);
    const firing = (ms: number) => judge(subject(account), PAGE, T + ms).times! > 1;
    expect(firing(345_000)).toBe(false);
    expect(firing(346_000)).toBe(true);
    // Workbook: the short window lets go some 271 s after the failures ended.
    expect(firing(10 * MINUTE + 270_000)).toBe(true);
    expect(firing(10 * MINUTE + 272_000)).toBe(false);
    expect(judge(subject(account), PAGE, T + 10 * MINUTE + 300_000).longBurn!).toBeGreaterThan(14.4);
  });

  it('is over 1 exactly where both windows are over the threshold', () => {
    const at = (longBad: number, shortBad: number) =>
      judge(
        subject({
          unit: 'events',
          endMs: T,
          over: (from, to) => ({ total: 1000, bad: to - from === HOUR ? longBad : shortBad, coverage: 1 }),
        }),
        PAGE,
        T
      ).times!;
    expect(at(14.4, 100)).toBeLessThanOrEqual(1);
    expect(at(14.400001, 14.400001)).toBeGreaterThan(1);
    expect(at(100, 14.4)).toBeLessThanOrEqual(1);
  });

  it('freezes where either window was measured for less than the floor', () => {
    const gaps = (longCoverage: number, shortCoverage: number): Account => ({
      unit: 'events',
      endMs: T,
      over: (from, to) => ({ total: 10, bad: 10, coverage: to - from === HOUR ? longCoverage : shortCoverage }),
    });
    expect(judge(subject(gaps(0.89, 1)), PAGE, T).times).toBeNull();
    expect(judge(subject(gaps(1, 0.89)), PAGE, T).times).toBeNull();
    expect(judge(subject(gaps(0.9, 0.9)), PAGE, T).times).toBeGreaterThan(1);
  });

  it('is held at 1 by too few events or failures in its long window, and says so', () => {
    const account = events([T - 10 * MINUTE, T]);
    expect(judge(subject(account, { minimumEvents: 3600 }), PAGE, T)).toMatchObject({ tooFew: false });
    expect(judge(subject(account, { minimumEvents: 3601 }), PAGE, T)).toMatchObject({ times: 1, tooFew: true });
    expect(judge(subject(account, { minimumFailures: 601 }), PAGE, T)).toMatchObject({ times: 1, tooFew: true });
    expect(judge(subject(account, { minimumFailures: 600 }), PAGE, T).times).toBeGreaterThan(1);
  });
});

describe('a severity', () => {
  const T = 200 * 24 * HOUR;

  it('has no verdict where the objective has no condition of it', () => {
    expect(verdictAt(subject(events(), { conditions: [PAGE] }), 'ticket', T)).toBeUndefined();
  });

  it('does not raise a ticket for what was paged for, until its short window is past the page', () => {
    const account = events([T, T + 30 * MINUTE]);
    const ticket = (ms: number) => verdictAt(subject(account), 'ticket', T + ms)!;
    expect(judge(subject(account), TICKET, T + HOUR).times).toBeGreaterThan(1);
    expect(ticket(HOUR)).toMatchObject({ times: 1, pagedFor: true });
    // The page let go some 35 minutes after the start; the ticket's own short window is over by then too.
    expect(ticket(3 * HOUR).times).toBeLessThanOrEqual(1);
  });

  it('raises a ticket for a slow burn that never paged', () => {
    const account = events([T - 48 * HOUR, T, 0.005]);
    expect(verdictAt(subject(account), 'page', T)!.times).toBeLessThan(1);
    expect(verdictAt(subject(account), 'ticket', T)).toMatchObject({
      pagedFor: false,
      governing: { condition: TICKET },
    });
    expect(verdictAt(subject(account), 'ticket', T)!.times).toBeCloseTo(5 / 3, 6);
  });
});

describe('the highest of several', () => {
  it.each<[string, Array<number | null>, number | null]>([
    ['fires where one fires, whatever the others know', [null, 1.2, 0.3], 1.2],
    ['is not known where none fires and one is not known', [null, 0.3], null],
    ['is the highest where all are known', [0.2, 0.3], 0.3],
    ['of none is not known', [], null],
  ])('%s', (_, times, expected) => {
    expect(highest(times.map((t) => ({ times: t }))).times).toBe(expected);
  });
});
