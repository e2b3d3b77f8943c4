import type { ExperimentQuery } from '../types';
import { DAY_END, DAY_START, GOLDEN, REST, type SqlCase } from './case';

const HOUR = 3_600_000;
const ALL = { postgres: GOLDEN, sqlite: GOLDEN, duckdb: GOLDEN, ...REST } as const;
const EXPOSURES: Omit<ExperimentQuery, 'dialect' | 'asOfMs' | 'where' | 'metric' | 'groups' | 'filters'> = {
  ...{ relation: { table: 'shop.events' }, time: 'at', timeType: 'instant', unit: 'who', variant: 'page' },
  ...{ variants: ['A', 'C'], sinceMs: DAY_START, fromMs: DAY_START, toMs: DAY_END, ties: ['device'] },
};
const METRIC: Pick<ExperimentQuery['metric'], 'relation' | 'time' | 'timeType' | 'actor'> = {
  ...{ relation: { table: 'shop.events' }, time: 'at', timeType: 'instant', actor: 'who' },
};

/** Pages stand for variants: ann sees A, B and C, bob A and B, cyd only A, a millisecond before midnight. */
export const EXPERIMENTS: readonly SqlCase[] = [
  {
    name: 'sums within a window, and of the time before; some saw several variants',
    of: {
      build: 'experiment',
      query: {
        ...{ ...EXPOSURES, asOfMs: DAY_END + 12 * HOUR, where: [{ op: 'in', field: 'page', values: ['A', 'C'] }] },
        metric: {
          ...{ ...METRIC, where: [], of: { kind: 'sum', value: { field: 'amount' } } },
          ...{ windowMs: HOUR, lookbackMs: HOUR },
        },
        ...{ groups: [], filters: [] },
      },
    },
    text: ALL,
    rows: [
      // Bob's 2.5 comes exactly at the end of his window; cyd bought nothing after.
      { variant: 0, exposed: 2, ripe: 2, sy: 2.5, syy: 6.25, sx: 0, sxx: 0, sxy: 0 },
      { variant: 3, exposed: 1, ripe: 1, sy: 0, syy: 0, sx: 0, sxx: 0, sxy: 0 },
    ],
  },
  {
    name: 'conversions by the device of the exposure, filtered; a window that is not over',
    of: {
      build: 'experiment',
      query: {
        ...{ ...EXPOSURES, asOfMs: DAY_END + HOUR, where: [{ op: 'is', field: 'page', value: 'A' }] },
        metric: {
          ...{ ...METRIC, where: [{ op: 'in', field: 'page', values: ['B', 'C'] }], of: { kind: 'any' } },
          windowMs: 2 * HOUR,
        },
        ...{ groups: [{ name: 'device', field: 'device' }] },
        filters: [{ op: 'not', field: 'device', value: 'desktop' }],
      },
    },
    text: ALL,
    rows: [
      { variant: 0, device: 'mobile', exposed: 1, ripe: 1, sy: 1, syy: 1 },
      { variant: 0, device: null, exposed: 1, ripe: 1, sy: 1, syy: 1 },
      { variant: 0, device: 'Mobile', exposed: 1, ripe: 0, sy: 0, syy: 0 },
    ],
  },
  {
    name: 'a ratio of sums to the end of the range, with a variant that nobody named',
    of: {
      build: 'experiment',
      query: {
        ...{ ...EXPOSURES, variants: ['C'], asOfMs: DAY_END + HOUR, where: [{ op: 'is', field: 'page', value: 'A' }] },
        metric: {
          ...{ ...METRIC, where: [{ op: 'present', field: 'amount', value: true }] },
          ...{ of: { kind: 'sum', value: { field: 'amount' } }, per: { kind: 'rows' } },
        },
        ...{ groups: [], filters: [] },
      },
    },
    text: ALL,
    rows: [{ variant: 1, exposed: 3, ripe: 3, sy: 12.5, syy: 106.25, sx: 2, sxx: 2, sxy: 12.5 }],
  },
];
