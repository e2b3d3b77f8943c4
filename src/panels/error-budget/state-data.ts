/** Builders of example frames in the shape that the data source's `budget` view has; for states, tests and screenshots. */
import { DataFrame, Field, FieldType, QueryResultMetaNotice } from '@grafana/data';
import type { BudgetMeta, BudgetState, ObjectiveMeta } from '../../kpi/results/types';
import { ROW_NUMBERS, RowNumber } from './model';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** 23 Nov 2026 14:05 in Berlin. */
export const AS_OF = Date.UTC(2026, 10, 23, 13, 5);

export interface ExampleBudget {
  /** Name of its objective in `objectives`; the only one where it is not given. */
  readonly objective?: string;
  /** One value per name of `by`. */
  readonly key?: ReadonlyArray<string | null>;
  readonly target?: number;
  readonly total: number | null;
  readonly bad: number | null;
  readonly burnRate?: number | null;
  readonly state: BudgetState;
  readonly then?: string;
  /** Share of the window that is over. */
  readonly elapsed?: number;
  readonly coverage?: number;
  /** What a bad event costs. */
  readonly price?: number;
  /** Overrides, for numbers that do not follow from the others. */
  readonly numbers?: Partial<Record<RowNumber, number | null>>;
  readonly spark?: ReadonlyArray<number | null>;
}

export interface ExampleBudgets {
  readonly rows: readonly ExampleBudget[];
  readonly objectives?: ReadonlyArray<Partial<ObjectiveMeta>>;
  readonly meta?: Partial<BudgetMeta>;
  readonly notices?: readonly QueryResultMetaNotice[];
}

export const EXAMPLE_OBJECTIVE: ObjectiveMeta = {
  name: 'availability',
  displayName: 'Availability',
  target: '0.99',
  method: 'Occurrences',
  window: { rolling: true, duration: '30d', fromMs: AS_OF - 30 * DAY, toMs: AS_OF, timeZone: 'Europe/Berlin' },
  absentIs: 'gap',
  coverageFloor: 0.9,
  policy: { name: 'workbench-30d', displayName: 'SRE Workbook, 30 days' },
  conditions: [],
  leftOut: [],
  consequences: [
    { below: 0.25, then: 'review each release' },
    { below: 0.1, then: 'freeze releases' },
  ],
  maxBurn: 100,
  exclusions: [],
};

/** 1 to 30 Nov 2026 in Berlin. */
export const NOVEMBER: ObjectiveMeta['window'] = {
  rolling: false,
  duration: '1M',
  fromMs: Date.UTC(2026, 9, 31, 23),
  toMs: Date.UTC(2026, 10, 30, 23),
  timeZone: 'Europe/Berlin',
};

export const EXAMPLE_META: BudgetMeta = {
  view: 'budget',
  kpi: 'checkout',
  displayName: 'Checkout success',
  unit: 'ratio',
  area: 'shop',
  by: [],
  fromMs: AS_OF - 30 * DAY,
  toMs: AS_OF,
  timeZone: 'Europe/Berlin',
  version: 3,
  owner: { team: 'payments', contact: 'payments@example.com' },
  links: [{ title: 'Checkout in detail', url: '/d/checkout' }],
  runbook: 'https://runbooks.example.com/checkout',
  freshMs: AS_OF - 2 * 60_000,
  asOfMs: AS_OF,
  objectives: [EXAMPLE_OBJECTIVE],
  sparks: [],
};

/** A burn-down to `remaining`, with a step a good third before its end; deterministic. */
export function burnDown(remaining: number, points = 30): number[] {
  return Array.from({ length: points }, (_, i) => {
    const share = i / (points - 1);
    const steps = 0.35 * share + (share > 0.62 ? 0.5 : 0) + (share > 0.9 ? 0.15 : 0);
    return 1 - (1 - remaining) * steps;
  });
}

function numbersOf(row: ExampleBudget, { window }: ObjectiveMeta): Record<RowNumber, number | null> {
  const { target = 0.99, total, bad, burnRate = 1, price } = row;
  const elapsed = row.elapsed ?? 1;
  const length = window.toMs - window.fromMs;
  const allowed = total === null ? null : (total / elapsed) * (1 - target);
  const consumed = bad === null || !allowed ? null : bad / allowed;
  const remaining = consumed === null ? null : 1 - consumed;
  const minutes = (length / 60_000) * (1 - target);
  const last =
    burnRate !== null && burnRate > 1 && remaining !== null && remaining > 0
      ? AS_OF + (remaining * length) / burnRate
      : null;
  const rounded = (value: number | null) => (value === null ? null : Number(value.toPrecision(12)));
  return {
    target,
    budget: rounded(1 - target),
    sli: total === null || bad === null || total === 0 ? null : 1 - bad / total,
    consumed,
    remaining,
    burnRate,
    exhaustsAt: last,
    badCost: price === undefined || bad === null ? null : bad * price,
    elapsed,
    pace: consumed === null ? null : consumed / elapsed,
    coverage: row.coverage ?? 1,
    totalEvents: total,
    badEvents: bad,
    allowedEvents: rounded(allowed),
    allowedMinutes: rounded(minutes),
    spentMinutes: consumed === null ? null : rounded(consumed * minutes),
    allowedCost: price === undefined || allowed === null ? null : rounded(allowed * price),
    costPerHour:
      price === undefined || total === null || burnRate === null
        ? null
        : rounded((burnRate * (total / elapsed) * (1 - target) * price * HOUR) / length),
    ...row.numbers,
  };
}

const UNITS: Partial<Record<RowNumber, string>> = { target: 'percentunit', remaining: 'percentunit' };

/** A budget frame: a row an objective and segment, in the given order. */
export function budgetFrame({ rows, objectives = [{}], meta, notices }: ExampleBudgets): DataFrame {
  const all = objectives.map((each): ObjectiveMeta => ({ ...EXAMPLE_OBJECTIVE, ...each }));
  const own = rows.map((row) => all.find(({ name }) => name === row.objective) ?? all[0]);
  const numbers = rows.map((row, r) => numbersOf(row, own[r]));
  const field = (name: string, type: FieldType, values: unknown[], unit?: string): Field => ({
    name,
    type,
    config: unit ? { unit } : {},
    values,
  });
  return {
    refId: 'A',
    name: meta?.kpi ?? EXAMPLE_META.kpi,
    length: rows.length,
    fields: [
      ...(meta?.by ?? []).map((name, b) =>
        field(
          name,
          FieldType.string,
          rows.map((row) => row.key?.[b] ?? null)
        )
      ),
      field(
        'objective',
        FieldType.string,
        own.map(({ name }) => name)
      ),
      ...ROW_NUMBERS.map((name) =>
        field(
          name,
          name === 'exhaustsAt' ? FieldType.time : FieldType.number,
          numbers.map((each) => each[name]),
          UNITS[name]
        )
      ),
      field(
        'state',
        FieldType.string,
        rows.map(({ state }) => state)
      ),
      field(
        'then',
        FieldType.string,
        rows.map(({ then }) => then ?? null)
      ),
    ],
    meta: {
      custom: {
        ...EXAMPLE_META,
        ...(rows.some(({ price }) => price !== undefined) ? { currency: 'EUR' } : {}),
        ...meta,
        objectives: all,
        sparks: rows.map((row, r) => sparkOf(row, own[r], numbers[r].remaining)),
      } satisfies BudgetMeta,
      ...(notices ? { notices: [...notices] } : {}),
    },
  };
}

function sparkOf(
  { spark }: ExampleBudget,
  { window }: ObjectiveMeta,
  remaining: number | null
): BudgetMeta['sparks'][number] {
  const left = spark ?? (remaining === null ? [] : burnDown(remaining));
  const step = (AS_OF - window.fromMs) / Math.max(1, left.length - 1);
  return { times: left.map((_, i) => window.fromMs + i * step), remaining: left };
}
