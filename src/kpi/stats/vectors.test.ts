/** Numbers that others published, or that GrowthBook's gbstats reckons. */
import { describe, expect, test } from 'vitest';
import { askGbstats, type GbQuestion, type GbStatistic } from '../../../tests/engines/gbstats';
import { hasPython } from '../../../tests/engines/python';
import { alwaysValidP, boundary, chiSquaredTail, effectOf, studentTails } from '.';
import { cochran, varianceBetween } from './between';
import { Chance } from './testing';

describe('meta-analysis of BCG vaccine (Colditz et al. 1994; W. Viechtbauer, Journal of Statistical Software 36 (2010))', () => {
  // Cases and others with vaccine, cases and others without.
  const TRIALS = [
    [4, 119, 11, 128],
    [6, 300, 29, 274],
    [3, 228, 11, 209],
    [62, 13536, 248, 12619],
    [33, 5036, 47, 5761],
    [180, 1361, 372, 1079],
    [8, 2537, 10, 619],
    [505, 87886, 499, 87892],
    [29, 7470, 45, 7232],
    [17, 1699, 65, 1600],
    [186, 50448, 141, 27197],
    [5, 2493, 3, 2338],
    [27, 16886, 29, 17825],
  ];
  const moves = TRIALS.map(([a, b, c, d]) => ({
    move: Math.log(a / (a + b) / (c / (c + d))),
    variance: 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d),
  }));

  test('Cochran’s Q is 152.233 on 12 degrees of freedom, τ² of DerSimonian and Laird 0.3088', () => {
    expect(cochran(moves).q).toBeCloseTo(152.233, 3);
    expect(varianceBetween(moves)).toBeCloseTo(0.3088, 4);
    expect(chiSquaredTail(cochran(moves).q, 12)).toBeLessThan(1e-4);
  });
});

describe('a difference of proportions (R. Newcombe, Statistics in Medicine 17 (1998), table II: 56 of 70 and 48 of 80)', () => {
  test('with 1.96 standard errors its limits lie within half a point of the published ones of six methods', () => {
    // Score with MOVER (method 10): 0.0524 to 0.3339; profile likelihood (method 7): 0.0547 to 0.3394.
    const {
      low,
      high,
      boundary: c,
    } = effectOf({
      family: 'share',
      before: { weight: [40, 40], sum: [24, 24] },
      after: { weight: [70], sum: [56] },
      planned: 70,
      // Any alpha: what is compared are limits a standard error.
      matters: 0.01,
      better: 'higher',
      calm: Array.from({ length: 200 }, () => ({ weight: [40, 40], sum: [24, 24] })),
      alpha: 0.7185,
    });
    expect(c!).toBeGreaterThan(1.9);
    expect(c!).toBeLessThan(2.02);
    expect(Math.abs(low! - 0.0535)).toBeLessThan(0.012);
    expect(Math.abs(high! - 0.337)).toBeLessThan(0.012);
  });
});

describe.skipIf(!hasPython('gbstats'))('gbstats', () => {
  const chance = new Chance(42);
  const sides = Array.from({ length: 40 }, (_, i): readonly [GbStatistic, GbStatistic] => {
    const [n, m] = [50 + chance.poisson(400), 50 + chance.poisson(4000)];
    if (i % 2 === 0) {
      return [
        { kind: 'proportion', n, sum: 1 + chance.binomial(n - 2, 0.2) },
        { kind: 'proportion', n: m, sum: 1 + chance.binomial(m - 2, 0.25) },
      ];
    }
    const mean = (count: number): GbStatistic => {
      const values = Array.from({ length: count }, () => Math.exp(chance.normal()));
      return {
        kind: 'mean',
        n: count,
        sum: values.reduce((a, b) => a + b, 0),
        sumSquares: values.reduce((a, b) => a + b * b, 0),
      };
    };
    return [mean(n), mean(m)];
  });
  const varianceOf = (s: GbStatistic): number => {
    const mean = (s as { sum: number }).sum / s.n;
    return s.kind === 'proportion'
      ? mean * (1 - mean)
      : ((s as { sumSquares: number }).sumSquares - s.n * mean * mean) / (s.n - 1);
  };
  const questions = sides.flatMap(([a, b]): GbQuestion[] => [
    { ask: 'fixed', a, b, alpha: 0.05, relative: false },
    { ask: 'sequential', a, b, alpha: 0.05, relative: false, tuning: 3000 },
  ]);

  test('fixed two-sided t-tests of proportions and means have our tails, sequential intervals our boundary', () => {
    const answers = askGbstats(questions);
    sides.forEach(([a, b], i) => {
      const [va, vb] = [varianceOf(a) / a.n, varianceOf(b) / b.n];
      const [fixed, sequential] = [answers[2 * i], answers[2 * i + 1]];
      expect(fixed.variance).toBeCloseTo(va + vb, 9);
      const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
      expect(studentTails(fixed.effect / Math.sqrt(va + vb), df)).toBeCloseTo(fixed.pValue, 8);
      // Their ρ², made for 3,000 units.
      const rho = (-2 * Math.log(0.05) + Math.log(1 - 2 * Math.log(0.05))) / 3000;
      const seen = (a.n + b.n) * rho;
      const half = boundary(seen, 0.05) * Math.sqrt(va + vb);
      expect(sequential.effect - half).toBeCloseTo(sequential.low, 8);
      expect(sequential.effect + half).toBeCloseTo(sequential.high, 8);
      expect(alwaysValidP(sequential.effect / Math.sqrt(va + vb), seen)).toBeCloseTo(sequential.pValue, 7);
    });
  });
});
