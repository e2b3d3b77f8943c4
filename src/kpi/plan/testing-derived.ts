/** For tests of derived KPIs: some over SQL and Prometheus, and what each of them is in plain JavaScript. */
import type { Result } from '../results/types';
import { HOUR, kpi, NOW, parsed, SOURCES, type FakeStores } from './testing';

const SEGMENTS = 'segments: [ { name: region, field: r } ]';
const derived = (name: string, unit: string, expression: string, inputs: Record<string, string>, rest = '') =>
  kpi(
    name,
    `unit: "${unit}", measure: { derived: { expression: "${expression}", inputs: [ ${Object.entries(inputs)
      .map(([as, of]) => `{ as: ${as}, kpi: ${of} }`)
      .join(', ')} ] } }${rest}`
  );
export const SET = parsed(
  SOURCES +
    kpi(
      'cost',
      `unit: "currency:EUR", ${SEGMENTS}, measure: { sum: { source: shop-db, table: bills, time: at, value: eur } }`
    ) +
    kpi(
      'orders',
      'unit: count, segments: [ { name: region, field: label }, { name: method, field: m } ], measure: { count: { source: metrics, metric: orders_total, fields: { region: area } } }'
    ) +
    kpi('visits', `unit: count, ${SEGMENTS}, measure: { count: { source: shop-db, table: visits, time: at } }`) +
    kpi(
      'small',
      `unit: count, ${SEGMENTS}, privacy: { minCohort: 5 }, measure: { count: { source: shop-db, table: few, time: at } }`
    ) +
    kpi(
      'share',
      `unit: ratio, ${SEGMENTS}, measure: { ratio: { numerator: { source: shop-db, table: a, time: at, count: rows }, denominator: { source: shop-db, table: b, time: at, count: rows } } }`
    ) +
    derived(
      'per-order',
      'ratio:EUR/count',
      'cost / orders',
      { cost: 'cost', orders: 'orders' },
      ', thresholds: [ { name: dear, severity: page, above: "3", window: 2h, minimumEvents: 10 } ]'
    ) +
    derived('per-visit', 'ratio:EUR/count', 'cost / visits', { cost: 'cost', visits: 'visits, absentIs: zero' }) +
    derived('loss', 'currency:EUR', 'cost - 2 * rest', { cost: 'cost', rest: 'cost' }) +
    derived('filled', 'currency:EUR', 'coalesce(cost, 0) + 2 * cost2', {
      cost: 'cost',
      cost2: 'cost, absentIs: zero',
    }) +
    derived('nested', 'count', 'max(orders, each / each * visits)', {
      orders: 'orders',
      each: 'per-order',
      visits: 'visits',
    }) +
    derived('guarded', 'count', 'coalesce(small, 0) + visits', { small: 'small', visits: 'visits' }) +
    derived('zeroed', 'ratio:EUR/count', 'cost / orders', { cost: 'cost', orders: 'orders' }, ', gapFill: zero') +
    derived('carried', 'ratio:EUR/count', 'cost / orders', { cost: 'cost', orders: 'orders' }, ', gapFill: previous') +
    derived(
      'held',
      'ratio:EUR/count',
      'cost / visits',
      { cost: 'cost', visits: 'visits' },
      ', alerting: { suppress: { events: deploys, after: 10m, severities: [page] } }, thresholds: [ { name: dear, severity: page, above: "0.5", window: 2h }, { name: dearer, severity: ticket, above: "0.5", window: 2h } ]'
    ) +
    kpi(
      'people',
      `unit: count, ${SEGMENTS}, measure: { count: { source: shop-db, table: visits, time: at, distinct: person } }`
    ) +
    derived('each', 'ratio', 'people / visits', { people: 'people', visits: 'visits' }) +
    `---
apiVersion: plumbline/v1
kind: Events
metadata: { name: deploys, displayName: Deploys }
spec: { type: deploy, source: shop-db, table: deploys, time: at, service: service, version: version }
` +
    derived('huge', 'currency:EUR', 'cost * share / share', { cost: 'cost', share: 'share' })
);

export const LAST_DAY = { fromMs: NOW - 24 * HOUR, toMs: NOW };
export const always =
  (values: Readonly<Record<string, number>>): FakeStores['cell'] =>
  (source, word, start, end) => {
    const value = values[`${source} ${word}`] ?? values[source];
    return value === undefined ? undefined : [(value * (end - start)) / HOUR, 1];
  };

/** What each derived KPI of the set is, in plain words of JavaScript over the numbers of its inputs. */
export type Numbers = Readonly<Record<string, number | null>>;
export const FORMULAS: Readonly<
  Record<string, { readonly inputs: readonly string[]; readonly of: (n: Numbers) => number | null }>
> = {
  'per-order': { inputs: ['cost', 'orders'], of: (n) => (n.cost === null || !n.orders ? null : n.cost / n.orders) },
  'per-visit': { inputs: ['cost', 'visits'], of: (n) => (n.cost === null || !n.visits ? null : n.cost / n.visits) },
  loss: { inputs: ['cost'], of: (n) => (n.cost === null ? null : n.cost - 2 * n.cost) },
  filled: { inputs: ['cost'], of: (n) => (n.cost ?? 0) + 2 * (n.cost ?? 0) },
  nested: {
    inputs: ['cost', 'orders', 'visits'],
    of: (n) => {
      const each = n.cost === null || !n.orders ? null : n.cost / n.orders;
      return n.orders === null || !each || n.visits === null ? null : Math.max(n.orders, (each / each) * n.visits);
    },
  },
};

/** Numbers of a field by segment and time. */
export function numbersOf(result: Result, name = 'value'): Map<string, number | null> {
  const numbers = new Map<string, number | null>();
  for (const frame of result.frames) {
    const of = (name: string) => frame.fields.find((field) => field.name === name);
    const value = of(name)!;
    value.values.forEach((number, i) => {
      const segment = value.labels?.region ?? of('region')?.values[i] ?? '';
      numbers.set(`${segment} ${of('time')?.values[i] ?? ''}`, number as number | null);
    });
  }
  return numbers;
}
