/** Example answers in the shape of the data source's `deploys` view, for states, tests and screenshots. Effects are given, not measured. */
import { DataFrame, Field, FieldType, QueryResultMetaNotice } from '@grafana/data';
import type { DeploysMeta, EffectMeta, EffectVerdict, EventRecord } from '../../kpi/results/types-events';
import type { KpiMeta } from './model';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** 23 Nov 2026, 00:00 to 24 Nov 2026, 00:00 in Berlin. */
export const MONDAY = { fromMs: Date.UTC(2026, 10, 22, 23), toMs: Date.UTC(2026, 10, 23, 23) };
export const at = (hour: number, minute = 0): number => MONDAY.fromMs + hour * HOUR + minute * MINUTE;

export const CHECKOUT: KpiMeta = {
  kpi: 'checkout-success',
  displayName: 'Checkout success',
  unit: 'ratio',
  currency: 'EUR',
  better: 'higher',
  links: [{ title: 'Failed payments', url: '/d/shop-payments?v=${version}' }],
  runbook: 'https://runbooks.example.com/checkout',
  objective: 'monthly',
};
export const REVENUE: KpiMeta = {
  kpi: 'revenue',
  displayName: 'Revenue per minute',
  unit: 'currency:EUR/min',
  currency: 'EUR',
  better: 'higher',
  links: [],
};
export const LATENCY: KpiMeta = {
  kpi: 'checkout-p95',
  displayName: 'Checkout p95',
  unit: 'seconds',
  better: 'lower',
  links: [],
};

export interface ExampleEffect {
  readonly verdict: EffectVerdict;
  readonly effect?: number;
  readonly half?: number;
  readonly low?: number;
  readonly high?: number;
  readonly budgetMs?: number;
  readonly cost?: number;
  readonly sides?: Partial<EffectMeta>;
}

export interface ExampleEvent extends Partial<Omit<EventRecord, 'atMs'>> {
  readonly atMs: number;
  /** By place of the KPI. */
  readonly effects?: ReadonlyArray<ExampleEffect | null>;
}

export interface ExampleDeploys {
  readonly events: readonly ExampleEvent[];
  readonly kpis?: readonly KpiMeta[];
  readonly burning?: DeploysMeta['burning'];
  readonly range?: { readonly fromMs: number; readonly toMs: number };
  /** Value of the first KPI in the slice that begins at `ms`; null: nothing was measured. No line where it is not given. */
  readonly value?: (ms: number) => number | null;
  readonly stepMs?: number;
  readonly timeZone?: string;
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

export const idOf = ({ atMs, service = '', version = '', events = 'shop-deploys' }: ExampleEvent): string =>
  [events, atMs, service, version].map((part) => encodeURIComponent(part)).join('/');

function sidesOf(event: ExampleEvent, given: ExampleEffect): EffectMeta {
  const before = given.sides?.before ?? 0.988;
  const after = given.verdict === 'unknown' ? null : before + (given.effect ?? 0);
  return {
    beforeFromMs: event.atMs - HOUR,
    beforeToMs: event.atMs,
    afterFromMs: event.atMs + 2 * MINUTE,
    afterToMs: event.atMs + HOUR + 2 * MINUTE,
    before,
    after,
    expected: before,
    beforeEvents: 12_412,
    afterEvents: 11_986,
    control: 'the same weekday, 4 weeks',
    overlaps: false,
    ...given.sides,
  };
}

/** The frame of events, and the line of the first KPI where `value` is given. */
export function deploysFrames(example: ExampleDeploys): DataFrame[] {
  const { kpis = [CHECKOUT], range = MONDAY, burning = [], timeZone = 'Europe/Berlin', notices } = example;
  const events = [...example.events].sort((a, b) => a.atMs - b.atMs);
  const names = [...new Set(events.map((event) => event.events ?? 'shop-deploys'))];
  const meta: DeploysMeta = {
    view: 'deploys',
    part: 'events',
    ...range,
    timeZone,
    kpis,
    effects: events.map((event) =>
      kpis.map((_, k) => {
        const given = event.effects?.[k];
        return given ? sidesOf(event, given) : null;
      })
    ),
    burning,
    asked: names.map((name) => ({
      events: name,
      displayName: name === 'shop-deploys' ? 'Deploys of the shop' : name,
      rows: events.filter((event) => (event.events ?? 'shop-deploys') === name).length,
    })),
  };
  const text = (name: keyof EventRecord, of: (event: ExampleEvent) => unknown) =>
    field(
      name,
      FieldType.string,
      events.map((event) => of(event) ?? null)
    );
  const numbers = (name: string, k: number, of: (effect: ExampleEffect) => number | undefined) =>
    field(
      name,
      FieldType.number,
      events.map((event) => {
        const effect = event.effects?.[k];
        return effect ? (of(effect) ?? null) : null;
      }),
      { kpi: kpis[k].kpi }
    );
  const frame: DataFrame = {
    refId: 'A',
    name: 'events',
    length: events.length,
    fields: [
      field(
        'time',
        FieldType.time,
        events.map(({ atMs }) => atMs)
      ),
      field(
        'end',
        FieldType.time,
        events.map(({ endMs }) => endMs ?? null)
      ),
      text('kind', ({ kind }) => kind ?? 'deploy'),
      text('title', (event) => event.title ?? `${event.service ?? ''} ${event.version ?? ''}`.trim()),
      ...(['service', 'version', 'environment', 'link', 'author', 'team'] as const).map((name) =>
        text(name, (event) => event[name])
      ),
      text('events', (event) => event.events ?? 'shop-deploys'),
      text('id', (event) => event.id ?? idOf(event)),
      ...kpis.flatMap((kpi, k) => [
        numbers('effect', k, ({ effect }) => effect),
        numbers(
          'effectLow',
          k,
          ({ effect, half, low }) => low ?? (effect === undefined || half === undefined ? undefined : effect - half)
        ),
        numbers(
          'effectHigh',
          k,
          ({ effect, half, high }) => high ?? (effect === undefined || half === undefined ? undefined : effect + half)
        ),
        field(
          'verdict',
          FieldType.string,
          events.map((event) => event.effects?.[k]?.verdict ?? null),
          { kpi: kpi.kpi }
        ),
        numbers('budgetMs', k, ({ budgetMs }) => budgetMs),
        numbers('cost', k, ({ cost }) => cost),
      ]),
    ],
    meta: { custom: { ...meta }, ...(notices ? { notices: [...notices] } : {}) },
  };
  return example.value && kpis.length > 0 ? [frame, seriesFrame(kpis[0], range, example)] : [frame];
}

function seriesFrame(kpi: KpiMeta, range: { fromMs: number; toMs: number }, example: ExampleDeploys): DataFrame {
  const step = example.stepMs ?? 5 * MINUTE;
  const times: number[] = [];
  for (let ms = range.fromMs; ms < range.toMs; ms += step) {
    times.push(ms);
  }
  return {
    refId: 'A',
    name: kpi.displayName,
    length: times.length,
    fields: [
      field('time', FieldType.time, times),
      field(
        'value',
        FieldType.number,
        times.map((ms) => example.value!(ms)),
        { kpi: kpi.kpi }
      ),
    ],
    meta: {
      custom: {
        view: 'deploys',
        part: 'series',
        kpi: kpi.kpi,
        displayName: kpi.displayName,
        unit: kpi.unit,
        area: 'shop',
        by: [],
        ...range,
        timeZone: example.timeZone ?? 'Europe/Berlin',
        version: 1,
        owner: { team: 'checkout' },
        links: [],
      },
    },
  };
}

/** Rows as another data source or Grafana's annotations give them. */
export function plainFrame(columns: Readonly<Record<string, readonly unknown[]>>): DataFrame {
  const names = Object.keys(columns);
  return {
    refId: 'B',
    name: 'annotations',
    length: columns[names[0]].length,
    fields: names.map((name) =>
      field(name, /^time/.test(name) ? FieldType.time : name === 'tags' ? FieldType.other : FieldType.string, [
        ...columns[name],
      ])
    ),
  };
}
