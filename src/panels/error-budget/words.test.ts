// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { BudgetMeta } from '../../kpi/results/types';
import { ruleOf } from './header-words';
import type { BudgetModel, BudgetRow } from './model';
import { namesIn } from './names';
import { nextBudget } from './navigate';
import { readBudget } from './read-budget';
import { budgetFrame, ExampleBudget, ExampleBudgets, NOVEMBER } from './state-data';
import {
  comingOf,
  coverageOf,
  exclusionsInShort,
  paceOf,
  priceOf,
  reasonOf,
  remainingOf,
  spentOf,
  targetOf,
  timeLeftOf,
  timeOf,
} from './words';

const plain = (text: string | null | undefined) => (text ?? '').replace(/\u00a0/g, ' ').replace(/[\u2068\u2069]/g, '');
const row = (over: Partial<ExampleBudget> = {}, more: Omit<ExampleBudgets, 'rows'> = {}): BudgetRow => {
  const frame = budgetFrame({
    rows: [{ total: 134_000, bad: 310, burnRate: 2.3, state: 'burning', price: 10, ...over }],
    ...more,
  });
  return (readBudget([frame]) as BudgetModel).rows[0];
};
const calendar = { objectives: [{ window: NOVEMBER }] };

describe('what is left', () => {
  it.each([
    ['share', 310, '76.9 %', 'of budget left'],
    ['share', 1654, '−23.4 %', 'of budget: overspent'],
    ['share', 1340, '0 %', 'of budget left'],
    ['minutes', 310, '5 h 32 min', 'left of 7 h 12 min'],
    ['minutes', 1654, '−1 h 41 min', 'overspent of 7 h 12 min'],
    ['events', 310, '1.03k', 'bad events left of 1,340'],
    ['events', 1654, '−314', 'bad events overspent of 1,340'],
  ] as const)('in %s, after %s failures, is %s %s', (unit, bad, number, of) => {
    const left = remainingOf(row({ bad, numbers: bad === 1340 ? { remaining: 0 } : {} }), unit);
    expect(plain(left.number)).toBe(number);
    expect(plain(left.of[0])).toBe(of);
  });

  it('falls back to the share where nothing is known to be allowed, and says that it is not known where it is not', () => {
    expect(plain(remainingOf(row({ numbers: { allowedMinutes: null } }), 'minutes').number)).toBe('76.9 %');
    expect(remainingOf(row({ numbers: { remaining: null } }), 'share').number).toBe('not known');
  });
});

describe('the pace', () => {
  it.each([
    ['leads to an end', {}, '2.3× · gone in 10 d 13 min'],
    ['is sustainable', { burnRate: 0.62 }, '0.62× · lasts'],
    ['is none', { burnRate: 0 }, '0× · nothing fails now'],
    ['is of a budget that is gone', { bad: 1654 }, '2.3× · nothing is left'],
    ['is not known', { burnRate: null }, 'pace not known'],
  ])('%s', (_, over, text) => {
    expect(plain(paceOf(row({ ...over, numbers: {} }))[0]).replace(/10 d .*$/, '10 d 13 min')).toBe(text);
  });

  it('of a calendar window that outlasts it says so', () => {
    expect(paceOf(row({ burnRate: 0.4 }, calendar))[0]).toBe('0.4× · lasts the window');
  });
});

describe('money and events', () => {
  it('carry the currency and what they are of', () => {
    expect(plain(priceOf(row())![0])).toBe('€ 3,100 lost of 13,400 allowed');
    expect(plain(priceOf(row({ bad: 1011 }))![0])).toBe('€ 10.1k lost of 13.4k allowed');
    expect(priceOf(row({ price: undefined }))).toBeNull();
    expect(plain(spentOf(row(), 'share')![0])).toBe('spent: 310 of 1,340 bad events · 1 h 40 min of 7 h 12 min');
  });

  it('are slices where slices are budgeted', () => {
    expect(spentOf(row({}, { objectives: [{ method: 'Timeslices' }] }), 'share')![1]).toBe(
      'spent: 310 of 1,340 bad slices'
    );
  });
});

describe('the tick', () => {
  it('is not drawn for a rolling window, which always ends now', () => {
    expect(timeLeftOf(row())).toBeNull();
    expect(timeOf(row())).toBeNull();
    expect(ruleOf([row()], { sort: 'worst' })).not.toContain('mark');
  });

  it('is longer than the ring exactly where the budget goes faster than time', () => {
    for (let bad = 0; bad <= 1600; bad += 40) {
      const each = row({ total: 67_000, bad, elapsed: 0.5 }, calendar);
      const shorter = each.remaining! < timeLeftOf(each)!;
      expect(shorter).toBe(each.pace! > 1);
      expect(timeOf(each)![0].includes('goes faster')).toBe(shorter);
    }
  });
});

describe('what was agreed, excluded and not measured', () => {
  it('names what comes next, in order', () => {
    expect(comingOf(row()).map(plain)).toEqual(['below 25 %: review each release', 'below 10 %: freeze releases']);
    expect(comingOf(row({ bad: 1100 })).map(plain)).toEqual(['below 10 %: freeze releases']);
    expect(comingOf(row({ bad: 1340 }))).toEqual([]);
  });

  it('states exclusions with their length and what was made of them', () => {
    const exclusions = [
      { name: 'nightly batch', treatAs: 'removed' as const, minutes: 120 },
      { name: 'deploys', treatAs: 'good' as const, minutes: 95 },
    ];
    expect(plain(exclusionsInShort(row({}, { objectives: [{ exclusions: exclusions.slice(0, 1) }] })))).toBe(
      '2 h removed: nightly batch'
    );
    expect(plain(exclusionsInShort(row({}, { objectives: [{ exclusions }] })))).toBe(
      '2 h removed: nightly batch, and 1 more'
    );
  });

  it('states coverage below 1, and what was needed below the floor', () => {
    expect(coverageOf(row())).toBeNull();
    expect(plain(coverageOf(row({ coverage: 0.942 })))).toBe('measured 94.2 % of the window');
    expect(plain(coverageOf(row({ coverage: 0.62 })))).toBe('measured 62.0 % of the window, 90 % needed');
  });

  it('gives the reason of a frozen budget: coverage, nothing measured, what the source said', () => {
    const frozen = { state: 'frozen' as const, bad: null, burnRate: null };
    expect(reasonOf(row(), [])).toBeNull();
    expect(plain(reasonOf(row({ ...frozen, coverage: 0.62 }), []))).toContain('measured 62.0 %');
    expect(plain(reasonOf(row({ ...frozen, total: 0, coverage: 0 }), []))).toBe(
      'Nothing was measured in the last 30 d'
    );
    expect(reasonOf(row(frozen), [{ severity: 'error', text: 'down (PL3104)' }])).toBe('down (PL3104)');
    expect(reasonOf(row(frozen), [])).toBe('The source gave no number');
  });
});

describe('the header', () => {
  it('says whose budget, the target, the window with its zone, and how fresh', () => {
    expect(plain(ruleOf([row()], { sort: 'worst' }))).toBe(
      'Checkout success · Availability: 99 % over the last 30 d · 24 Oct 15:05 – 23 Nov 2026 14:05 (Europe/Berlin) · fresh to 14:03'
    );
    expect(plain(ruleOf([row({}, calendar)], { sort: 'worst' }))).toContain(
      '99 % over this month · 1–30 Nov 2026 (Europe/Berlin) · fresh to 14:03 · mark: time left'
    );
  });

  it('of several says how many, in which order, as of when, with the oldest freshness', () => {
    const at = (freshMs: number) => row({}, { meta: { freshMs } as Partial<BudgetMeta> });
    const text = plain(ruleOf([at(Date.UTC(2026, 10, 23, 13, 1)), at(Date.UTC(2026, 10, 22, 11))], { sort: 'worst' }));
    expect(text).toBe(
      'Checkout success · Availability: 2 budgets, worst first · as of 23 Nov 2026 14:05 (Europe/Berlin) · fresh to 22 Nov 2026 12:00'
    );
  });

  it('writes exact targets without binary noise', () => {
    expect(plain(targetOf(row({ target: 0.9995 }))![0])).toBe('99.95 % over the last 30 d');
    expect(plain(targetOf(row({ target: 0.999 }))![1])).toBe('99.9 % / 30 d');
  });
});

it('names of a list leave out what all share, and never everything', () => {
  const frame = budgetFrame({
    rows: ['phone', 'tablet'].map((key) => ({ total: 1, bad: 0, state: 'ok' as const, key: [key] })),
    meta: { by: ['device'] },
  });
  const { rows } = readBudget([frame]) as BudgetModel;
  expect(namesIn(rows)).toEqual(['phone', 'tablet']);
  expect(namesIn(rows.slice(0, 1))).toEqual(['Checkout success · Availability · phone']);
  expect(namesIn([rows[0], rows[0]])).toEqual(Array(2).fill('Checkout success · Availability · phone'));
});

it.each([
  [0, 'ArrowDown', 1],
  [0, 'ArrowRight', 1],
  [0, 'ArrowUp', null],
  [2, 'ArrowDown', null],
  [2, 'ArrowLeft', 1],
  [1, 'Home', 0],
  [1, 'End', 2],
  [2, 'End', null],
  [1, 'x', null],
])('from budget %s of three, %s leads to %s', (from, key, to) => expect(nextBudget(3, from, key)).toBe(to));
