import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_POLICIES } from '../alerting/policies';
import { parseDefinitions } from './parse';
import { kpi, ratio, SOURCES } from './testdata/texts';
import type { DefinitionSet } from './types';

const TEXT = readFileSync(new URL('./testdata/objectives.yaml.txt', import.meta.url), 'utf8');
const HOUR = 3_600_000;

function parsed(text: string): DefinitionSet {
  const outcome = parseDefinitions([{ file: 'x.yaml', text }]);
  expect(outcome.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  if (!outcome.ok) {
    throw new Error('not parsed');
  }
  return outcome.value;
}
const place = { file: 'x.yaml', line: expect.any(Number), column: expect.any(Number) };

describe('objectives', () => {
  const set = parsed(TEXT);
  const checkout = set.kpis.get('checkout-success')!;

  it('of occurrences are read with everything, consequences the most first, decimals as they were written', () => {
    expect(checkout.objectives[0]).toEqual({
      name: 'monthly',
      displayName: 'Every month',
      target: '0.99',
      timeWindow: { rolling: true, duration: '30d', durationMs: 720 * HOUR },
      budgetingMethod: 'Occurrences',
      absentIs: 'good',
      coverageFloor: '0.50',
      minimumEvents: 100,
      minimumFailures: 3,
      consequences: [
        { below: '0.10', then: 'Freeze releases.' },
        { below: '0', then: 'Call the owner.' },
        { below: '-1', then: 'Write a review.' },
      ],
      alertPolicy: 'calm',
      alertPolicyIsChosen: true,
      place,
    });
  });

  it('of a fiscal calendar have its start and zone; "none" is no policy', () => {
    expect(checkout.objectives[1]).toMatchObject({
      timeWindow: {
        rolling: false,
        duration: '1Q',
        count: 1,
        unit: 'Q',
        start: '2026-02-01T06:00',
        timeZone: 'America/New_York',
      },
      budgetingMethod: 'RatioTimeslices',
      slices: { window: '15m', windowMs: HOUR / 4 },
      alertPolicyIsChosen: true,
    });
    expect(checkout.objectives[1]).not.toHaveProperty('alertPolicy');
    expect(checkout.objectives[1].slices).not.toHaveProperty('good');
  });

  it('of calendar weeks begin on a Monday of the KPI’s zone; a slice target is a bound of the ratio', () => {
    expect(checkout.objectives[2]).toMatchObject({
      timeWindow: { rolling: false, unit: 'w', start: '1970-01-05T00:00', timeZone: 'Europe/Berlin' },
      budgetingMethod: 'Timeslices',
      slices: { window: '5m', windowMs: HOUR / 12, good: { op: 'gte', bound: '0.950' } },
      absentIs: 'bad',
    });
  });

  it('with a threshold are time slices without saying so, for any KPI', () => {
    expect(set.kpis.get('revenue')?.objectives[0]).toMatchObject({
      budgetingMethod: 'Timeslices',
      slices: { window: '1m', windowMs: HOUR / 60, good: { op: 'gte', bound: '120.50' } },
      alertPolicy: 'sre-workbook',
      alertPolicyIsChosen: false,
    });
    expect(set.kpis.get('freshness')?.objectives[0].slices?.good).toEqual({ op: 'lt', bound: '-0.5' });
  });

  it.each([
    ['{ duration: 1w, rolling: false }', '1970-01-11T00:00'],
    ['{ duration: 1M, rolling: false }', '1970-01-01T00:00'],
    ['{ duration: 2Q, rolling: false }', '1970-04-06T00:00'],
    ['{ duration: 1Y, rolling: false }', '1970-04-06T00:00'],
    ['{ duration: 1Y, calendar: { startTime: 2026-02-01 } }', '2026-02-01T00:00'],
  ])('%s follows the KPI’s own calendar', (timeWindow, start) => {
    const lines = [
      'calendar: { weekStart: sunday, fiscalYearStart: "04-06" }',
      `objectives: [ { name: m, target: "0.99", timeWindow: ${timeWindow}, alertPolicy: none } ]`,
    ];
    expect(parsed(SOURCES + ratio('a', lines)).kpis.get('a')?.objectives[0].timeWindow).toMatchObject({ start });
  });

  it.each([
    ['{ duration: 1M, rolling: false }', 'M', '1970-01-01T00:00'],
    ['{ duration: 1Y, calendar: {} }', 'Y', '1970-01-01T00:00'],
    ['{ duration: 2w, calendar: { startTime: 2026-01-04 } }', 'w', '2026-01-04T00:00'],
    ['{ duration: 1d, calendar: { startTime: 2026-01-31T06:30 } }', 'd', '2026-01-31T06:30'],
  ])('%s follows the calendar', (timeWindow, unit, start) => {
    const text =
      SOURCES +
      ratio('a', [`objectives: [ { name: m, target: "0.99", timeWindow: ${timeWindow}, alertPolicy: none } ]`]);
    expect(parsed(text).kpis.get('a')?.objectives[0].timeWindow).toMatchObject({
      rolling: false,
      unit,
      start,
      timeZone: 'UTC',
    });
  });
});

describe('exclusions and alerting', () => {
  const set = parsed(TEXT);

  it('are read, each of its kind, with defaults', () => {
    expect(set.kpis.get('checkout-success')?.exclusions).toEqual([
      {
        name: 'move',
        reason: 'New data centre.',
        treatAs: 'removed',
        kind: 'once',
        fromMs: Date.parse('2026-03-01T01:00:00Z'),
        toMs: Date.parse('2026-03-01T05:30:00.5Z'),
        place,
      },
      {
        name: 'patches',
        treatAs: 'removed',
        kind: 'recurring',
        rrule: 'FREQ=MONTHLY;BYDAY=1SU',
        start: '2026-01-01T02:00',
        durationMs: 1.5 * HOUR,
        timeZone: 'UTC',
        place,
      },
      {
        name: 'night',
        treatAs: 'good',
        kind: 'businessHours',
        days: [1, 6],
        fromMinute: 480,
        toMinute: 1440,
        timeZone: 'Europe/Berlin',
        place,
      },
      {
        name: 'deploys',
        treatAs: 'removed',
        kind: 'events',
        events: 'deploys',
        beforeMs: 60_000,
        afterMs: 600_000,
        place,
      },
    ]);
  });

  it('instants are those of any RFC 3339 text', () => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const offset = fc
      .tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 14 }), fc.constantFrom(0, 30, 45))
      .map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`);
    const instant = fc
      .tuple(
        fc.integer({ min: 2 * 86_400_000, max: 2e12 }),
        fc.constantFrom(16, 19, 21, 23),
        fc.oneof(fc.constantFrom('Z', 'z'), offset)
      )
      .map(([ms, length, zone]) => new Date(ms).toISOString().slice(0, length) + zone);
    fc.assert(
      fc.property(instant, (from) => {
        const exclusion = `exclusions: [ { name: x, from: "${from}", to: 2037-12-31T00:00:00Z } ]`;
        const [read] = parsed(SOURCES + kpi('a', [exclusion])).kpis.get('a')!.exclusions;
        expect(read).toMatchObject({ kind: 'once', fromMs: Date.parse(from.toUpperCase()) });
      })
    );
  });

  it('alerting is read, and has defaults', () => {
    expect(set.kpis.get('checkout-success')?.alerting).toEqual({
      by: ['region'],
      impact: 'critical',
      suppress: { events: 'deploys', afterMs: 900_000, severities: ['page', 'ticket'] },
      board: '/d/checkout',
    });
    expect(set.kpis.get('revenue')?.alerting).toEqual({
      by: [],
      impact: 'normal',
      suppress: { events: 'deploys', afterMs: 600_000, severities: ['ticket'] },
    });
    expect(set.kpis.get('freshness')?.alerting).toEqual({ by: [], impact: 'normal' });
  });

  it('policies and events are read', () => {
    expect(set.policies.get('calm')).toEqual({
      kind: 'AlertPolicy',
      name: 'calm',
      displayName: 'Calm',
      description: 'For what can wait.',
      reference: 'https://sre.example/policies',
      conditions: [
        { severity: 'page', long: '1h', longMs: HOUR, short: '5m', shortMs: HOUR / 12, budget: '0.05', place },
        { severity: 'ticket', long: '3d', longMs: 72 * HOUR, short: '6h', shortMs: 6 * HOUR, factor: '1.50', place },
      ],
      forMs: 120_000,
      keepFiringForMs: 0,
      place,
    });
    expect(set.events.get('deploys')).toEqual({
      kind: 'Events',
      name: 'deploys',
      displayName: 'deploys',
      description: 'Releases of the shop.',
      area: 'shop',
      type: 'deploy',
      source: 'shop-db',
      from: {
        store: 'sql',
        relation: { query: 'SELECT * FROM deployments' },
        time: 'finished_at',
        timeType: 'unixSeconds',
        kinds: {},
        where: [{ op: 'is', field: 'state', value: 'done' }],
        fields: { service: 'service', version: 'version' },
      },
      place,
    });
  });
});

describe('gauges and composites', () => {
  const set = parsed(TEXT);

  it('a gauge is an expression of Prometheus', () => {
    expect(set.kpis.get('freshness')?.measure).toEqual({
      kind: 'gauge',
      part: {
        store: 'prometheus',
        type: 'gauge',
        source: 'metrics',
        promql: 'max(max_over_time(queue_age_seconds[$window]))',
        where: [{ op: 'is', field: 'env', value: 'prod' }],
        fields: { queue: 'queue_name' },
        place,
      },
    });
  });

  it('a composite names its members’ objectives, also where the text leaves the only one out', () => {
    expect(set.kpis.get('shop-health')?.measure).toEqual({
      kind: 'composite',
      members: [
        { kpi: 'checkout-success', objective: 'week', weight: '2.50', place },
        { kpi: 'freshness', objective: 'fresh', weight: '1', place },
      ],
    });
  });

  it('a member whose text is faulty is not told to be missing', () => {
    const text = SOURCES + ratio('b', ['version: x', 'objectives: 7']) + kpi('c', ['version: x']);
    const composite = kpi('all', [], '{ composite: [ { kpi: b }, { kpi: b, objective: m } ] }', 'ratio');
    const outcome = parseDefinitions([{ file: 'x', text: text + composite }]);
    expect(outcome.diagnostics.map((d) => d.code)).toEqual(['PL1103', 'PL1103', 'PL1103']);
  });
});

describe('the default policy', () => {
  const warnings = (objective: string): string[] => {
    const outcome = parseDefinitions([{ file: 'x', text: SOURCES + ratio('a', [`objectives: [ ${objective} ]`]) }]);
    expect(outcome.ok).toBe(true);
    return outcome.diagnostics.map((d) => `${d.severity} ${d.code} ${d.place?.line}:${d.place?.column}`);
  };

  it('fits 99 % in 30 days as a whole', () => {
    expect(warnings('{ name: m, target: "0.99", timeWindow: { duration: 30d } }')).toEqual([]);
  });

  it('leaves out what can never fire, at the objective, with a warning', () => {
    expect(warnings('{ name: m, target: "0.9", timeWindow: { duration: 30d } }')).toEqual(['warning PL1241 19:17']);
  });

  it('leaves out what would fire on a kept promise', () => {
    expect(warnings('{ name: m, target: "0.99", timeWindow: { duration: 7d } }')).toEqual([
      'warning PL1242 19:17',
      'warning PL1242 19:17',
    ]);
  });

  it('has nothing to say where there are no alerts', () => {
    expect(warnings('{ name: m, target: "0.5", timeWindow: { duration: 1h }, alertPolicy: none }')).toEqual([]);
  });

  it('may be replaced by a definition of its name', () => {
    const own = `---\napiVersion: plumbline/v1\nkind: AlertPolicy\nmetadata: { name: sre-workbook }\nspec: { conditions: [ { severity: page, long: 1h, short: 5m, factor: 2 } ] }\n`;
    const text =
      SOURCES + ratio('a', ['objectives: [ { name: m, target: "0.9", timeWindow: { duration: 1d } } ]']) + own;
    const outcome = parseDefinitions([{ file: 'x', text }]);
    expect(outcome.diagnostics).toEqual([]);
    expect(outcome.ok && outcome.value.policies.get('sre-workbook')?.conditions).toHaveLength(1);
  });

  it('chosen by its name is not excused', () => {
    const text =
      SOURCES +
      ratio('a', [
        'objectives: [ { name: m, target: "0.9", timeWindow: { duration: 30d }, alertPolicy: sre-workbook } ]',
      ]);
    const outcome = parseDefinitions([{ file: 'x', text }]);
    expect(outcome.diagnostics.map((d) => `${d.severity} ${d.code}`)).toEqual(['error PL1231']);
  });

  it('every built-in policy can be named', () => {
    for (const { name } of BUILT_IN_POLICIES) {
      expect(warnings(`{ name: m, target: "0.99", timeWindow: { duration: 30d }, alertPolicy: ${name} }`)).toEqual([]);
    }
  });
});
