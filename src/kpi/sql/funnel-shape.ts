/** What the statement of a funnel with more than plain steps consists of, in the names that its parts use among themselves. */
import { dialectOf, type Dialect } from './dialects';
import { fault } from './fault';
import { checkInstant, checkStretch } from './instants';
import type { FunnelQuery } from './types';

const MAX_STEPS = 32;

export interface Shape {
  readonly dialect: Dialect;
  readonly order: 'ordered' | 'strict' | 'any';
  readonly ties: 'strict' | 'loose';
  readonly entry: 'first' | 'any';
  /** Numbers of the steps from 1; optional ones are not `required`. */
  readonly steps: readonly number[];
  readonly required: readonly number[];
  readonly optional: readonly number[];
  /** Step number -> the required step before it. */
  readonly before: (step: number) => number;
  /** Step number -> the required step after it. */
  readonly after: (step: number) => number;
  readonly exclusions: ReadonlyArray<{ readonly at: string; readonly after: number; readonly before: number }>;
  /** g1, g2 … and c1, c2 …: columns of groups and of what is held constant. */
  readonly groups: readonly string[];
  readonly constants: readonly string[];
  readonly totals: boolean;
  readonly trend: boolean;
  /** Whether some attempt's window may reach beyond what exists. */
  readonly mayBeOpen: boolean;
  /** In the units of the statement's times. */
  readonly window: number;
  readonly within: (step: number) => number | undefined;
  readonly asOf: number;
}

/** Whether the plain statement says it: ordered steps, and nothing else. */
export function isPlain(q: FunnelQuery, dialect: Dialect): boolean {
  return (
    dialect.frames !== 'rows' &&
    (q.order ?? 'ordered') === 'ordered' &&
    q.steps.every((step) => step.withinMs === undefined && !step.optional) &&
    (q.exclude ?? []).length === 0 &&
    (q.constant ?? []).length === 0 &&
    !q.totals &&
    !q.trend
  );
}

export function shapeOf(q: FunnelQuery, dialect: Dialect = dialectOf(q.dialect)): Shape {
  const perMs = dialect.perMs(q.timeType);
  const steps = q.steps.map((_, i) => i + 1);
  const required = steps.filter((k) => !q.steps[k - 1].optional);
  return {
    dialect,
    order: q.order ?? 'ordered',
    ties: q.ties,
    entry: q.entry,
    steps,
    required,
    optional: steps.filter((k) => q.steps[k - 1].optional),
    before: (step) => required.filter((k) => k < step).slice(-1)[0],
    after: (step) => required.filter((k) => k > step)[0],
    exclusions: (q.exclude ?? []).map(({ after, before }, i) => ({
      at: `x${i + 1}`,
      after: after + 1,
      before: before + 1,
    })),
    groups: q.groups.map((_, i) => `g${i + 1}`),
    constants: (q.constant ?? []).map((_, i) => `c${i + 1}`),
    totals: q.totals === true,
    trend: q.trend !== undefined,
    mayBeOpen: q.toMs - 1 + q.windowMs >= q.asOfMs,
    window: q.windowMs * perMs,
    within: (step) => {
      const ms = q.steps[step - 1].withinMs;
      return ms === undefined ? undefined : ms * perMs;
    },
    asOf: q.asOfMs * perMs,
  };
}

/** Throws SqlFault PL2257 (range) or PL2259 (all else) for what no statement can mean. */
export function checkFunnelQuery(q: FunnelQuery): void {
  checkStretch(q.fromMs, q.toMs);
  checkInstant(q.asOfMs);
  if (q.asOfMs <= q.fromMs) {
    throw fault('PL2257', { reason: `it begins at ${q.fromMs}, which is not before now, ${q.asOfMs}` });
  }
  if (q.steps.length < 1 || q.steps.length > MAX_STEPS) {
    throw fault('PL2259', { reason: `it has ${q.steps.length} steps, not 1 to ${MAX_STEPS}` });
  }
  if (!(Number.isInteger(q.windowMs) && q.windowMs > 0)) {
    throw fault('PL2259', { reason: `its window of ${q.windowMs} ms is not a whole, positive number of milliseconds` });
  }
  q.steps.forEach((step, i) => {
    if (step.where.length === 0) {
      throw fault('PL2259', { reason: `step ${i + 1} has no condition` });
    }
  });
  const reason = unsound(q);
  if (reason !== undefined) {
    throw fault('PL2259', { reason });
  }
}

/** Combinations that the definition's check refuses with a code of their own; here only so that no statement lies. */
function unsound(q: FunnelQuery): string | undefined {
  const order = q.order ?? 'ordered';
  const last = q.steps.length - 1;
  const optional = q.steps.map((step) => step.optional === true);
  const exclude = q.exclude ?? [];
  if (optional[0] || optional[last]) {
    return 'its first and last step cannot be optional';
  }
  if (order !== 'ordered' && (optional.some((is) => is) || q.ties === 'loose')) {
    return `order "${order}" has no optional steps and no ties`;
  }
  if (order === 'any' && q.steps.some((step) => step.withinMs !== undefined)) {
    return 'order "any" has no step before another';
  }
  const short = q.steps.findIndex(({ withinMs: w }, i) => w !== undefined && (i === 0 || !(w > 0 && w <= q.windowMs)));
  if (short >= 0) {
    return `step ${short + 1} cannot come within ${q.steps[short].withinMs} ms`;
  }
  if (exclude.some(({ where }) => where.length === 0)) {
    return 'an exclusion has no condition';
  }
  const whole = exclude.every(({ after, before }) => after === 0 && before === last);
  const real = exclude.every(({ after: a, before: b }) => a >= 0 && a < b && b <= last && !optional[a] && !optional[b]);
  if (!real || (order === 'any' && !whole)) {
    return 'an exclusion lies between steps that are none';
  }
  return q.totals && (q.entry === 'first' || q.trend) ? 'totals need entry "any" and no trend' : undefined;
}
