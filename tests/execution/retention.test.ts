/** Retention from the text of its definition to the frames, on three engines: what is easily got wrong, one by one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type KpiQuery, type QueryContext, type Result } from '../../src/kpi';
import { openEngines, type Engine, type Row } from '../engines';
import { engineTransport } from './engine-transport';

const ZONE = 'America/New_York';
/** Local midnights of New York in March 2026; clocks change on the 8th, at 07:00 UTC. */
const day = (n: number) => Date.parse(`2026-03-${String(n).padStart(2, '0')}T${n > 8 ? '04' : '05'}:00:00Z`);
const HOUR = 3_600_000;

const text = (dialect: string, rest: string, lines: string) => `
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: ${dialect}, grafana: { uid: db } }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: back, displayName: Came back }
spec:
  area: shop
  owner: { team: growth }
  unit: ratio
  timeZone: ${ZONE}
  segments: [ { name: device, field: device } ]
  ${lines}
  measure:
    retention:
      source: db
      table: visits
      time: at
      actor: who
      start: [ { field: kind, is: signup } ]
      return: [ { field: kind, is: order } ]
      ${rest}
`;

type Visit = readonly [who: string | null, at: number, kind: 'signup' | 'order', device?: string];

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines();
}, 120_000);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

interface Asking extends Partial<QueryContext> {
  readonly rest?: string;
  readonly lines?: string;
  readonly query?: Partial<KpiQuery>;
  readonly fails?: readonly string[];
}

/** The same on every engine; the last one's result. */
async function ask(visits: readonly Visit[], { rest = 'after: 1', lines = '', query, fails, ...context }: Asking = {}) {
  const results: Result[] = [];
  for (const engine of engines) {
    const columns = { who: 'text', at: 'timestamptz', kind: 'text', device: 'text' } as const;
    const rows = visits.map(([who, at, kind, device = null]): Row => ({ who, at, kind, device }));
    await engine.load({ name: 'visits', columns }, rows);
    const parsed = parseDefinitions([{ file: 'a.yaml', text: text(engine.dialect, rest, lines) }]);
    if (!parsed.ok) {
      throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
    }
    results.push(
      await runQuery(
        parsed.value,
        { kpi: 'back', view: 'retention', ...query } as KpiQuery,
        { fromMs: day(1), toMs: day(4), nowMs: day(20), ...context },
        engineTransport(engine, fails)
      )
    );
  }
  const shape = ({ frames, status, notices }: Result) => ({ frames, status, codes: notices.map(({ code }) => code) });
  results.forEach((result) => expect(shape(result)).toEqual(shape(results[0])));
  return results[0];
}

const field = (result: Result, name: string, frame = 0) => [
  ...result.frames[frame].fields.find((one) => one.name === name)!.values,
];
const table = (result: Result) =>
  ['cohort', 'size', 'day', 'retained', 'rate']
    .map((name) => field(result, name))
    .reduce<unknown[][]>((rows, column) => column.map((value, i) => [...(rows[i] ?? []), value]), []);
const codes = (result: Result) => result.notices.map(({ code }) => code);

describe('retention on PGlite, SQLite and DuckDB', () => {
  it('gives a row a cohort and point; a cohort in which nobody started has no rate', async () => {
    const result = await ask(
      [
        ['ann', day(1) + HOUR, 'signup'],
        ['ann', day(2), 'order'],
        ['bob', day(1) + 2 * HOUR, 'signup'],
        ['cyd', day(3), 'signup'],
        ['cyd', day(4) - 1, 'order'],
        ['cyd', day(5), 'order'],
      ],
      { rest: 'after: 1, curve: [ 0, 1, 2 ]'.replace(', curve', '\n      curve') }
    );
    expect(result.frames[0].fields.map(({ name, type, unit }) => [name, type, unit])).toEqual([
      ['cohort', 'time', undefined],
      ['size', 'number', 'count'],
      ['day', 'number', 'count'],
      ['retained', 'number', 'count'],
      ['rate', 'number', 'ratio'],
    ]);
    expect(table(result)).toEqual([
      [day(1), 2, 0, 0, 0],
      [day(1), 2, 1, 1, 0.5],
      [day(1), 2, 2, 0, 0],
      [day(2), 0, 0, null, null],
      [day(2), 0, 1, null, null],
      [day(2), 0, 2, null, null],
      [day(3), 1, 0, 1, 1],
      [day(3), 1, 1, 0, 0],
      [day(3), 1, 2, 1, 1],
    ]);
    expect(result.status).toBe('ok');
    expect(codes(result)).toEqual([]);
  });

  it('knows nobody by no name, and no actor twice by doubled rows', async () => {
    const twice: Visit[] = [
      ['ann', day(1), 'signup'],
      ['ann', day(2), 'order'],
    ];
    const result = await ask([[null, day(1), 'signup'], [null, day(2), 'order'], ...twice, ...twice]);
    expect(table(result)[0]).toEqual([day(1), 1, 1, 1, 1]);
  });

  it('is empty, never 0, while the period is not over for the whole cohort', async () => {
    const visits: Visit[] = [1, 2, 3]
      .map((n) => ['ann', 'bob', 'cyd'].map((who) => [`${who}${n}`, day(n), 'signup'] as Visit))
      .flat();
    const result = await ask(visits, { nowMs: day(4) + HOUR });
    expect(table(result)).toEqual([
      [day(1), 3, 1, 0, 0],
      [day(2), 3, 1, 0, 0],
      [day(3), 3, 1, null, null],
    ]);
    expect(codes(result)).toEqual(['PL4039']);
    expect(result.frames[0].meta).toMatchObject({
      immatureFromMs: [day(3)],
      meaning: 'on',
      clock: 'calendar',
      cohort: '1d',
    });
    // The very instant at which the period ends is enough.
    expect(table(await ask(visits, { nowMs: day(5) }))[2]).toEqual([day(3), 3, 1, 0, 0]);
  });

  it('counts what comes after the range, and what arrives late', async () => {
    const before: Visit[] = [
      ['ann', day(3) + 23 * HOUR, 'signup'],
      ['bob', day(3), 'signup'],
      ['bob', day(4) + 12 * HOUR, 'order'],
    ];
    expect(table(await ask(before))[2]).toEqual([day(3), 2, 1, 1, 0.5]);
    expect(table(await ask([...before, ['ann', day(4), 'order']]))[2]).toEqual([day(3), 2, 1, 2, 1]);
  });

  it('takes the first start of all history, or the first in the range', async () => {
    const visits: Visit[] = [
      ['ann', day(1) - 400 * 24 * HOUR, 'signup'],
      ['ann', day(2), 'signup'],
      ['ann', day(3), 'order'],
      ['bob', day(1) - 1, 'signup'],
    ];
    expect(field(await ask(visits), 'size')).toEqual([0, 0, 0]);
    expect(field(await ask(visits, { rest: 'after: 1\n      first: inRange' }), 'size')).toEqual([0, 1, 0]);
  });

  it('lets a start be its own return on day 0, and never a return be before the start', async () => {
    const same = 'after: 1\n      curve: [ 0, 1 ]';
    const visits: Visit[] = [
      ['ann', day(1) + HOUR, 'order'],
      ['ann', day(1) + 2 * HOUR, 'signup'],
      ['bob', day(1) + 2 * HOUR, 'signup'],
      ['bob', day(1) + 2 * HOUR, 'order'],
    ];
    expect(table(await ask(visits, { rest: same }))[0]).toEqual([day(1), 2, 0, 1, 0.5]);
  });

  it('has a day of 23 hours where clocks are put forward', async () => {
    const range = { fromMs: day(7), toMs: day(8) };
    const visits: Visit[] = [
      ['ann', day(7), 'signup'],
      ['ann', day(9) - 1, 'order'],
      ['bob', day(7), 'signup'],
      ['bob', day(9), 'order'],
    ];
    expect(day(9) - day(8)).toBe(23 * HOUR);
    expect(table(await ask(visits, range))).toEqual([[day(7), 2, 1, 1, 0.5]]);
    expect(table(await ask(visits, { ...range, rest: 'after: 1\n      clock: rolling' }))).toEqual([
      // 48 hours after the start it is 01:00 on the ninth: both came within the second 24 of them.
      [day(7), 2, 1, 2, 1],
    ]);
  });

  it('means on, on or after, within', async () => {
    const visits: Visit[] = [
      ['ann', day(1), 'signup'],
      ['ann', day(2), 'order'],
      ['bob', day(1), 'signup'],
      ['bob', day(6), 'order'],
      ['cyd', day(1), 'signup'],
      ['cyd', day(1) + HOUR, 'order'],
    ];
    const retained = async (meaning: string) =>
      table(await ask(visits, { rest: `after: 2\n      curve: [ 1, 2, 5 ]\n      meaning: ${meaning}` }))
        .slice(0, 3)
        .map((row) => row[3]);
    expect(await retained('on')).toEqual([1, 0, 1]);
    expect(await retained('onOrAfter')).toEqual([2, 1, 1]);
    expect(await retained('within')).toEqual([1, 1, 2]);
  });

  const many: Visit[] = Array.from({ length: 12 }, (_, i): Visit[] => [
    [`a${i}`, day(1 + (i % 3)) + i * HOUR, 'signup', i < 8 ? 'phone' : 'desk'],
    ...(i % 2 === 0 ? [[`a${i}`, day(2 + (i % 3)) + i * HOUR, 'order', 'other'] as Visit] : []),
  ]).flat();

  it('adds up to one value, a line and a breakdown by the start’s segment', async () => {
    const value = await ask(many, { query: { view: 'value' } });
    expect(['value', 'numerator', 'denominator'].map((name) => field(value, name))).toEqual([[0.5], [6], [12]]);
    expect(value.frames[0].fields.map(({ unit }) => unit)).toEqual(['ratio', 'count', 'count']);
    const series = await ask(many, { query: { view: 'series' } });
    expect([field(series, 'time'), field(series, 'value')]).toEqual([
      [day(1), day(2), day(3)],
      [0.5, 0.5, 0.5],
    ]);
    const weeks = await ask(many, { query: { view: 'series', grain: '1w' } });
    expect([field(weeks, 'time'), field(weeks, 'value')]).toEqual([
      [day(1), day(2)],
      [0.5, 0.5],
    ]);
    const parts = await ask(many, { query: { view: 'breakdown', by: ['device'] } });
    expect(['device', 'numerator', 'denominator'].map((name) => field(parts, name))).toEqual([
      ['phone', 'desk'],
      [4, 2],
      [8, 4],
    ]);
    const filtered = await ask(many, { query: { view: 'value', filters: { device: ['desk'] } } });
    expect(field(filtered, 'denominator')).toEqual([4]);
  });

  it('leaves those who cannot be judged yet out of a value, and says how many', async () => {
    const value = await ask(many, { query: { view: 'value' }, nowMs: day(4) + HOUR });
    expect(field(value, 'denominator')).toEqual([8]);
    expect(value.notices.map(({ code, message }) => [code, message])).toEqual([
      [
        'PL4038',
        '4 of 12 actors of Came back started too recently to tell whether they come back (day 1); they do not count yet.',
      ],
    ]);
    const series = await ask(many, { query: { view: 'series' }, nowMs: day(4) + HOUR });
    expect(field(series, 'value')).toEqual([0.5, 0.5, null]);
    expect(series.frames[0].meta).toMatchObject({ incompleteFromMs: day(3) });
    const nobody = await ask(many, { query: { view: 'value' }, fromMs: day(3), nowMs: day(4) + HOUR });
    expect([nobody.status, field(nobody, 'value'), codes(nobody)]).toEqual(['nodata', [null], ['PL4038']]);
  });

  it('splits cohorts by segments, suppresses small ones, and keeps to the limit', async () => {
    const by = { query: { by: ['device'] } };
    const result = await ask(many, by);
    expect(result.frames[0].fields.map(({ name }) => name)).toEqual([
      'cohort',
      'device',
      'size',
      'day',
      'retained',
      'rate',
    ]);
    expect([field(result, 'device'), field(result, 'size')]).toEqual([
      ['phone', 'desk', 'phone', 'desk', 'phone', 'desk'],
      [3, 1, 3, 1, 2, 2],
    ]);
    const hidden = await ask(many, { ...by, lines: 'privacy: { minCohort: 3 }' });
    expect(field(hidden, 'size')).toEqual([3, null, 3, null, null, null]);
    expect(field(hidden, 'retained')).toEqual([2, null, 1, null, null, null]);
    expect(codes(hidden)).toEqual(['PL4007']);
    const limited = await ask(many, { query: { by: ['device'], limit: 1 } });
    expect([field(limited, 'device'), codes(limited)]).toEqual([['phone', 'phone', 'phone'], ['PL4006']]);
  });

  it('alerts by a threshold over those who can be judged', async () => {
    const lines = 'thresholds: [ { name: low, severity: ticket, below: "0.75", window: 10d, minimumEvents: 5 } ]';
    const result = await ask(many, { lines, query: { view: 'alert' }, toMs: day(7), nowMs: day(7) });
    expect(result.frames[0].fields[0].values).toEqual([4 / 3]);
    const few = await ask(many.slice(0, 3), { lines, query: { view: 'alert' }, toMs: day(7), nowMs: day(7) });
    expect(few.frames[0].fields[0].values).toEqual([null]);
  });

  it('names what it cannot do, and who failed', async () => {
    const refused = async (query: Partial<KpiQuery>) => codes(await ask([], { query }));
    expect(await refused({ view: 'series', grain: '1h' })).toEqual(['PL2055']);
    expect(await refused({ view: 'value', compare: 'previous' })).toEqual(['PL2066']);
    expect(await refused({ view: 'budget' })).toEqual(['PL2003']);
    expect(await refused({ view: 'funnel' })).toEqual(['PL2003']);
    const failed = await ask([], { fails: ['db'] });
    expect([failed.status, codes(failed)]).toEqual(['error', ['PL3104']]);
    const nothing = await ask([]);
    expect([nothing.status, codes(nothing)]).toEqual(['nodata', ['PL4001']]);
  });

  it('tells of cohorts that the range cuts', async () => {
    const rest = 'after: 1\n      cohort: 1w';
    const result = await ask(many, { rest, fromMs: day(3), toMs: day(12) });
    expect(field(result, 'cohort')).toEqual([day(3), day(9)]);
    expect(codes(result)).toEqual(['PL4013', 'PL4040']);
  });
});
