/**
 * Limits of one number on its own, so far out as a boundary says. Ratios and rates: where the likelihood, divided by the dispersion, has fallen by
 * c² / 2. Unlike p ± c · se they neither shrink to nothing at 0 or 1, nor leave the range, and few failures do not raise false alarms.
 * Source: signed roots of the deviance, McCullagh and Nelder, Generalized Linear Models, 2nd ed. 1989, 4.4.3 and (quasi-likelihood) 9.3.
 */

/** [low, high], low <= value <= high. */
export type Limits = readonly [low: number, high: number];

const STEPS = 100;

/** x · ln(x / m), 0 at x = 0. */
const xlog = (x: number, m: number): number => (x > 0 ? x * Math.log(x / m) : 0);

/**
 * Where `deviance` (0 at `from`, growing towards `to`, perhaps to infinity) reaches `limit`; `to` where it does not. On its root, which is nearly
 * straight. Illinois algorithm: M. Dowell and P. Jarratt, BIT 11 (1971); halving while the far end is infinite.
 */
function reach(deviance: (at: number) => number, from: number, to: number, limit: number): number {
  if (deviance(to) <= limit) {
    return to;
  }
  const goal = Math.sqrt(limit);
  const beyond = (at: number) => Math.sqrt(Math.max(0, deviance(at))) - goal;
  let [near, far] = [from, to];
  let [atNear, atFar] = [-goal, beyond(to)];
  let side = 0;
  for (let i = 0; i < STEPS; i++) {
    const guess = Number.isFinite(atFar) ? near - (atNear * (far - near)) / (atFar - atNear) : (near + far) / 2;
    const at = beyond(guess);
    if (Math.abs(at) < 1e-12 * goal || Math.abs(far - near) <= 1e-14 * Math.abs(far)) {
      return guess;
    }
    if (at > 0) {
      [far, atFar, atNear, side] = [guess, at, side > 0 ? atNear / 2 : atNear, 1];
    } else {
      [near, atNear, atFar, side] = [guess, at, side < 0 ? atFar / 2 : atFar, -1];
    }
  }
  return (near + far) / 2;
}

/**
 * Limits of a share: `good` of `all`, 0 <= good <= all, all > 0.
 * @param spread dispersion, how many times the variance of independent events
 * @param c boundary, in standard errors
 */
export function shareLimits(good: number, all: number, spread: number, c: number): Limits {
  const bad = all - good;
  const deviance = (p: number) => 2 * (xlog(good, all * p) + xlog(bad, all * (1 - p)));
  const p = good / all;
  const limit = c * c * spread;
  return Number.isFinite(limit) ? [reach(deviance, p, 0, limit), reach(deviance, p, 1, limit)] : [0, 1];
}

/** Limits of what a count (or a sum of positive amounts) is expected to be, `count` >= 0. See `shareLimits`. */
export function countLimits(count: number, spread: number, c: number): Limits {
  const limit = c * c * spread;
  if (!Number.isFinite(limit)) {
    return [0, Infinity];
  }
  const deviance = (m: number) => 2 * (xlog(count, m) - (count - m));
  // The deviance at m is at least (m - count)² / (m + count), so this is beyond.
  const far = count + limit + Math.sqrt(limit * limit + 2 * limit * count);
  return [count > 0 ? reach(deviance, count, 0, limit) : 0, reach(deviance, count, far, limit)];
}

/** Limits of a mean: c standard errors on both sides. */
export function meanLimits(mean: number, variance: number, c: number): Limits {
  const half = variance > 0 ? c * Math.sqrt(variance) : 0;
  return [mean - half, mean + half];
}
