import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { hasPython, pythonEnvironment } from '../../../tests/engines/python';
import {
  chiSquaredTail,
  logGamma,
  normalCdf,
  normalOf,
  normalQuantile,
  studentOf,
  studentTails,
} from './distributions';

const near = (value: number, wanted: number, relative = 1e-9) =>
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(relative * Math.abs(wanted) + 1e-15);

describe('distributions', () => {
  // Tables of NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7, in full digits.
  test.each([
    ['ln 9!', logGamma(10), Math.log(362_880)],
    ['ln Γ(½)', logGamma(0.5), Math.log(Math.sqrt(Math.PI))],
    ['chi-squared 1', chiSquaredTail(3.841458820694124, 1), 0.05],
    ['chi-squared 10', chiSquaredTail(18.307038053275146, 10), 0.05],
    ['chi-squared 100', chiSquaredTail(124.34211340400407, 100), 0.05],
    ['t of 1', studentTails(12.706204736432095, 1), 0.05],
    ['t of 10', studentTails(2.2281388519649385, 10), 0.05],
    ['z', normalCdf(-1.959963984540054), 0.025],
    ['z of 0.975', normalQuantile(0.975), 1.959963984540054],
    ['far out', normalCdf(-10), 7.61985302416047e-24],
    ['quantile far out', normalQuantile(7.61985302416047e-24), -10],
  ])('%s is that of the table', (_, value, wanted) => near(value, wanted));

  test('ends are ends', () => {
    expect([chiSquaredTail(0, 3), normalCdf(0), normalQuantile(0), normalQuantile(1)]).toEqual([
      1,
      0.5,
      -Infinity,
      Infinity,
    ]);
    expect(normalQuantile(NaN)).toBeNaN();
    expect(studentTails(0, 4)).toBe(1);
    expect(studentOf(3, Infinity)).toBe(3);
  });

  test('t is as far out as z or a little farther, and goes back', () => {
    for (const df of [3, 5, 11, 44, 200]) {
      for (const z of [2, 3.08, 5]) {
        near(normalOf(studentOf(z, df), df), z);
        const found = -normalQuantile(studentTails(studentOf(z, df), df) / 2);
        expect(found).toBeGreaterThan(z);
        expect(found).toBeLessThan(z * 1.05);
      }
    }
  });

  test.skipIf(!hasPython('gbstats'))('are those of scipy over a wide grid', () => {
    const dfs = [1, 2, 3.5, 10, 77, 1000];
    const xs = [0.01, 0.5, 1, 3, 10, 40, 100, 1100];
    const code = `import json,sys\nfrom scipy import stats\ndfs,xs=json.load(sys.stdin)\nprint(json.dumps([[float(stats.chi2.sf(x,d)),float(2*stats.t.sf(x,d)),float(stats.norm.cdf(-x/10))] for d in dfs for x in xs]))`;
    const { stdout, stderr } = spawnSync('python3', ['-c', code], {
      env: pythonEnvironment(),
      input: JSON.stringify([dfs, xs]),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const wanted = JSON.parse(stdout) as number[][];
    dfs
      .flatMap((df) => xs.map((x) => [df, x] as const))
      .forEach(([df, x], i) => {
        near(chiSquaredTail(x, df), wanted[i][0], 1e-8);
        near(studentTails(x, df), wanted[i][1], 1e-8);
        near(normalCdf(-x / 10), wanted[i][2], 1e-8);
      });
  });
});
