/** The effect of one change on one ledger. */
import { errorBudget } from '../../alerting';
import type { KpiDefinition } from '../../definition/types';
import { effectOf, lossOf, pValueOf, type ControlPair, type Effect, type EffectInput, type Loss } from '../../stats';
import { COVERAGE_FLOOR } from '../doubts';
import { lengthOfRate } from '../figures';
import { lookAt, tileFrom, tileUntil, type Ledger, type Looked, type Stretch } from './ledger';
import { calmBefore, MOST_WEEKS, slotOf, weeksBefore, type EffectWindows } from './windows';

/** What the measured time is compared with beside its own time before. */
export type ControlOf =
  { readonly kind: 'none' } | { readonly kind: 'weekday' } | { readonly kind: 'segment'; readonly ledger: Ledger };

/** An effect in the KPI's unit, with what it was reckoned from. */
export interface Measured {
  readonly kind: 'none' | 'weekday' | 'segment';
  /** Weeks that could be used. */
  readonly weeks: number;
  readonly before: Stretch;
  /** As far as it was seen; empty where nothing was. */
  readonly after: Stretch;
  readonly looked: { readonly before: Looked; readonly after: Looked };
  readonly input: EffectInput;
  readonly raw: Effect;
  /** In the KPI's unit: of counts and sums those of the time after, `before` for as long. */
  readonly effect: Effect;
  readonly matters: number;
  readonly loss: Loss;
  readonly coverage: number;
}

/** A share of what was expected, where the KPI does not say what matters. */
const MATTERS = 0.05;
/** Of shares near 1 without an objective: half a point. */
const POINTS = 0.005;

/** Smallest effect that matters: as written, half the error budget of the first objective, or 5 % (of a ratio above a half: 0.5 points). */
export function mattersOf(kpi: KpiDefinition, family: Ledger['family'], expected: number | null): number {
  const { minimumEffect } = kpi.impact;
  if (minimumEffect !== undefined) {
    return Number(minimumEffect);
  }
  const [objective] = kpi.objectives;
  if (family === 'share') {
    return objective && objective.budgetingMethod === 'Occurrences'
      ? errorBudget(objective.target) / 2
      : (expected ?? 1) > 0.5
        ? POINTS
        : MATTERS * (expected ?? 0);
  }
  return family === 'rate' ? MATTERS : MATTERS * Math.abs(expected ?? 0);
}

/** Edges on whole tiles: none that the change cuts counts on either side. */
export function measureEffect(
  kpi: KpiDefinition,
  ledger: Ledger,
  windows: EffectWindows,
  control: ControlOf
): Measured {
  const start = windows.before.fromMs;
  // Nothing of it may be closed yet.
  const before = { fromMs: start, toMs: Math.max(start, tileUntil(ledger, windows.before.toMs)) };
  const fromMs = tileFrom(ledger, windows.after.fromMs);
  const after = { fromMs, toMs: Math.max(fromMs, tileUntil(ledger, windows.after.toMs)) };
  const slot = slotOf(before);
  const looked = { before: lookAt(ledger, before, slot), after: lookAt(ledger, after, slot) };
  const pairs = pairsOf(kpi, ledger, before, after, slot, control);
  const calm = calmBefore(before)
    .map((stretch) => lookAt(ledger, stretch, slot))
    .filter(({ weight }) => weight > 0);
  const { family } = ledger;
  const length = windows.after.toMs - windows.after.fromMs;
  const { before: b } = looked;
  const own = b.weight > 0 ? b.sum / b.weight : null;
  const input: EffectInput = {
    family,
    before: b.block,
    after: looked.after.block,
    control: pairs,
    calm: calm.map(({ block }) => block),
    rhythm: true,
    planned: family === 'rate' ? length : b.knownMs > 0 ? (b.weight * length) / b.knownMs : 0,
    counted: family === 'share' || kpi.measure.kind === 'count',
    matters: mattersOf(kpi, family, own),
    better: kpi.better,
  };
  const raw = effectOf(input);
  const coverage = Math.min(...[looked.before, looked.after].map(coverageOf));
  const trusted = coverage >= floorOf(kpi) && !ledger.goodless;
  const effect = trusted ? inUnit(kpi, ledger, raw, looked.after) : untrusted(kpi, ledger, raw, looked.after);
  const scale = family === 'rate' ? Math.abs(effect.expected ?? 0) : 1;
  return {
    kind: pairs.length > 0 ? control.kind : 'none',
    weeks: control.kind === 'weekday' ? pairs.length : 0,
    before,
    after,
    looked,
    input,
    raw,
    effect,
    matters: input.matters * scale,
    loss: lossOf({
      effect: trusted ? raw : NOTHING,
      better: kpi.better,
      weight: looked.after.weight,
      price: priceOf(kpi),
    }),
    coverage,
  };
}

export const pOf = ({ input, effect }: Measured): number | null => (effect.low === null ? null : pValueOf(input));

const NOTHING = { effect: null, low: null, high: null };

function pairsOf(
  kpi: KpiDefinition,
  ledger: Ledger,
  before: Stretch,
  after: Stretch,
  slot: number,
  control: ControlOf
): ControlPair[] {
  const from = control.kind === 'segment' ? control.ledger : ledger;
  const stretches =
    control.kind === 'none'
      ? []
      : control.kind === 'segment'
        ? [{ before, after }]
        : Array.from({ length: MOST_WEEKS }, (_, i) => ({
            before: weeksBefore(kpi.timeZone, i + 1, before),
            after: weeksBefore(kpi.timeZone, i + 1, after),
          }));
  return stretches
    .map((pair) => ({ before: lookAt(from, pair.before, slot), after: lookAt(from, pair.after, slot) }))
    .filter((pair) => [pair.before, pair.after].every((side) => isMeasured(kpi, from, side)))
    .map((pair) => ({ before: pair.before.block, after: pair.after.block }));
}

/** A week in which nothing was sold at all is one before the shop was open, not one that says how sales move. */
const isMeasured = (kpi: KpiDefinition, { family }: Ledger, side: Looked): boolean =>
  side.weight > 0 && coverageOf(side) >= floorOf(kpi) && (family !== 'rate' || side.sum > 0);

export const coverageOf = ({ knownMs, wantedMs }: Looked): number => (wantedMs > 0 ? knownMs / wantedMs : 1);

/** That of the first objective, or the usual one. */
export const floorOf = ({ objectives }: KpiDefinition): number =>
  objectives.length > 0 ? Number(objectives[0].coverageFloor) : COVERAGE_FLOOR;

/** Money of a unit: a sum of money is its own. */
function priceOf({ unit, valuePerUnit }: KpiDefinition): number | null {
  return currencyOf({ unit, valuePerUnit }) === undefined ? null : isMoney(unit) ? 1 : Number(valuePerUnit!.amount);
}

const isMoney = (unit: string): boolean => /^currency:|^ratio:[A-Z]{3}\//.test(unit);

/** Currency of what is lost. */
export function currencyOf({ unit, valuePerUnit }: Pick<KpiDefinition, 'unit' | 'valuePerUnit'>): string | undefined {
  const own = /^(?:currency|ratio):([A-Z]{3})(?:\/|$)/.exec(unit);
  return own ? own[1] : valuePerUnit?.currency;
}

/** Rates are kept per ms: of a count what there was in the time after, of a rate per its own time. */
function inUnit({ unit }: KpiDefinition, { family }: Ledger, raw: Effect, after: Looked): Effect {
  if (family !== 'rate') {
    return raw;
  }
  const factor = lengthOfRate(unit) ?? after.weight;
  const times = (value: number | null) => (value === null ? null : value * factor);
  return {
    ...raw,
    before: times(raw.before),
    after: after.weight > 0 ? times(raw.after) : null,
    expected: times(raw.expected),
    effect: times(raw.effect),
    low: times(raw.low),
    high: times(raw.high),
    error: times(raw.error),
    detectable: times(raw.detectable),
  };
}

/** What was seen, without a word on what it means. */
function untrusted(kpi: KpiDefinition, ledger: Ledger, raw: Effect, after: Looked): Effect {
  const known = inUnit(kpi, ledger, raw, after);
  return { ...known, ...NOTHING, expected: null, verdict: 'unknown', detectable: null, needed: null };
}
