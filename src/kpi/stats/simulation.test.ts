/**
 * Deploys that changed nothing, and deploys that did, by the thousand: how often something false is said, how often something true is found. The numbers of
 * docs/guide/impact.md are those of the slow suite (PLUMBLINE_SLOW=1), printed into SIMULATION_OUT where that is set.
 */
import fs from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { sets } from '../../../tests/setup/slow';
import { Chance, watched, type World } from './testing';

const MOST_FALSE = 0.05;
const NULLS = sets(120, 10_000);
const OTHERS = sets(60, 1000);
const POWERS = sets(40, 300);
const out: string[] = [];

const day = (minute: number) => 1 + 0.6 * Math.sin((2 * Math.PI * minute) / 1440);
const hour = { at: 600, before: 60, after: 60, calm: 3 } as const;

/** Nothing changed. `often`: ten thousand times in the slow suite. */
const NULL_WORLDS: ReadonlyArray<readonly [string, World, boolean]> = [
  [
    '99 % good, 200 a minute, dispersion 5',
    { ...hour, family: 'share', traffic: () => 200, p: () => 0.99, spread: 5 },
    true,
  ],
  [
    '3 % good, 100 a minute, dispersion 4',
    { ...hour, family: 'share', traffic: () => 100, p: () => 0.03, spread: 4 },
    true,
  ],
  ['20 a minute, dispersion 5', { ...hour, family: 'rate', traffic: () => 20, spread: 5 }, true],
  [
    '20 a minute with a daily rhythm, dispersion 5, 4 weeks as control, days 10 % apart',
    { ...hour, family: 'rate', traffic: (m) => 20 * day(m), spread: 5, weeks: 4, rhythm: true, days: 0.1 },
    true,
  ],
  ['99.9 % good, 30 a minute', { ...hour, family: 'share', traffic: () => 30, p: () => 0.999 }, false],
  ['99.99 % good, 100 a minute', { ...hour, family: 'share', traffic: () => 100, p: () => 0.9999 }, false],
  [
    'half good, 2 a minute, 15 minutes before',
    { ...hour, before: 15, family: 'share', traffic: () => 2, p: () => 0.5 },
    false,
  ],
  ['0.2 a minute', { ...hour, family: 'rate', traffic: () => 0.2 }, false],
  [
    'money of 5 orders a minute (log-normal)',
    { ...hour, family: 'rate', traffic: () => 5, amount: (c) => Math.exp(3 + c.normal()) },
    false,
  ],
  [
    '3 % good with a daily rhythm, 50 a minute, 4 weeks as control',
    { ...hour, family: 'share', traffic: (m) => 50 * day(m), p: (m) => 0.03 * day(m), weeks: 4, rhythm: true },
    false,
  ],
  [
    'a rhythm against one week',
    { ...hour, family: 'rate', traffic: (m) => 20 * day(m), spread: 3, weeks: 1, rhythm: true },
    false,
  ],
];

describe('deploys that changed nothing', () => {
  test.each(NULL_WORLDS)(
    'are called better or worse in at most 5 % of cases, also when watched every minute: %s',
    (name, world, often) => {
      const chance = new Chance(20_261_125);
      const runs = often ? NULLS : OTHERS;
      let [ever, last, missed] = [0, 0, 0];
      for (let i = 0; i < runs; i++) {
        const seen = watched(world, chance, 1);
        ever += seen.called ? 1 : 0;
        last += seen.calledLast ? 1 : 0;
        missed += seen.missed > 0 ? 1 : 0;
      }
      out.push(
        `| ${name} | ${runs} | ${((100 * last) / runs).toFixed(2)} % | ${((100 * ever) / runs).toFixed(2)} % | ${(100 - (100 * missed) / runs).toFixed(1)} % |`
      );
      expect(last / runs).toBeLessThanOrEqual(MOST_FALSE);
      expect(ever / runs).toBeLessThanOrEqual(MOST_FALSE);
      // The interval holds the truth at every look at once.
      expect(missed / runs).toBeLessThanOrEqual(MOST_FALSE);
    },
    600_000
  );
});

/** What a change adds (shares) or multiplies with (rates), and the least share of times that it is found within an hour. */
const POWER_WORLDS: ReadonlyArray<readonly [string, World, number]> = [
  [
    '99 % good, 100 a minute: 1 point worse',
    { ...hour, family: 'share', traffic: () => 100, p: () => 0.99, change: -0.01 },
    0.9,
  ],
  [
    '99 % good, 100 a minute: 0.5 points worse',
    { ...hour, family: 'share', traffic: () => 100, p: () => 0.99, change: -0.005 },
    0,
  ],
  [
    '99 % good, 1,000 a minute: 0.2 points worse',
    { ...hour, family: 'share', traffic: () => 1000, p: () => 0.99, change: -0.002 },
    0.35,
  ],
  [
    '3 % good, 100 a minute: 1 point less',
    { ...hour, family: 'share', traffic: () => 100, p: () => 0.03, change: -0.01 },
    0.2,
  ],
  [
    '3 % good, 1,000 a minute: 0.5 points less',
    { ...hour, family: 'share', traffic: () => 1000, p: () => 0.03, change: -0.005 },
    0.8,
  ],
  [
    '99 % good, 10 a minute: 30 points worse (one region fails)',
    { ...hour, family: 'share', traffic: () => 10, p: () => 0.99, change: -0.3 },
    0.95,
  ],
  [
    '20 orders a minute, 4 weeks: 20 % fewer',
    { ...hour, family: 'rate', traffic: (m) => 20 * day(m), weeks: 4, rhythm: true, change: 0.8 },
    0.6,
  ],
  [
    '20 orders a minute, 4 weeks: 50 % fewer',
    { ...hour, family: 'rate', traffic: (m) => 20 * day(m), weeks: 4, rhythm: true, change: 0.5 },
    0.95,
  ],
  [
    '20 orders a minute, 4 weeks, dispersion 5: 50 % fewer',
    { ...hour, family: 'rate', traffic: (m) => 20 * day(m), spread: 5, weeks: 4, rhythm: true, change: 0.5 },
    0.5,
  ],
];

describe('deploys that changed something', () => {
  test.each(POWER_WORLDS)(
    'are found: %s',
    (name, world, least) => {
      const chance = new Chance(7);
      let found = 0;
      let wrong = 0;
      for (let i = 0; i < POWERS; i++) {
        const seen = watched(world, chance, 1);
        found += seen.called ? 1 : 0;
        wrong += seen.last.verdict === 'better' ? 1 : 0;
      }
      out.push(`| ${name} | ${POWERS} | ${((100 * found) / POWERS).toFixed(0)} % |`);
      expect(found / POWERS).toBeGreaterThanOrEqual(least * 0.9);
      expect(wrong / POWERS).toBeLessThanOrEqual(0.01);
    },
    600_000
  );
});

afterAll(() => {
  if (process.env.SIMULATION_OUT) {
    fs.writeFileSync(process.env.SIMULATION_OUT, `${out.join('\n')}\n`);
  }
});
