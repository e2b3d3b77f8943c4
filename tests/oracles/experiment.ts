/** Sums of an experiment, unit by unit and row by row: slow, and as obvious as its definition in src/kpi/sql/types.ts. */

export interface Exposure {
  readonly unit: string | null;
  readonly variant: string | null;
  readonly at: number;
  readonly segments: ReadonlyArray<string | null>;
}

/** A row of the metric's table that its conditions let through. */
export interface Happening {
  readonly unit: string | null;
  readonly at: number;
  readonly amount: number | null;
}

export interface ExperimentRule {
  readonly variants: readonly string[];
  readonly sinceMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly asOfMs: number;
  readonly windowMs?: number;
  readonly lookbackMs?: number;
  readonly of: 'sum' | 'rows' | 'any';
  readonly per?: 'sum' | 'rows';
}

export interface VariantSums {
  readonly variant: number;
  readonly groups: ReadonlyArray<string | null>;
  exposed: number;
  ripe: number;
  sums: number[];
}

/** NULL last, else by code points. */
const byText = (a: string | null, b: string | null) =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;

export function experimentOracle(
  exposures: readonly Exposure[],
  happenings: readonly Happening[],
  rule: ExperimentRule,
  groups: readonly number[],
  counts: (exposure: Exposure) => boolean
): VariantSums[] {
  const rows = new Map<string, VariantSums>();
  const units = new Set(exposures.map(({ unit }) => unit).filter((unit) => unit !== null));
  for (const unit of units) {
    const mine = exposures.filter(
      (e) => e.unit === unit && e.at >= rule.sinceMs && e.at < Math.min(rule.toMs, rule.asOfMs)
    );
    const real = mine.filter(({ variant }) => variant !== null);
    const order = (a: Exposure, b: Exposure) =>
      a.at - b.at || a.segments.map((one, i) => byText(one, b.segments[i])).find((n) => n !== 0) || 0;
    const [first] = [...(real.length > 0 ? real : mine)].sort(order);
    if (!first || first.at < rule.fromMs || !counts(first)) {
      continue;
    }
    const seen = new Set(real.map(({ variant }) => rule.variants.indexOf(variant!)));
    const known = rule.variants.length;
    const only = [...seen][0];
    const variant = seen.size === 0 ? known + 2 : seen.size > 1 ? known + 1 : only < 0 ? known : only;
    const values = groups.map((i) => first.segments[i]);
    const key = JSON.stringify([variant, values]);
    const row = rows.get(key) ?? { variant, groups: values, exposed: 0, ripe: 0, sums: [0, 0, 0, 0, 0] };
    rows.set(key, row);
    row.exposed++;
    const end = rule.windowMs === undefined ? undefined : first.at + rule.windowMs;
    if (end !== undefined && end >= rule.asOfMs) {
      continue;
    }
    row.ripe++;
    const own = happenings.filter((h) => h.unit === unit && h.at < rule.asOfMs);
    const after = own.filter((h) => h.at > first.at && (end === undefined ? h.at < rule.toMs : h.at <= end));
    const before = own.filter((h) => h.at < first.at && h.at >= first.at - (rule.lookbackMs ?? 0));
    const measured = (of: 'sum' | 'rows' | 'any', list: readonly Happening[]): number =>
      of === 'sum'
        ? list.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
        : of === 'rows'
          ? list.length
          : Math.min(1, list.length);
    const y = measured(rule.of, after);
    const x = rule.per ? measured(rule.per, after) : rule.lookbackMs === undefined ? 0 : measured(rule.of, before);
    [y, y * y, x, x * x, x * y].forEach((n, i) => (row.sums[i] += n));
  }
  return [...rows.values()];
}
