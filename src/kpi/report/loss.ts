/** Which KPI tells what the incident cost. */
import type { KpiDefinition } from '../definition/types';
import type { KpiReport, Loss } from './types';

type Candidate = Pick<KpiReport, 'kpi' | 'displayName' | 'unit' | 'currency' | 'effect'>;

/**
 * Losses of several KPIs are those of the same customers, so they are not added up: one KPI stands for the incident. Ratios with a price come first: their
 * loss is reckoned on the traffic that was really there, so that a quiet hour is no loss and a busy one hides none. Then money, then counts. Among equals one
 * that surely got worse, then the order in which they were asked for. Null where no KPI can tell a loss.
 */
export function lossOf(kpis: readonly Candidate[], definitions: ReadonlyMap<string, KpiDefinition>): Loss | null {
  const told = kpis.filter(({ effect }) => effect !== null && effect.lost.value !== null);
  const ranked = told
    .map((one, i) => ({ one, i, rank: rankOf(one, definitions.get(one.kpi)) }))
    .sort((a, b) => a.rank - b.rank || worst(a.one) - worst(b.one) || a.i - b.i);
  const best = ranked[0];
  if (!best) {
    return null;
  }
  const { one, rank } = best;
  const effect = one.effect!;
  const others = told.length - 1;
  return {
    kpi: one.kpi,
    displayName: one.displayName,
    unit: one.unit,
    ...(one.currency === undefined ? {} : { currency: one.currency }),
    lost: effect.lost,
    cost: effect.cost,
    why: [
      `Reckoned from ${one.displayName}: ${WHY[rank]}.`,
      ...(others > 0 ? ['Losses of the other KPIs are those of the same customers; they are not added to it.'] : []),
    ],
  };
}

const WHY = [
  'a ratio, so the expectation is applied to the traffic that was really there',
  'money itself, against what was to be expected at this time; it also moves with the traffic',
  'a ratio without a price, applied to the traffic that was really there',
  'a count, against what was to be expected at this time; it also moves with the traffic',
];

function rankOf({ unit, effect }: Candidate, definition: KpiDefinition | undefined): number {
  const ratio = unit === 'ratio' || definition?.measure.kind === 'ratio';
  const priced = effect?.cost.value !== null;
  return ratio && priced ? 0 : priced ? 1 : ratio ? 2 : 3;
}

const worst = ({ effect }: Candidate): number => (effect?.verdict === 'worse' ? 0 : 1);
