/**
 * Distributions that tests of effects need. Own code, because what libraries offer weighs more than all of this room in the Go host's bundle (one
 * chi-squared of @stdlib: 110 kB); every function is checked against scipy.
 */

/** Lanczos' coefficients for g = 7. Source: P. Godfrey, A note on the computation of the convergent Lanczos complex gamma approximation (2001). */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const MOST_TERMS = 10_000;
const ENOUGH = 1e-16;
/** In place of 0 in continued fractions. */
const TINY = 1e-300;

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) {
    return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  }
  const at = x - 1;
  const sum = LANCZOS.slice(1).reduce((all, c, i) => all + c / (at + i + 1), LANCZOS[0]);
  const t = at + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Upper regularised incomplete gamma function Q(a, x), a > 0, x >= 0: 1 at 0, falling to 0.
 * Series and continued fraction: Press et al., Numerical Recipes, 6.2 (from Abramowitz and Stegun 6.5.29 and 6.5.31).
 */
export function gammaTail(a: number, x: number): number {
  if (x <= 0) {
    return 1;
  }
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let [term, sum] = [1 / a, 1 / a];
    for (let n = 1; n < MOST_TERMS && Math.abs(term) > Math.abs(sum) * ENOUGH; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return Math.max(0, 1 - sum * front);
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < MOST_TERMS; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / nonZero(an * d + b);
    c = nonZero(b + an / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < ENOUGH * 10) {
      break;
    }
  }
  return front * h;
}

const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** P(X >= x) of chi-squared with `df` > 0 degrees of freedom. */
export function chiSquaredTail(x: number, df: number): number {
  return gammaTail(df / 2, x / 2);
}

/** P(Z <= z) of the standard normal distribution; exact far out in both tails. */
export function normalCdf(z: number): number {
  const tail = 0.5 * gammaTail(0.5, (z * z) / 2);
  return z < 0 ? tail : 1 - tail;
}

/** The z with P(Z <= z) = p; ∓Infinity at 0 and 1, NaN outside. Newton's steps on the logarithm of the smaller tail. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) {
    return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  }
  if (p > 0.5) {
    return -normalQuantile(1 - p);
  }
  // Abramowitz and Stegun 26.2.23 is within 4.5e-4.
  const t = Math.sqrt(-2 * Math.log(p));
  let z = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
  for (let i = 0; i < 4; i++) {
    const tail = normalCdf(z);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    z -= ((Math.log(tail) - Math.log(p)) * tail) / density;
  }
  return z;
}

/**
 * Regularised incomplete beta function I_x(a, b), a and b > 0, x of 0 to 1.
 * Continued fraction: Press et al., Numerical Recipes, 6.4 (Abramowitz and Stegun 26.5.8).
 */
export function betaShare(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) {
    return x <= 0 ? 0 : 1;
  }
  if (x > (a + 1) / (a + b + 2)) {
    return 1 - betaShare(1 - x, b, a);
  }
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < ENOUGH * 10) {
      break;
    }
  }
  return (front * h) / a;
}

/** P(|T| >= |t|) of Student's t with `df` > 0 degrees of freedom: the two-sided p-value of a t-test. */
export function studentTails(t: number, df: number): number {
  return betaShare(df / (df + t * t), df / 2, 0.5);
}

/**
 * The t of `df` degrees of freedom that is as far out as `z` >= 0 of the normal distribution. Where a variance is estimated from few buckets, what
 * a normal boundary asks of z has to be asked of t. From z = 2 on never nearer than it should be; from 3 degrees of freedom on at most 5 % of z too far (z <= 5).
 * Source: D. L. Wallace, Bounds on normal approximations to Student's and the chi-square distributions, Ann. Math. Statist. 30 (1959), turned over.
 */
export function studentOf(z: number, df: number): number {
  if (!Number.isFinite(df)) {
    return z;
  }
  const wider = (z * (8 * df + 3)) / (8 * df + 1);
  return Math.sqrt(df * Math.expm1((wider * wider) / df));
}

/** `studentOf` turned round: the z that is as far out as a t. */
export function normalOf(t: number, df: number): number {
  return Number.isFinite(df) ? (Math.sqrt(df * Math.log1p((t * t) / df)) * (8 * df + 1)) / (8 * df + 3) : t;
}
