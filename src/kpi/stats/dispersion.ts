/**
 * How much more buckets vary than independent events would: Pearson's X² over its degrees of freedom (quasi-likelihood: McCullagh and Nelder,
 * Generalized Linear Models, 2nd ed. 1989, 4.5.2 and 9.2.4). Buckets hold several minutes, so that bursts of minutes are in it.
 */
import { meanOf, totalOf } from './blocks';
import type { Block, Family } from './types';

export interface Dispersion {
  /** Of shares and rates how many times the variance of independent events; of means the variance of one value. Null: cannot be said. */
  readonly spread: number | null;
  readonly freedom: number;
}

/** Variance of one event, of a mean value `m`, without dispersion. */
export function varianceAt(family: Family, m: number): number {
  return family === 'share' ? Math.max(0, m * (1 - m)) : family === 'rate' ? Math.max(0, m) : 1;
}

/**
 * Dispersion within the groups. A group's blocks are of one kind (the time before on several days); with `rhythm` their buckets are expected
 * to rise and fall together: row total × column total / total.
 */
export function dispersionOf(
  family: Family,
  groups: ReadonlyArray<readonly Block[]>,
  rhythm: boolean,
  floor: number
): Dispersion {
  let [statistic, freedom] = [0, 0];
  for (const blocks of groups) {
    const found =
      rhythm && blocks.length > 1 && family === 'rate'
        ? twoWay(blocks)
        : blocks.map((b) => oneWay(family, b)).reduce(plus, NONE);
    statistic += found.statistic;
    freedom += found.freedom;
  }
  return freedom > 0 && Number.isFinite(statistic)
    ? { spread: Math.max(floor, statistic / freedom), freedom }
    : { spread: null, freedom: 0 };
}

interface Pearson {
  readonly statistic: number;
  readonly freedom: number;
}
const NONE: Pearson = { statistic: 0, freedom: 0 };
const plus = (a: Pearson, b: Pearson): Pearson => ({
  statistic: a.statistic + b.statistic,
  freedom: a.freedom + b.freedom,
});

/** Around the block's own mean. A block that is all 0 or all 1 says nothing about its variance. */
function oneWay(family: Family, block: Block): Pearson {
  const mean = meanOf(totalOf(block));
  const variance = mean === null ? 0 : varianceAt(family, mean);
  if (mean === null || !(variance > 0)) {
    return NONE;
  }
  let [statistic, buckets] = [0, 0];
  for (let i = 0; i < block.weight.length; i++) {
    const weight = block.weight[i];
    if (weight > 0) {
      const off = block.sum[i] - mean * weight;
      statistic += (off * off) / (variance * weight);
      buckets++;
    }
  }
  return { statistic, freedom: Math.max(0, buckets - 1) };
}

/** Slots that every block has measured: expected is what their row and column would have together. */
function twoWay(blocks: readonly Block[]): Pearson {
  const length = Math.min(...blocks.map(({ weight }) => weight.length));
  const slots = Array.from({ length }, (_, i) => i).filter((i) => blocks.every(({ weight }) => weight[i] > 0));
  const rows = blocks.map(({ sum }) => slots.reduce((all, i) => all + sum[i], 0));
  const columns = slots.map((i) => blocks.reduce((all, { sum }) => all + sum[i], 0));
  const all = rows.reduce((a, b) => a + b, 0);
  const [usedRows, usedColumns] = [rows, columns].map((list) => list.filter((total) => total > 0).length);
  if (!(all > 0) || usedRows < 2 || usedColumns < 2) {
    return blocks.map((b) => oneWay('rate', b)).reduce(plus, NONE);
  }
  let statistic = 0;
  blocks.forEach(({ sum }, r) =>
    slots.forEach((slot, c) => {
      const expected = (rows[r] * columns[c]) / all;
      statistic += expected > 0 ? (sum[slot] - expected) ** 2 / expected : 0;
    })
  );
  return { statistic, freedom: (usedRows - 1) * (usedColumns - 1) };
}
