import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from './account';
import { budgetAt } from './budget';
import { HOUR } from './testing';

const DAY = 24 * HOUR;
const MONTH = 30 * DAY;

/** `perHour` events an hour; of each hour the share that `failing` says of its time fails. */
function steady(perHour: number, failing: (ms: number) => number): Account {
  return {
    unit: 'events',
    endMs: Infinity,
    over(fromMs, toMs) {
      let bad = 0;
      const step = Math.max(1, Math.min(HOUR / 4, toMs - fromMs));
      for (let at = fromMs + step / 2; at < toMs; at += step) {
        bad += (failing(at) * perHour * step) / HOUR;
      }
      return { total: ((toMs - fromMs) / HOUR) * perHour, bad, coverage: 1 };
    },
  };
}
const rolling = (atMs: number) => ({ rolling: true, fromMs: atMs - MONTH, toMs: atMs });
const calendar = { rolling: false, fromMs: 0, toMs: MONTH };

describe('a budget', () => {
  it('of a rolling window is what of all its events may fail', () => {
    const budget = budgetAt(
      steady(1000, () => 0.0005),
      rolling(MONTH),
      MONTH,
      0.001
    );
    expect(budget.sli).toBeCloseTo(0.9995, 9);
    expect(budget.consumed).toBeCloseTo(0.5, 9);
    expect(budget.remaining).toBeCloseTo(0.5, 9);
    expect(budget.allowed).toBeCloseTo(720, 6);
    expect(budget.elapsed).toBe(1);
  });

  it('goes below zero and says by how much', () => {
    const { remaining, exhaustsAtMs } = budgetAt(
      steady(100, () => 0.003),
      rolling(MONTH),
      MONTH,
      0.001
    );
    expect(remaining).toBeCloseTo(-2, 9);
    expect(exhaustsAtMs).toBeNull();
  });

  it('of a calendar month is half gone after half of it at a burn rate of 1', () => {
    const budget = budgetAt(
      steady(1000, () => 0.001),
      calendar,
      MONTH / 2,
      0.001
    );
    expect(budget.pace).toBeCloseTo(1, 9);
    expect(budget.consumed).toBeCloseTo(0.5, 9);
    expect(budget.elapsed).toBe(0.5);
    expect(budget.allowed).toBeCloseTo(720, 6);
  });

  it('of a month that is over equals that of a rolling window of its length', () => {
    const account = steady(10, (ms) => (ms < 5 * DAY ? 0.01 : 0));
    const whole = budgetAt(account, calendar, MONTH, 0.001);
    expect(whole).toEqual({ ...budgetAt(account, rolling(MONTH), MONTH, 0.001), exhaustsAtMs: whole.exhaustsAtMs });
  });

  it('runs out when what is left is spent at the present rate', () => {
    // Nothing failed until the last hour, which burns at 14.4: 2 % are gone, and the rest lasts 49 of such hours.
    const account = steady(1000, (ms) => (ms >= MONTH - HOUR ? 0.0144 : 0));
    const budget = budgetAt(account, rolling(MONTH), MONTH, 0.001);
    expect(budget.burnRate).toBeCloseTo(14.4, 6);
    expect(budget.consumed).toBeCloseTo(0.02, 9);
    expect((budget.exhaustsAtMs! - MONTH) / HOUR).toBeCloseTo((budget.remaining! * 720) / 14.4, 3);
  });

  it('of a rolling window does not run out at a rate of 1 or less, of a calendar month not after its end', () => {
    expect(
      budgetAt(
        steady(10, () => 0.0009),
        rolling(MONTH),
        MONTH,
        0.001
      ).exhaustsAtMs
    ).toBeNull();
    expect(
      budgetAt(
        steady(10, () => 0.001),
        calendar,
        MONTH - DAY,
        0.001
      ).exhaustsAtMs
    ).toBeGreaterThanOrEqual(MONTH - 1000);
    expect(
      budgetAt(
        steady(10, (ms) => (ms > MONTH - 2 * DAY ? 0.0005 : 0)),
        calendar,
        MONTH - DAY,
        0.001
      ).exhaustsAtMs
    ).toBeNull();
  });

  it('is not known where nothing was measured, and whole where nothing could fail', () => {
    const blind: Account = { unit: 'events', endMs: 0, over: () => ({ total: null, bad: null, coverage: 0 }) };
    expect(budgetAt(blind, rolling(MONTH), MONTH, 0.01)).toMatchObject({ sli: null, consumed: null, remaining: null });
    const idle: Account = { unit: 'events', endMs: 0, over: () => ({ total: 0, bad: 0, coverage: 1 }) };
    expect(budgetAt(idle, rolling(MONTH), MONTH, 0.01)).toMatchObject({ sli: null, consumed: 0, remaining: 1 });
  });

  it('and what is left of it are always one', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1e-6, max: 0.5, noNaN: true }),
        (f, share) => {
          const { consumed, remaining } = budgetAt(
            steady(10, () => f),
            rolling(MONTH),
            MONTH,
            share
          );
          expect(consumed! + remaining!).toBeCloseTo(1, 9);
        }
      ),
      { numRuns: 25 }
    );
  });
});
