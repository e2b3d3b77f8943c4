import { earliestChain, funnelOracle, type FunnelEvent, type FunnelRow } from '../../tests/oracles/funnel';
import { buildFunnel } from '../../src/kpi/sql';
import type { SqlDialect } from '../../src/kpi/definition/types';
import { START, STEPS, type Click } from './generate';

const DAY = 86_400_000;
/** Entries of 23 days, a window of 7: every window has ended when the data ends. */
export const RULE = {
  fromMs: START,
  toMs: START + 23 * DAY,
  asOfMs: START + 31 * DAY,
  windowMs: 7 * DAY,
  ties: 'strict',
} as const;

export interface Question {
  readonly entry: 'first' | 'any';
  readonly bySegment: boolean;
}

/** Our statement. `sample`: only actors with this suffix, as a definition's own query. */
export function ourStatement(dialect: SqlDialect, { entry, bySegment }: Question, sample?: string): string {
  const built = buildFunnel({
    ...RULE,
    ...{ dialect, time: 'at', timeType: 'instant', actor: 'user_id', entry, filters: [] },
    relation:
      sample === undefined ? { table: 'clicks' } : { query: `SELECT * FROM clicks WHERE user_id LIKE '%${sample}'` },
    groups: bySegment ? [{ name: 'device', field: 'device' }] : [],
    steps: STEPS.map((page) => ({ where: [{ op: 'is', field: 'page', value: page }] })),
  });
  if (!built.ok) {
    throw new Error(built.diagnostics[0].message);
  }
  return built.value.text;
}

/** What brute force says of these clicks. */
export function bruteForce(clicks: readonly Click[], { entry, bySegment }: Question): FunnelRow[] {
  const events = clicks.map((c): FunnelEvent => ({
    actor: c.user_id,
    at: c.at,
    isStep: STEPS.map((page) => c.page === page),
    groups: bySegment ? [c.device] : [],
    passes: true,
  }));
  return funnelOracle(events, { ...RULE, steps: STEPS.length, entry }, bySegment ? 1 : 0, earliestChain);
}

type Row = Readonly<Record<string, unknown>>;

/** Rows of a store and of brute force in one comparable form; medians to the microsecond. */
export function comparable(rows: readonly Row[] | readonly FunnelRow[]): string[] {
  return rows
    .map((row) => {
      if ('n' in row && Array.isArray(row.n)) {
        const r = row as unknown as FunnelRow;
        return JSON.stringify([r.groups[0] ?? null, ...r.n, ...r.m]);
      }
      const r = row as Row;
      const median = (v: unknown) => (v === null || v === undefined ? null : Math.round(Number(v) * 1000) / 1000);
      return JSON.stringify([
        r.device ?? null,
        ...['n1', 'n2', 'n3', 'n4'].map((n) => Number(r[n])),
        ...['m2', 'm3', 'm4'].map((m) => median(r[m])),
      ]);
    })
    .sort();
}
