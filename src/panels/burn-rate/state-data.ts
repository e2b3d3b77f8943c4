/**
 * Example answers in the shape of the data source's `burn` view, for states, tests and screenshots: a service whose bad share is given
 * slice by slice. Burn rates and spans are reckoned here plainly, as the compiler would.
 */
import { DataFrame, Field, FieldType, QueryResultMetaNotice } from '@grafana/data';
import type { BurnMeta, BurnSpan, ConditionMeta, ObjectiveMeta } from '../../kpi/results/types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 23 Nov 2026, 00:00 to 24 Nov 2026, 00:00 in Berlin. */
export const MONDAY = { fromMs: Date.UTC(2026, 10, 22, 23), toMs: Date.UTC(2026, 10, 23, 23) };

const WINDOWS = [
  ['5m', 5 * MINUTE],
  ['30m', 30 * MINUTE],
  ['1h', HOUR],
  ['2h', 2 * HOUR],
  ['6h', 6 * HOUR],
  ['1d', DAY],
  ['3d', 3 * DAY],
  ['30d', 30 * DAY],
] as const;

const condition = (
  severity: ConditionMeta['severity'],
  long: string,
  short: string,
  threshold: number,
  budgetShare: number
): ConditionMeta => ({
  severity,
  long,
  longMs: WINDOWS.find(([name]) => name === long)![1],
  short,
  shortMs: WINDOWS.find(([name]) => name === short)![1],
  factor: String(threshold),
  threshold,
  budgetShare,
});

export const CONDITIONS: readonly ConditionMeta[] = [
  condition('page', '1h', '5m', 14.4, 0.02),
  condition('page', '6h', '30m', 6, 0.05),
  condition('ticket', '1d', '2h', 3, 0.1),
  condition('ticket', '3d', '6h', 1, 0.1),
];

export const OBJECTIVE: ObjectiveMeta = {
  name: 'availability',
  displayName: 'Checkout availability',
  target: '0.999',
  method: 'Occurrences',
  window: {
    rolling: true,
    duration: '30d',
    fromMs: MONDAY.toMs - 30 * DAY,
    toMs: MONDAY.toMs,
    timeZone: 'Europe/Berlin',
  },
  absentIs: 'gap',
  coverageFloor: 0.9,
  policy: {
    name: 'sre-workbook',
    displayName: 'SRE Workbook',
    reference: 'https://sre.google/workbook/alerting-on-slos/',
  },
  conditions: CONDITIONS,
  leftOut: [],
  consequences: [{ below: 0.1, then: 'freeze releases' }],
  maxBurn: 1000,
  exclusions: [],
};

export interface ExampleBurn {
  /** Share of the events that are bad in the slice that begins at `ms`; null: nothing was measured. */
  readonly badShare: (ms: number) => number | null;
  readonly range?: { readonly fromMs: number; readonly toMs: number };
  readonly stepMs?: number;
  readonly perMinute?: number;
  /** Price of a bad event; no money where it is not given. */
  readonly price?: number;
  readonly objective?: Partial<ObjectiveMeta>;
  readonly meta?: Partial<BurnMeta>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly spans?: readonly BurnSpan[];
  readonly notices?: readonly QueryResultMetaNotice[];
}

/** Deterministic noise between 0 and 1 for a moment. */
export function noise(ms: number, seed = 1): number {
  const x = Math.sin((ms / MINUTE) * 12.9898 + seed * 78.233) * 43758.5453;
  return x - Math.floor(x);
}

const field = (name: string, type: FieldType, values: unknown[], labels?: Record<string, string>): Field => ({
  name,
  type,
  config: {},
  values,
  ...(labels ? { labels } : {}),
});

/** The two frames of one objective: burn rates, and the budget. */
export function burnFrames(example: ExampleBurn): [DataFrame, DataFrame] {
  const { fromMs, toMs } = example.range ?? MONDAY;
  const step = example.stepMs ?? 5 * MINUTE;
  const objective: ObjectiveMeta = { ...OBJECTIVE, ...example.objective };
  const allowed = 1 - Number(objective.target);
  const slices = Math.round((toMs - fromMs + 33 * DAY) / step);
  const begin = toMs - slices * step;
  const [bad, total] = [new Float64Array(slices + 1), new Float64Array(slices + 1)];
  for (let i = 0; i < slices; i++) {
    const ms = begin + i * step;
    const events = ((example.perMinute ?? 4000) * step) / MINUTE;
    const share = example.badShare(ms);
    bad[i + 1] = bad[i] + (share === null ? 0 : Math.round(events * share));
    total[i + 1] = total[i] + (share === null ? 0 : events);
  }
  const index = (ms: number) => Math.max(0, Math.min(slices, Math.round((ms - begin) / step)));
  const burn = (end: number, length: number): number | null => {
    const [a, b] = [index(end - length), index(end)];
    const events = total[b] - total[a];
    return events > 0 ? (bad[b] - bad[a]) / events / allowed : null;
  };
  const times: number[] = [];
  for (let ms = fromMs + step; ms <= toMs; ms += step) {
    times.push(ms);
  }
  const rows = WINDOWS.map(([, length]) => times.map((ms) => burn(ms, Math.max(length, step))));
  const windowMs = objective.window.toMs - objective.window.fromMs;
  const budgetFrom = (ms: number) => (objective.window.rolling ? ms - windowMs : objective.window.fromMs);
  const full = (ms: number) => (windowMs * total[index(ms)]) / (ms - begin);
  const remaining = times.map((ms) => {
    const [a, b] = [index(budgetFrom(ms)), index(ms)];
    const events = objective.window.rolling ? total[b] - total[a] : full(ms);
    return events > 0 ? 1 - (bad[b] - bad[a]) / (events * allowed) : null;
  });
  const ideal = times.map((ms) =>
    objective.window.rolling
      ? remaining[0] === null
        ? null
        : remaining[0] - (ms - times[0]) / windowMs
      : Math.max(0, 1 - (ms - objective.window.fromMs) / windowMs)
  );
  const since = (column: Float64Array) => times.map((ms) => column[index(ms)] - column[index(ms - step)]);
  const events = since(total);
  const meta: BurnMeta = {
    view: 'burn',
    part: 'burn',
    kpi: 'checkout',
    displayName: 'Checkout',
    unit: 'ratio',
    area: 'shop',
    by: Object.keys(example.labels ?? {}),
    fromMs,
    toMs,
    timeZone: 'Europe/Berlin',
    version: 1,
    owner: { team: 'checkout', contact: 'checkout@example.com' },
    links: [{ title: 'Failed payments', url: '/d/shop-payments' }],
    runbook: 'https://runbooks.example.com/checkout',
    freshMs: toMs,
    objective,
    windows: WINDOWS.map(([window, ms]) => ({ window, ms })),
    spans: example.spans ?? [],
    events: [],
    ...(example.price === undefined ? {} : { currency: 'EUR' }),
    ...example.meta,
  };
  const spans = [
    ...alertSpans(objective.conditions, times, rows, step),
    ...gapSpans(times, events, step),
    ...meta.spans,
  ];
  const frame = (part: BurnMeta['part'], name: string, fields: Field[]): DataFrame => ({
    refId: 'A',
    name,
    length: times.length,
    fields: [field('time', FieldType.time, times), ...fields],
    meta: { custom: { ...meta, spans, part }, ...(example.notices ? { notices: [...example.notices] } : {}) },
  });
  const labels = example.labels ?? {};
  const numbers = (name: string, values: unknown[]) => field(name, FieldType.number, values, labels);
  return [
    frame(
      'burn',
      objective.name,
      WINDOWS.map(([window], w) => field('value', FieldType.number, rows[w], { ...labels, window }))
    ),
    frame('remaining', `${objective.name} remaining`, [
      numbers('remaining', remaining),
      numbers('ideal', ideal),
      numbers(
        'bad',
        since(bad).map((value, i) => (events[i] > 0 ? value : null))
      ),
      numbers(
        'total',
        events.map((value) => (value > 0 ? value : null))
      ),
      numbers(
        'costPerHour',
        times.map((ms) => {
          const [a, b] = [index(ms - HOUR), index(ms)];
          return example.price === undefined || total[b] === total[a] ? null : (bad[b] - bad[a]) * example.price;
        })
      ),
    ]),
  ];
}

/** Runs of rows for which something holds, from the start of the first bucket to the end of the last. */
function runs(times: readonly number[], step: number, holds: (row: number) => boolean) {
  const found: Array<{ fromMs: number; toMs: number; ongoing: boolean }> = [];
  for (let row = 0; row < times.length; row++) {
    if (holds(row)) {
      const last = found[found.length - 1];
      if (last && last.toMs === times[row] - step) {
        found[found.length - 1] = { ...last, toMs: times[row], ongoing: row === times.length - 1 };
      } else {
        found.push({ fromMs: times[row] - step, toMs: times[row], ongoing: row === times.length - 1 });
      }
    }
  }
  return found;
}

function alertSpans(
  conditions: readonly ConditionMeta[],
  times: readonly number[],
  rows: ReadonlyArray<ReadonlyArray<number | null>>,
  step: number
): BurnSpan[] {
  const row = (name: string) => rows[WINDOWS.findIndex(([window]) => window === name)];
  return conditions.flatMap(({ severity, long, short, threshold }, condition) =>
    runs(times, step, (i) => (row(long)[i] ?? 0) > threshold && (row(short)[i] ?? 0) > threshold).map(
      (run): BurnSpan => ({ ...run, kind: severity, condition, label: `${threshold}× · ${long} and ${short}` })
    )
  );
}

const gapSpans = (times: readonly number[], events: readonly number[], step: number): BurnSpan[] =>
  runs(times, step, (i) => events[i] === 0).map((run): BurnSpan => ({ ...run, kind: 'gap', label: 'no data' }));
