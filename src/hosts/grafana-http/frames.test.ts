// @vitest-environment jsdom
import { dataFrameFromJSON, FieldType } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import type { Notice, Result, ResultField } from '../../kpi';
import { toGrafanaResponse, type GrafanaFrameJson } from './frames';
import { grafanaUnit } from './units';

const result = (over: Partial<Result> = {}): Result => ({
  kpi: 'conversion',
  view: 'value',
  status: 'ok',
  frames: [],
  notices: [],
  requests: 2,
  ...over,
});
const field = (over: Partial<ResultField>): ResultField => ({ name: 'value', type: 'number', values: [], ...over });
const notice = (over: Partial<Notice> = {}): Notice => ({
  code: 'PL3104',
  severity: 'error',
  message: 'shop-db did not answer in 25 s.',
  hint: 'Ask for a shorter range.',
  ...over,
});
const framesOf = (r: Result): readonly GrafanaFrameJson[] => {
  const response = toGrafanaResponse(r);
  return response.ok ? response.frames : [];
};

describe('toGrafanaResponse', () => {
  it('is read by Grafana’s own decoder with types, labels, units, and null apart from NaN and infinities', () => {
    const [json] = framesOf(
      result({
        frames: [
          {
            name: 'conversion',
            type: 'timeseries-multi',
            fields: [
              field({ name: 'time', type: 'time', values: [1, 2, 3, 4, 5] }),
              field({ unit: 'ratio', labels: { device: 'phone' }, values: [0, null, NaN, Infinity, -Infinity] }),
              field({ name: 'segment', type: 'string', values: ['a', null, '', 'ü', '</script>'] }),
              field({ name: 'mature', type: 'boolean', values: [true, false, null, true, true] }),
            ],
            meta: { timeZone: 'Europe/Berlin' },
          },
        ],
      })
    );
    const frame = dataFrameFromJSON(JSON.parse(JSON.stringify(json)));
    expect(frame.fields.map((f) => f.type)).toEqual([
      FieldType.time,
      FieldType.number,
      FieldType.string,
      FieldType.boolean,
    ]);
    expect(frame.fields[1].values).toEqual([0, null, NaN, Infinity, -Infinity]);
    expect(frame.fields[1].labels).toEqual({ device: 'phone' });
    expect(frame.fields[1].config.unit).toBe('percentunit');
    expect(frame.fields[2].values).toEqual(['a', null, '', 'ü', '</script>']);
    expect(frame.meta).toMatchObject({
      type: 'timeseries-multi',
      typeVersion: [0, 1],
      custom: { timeZone: 'Europe/Berlin', plumbline: { kpi: 'conversion', view: 'value', status: 'ok', requests: 2 } },
    });
  });

  it('does not write into the result', () => {
    const values = Object.freeze([NaN, 1]);
    framesOf(result({ frames: [{ name: '', type: 'table', fields: [field({ values })] }] }));
    expect(values).toEqual([NaN, 1]);
  });

  it('carries notices on the first frame only', () => {
    const frame = { name: '', type: 'table' as const, fields: [field({})] };
    const frames = framesOf(result({ status: 'partial', frames: [frame, frame], notices: [notice()] }));
    expect(frames[0].schema.meta.notices).toEqual([
      { severity: 'error', text: 'shop-db did not answer in 25 s (PL3104). Ask for a shorter range.' },
    ]);
    expect(frames[1].schema.meta.notices).toBeUndefined();
  });

  it('says no data with an empty frame that has no type, and its notice', () => {
    const [frame] = framesOf(result({ status: 'nodata', notices: [notice({ severity: 'info', code: 'PL4001' })] }));
    expect(frame.schema.fields).toEqual([]);
    expect(frame.schema.meta.type).toBeUndefined();
    expect(frame.schema.meta.notices).toHaveLength(1);
  });

  it.each([
    ['PL3104', 'downstream', 504],
    ['PL3102', 'downstream', 403],
    ['PL3109', 'downstream', 429],
    ['PL2001', 'downstream', 404],
    ['PL9001', 'plugin', 500],
    ['PL0000', 'plugin', 500],
  ])('makes an error of an error: %s is %s with status %i', (code, errorSource, status) => {
    expect(toGrafanaResponse(result({ status: 'error', notices: [notice({ code })] }))).toMatchObject({
      ok: false,
      code,
      errorSource,
      status,
      message: `shop-db did not answer in 25 s (${code}). Ask for a shorter range.`,
    });
  });

  it('lists every error once', () => {
    const response = toGrafanaResponse(
      result({ status: 'error', notices: [notice(), notice(), notice({ code: 'PL3101' })] })
    );
    expect(response.ok ? [] : response.message.split('\n')).toHaveLength(2);
  });

  it('never answers an alert rule with a part: the rest would look resolved', () => {
    const partial = result({
      status: 'partial',
      notices: [notice()],
      frames: [{ name: '', type: 'numeric-multi', fields: [field({ values: [2] })] }],
    });
    expect(toGrafanaResponse(partial).ok).toBe(true);
    expect(toGrafanaResponse(partial, { forAlert: true })).toMatchObject({ ok: false, code: 'PL3104' });
    expect(toGrafanaResponse({ ...partial, view: 'alert' })).toMatchObject({ ok: false, code: 'PL3104' });
    expect(toGrafanaResponse({ ...partial, view: 'alert', notices: [] })).toMatchObject({ ok: false, code: 'PL9001' });
  });
});

describe('grafanaUnit', () => {
  it.each([
    ['ratio', 'percentunit'],
    ['count', 'short'],
    ['seconds', 's'],
    ['currency:EUR', 'currencyEUR'],
    ['currency:AUD', 'currency:AUD'],
    ['currency:EUR/min', 'suffix: EUR/min'],
    ['ratio:EUR/count', 'suffix: EUR/count'],
    ['orders', 'suffix: orders'],
    [undefined, undefined],
  ])('%s -> %s', (unit, wanted) => {
    expect(grafanaUnit(unit)).toBe(wanted);
  });
});
