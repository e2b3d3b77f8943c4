import { describe, expect, it } from 'vitest';
import type { UpstreamRequest } from '../../kpi';
import { fromGrafanaFrames } from './from-grafana';
import type { GrafanaFrame } from './types';

const table = (columns: UpstreamRequest['columns']): UpstreamRequest => ({
  id: 'r1',
  source: 'shop-db',
  dialect: 'postgres',
  mode: 'table',
  text: 'SELECT 1',
  startMs: 0,
  endMs: 0,
  stepMs: 0,
  columns,
  purpose: 'test',
});
const range: UpstreamRequest = {
  ...table([]),
  source: 'metrics',
  dialect: 'prometheus',
  mode: 'range',
  startMs: 60_000,
  endMs: 180_000,
  stepMs: 60_000,
};
const series = (times: ArrayLike<number>, values: ArrayLike<unknown>, meta?: GrafanaFrame['meta']): GrafanaFrame => ({
  fields: [
    { name: 'Time', type: 'time', values: times },
    { name: 'Value', type: 'number', labels: { region: 'eu' }, values },
  ],
  meta,
});

const columnsOf = (request: UpstreamRequest, frames: readonly GrafanaFrame[]) => {
  const response = fromGrafanaFrames(request, frames);
  return response.ok ? response.frames[0].columns.map((column) => Array.from(column.values)) : response.error.message;
};

describe('fromGrafanaFrames, tables', () => {
  it('takes a frame a column, in any order, as one plugin for ClickHouse gives them', () => {
    const request = table([
      { name: 'n', type: 'number' },
      { name: 'device', type: 'string' },
    ]);
    const frames = [
      { fields: [{ name: 'device', type: 'string', values: ['a', null] }] },
      { fields: [{ name: 'n', type: 'number', values: [3, 4] }] },
    ];
    expect(columnsOf(request, frames)).toEqual([
      [3, 4],
      ['a', null],
    ]);
    const short = { fields: [{ name: 'n', type: 'number', values: [3] }] };
    expect(columnsOf(request, [frames[0], short])).toMatch(/unequal length/);
    expect(columnsOf(request, [frames[0], frames[0]])).toMatch(/no column n/);
    expect(columnsOf(request, [...frames, frames[0]])).toMatch(/3 tables where one was asked for/);
  });

  it('takes columns by name, in the order that was asked for', () => {
    const request = table([
      { name: 'at', type: 'time' },
      { name: 'n', type: 'number' },
      { name: 'device', type: 'string' },
    ]);
    const frame = {
      fields: [
        { name: 'device', type: 'string', values: ['a', null] },
        { name: 'extra', type: 'number', values: [1, 2] },
        { name: 'n', type: 'number', values: [1.5, null] },
        { name: 'at', type: 'time', values: [1000, 2000] },
      ],
    };
    expect(columnsOf(request, [frame])).toEqual([
      [1000, 2000],
      [1.5, null],
      ['a', null],
    ]);
  });

  it('hands a Float64Array through untouched: no loop in the Go host', () => {
    const values = Float64Array.of(1, NaN, Infinity);
    const response = fromGrafanaFrames(table([{ name: 'n', type: 'number' }]), [{ fields: [{ name: 'n', values }] }]);
    expect(response.ok && response.frames[0].columns[0].values).toBe(values);
  });

  it.each([
    ['decimals as text', ['1908', '0.1', '-2.5e3', ' 7 ', null], [1908, 0.1, -2500, 7, null]],
    ['specials as text', ['NaN', 'Infinity', '-inf'], [NaN, Infinity, -Infinity]],
    ['bigint', [3n], [3]],
    ['minus zero', [-0], [-0]],
    ['undefined is missing', [undefined], [null]],
  ])('reads numbers: %s', (_, values, wanted) => {
    expect(columnsOf(table([{ name: 'n', type: 'number' }]), [{ fields: [{ name: 'n', values }] }])).toEqual([wanted]);
  });

  it.each([
    ['a word', 'eleven', 'PL3107'],
    ['an empty text, which is not 0', '', 'PL3107'],
    ['a boolean', true, 'PL3107'],
    ['an object', {}, 'PL3107'],
    ['2^53 + 1 as text', '9007199254740993', 'PL3120'],
    ['2^53 as a number', 9007199254740992, 'PL3120'],
  ])('refuses %s as a number', (_, value, code) => {
    const response = fromGrafanaFrames(table([{ name: 'n', type: 'number' }]), [
      { fields: [{ name: 'n', values: [value] }] },
    ]);
    expect(response).toMatchObject({ ok: false, error: { code, source: 'shop-db', request: 'r1' } });
  });

  it('takes a large float64 as what it is', () => {
    const field = { name: 'n', typeInfo: { frame: 'float64' }, values: [1e300, 9007199254740992] };
    expect(columnsOf(table([{ name: 'n', type: 'number' }]), [{ fields: [field] }])).toEqual([
      [1e300, 9007199254740992],
    ]);
  });

  it.each([
    ['epoch milliseconds', 1732363200000, 1732363200000],
    ['epoch milliseconds as text', '1732363200000', 1732363200000],
    ['RFC 3339', '2024-11-23T12:00:00Z', 1732363200000],
    ['an offset', '2024-11-23T13:00:00+01:00', 1732363200000],
    ['Postgres text with a short offset', '2024-11-23 13:00:00+01', 1732363200000],
    ['no zone is UTC', '2024-11-23 12:00:00', 1732363200000],
    ['nanoseconds are cut', '2024-11-23T12:00:00.123999999Z', 1732363200123],
    ['a date', '2024-11-23', 1732320000000],
  ])('reads times: %s', (_, value, wanted) => {
    expect(columnsOf(table([{ name: 'at', type: 'time' }]), [{ fields: [{ name: 'at', values: [value] }] }])).toEqual([
      [wanted],
    ]);
  });

  it.each([['yesterday'], ['2024-13-45'], [NaN], [true]])('refuses %s as a time', (value) => {
    const said = columnsOf(table([{ name: 'at', type: 'time' }]), [{ fields: [{ name: 'at', values: [value] }] }]);
    expect(said).toContain('where a time was asked for');
  });

  it('reads booleans and texts of any store', () => {
    const request = table([
      { name: 'b', type: 'boolean' },
      { name: 's', type: 'string' },
    ]);
    const fields = [
      { name: 'b', values: [true, 0, 't', 'false', null] },
      { name: 's', values: ['x', 3, false, '', null] },
    ];
    expect(columnsOf(request, [{ fields }])).toEqual([
      [true, false, true, false, null],
      ['x', '3', 'false', '', null],
    ]);
  });

  it('finds names that the store has folded', () => {
    expect(columnsOf(table([{ name: 'n', type: 'number' }]), [{ fields: [{ name: 'N', values: [1] }] }])).toEqual([
      [1],
    ]);
  });

  it.each([
    ['a missing column', [{ fields: [{ name: 'm', values: [1] }] }], 'no column n among m'],
    [
      'a double column',
      [
        {
          fields: [
            { name: 'n', values: [1] },
            { name: 'n', values: [2] },
          ],
        },
      ],
      '2 columns named n',
    ],
    [
      'unequal lengths',
      [
        {
          fields: [
            { name: 'n', values: [1] },
            { name: 'm', values: [] },
          ],
        },
      ],
      'unequal length (n 1, m 0)',
    ],
    ['two tables', [{ fields: [{ name: 'n', values: [1] }] }, { fields: [{ name: 'n', values: [1] }] }], '2 tables'],
  ])('refuses %s', (_, frames, reason) => {
    expect(columnsOf(table([{ name: 'n', type: 'number' }]), frames)).toContain(reason);
  });

  it('takes no frames, and a frame without fields, as an empty table of the right columns', () => {
    for (const frames of [[], [{ fields: [] }]]) {
      expect(fromGrafanaFrames(table([{ name: 'n', type: 'number' }]), frames)).toEqual({
        id: 'r1',
        ok: true,
        frames: [{ length: 0, columns: [{ name: 'n', type: 'number', values: [] }] }],
      });
    }
  });
});

describe('fromGrafanaFrames, series', () => {
  it('gives a frame a series, with its labels; null stays apart from 0', () => {
    const response = fromGrafanaFrames(range, [series([60_000, 120_000], [0, null])]);
    expect(response).toEqual({
      id: 'r1',
      ok: true,
      frames: [
        {
          length: 2,
          columns: [
            { name: 'time', type: 'time', values: [60_000, 120_000] },
            { name: 'value', type: 'number', labels: { region: 'eu' }, values: [0, null] },
          ],
        },
      ],
    });
  });

  it('takes a series with gaps', () => {
    expect(fromGrafanaFrames(range, [series([120_000], [1])]).ok).toBe(true);
  });

  it.each([
    ['off the grid', [61_000]],
    ['before the start', [0]],
    ['after the end', [240_000]],
    ['too many', [60_000, 90_000, 120_000, 180_000]],
  ])('refuses instants %s', (_, times) => {
    const values = times.map(() => 1);
    expect(fromGrafanaFrames(range, [series(times, values)])).toMatchObject({ ok: false, error: { code: 'PL3117' } });
  });

  it('refuses a coarser step that Grafana owns up to, though its instants lie on the grid', () => {
    const coarse = series([60_000, 180_000], [1, 1], { executedQueryString: 'Expr: up\nStep: 2m0s' });
    expect(fromGrafanaFrames(range, [coarse])).toMatchObject({
      ok: false,
      error: {
        code: 'PL3117',
        message: 'metrics was evaluated at a step of 120 s where a step of 60 s was asked for.',
      },
    });
    const exact = series([60_000], [1], { executedQueryString: 'Expr: up\nStep: 1m0s' });
    expect(fromGrafanaFrames(range, [exact]).ok).toBe(true);
  });

  it('wants an instant at its instant', () => {
    const instant = { ...range, mode: 'instant' as const, startMs: 180_000 };
    expect(fromGrafanaFrames(instant, [series([180_000], [4])]).ok).toBe(true);
    expect(fromGrafanaFrames(instant, [series([180_001], [4])])).toMatchObject({ error: { code: 'PL3117' } });
  });

  it('passes the store’s warnings on, each once, and leaves information out', () => {
    const notices = [
      { severity: 'warning', text: 'PromQL warning: not a counter' },
      { severity: 'info', text: 'PromQL info: fine' },
    ];
    const response = fromGrafanaFrames(range, [series([60_000], [1], { notices }), series([60_000], [1], { notices })]);
    expect(response).toMatchObject({ ok: true, warnings: ['PromQL warning: not a counter'] });
  });

  it('refuses a frame that is no series', () => {
    const frame = { fields: [{ name: 'Value', type: 'number', values: [1] }] };
    expect(columnsOf(range, [frame])).toContain('a series of Value (number) where one time and one number field');
  });
});
