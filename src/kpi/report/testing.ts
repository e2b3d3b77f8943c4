/** A fixed incident, as the views would tell it; written out by hand so that a report's numbers can be checked by eye. */
import { parseDefinitions, type DefinitionSet } from '../index';
import type { Result, ResultField, ResultFrame } from '../results/types';
import { reportQuestions, type Question, type ReportOrder } from './questions';
import { reportOf, type Answered } from './report';
import type { Incident, ReportModel } from './types';

const MINUTE = 60_000;
export const BEGAN = Date.UTC(2026, 10, 23, 11, 0);
export const ENDED = BEGAN + 45 * MINUTE;
export const NOW = BEGAN + 3 * 60 * MINUTE;

export interface Names {
  readonly kpi: string;
  readonly team: string;
  readonly region: string;
  readonly title: string;
  readonly link: string;
}
export const PLAIN: Names = {
  kpi: 'Checkout success',
  team: 'checkout',
  region: 'eu',
  title: 'Checkout down in Europe',
  link: 'https://ci.example.com/builds/77',
};

const text = (names: Names) => `
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: sqlite }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: checkout-success, displayName: ${JSON.stringify(names.kpi)} }
spec:
  area: shop
  owner: { team: ${JSON.stringify(names.team)}, contact: oncall@example.com }
  unit: ratio
  timeZone: Europe/Berlin
  runbook: https://runbooks.example.com/checkout
  valuePerUnit: { amount: "54.20", currency: EUR }
  measure:
    ratio:
      numerator: { source: db, table: orders, time: at, count: rows, where: [{ field: ok, is: true }] }
      denominator: { source: db, table: orders, time: at, count: rows }
  segments: [{ name: region, displayName: Region, field: region }]
  objectives: [{ name: monthly, displayName: Over 30 days, target: "0.99", timeWindow: { duration: 30d, rolling: true }, budgetingMethod: Occurrences }]
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: deploys, displayName: Deploys }
spec: { type: deploy, source: db, table: deploys, time: at }
`;

export function definitionsOf(names: Names = PLAIN): DefinitionSet {
  const parsed = parseDefinitions([{ file: 'x.yaml', text: text(names) }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
  }
  return parsed.value;
}

const field = (name: string, values: ResultField['values']): ResultField => ({
  name,
  type: typeof values.find((value) => value !== null) === 'string' ? 'string' : 'number',
  values,
});

const result = (frames: ResultFrame[], over: Partial<Result> = {}): Result => ({
  kpi: 'checkout-success',
  view: 'impact',
  status: 'ok',
  frames,
  notices: [],
  requests: 1,
  ...over,
});

/** 97 of 100 usually; 80 from the sixth minute of the incident to its end. */
function series(names: Names, from: number, to: number): Result {
  const times = Array.from({ length: (to - from) / (5 * MINUTE) }, (_, i) => from + i * 5 * MINUTE);
  const down = (ms: number) => ms >= BEGAN + 5 * MINUTE && ms < ENDED;
  return result([
    {
      name: 'checkout-success',
      type: 'timeseries-multi',
      fields: [
        field('time', times),
        field(
          'value',
          times.map((ms, i) => (i === 3 ? null : down(ms) ? 0.8 : i % 2 === 0 ? 0.97 : 0.972))
        ),
        field(
          'previous',
          times.map((_, i) => (i % 3 === 0 ? 0.969 : 0.973))
        ),
      ],
      meta: { view: 'series', kpi: 'checkout-success', displayName: names.kpi, unit: 'ratio', grain: '5m' },
    },
  ]);
}

/** Rows: the whole, then eu and us. */
function impact(names: Names, by: boolean): Result {
  const rows = by ? [0, 1, 2] : [0];
  const of = (...values: Array<number | string | null>) => rows.map((row) => values[row]);
  return result(
    [
      {
        name: 'checkout-success',
        type: 'table',
        fields: [
          ...(by ? [field('region', of(null, names.region, 'us'))] : []),
          field('before', of(0.971, 0.971, 0.971)),
          field('after', of(0.82, 0.7, 0.968)),
          field('expected', of(0.971, 0.971, 0.97)),
          field('effect', of(-0.151, -0.271, -0.002)),
          field('effectLow', of(-0.17, -0.3, -0.01)),
          field('effectHigh', of(-0.132, -0.24, 0.006)),
          field('verdict', of('worse', 'worse', 'none')),
          field('afterEvents', of(2600, 1450, 1150)),
          field('lost', of(392.6, 393, 2.3)),
          field('lostLow', of(343, 348, -7)),
          field('lostHigh', of(442, 435, 11.5)),
          field('cost', of(21279, 21301, 125)),
          field('costLow', of(18591, 18862, -379)),
          field('costHigh', of(23956, 23577, 623)),
        ],
        meta: {
          view: 'impact',
          kpi: 'checkout-success',
          displayName: names.kpi,
          unit: 'ratio',
          currency: 'EUR',
          better: 'higher',
          matters: 0.005,
          detectable: 0.01,
          control: { kind: 'weekday', words: 'the same hours of 4 Mondays before' },
          method: ['Two proportions, with the variance that the hours before showed.'],
          divergence: [
            { segment: 'region', pValue: 1e-9, diverges: true, words: `Regions moved apart: ${names.region} alone.` },
          ],
        },
      },
    ],
    {
      notices: [
        {
          code: 'PL4009',
          severity: 'warning',
          message: `Some of ${names.kpi} is still open.`,
          hint: 'Look again later.',
        },
      ],
    }
  );
}

function burn(): Result {
  const times = Array.from({ length: 9 }, (_, i) => BEGAN + (i + 1) * 5 * MINUTE);
  const objective = { name: 'monthly', displayName: 'Over 30 days', target: '0.99', window: { duration: '30d' } };
  return result([
    {
      name: 'burn',
      type: 'timeseries-multi',
      fields: [field('time', times)],
      meta: {
        view: 'burn',
        part: 'burn',
        kpi: 'checkout-success',
        objective,
        spans: [
          {
            kind: 'page',
            fromMs: BEGAN + 10 * MINUTE,
            toMs: ENDED + 5 * MINUTE,
            label: '14.4× · 1h and 5m',
            ongoing: false,
          },
          {
            kind: 'ticket',
            fromMs: BEGAN + 20 * MINUTE,
            toMs: ENDED + 60 * MINUTE,
            label: '6× · 6h and 30m',
            ongoing: false,
          },
          { kind: 'gap', fromMs: 0, toMs: BEGAN, label: 'no data', ongoing: false },
        ],
      },
    },
    {
      name: 'remaining',
      type: 'timeseries-multi',
      fields: [
        field('time', times),
        field(
          'bad',
          times.map(() => 52)
        ),
        field(
          'total',
          times.map(() => 289)
        ),
      ],
      meta: { view: 'burn', part: 'remaining', kpi: 'checkout-success', objective },
    },
  ]);
}

const budget = (): Result =>
  result([
    {
      name: 'budget',
      type: 'table',
      fields: [field('allowedEvents', [2000]), field('remaining', [0.31])],
      meta: {
        view: 'budget',
        kpi: 'checkout-success',
        objectives: [{ name: 'monthly', displayName: 'Over 30 days', target: '0.99', window: { duration: '30d' } }],
      },
    },
  ]);

const deploys = (names: Names): Result =>
  result([
    {
      name: 'events',
      type: 'table',
      fields: [
        field('time', [BEGAN - 8 * MINUTE, ENDED - 2 * MINUTE]),
        field('end', [null, null]),
        field('kind', ['deploy', 'rollback']),
        field('title', [names.title, 'Back to 4.1.9']),
        field('service', ['checkout', 'checkout']),
        field('version', ['4.2.0', '4.1.9']),
        field('environment', ['production', 'production']),
        field('author', ['ann', null]),
        field('link', [names.link, null]),
        field('id', ['deploys/1/checkout/4.2.0', 'deploys/2/checkout/4.1.9']),
      ],
      meta: { view: 'deploys', part: 'events' },
    },
  ]);

const incidents = (names: Names): Result =>
  result([
    {
      name: 'incidents',
      type: 'table',
      fields: [
        field('time', [BEGAN + 7 * MINUTE]),
        field('end', [ENDED]),
        field('title', [names.title]),
        field('kind', ['alert']),
        field('severity', ['critical']),
        field('link', [names.link]),
      ],
      meta: { view: 'incidents' },
    },
  ]);

export const orderOf = (names: Names = PLAIN, incident: Partial<Incident> = {}): ReportOrder => ({
  incident: { title: names.title, fromMs: BEGAN, toMs: ENDED, ongoing: false, ...incident },
  kpis: ['checkout-success'],
  nowMs: NOW,
});

function answer(names: Names, { of, segment, fromMs, toMs }: Question): Result {
  switch (of) {
    case 'series':
      return series(names, fromMs, toMs);
    case 'impact':
      return impact(names, segment !== undefined);
    case 'burn':
      return burn();
    case 'budget':
      return budget();
    case 'deploys':
      return deploys(names);
    case 'incidents':
      return incidents(names);
  }
}

export function answersOf(names: Names = PLAIN, order: ReportOrder = orderOf(names)): Answered[] {
  return reportQuestions(definitionsOf(names), order).map((question) => ({
    question,
    result: answer(names, question),
  }));
}

export const fixedReport = (names: Names = PLAIN): ReportModel =>
  reportOf(definitionsOf(names), orderOf(names), answersOf(names));
