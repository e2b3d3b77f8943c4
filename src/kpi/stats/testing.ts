/** For tests: seeded chance, and deploys that changed nothing (or something known), watched from before to the end. */
import { effectOf, type Block, type ControlPair, type Effect, type EffectInput } from '.';

/** Uniform in [0, 1). Source: mulberry32 of T. Ettinger, public domain. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class Chance {
  private readonly next: () => number;
  constructor(seed: number) {
    this.next = seeded(seed);
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Source: G. Marsaglia and W. Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000). */
  gamma(shape: number): number {
    if (shape < 1) {
      return this.gamma(shape + 1) * Math.pow(1 - this.next(), 1 / shape);
    }
    const d = shape - 1 / 3;
    for (;;) {
      const x = this.normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - this.next()) < (x * x) / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  beta(a: number, b: number): number {
    const x = this.gamma(a);
    return x / (x + this.gamma(b));
  }

  /** Exact: by waiting times while few are expected, split by a gamma order statistic above. Source: J. Ahrens and U. Dieter (1974). */
  poisson(mean: number): number {
    let [left, count] = [mean, 0];
    while (left > 30) {
      const m = Math.floor(left * 0.875);
      const x = this.gamma(m);
      if (x > left) {
        return count + this.binomial(m - 1, left / x);
      }
      count += m;
      left -= x;
    }
    for (let at = -Math.log(1 - this.next()); at < left; at -= Math.log(1 - this.next())) {
      count++;
    }
    return count;
  }

  /** Exact, by the median's order statistic while many. Source: L. Devroye, Non-Uniform Random Variate Generation (1986), X.4. */
  binomial(n: number, p: number): number {
    let [left, share, count] = [n, p, 0];
    while (left > 20) {
      const i = Math.floor((left + 1) / 2);
      const b = this.beta(i, left + 1 - i);
      if (share >= b) {
        count += i;
        left -= i;
        share = (share - b) / (1 - b);
      } else {
        left = i - 1;
        share /= b;
      }
    }
    for (let i = 0; i < left; i++) {
      count += this.next() < share ? 1 : 0;
    }
    return count;
  }
}

/** A world of minutes. `spread` > 1: overdispersed by so much within a minute (beta-binomial, or Poisson with gamma rates). */
export interface World {
  readonly family: 'share' | 'rate';
  /** Events expected in minute `m` of the day. */
  readonly traffic: (minute: number) => number;
  /** Share that is good in minute `m`. */
  readonly p?: (minute: number) => number;
  readonly spread?: number;
  /** Amount of one event; default 1 each (a count). */
  readonly amount?: (chance: Chance) => number;
  /** Standard deviation, relative, of each day's own level. */
  readonly days?: number;
  readonly weeks?: number;
  readonly rhythm?: boolean;
  /** Stretches before `before` that only tell the dispersion. */
  readonly calm?: number;
  /** Minute of the deploy, how many minutes before and after. */
  readonly at: number;
  readonly before: number;
  readonly after: number;
  /** What the change adds to the share, or multiplies the rate with. */
  readonly change?: number;
  readonly matters?: number;
}

type Minutes = ReadonlyArray<readonly [weight: number, sum: number]>;

function minutesOf(world: World, chance: Chance, from: number, to: number, level: number, change?: number): Minutes {
  const { family, traffic, p, spread = 1, amount } = world;
  return Array.from({ length: to - from }, (_, i) => {
    const mean = traffic(from + i) * level * (family === 'rate' ? (change ?? 1) : 1);
    if (family === 'share') {
      const n = chance.poisson(mean);
      const share = p!(from + i) + (change ?? 0);
      // Beta-binomial: variance n p (1 − p) (1 + (n − 1) ρ), which is `spread` times the binomial's.
      const rho = n > 1 ? Math.min(0.95, (spread - 1) / (n - 1)) : 0;
      const [a, b] = [(share * (1 - rho)) / rho, ((1 - share) * (1 - rho)) / rho];
      return [n, chance.binomial(n, rho > 0 ? chance.beta(a, b) : share)];
    }
    const shape = mean / (spread - 1);
    const count = chance.poisson(spread > 1 ? (mean * chance.gamma(shape)) / shape : mean);
    return [1, amount ? Array.from({ length: count }, () => amount(chance)).reduce((x, y) => x + y, 0) : count];
  });
}

const SLOT = 5;

function blockOf(minutes: Minutes): Block {
  const [weight, sum]: [number[], number[]] = [[], []];
  minutes.forEach(([w, s], i) => {
    const slot = Math.floor(i / SLOT);
    weight[slot] = (weight[slot] ?? 0) + w;
    sum[slot] = (sum[slot] ?? 0) + s;
  });
  return { weight, sum };
}

export interface Watched {
  /** Looks at which the interval left out the truth; `last` is the fixed look at the end. */
  readonly missed: number;
  readonly last: Effect;
  /** Whether any look, or the last, called it better or worse. */
  readonly called: boolean;
  readonly calledLast: boolean;
}

/** One deploy, looked at every `step` minutes until the end. */
export function watched(world: World, chance: Chance, step: number): Watched {
  const { at, before, after, weeks = 0, days = 0, change } = world;
  const level = () => Math.exp(days * chance.normal() - (days * days) / 2);
  const today = level();
  const own = minutesOf(world, chance, at - before, at, today);
  const calm = Array.from({ length: weeks > 0 ? 0 : (world.calm ?? 0) }, (_, i) =>
    blockOf(minutesOf(world, chance, at - (i + 2) * before, at - (i + 1) * before, today))
  );
  const later = minutesOf(world, chance, at, at + after, today, change);
  const control = Array.from({ length: weeks }, () => {
    const then = level();
    return {
      before: minutesOf(world, chance, at - before, at, then),
      after: minutesOf(world, chance, at, at + after, then),
    };
  });
  const all = own.reduce((sum, [w]) => sum + w, 0);
  const input = (seen: number): EffectInput => ({
    family: world.family,
    before: blockOf(own),
    calm,
    after: blockOf(later.slice(0, seen)),
    ...(weeks > 0
      ? {
          control: control.map((pair): ControlPair => ({
            before: blockOf(pair.before),
            after: blockOf(pair.after.slice(0, seen)),
          })),
        }
      : {}),
    rhythm: world.rhythm,
    planned: (all * after) / before,
    counted: world.amount === undefined,
    matters: world.matters ?? 0.01,
    better: 'higher',
  });
  const isCalled = ({ verdict }: Effect) => verdict === 'worse' || verdict === 'better';
  const truth = trueEffect(world);
  let [missed, called] = [0, false];
  let last = effectOf(input(after));
  for (let seen = step; seen <= after; seen += step) {
    last = effectOf(input(seen));
    called = called || isCalled(last);
    missed += last.low !== null && truth !== null && (last.low > truth || last.high! < truth) ? 1 : 0;
  }
  return { missed, last, called, calledLast: isCalled(last) };
}

/** Of shares what the change added; of rates only known where nothing changed. */
const trueEffect = ({ family, change }: World): number | null =>
  family === 'share' ? (change ?? 0) : change === undefined ? 0 : null;
