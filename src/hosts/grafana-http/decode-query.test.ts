import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeQuery } from './decode-query';

const codes = (value: unknown) => {
  const outcome = decodeQuery(value);
  return outcome.ok ? [] : outcome.diagnostics.map((d) => `${d.code} ${(d.params as { field: string }).field}`);
};

describe('decodeQuery', () => {
  it('leaves Grafana’s own fields out and keeps ours', () => {
    const outcome = decodeQuery({
      refId: 'A',
      datasource: { uid: 'x', type: 'y' },
      intervalMs: 1000,
      maxDataPoints: 100,
      hide: false,
      key: 'k',
      queryType: '',
      kpi: 'conversion',
      view: 'series',
      by: ['device'],
      filters: { device: ['phone'] },
      grain: '1d',
      compare: 'previous',
      limit: 10,
    });
    expect(outcome).toEqual({
      ok: true,
      diagnostics: [],
      value: {
        kpi: 'conversion',
        view: 'series',
        by: ['device'],
        filters: { device: ['phone'] },
        grain: '1d',
        compare: 'previous',
        limit: 10,
      },
    });
  });

  it.each(['rawSql', 'expr', 'definitions', 'sources', 'constructor', 'toString', 'Kpi', 'sql', 'role'])(
    'refuses the unknown field %s',
    (field) => {
      expect(codes({ kpi: 'a', view: 'value', [field]: 'SELECT 1' })).toEqual([`PL2801 ${field}`]);
    }
  );

  it('refuses __proto__, which JSON can hold', () => {
    expect(codes(JSON.parse('{"view":"value","__proto__":{"kpi":"a"}}'))).toEqual(['PL2801 __proto__']);
  });

  it('refuses every field name that is not in the contract', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), (field) => {
        const known = decodeQuery({ view: 'value', [field]: 1 });
        const ours = /^(kpi|kpis|area|view|by|filters|adhoc|grain|window|objective|compare|other|limit)$/;
        const grafanas =
          /^(refId|datasource|datasourceId|hide|key|intervalMs|maxDataPoints|queryType|queryCachingTTL|timeRange)$/;
        expect(known.ok || ours.test(field) || !grafanas.test(field)).toBe(true);
        if (!ours.test(field) && !grafanas.test(field)) {
          expect(known.ok).toBe(false);
        }
      })
    );
  });

  it.each([
    ['a number as a KPI', { kpi: 3, view: 'value' }, 'PL2802 kpi'],
    ['a text as a list', { kpi: 'a', view: 'value', by: 'device' }, 'PL2802 by'],
    ['an unknown view', { kpi: 'a', view: 'sql' }, 'PL2802 view'],
    ['an unknown grain', { kpi: 'a', view: 'series', grain: '3s' }, 'PL2802 grain'],
    ['a limit of 0', { kpi: 'a', view: 'value', limit: 0 }, 'PL2802 limit'],
    ['half a limit', { kpi: 'a', view: 'value', limit: 1.5 }, 'PL2802 limit'],
    ['filters with an object', { kpi: 'a', view: 'value', filters: { d: { $ne: 1 } } }, 'PL2802 filters'],
    [
      'an ad-hoc filter without operator',
      { kpi: 'a', view: 'value', adhoc: [{ key: 'd', value: 'x' }] },
      'PL2802 adhoc',
    ],
    ['no view', { kpi: 'a' }, 'PL2802 view'],
    ['a list', [], 'PL2802 text'],
    ['null', null, 'PL2802 text'],
  ])('refuses %s', (_, value, wanted) => {
    expect(codes(value)).toEqual([wanted]);
  });

  it('takes empty texts and nulls as left out', () => {
    expect(decodeQuery({ kpi: 'a', area: '', objective: null, view: 'value' })).toMatchObject({
      value: { kpi: 'a', view: 'value' },
    });
  });

  it('takes the four fields of an ad-hoc filter and leaves the rest of it out', () => {
    const adhoc = [{ key: 'd', operator: '=|', value: 'a', values: ['a', 'b'], origin: 'dashboard', condition: '' }];
    expect(decodeQuery({ kpi: 'a', view: 'value', adhoc })).toMatchObject({
      value: { adhoc: [{ key: 'd', operator: '=|', value: 'a', values: ['a', 'b'] }] },
    });
  });
});
