import { DAY_END, DAY_START, GOLDEN, REST, type SqlCase } from './case';

const ALL = { ...REST, postgres: GOLDEN, sqlite: GOLDEN, duckdb: GOLDEN } as const;
const source = { relation: { table: 'shop.events' }, time: 'at', timeType: 'instant' } as const;
/** Visits of a person as a trace, each event a span that was called by the page: what was not bought has failed. */
const spans = {
  ...source,
  trace: 'who',
  where: [],
  failed: [{ op: 'not', field: 'ok', value: true }],
  filters: [{ op: 'is', field: 'page', value: 'B' }],
  fromMs: DAY_START,
  toMs: DAY_END,
} as const;
const hour = 3_600_000;

/** Single rows and spans. */
export const ROWS: readonly SqlCase[] = [
  {
    name: 'single rows, the latest first',
    of: {
      build: 'rows',
      query: {
        ...source,
        columns: [
          { name: 'c1', field: 'who', type: 'text' },
          { name: 'c2', field: 'amount', type: 'number' },
          { name: 'c3', field: 'at', type: 'time' },
        ],
        where: [{ op: 'is', field: 'ok', value: true }],
        fromMs: DAY_START,
        toMs: DAY_END,
        limit: 2,
      },
    },
    text: ALL,
    rows: [
      { at: DAY_END - 1, c1: 'cyd', c2: 0.5, c3: DAY_END - 1 },
      { at: DAY_START + 14.25 * hour, c1: 'ann', c2: 10, c3: DAY_START + 14.25 * hour },
    ],
  },
  {
    name: 'traces with a failed span, the latest first',
    of: {
      build: 'traces',
      query: { ...spans, parent: 'device', service: 'page', operation: 'page', duration: 'amount', limit: 10 },
    },
    text: ALL,
    rows: [
      { trace: 'ann', at: DAY_START + 13 * hour, spans: 4, errors: 1, operation: null, service: null, duration: null },
      { trace: 'bob', at: DAY_START + 10 * hour, spans: 3, errors: 2, operation: 'B', service: 'B', duration: 2.5 },
    ],
  },
  {
    name: 'spans of one trace',
    of: {
      build: 'spans',
      query: {
        ...spans,
        id: 'ann',
        failedIn: { fromMs: DAY_START, toMs: DAY_END },
        columns: [{ name: 'span', field: 'page', type: 'text' }],
        limit: 3,
      },
    },
    text: ALL,
    rows: [
      { trace: 'ann', span: 'A', at: DAY_START + 13 * hour, failed: 1 },
      { trace: 'ann', span: 'A', at: DAY_START + 13.5 * hour, failed: 1 },
      { trace: 'ann', span: 'B', at: DAY_START + 13.75 * hour, failed: 1 },
    ],
  },
  {
    name: 'spans of the trace that failed last',
    of: {
      build: 'spans',
      query: {
        ...spans,
        failedIn: { fromMs: DAY_START, toMs: DAY_START + 13 * hour },
        columns: [
          { name: 'span', field: 'page', type: 'text' },
          { name: 'duration', field: 'amount', type: 'number' },
        ],
        limit: 100,
      },
    },
    text: ALL,
    rows: [
      { trace: 'bob', span: 'A', duration: null, at: DAY_START + 10 * hour, failed: 1 },
      { trace: 'bob', span: 'B', duration: 2.5, at: DAY_START + 11 * hour, failed: 1 },
      { trace: 'bob', span: 'B', duration: null, at: DAY_START + 11 * hour, failed: 1 },
    ],
  },
];
