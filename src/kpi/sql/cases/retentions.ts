import { DAY_END, DAY_START, GOLDEN, REST, type SqlCase } from './case';

const HOUR = 3_600_000;
const ALL = { postgres: GOLDEN, sqlite: GOLDEN, duckdb: GOLDEN, ...REST } as const;
const EVENTS = { relation: { table: 'shop.events' }, time: 'at', timeType: 'instant', actor: 'who' } as const;
const RANGE = { fromMs: DAY_START, toMs: DAY_END, asOfMs: DAY_END + 12 * HOUR } as const;
const A = [{ op: 'is', field: 'page', value: 'A' }] as const;

/** Hours stand for days: EVENTS lie in one day. Ann starts at 13:00, Bob at 10:00 and Cyd a millisecond before midnight. */
export const RETENTIONS: readonly SqlCase[] = [
  {
    name: 'hours after the first start ever, one row',
    of: {
      build: 'retention',
      query: {
        ...{ ...EVENTS, ...RANGE, start: A, returns: [{ op: 'in', field: 'page', values: ['A', 'B', 'C'] }] },
        ...{ first: 'ever', meaning: 'on', points: [0, 1, 2], clock: { kind: 'rolling', periodMs: HOUR } },
        ...{ cohorts: [DAY_START, DAY_END], groups: [], filters: [], ties: [] },
      },
    },
    text: ALL,
    rows: [{ size: 3, e1: 3, e2: 3, e3: 3, r1: 3, r2: 2, r3: 0 }],
  },
  {
    name: 'calendar periods within, two cohorts',
    of: {
      build: 'retention',
      query: {
        ...{ ...EVENTS, ...RANGE, start: A, returns: [{ op: 'in', field: 'page', values: ['B', 'C'] }] },
        ...{ first: 'inRange', meaning: 'within', points: [1, 3] },
        clock: {
          ...{ kind: 'calendar', starts: Array.from({ length: 36 }, (_, i) => DAY_START + i * HOUR), missing: [] },
          ...{ numbers: Array.from({ length: 36 }, (_, i) => i), endMs: DAY_START + 36 * HOUR },
        },
        ...{ cohorts: [DAY_START, DAY_START + 12 * HOUR, DAY_END], groups: [], filters: [], ties: [] },
      },
    },
    text: ALL,
    rows: [
      { cohort: 0, size: 1, e1: 1, e2: 1, r1: 1, r2: 1 },
      { cohort: 1, size: 2, e1: 2, e2: 2, r1: 1, r2: 1 },
    ],
  },
  {
    name: 'on or after, by the device of the start, filtered',
    of: {
      build: 'retention',
      query: {
        ...{ ...EVENTS, ...RANGE, start: A, returns: [{ op: 'is', field: 'page', value: 'B' }] },
        ...{ first: 'ever', meaning: 'onOrAfter', points: [1], clock: { kind: 'rolling', periodMs: HOUR } },
        ...{ cohorts: [DAY_START, DAY_END], groups: [{ name: 'device', field: 'device' }] },
        ...{ filters: [{ op: 'not', field: 'device', value: 'Mobile' }], ties: ['device'] },
      },
    },
    text: ALL,
    rows: [
      { device: 'mobile', size: 1, e1: 1, r1: 0 },
      { device: null, size: 1, e1: 1, r1: 1 },
    ],
  },
];
