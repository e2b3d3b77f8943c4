import { describe, expect, it } from 'vitest';
import { parseDefinitions } from './parse';
import { areas, searchSummaries, summaries } from './summary';
import { ACTOR, funnel, kpi, ratio, SOURCES, STEPS } from './testdata/texts';
import type { DefinitionSet } from './types';

function setOf(text: string): DefinitionSet {
  const outcome = parseDefinitions([{ file: 'x', text: SOURCES + text }]);
  if (!outcome.ok) {
    throw new Error(outcome.diagnostics.map((d) => d.message).join('\n'));
  }
  return outcome.value;
}

const set = setOf(
  [
    ratio('session-conversion', [
      'description: Visits that end in a purchase',
      'objectives: [ { name: m, target: "0.9", timeWindow: { duration: 7d } } ]',
    ]),
    kpi('conversions', ['segments: [ { name: device, field: d } ]']),
    kpi('orders', ['parent: conversions'])
      .replace('area: shop', 'area: Zoo')
      .replace('name: orders', 'name: orders, displayName: Größe'),
    funnel('purchase', [...ACTOR, ...STEPS]).replace('team: growth', 'team: payments'),
  ].join('')
);
const all = summaries(set);
const names = (typed: string): string[] => searchSummaries(all, typed).map((one) => one.name);

describe('summaries', () => {
  it('list KPIs and funnels by area and display name', () => {
    expect(all.map((one) => one.name)).toEqual(['conversions', 'purchase', 'session-conversion', 'orders']);
    expect(areas(set)).toEqual(['Zoo', 'shop']);
  });

  it('carry what a card shows', () => {
    expect(all[0]).toEqual({
      kind: 'KPI',
      name: 'conversions',
      displayName: 'conversions',
      area: 'shop',
      team: 'growth',
      version: 1,
      unit: 'count',
      timeZone: 'UTC',
      segments: [{ name: 'device', displayName: 'device' }],
      objectives: [],
    });
    expect(all[2]).toMatchObject({
      description: 'Visits that end in a purchase',
      objectives: [{ name: 'm', target: '0.9', window: '7d' }],
    });
    expect(all[1]).not.toHaveProperty('unit');
    expect(all[3]).toMatchObject({ parent: 'conversions', displayName: 'Größe' });
  });

  it.each([
    ['', ['conversions', 'purchase', 'session-conversion', 'orders']],
    ['conv', ['conversions', 'session-conversion']],
    ['conversions', ['conversions']],
    ['version', ['conversions', 'session-conversion']],
    ['purchase', ['purchase', 'session-conversion']],
    ['  PAY ', ['purchase']],
    ['grosse', []],
    ['GRÖSS', []],
    ['GRÖ', ['orders', 'conversions', 'session-conversion']],
    ['gro', ['orders', 'conversions', 'session-conversion']],
    ['growth conv', ['conversions', 'session-conversion']],
    ['growth nothing', []],
    ['(.*', []],
  ])('searched for %j give %j', (typed, expected) => {
    expect(names(typed)).toEqual(expected);
  });

  it('of an empty set are none', () => {
    expect(summaries(setOf(''))).toEqual([]);
  });
});
