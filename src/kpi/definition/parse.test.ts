import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDefinitions } from './parse';
import { ACTOR, funnel, kpi, SOURCES, STEPS } from './testdata/texts';
import type { ActorFunnelDefinition, AggregateFunnelDefinition, DefinitionSet, Measure, SqlPart } from './types';

const read = (name: string): string => readFileSync(new URL(`./testdata/${name}`, import.meta.url), 'utf8');

function parsed(text: string): DefinitionSet {
  const outcome = parseDefinitions([{ file: 'x.yaml', text }]);
  expect(outcome.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  if (!outcome.ok) {
    throw new Error('not parsed');
  }
  return outcome.value;
}

const at = (line: number, column: number) => ({ file: 'x.yaml', line, column });

describe('the design’s sample', () => {
  const text = read('design.yaml.txt');
  const set = parsed(text);
  const design = new URL('../../../../shared/DESIGN.md', import.meta.url);

  it.skipIf(!existsSync(design))('is still the one in ../shared/DESIGN.md (skipped where that is missing)', () => {
    expect(readFileSync(design, 'utf8')).toContain(text);
  });

  it('gives its sources', () => {
    expect(Array.from(set.sources.values())).toEqual([
      {
        kind: 'Source',
        name: 'shop-db',
        place: at(1, 1),
        dialect: 'postgres',
        grafana: { uid: 'shop-db' },
        latenessMs: 600_000,
        scrapeIntervalMs: 15_000,
      },
      {
        kind: 'Source',
        name: 'metrics',
        place: at(9, 1),
        dialect: 'prometheus',
        grafana: { uid: 'prometheus' },
        latenessMs: 60_000,
        scrapeIntervalMs: 15_000,
      },
    ]);
  });

  it('gives the whole contract of a ratio in SQL', () => {
    const part = {
      store: 'sql',
      source: 'shop-db',
      relation: { table: 'sessions' },
      time: 'started_at',
      timeType: 'instant',
      aggregate: { kind: 'rows' },
      fields: {},
    };
    expect(set.kpis.get('session-conversion')).toEqual({
      kind: 'KPI',
      name: 'session-conversion',
      displayName: 'Conversion per session',
      place: at(14, 1),
      area: 'shop',
      parent: 'revenue',
      owner: { team: 'growth', contact: 'growth@example.com' },
      version: 2,
      changes: [{ version: 2, date: '2026-03-01', text: 'bots excluded' }],
      links: [],
      calendar: { weekStart: 'monday', fiscalYearStart: '01-01' },
      timeZone: 'Europe/Berlin',
      segments: [{ name: 'visitor_type', field: 'visitor_type' }],
      minCohort: 0,
      unit: 'ratio',
      gapFill: 'none',
      better: 'higher',
      impact: { control: 'auto', afterMs: 3_600_000, settleMs: 120_000 },
      measure: {
        kind: 'ratio',
        numerator: { ...part, where: [{ op: 'is', field: 'purchased', value: true }], place: at(27, 20) },
        denominator: { ...part, where: [], place: at(28, 20) },
      },
      objectives: [],
      thresholds: [],
      exclusions: [],
      alerting: { by: [], impact: 'normal' },
    });
  });

  it('gives counters, objectives with the target as written, and money', () => {
    const kpi = set.kpis.get('checkout-success');
    expect(kpi?.valuePerUnit).toEqual({ amount: '54.20', currency: 'EUR' });
    expect(kpi?.objectives).toEqual([
      {
        name: 'monthly',
        displayName: 'monthly',
        target: '0.99',
        timeWindow: { durationMs: 30 * 86_400_000, duration: '30d', rolling: true },
        budgetingMethod: 'Occurrences',
        absentIs: 'gap',
        coverageFloor: '0.9',
        minimumEvents: 0,
        minimumFailures: 0,
        consequences: [],
        alertPolicy: 'sre-workbook',
        alertPolicyIsChosen: false,
        place: at(44, 7),
      },
    ]);
    expect(kpi?.measure).toMatchObject({
      numerator: {
        store: 'prometheus',
        type: 'counter',
        metric: 'checkout_requests_total',
        where: [{ op: 'is', field: 'outcome', value: 'ok' }],
      },
    });
    expect(set.kpis.get('revenue')?.measure).toMatchObject({
      kind: 'sum',
      part: { relation: { table: 'orders' }, aggregate: { kind: 'sum', value: { field: 'amount' } } },
    });
  });

  it('gives the funnel', () => {
    expect(set.funnels.get('purchase')).toMatchObject({
      type: 'actor',
      source: 'shop-db',
      relation: { table: 'events' },
      time: 'at',
      actor: 'user_id',
      window: '7d',
      windowMs: 604_800_000,
      entry: 'any',
      order: 'ordered',
      ties: 'strict',
      segments: [{ name: 'device', field: 'device' }],
      steps: [
        { name: 'Visit', displayName: 'Visit', where: [{ op: 'is', field: 'page', value: 'home' }], place: at(70, 7) },
        { name: 'Search' },
        { name: 'Buy', where: [{ op: 'in', field: 'page', values: ['confirmation', 'receipt'] }] },
      ],
    });
  });
});

describe('the rest of the form', () => {
  const set = parsed(read('extensions.yaml.txt'));
  const orders = set.kpis.get('orders');
  const part = (orders?.measure as Extract<Measure, { part: unknown }>).part as SqlPart;

  it('reads sources with everything, and with nothing', () => {
    expect(set.sources.get('lake')).toMatchObject({ latenessMs: 0, dialect: 'duckdb' });
    expect(set.sources.get('lake')).not.toHaveProperty('grafana');
    expect(set.sources.get('metrics')).toMatchObject({
      grafana: { uid: 'mimir', type: 'prometheus' },
      latenessMs: 90_000,
      scrapeIntervalMs: 30_000,
    });
  });

  it('warns of a source that only the command line can ask', () => {
    const outcome = parseDefinitions([{ file: 'x.yaml', text: read('extensions.yaml.txt') }]);
    expect(outcome.ok).toBe(true);
    expect(outcome.diagnostics.map((d) => [d.code, d.severity, d.place])).toEqual([['PL1212', 'warning', at(4, 19)]]);
  });

  it('reads what people need beside the number', () => {
    expect(orders).toMatchObject({
      description: 'Orders that were paid, without gifts.',
      runbook: '/d/orders?var=1',
      links: [
        { title: 'Wiki', url: 'https://wiki.example/orders' },
        { title: 'Board', url: '/d/board' },
      ],
      decisionPolicy: 'Below target: freeze releases.',
      minCohort: 11,
      timeZone: 'Australia/Lord_Howe',
      segments: [
        { name: 'device', displayName: 'Device class', field: 'device' },
        { name: 'constructor', field: 'who_built' },
      ],
    });
  });

  it('reads queries, types of time, and columns of segments', () => {
    expect(part.relation).toEqual({
      query: 'SELECT o.*, u.device\nFROM orders o JOIN users u USING (user_id)\n',
    });
    expect(part.timeType).toBe('unixMillis');
    expect(part.fields.device).toBe('device_class');
    // A segment may have any name, also one that every object knows.
    expect(part.fields['constructor']).toBeUndefined();
  });

  it('reads every kind of condition; yes and no stay text', () => {
    expect(part.where).toEqual([
      { op: 'is', field: 'gift', value: 'no' },
      { op: 'notIn', field: 'state', values: ['void', 7, false] },
      {
        op: 'any',
        conditions: [
          { op: 'gte', field: 'amount', value: 10.5 },
          {
            op: 'all',
            conditions: [
              { op: 'lt', field: 'day', value: '2026-01-01' },
              { op: 'present', field: 'coupon', value: false },
            ],
          },
        ],
      },
      { op: 'matches', field: 'sku', pattern: 'A-[0-9]{3}(?:x|y)?' },
      { op: 'not', field: 'note', value: '' },
    ]);
  });

  it('reads thresholds, with numbers kept as they were written', () => {
    expect(orders?.thresholds).toEqual([
      {
        name: 'few',
        severity: 'page',
        direction: 'below',
        bound: '12.5',
        windowMs: 5_400_000,
        minimumEvents: 20,
        place: at(56, 7),
      },
      {
        name: 'many',
        severity: 'ticket',
        direction: 'above',
        bound: '1000',
        windowMs: 7_200_000,
        minimumEvents: 0,
        place: at(57, 7),
      },
    ]);
  });

  it('reads a ratio over two stores', () => {
    expect(set.kpis.get('order-value')).toMatchObject({
      unit: 'ratio:EUR/count',
      measure: {
        numerator: { aggregate: { kind: 'sum', value: { expression: 'amount - discount' } }, timeType: 'unixSeconds' },
        denominator: { store: 'prometheus', promql: 'sum(increase(orders_total[$window]))' },
      },
    });
  });

  it('reads funnels of independent measures, and loose ties of disjoint steps', () => {
    const journey = set.funnels.get('journey') as AggregateFunnelDefinition;
    expect(journey).toMatchObject({ type: 'aggregate', parent: 'orders' });
    expect(journey.steps.map((s) => [s.name, s.displayName, s.part.store, s.part.source])).toEqual([
      ['Visit', 'Visit', 'prometheus', 'metrics'],
      ['Order', 'Order placed', 'sql', 'lake'],
    ]);
    expect(set.funnels.get('checkout')).toMatchObject({ ties: 'loose', entry: 'first', window: '30m' });
  });
});

describe('values in conditions', () => {
  const valueOf = (written: string): unknown => {
    const text =
      SOURCES +
      kpi('a', [], `{ count: { source: shop-db, table: t, time: at, where: [ { field: f, is: ${written} } ] } }`);
    const outcome = parseDefinitions([{ file: 'x.yaml', text }]);
    const measure = outcome.ok
      ? (outcome.value.kpis.get('a')?.measure as Extract<Measure, { part: unknown }>)
      : undefined;
    const condition = measure?.part.where[0] as { value: unknown } | undefined;
    return [condition?.value, ...outcome.diagnostics.map((d) => d.code)];
  };

  it.each([
    ['yes', ['yes']],
    ['No', ['No']],
    ['on', ['on']],
    ['y', ['y']],
    ['true', [true]],
    ['FALSE', [false]],
    ['"true"', ['true']],
    ['7', [7]],
    ["'7'", ['7']],
    ['-1.5', [-1.5]],
    ['2026-03-01', ['2026-03-01']],
    ['1_000', ['1_000']],
    ['12:30', ['12:30']],
    ['null-ish', ['null-ish']],
    ['""', ['']],
    ['9007199254740991', [9007199254740991]],
    // Read as YAML reads them, but told of: perhaps text was meant.
    ['01234', [1234, 'PL1118']],
    ['1.10', [1.1, 'PL1118']],
    ['0x1F', [31, 'PL1118']],
    ['1e3', [1000, 'PL1118']],
  ])('%s is read as %j', (written, expected) => {
    expect(valueOf(written)).toEqual(expected);
  });
});

describe('a text', () => {
  it.each([
    ['', 0],
    ['\n\n# nothing yet\n', 0],
    ['---\n---\n', 0],
    [SOURCES, 2],
    [`\ufeff${SOURCES}`, 2],
    [SOURCES.replace(/\n/g, '\r\n'), 2],
    [`%YAML 1.2\n---\n${SOURCES}...\n`, 2],
    [`{"apiVersion":"plumbline/v1","kind":"Source","metadata":{"name":"a"},"spec":{"dialect":"sqlite"}}`, 1],
  ])('%j holds as many sources as it should', (text, sources) => {
    expect(parsed(text).sources.size).toBe(sources);
  });

  it('keeps lines and columns with Windows line ends and marks of byte order', () => {
    const places = (text: string) => Array.from(parsed(text).sources.values()).map((s) => s.place);
    expect(places(SOURCES.replace(/\n/g, '\r\n'))).toEqual(places(SOURCES));
  });

  it('may be spread over files', () => {
    const outcome = parseDefinitions([
      { file: 'kpis.yaml', text: kpi('a') },
      { file: 'sources.yaml', text: SOURCES },
    ]);
    expect(outcome.ok && outcome.value.kpis.get('a')?.place).toEqual({ file: 'kpis.yaml', line: 2, column: 1 });
  });

  it('gives a set that nobody can change', () => {
    'use strict';
    const set = parsed(SOURCES + kpi('a', ['segments: [ { name: d, field: d } ]']));
    const definition = set.kpis.get('a');
    expect(() => Object.assign(definition as object, { area: 'x' })).toThrow(TypeError);
    expect(() => Object.assign(definition?.segments[0] as object, { field: 'x' })).toThrow(TypeError);
    expect(Object.isFrozen(definition?.measure)).toBe(true);
  });

  it('lets a cyclic-looking but sound tree of parents pass', () => {
    const text = SOURCES + kpi('a', ['parent: c']) + kpi('b', ['parent: c']) + funnel('c', [...ACTOR, ...STEPS]);
    expect(parsed(text).kpis.get('a')?.parent).toBe('c');
    expect((parsed(text).funnels.get('c') as ActorFunnelDefinition).steps).toHaveLength(2);
  });
});

describe('the fingerprint', () => {
  const of = (...texts: string[]): string => {
    const outcome = parseDefinitions(texts.map((text, i) => ({ file: `${i}.yaml`, text })));
    return outcome.ok ? outcome.value.fingerprint : 'failed';
  };
  const base = of(SOURCES + kpi('a') + kpi('b'));

  it('is sixteen digits that do not depend on place, order, remarks or files', () => {
    expect(base).toMatch(/^[0-9a-f]{16}$/);
    expect(of(`# remark\n${SOURCES}${kpi('b')}${kpi('a')}`)).toBe(base);
    expect(of(kpi('b'), kpi('a'), SOURCES)).toBe(base);
  });

  it('changes with whatever is meant', () => {
    const others = [
      of(SOURCES + kpi('a')),
      of(SOURCES + kpi('a') + kpi('c')),
      of(SOURCES + kpi('a', ['version: 2']) + kpi('b')),
      of(SOURCES.replace('uid: shop-db', 'uid: other') + kpi('a') + kpi('b')),
      of(SOURCES + kpi('a', ['segments: [ { name: place, field: x } ]']) + kpi('b')),
    ];
    expect(new Set([base, ...others]).size).toBe(6);
    expect(others).not.toContain('failed');
  });

  it('sees the column of a segment that is called "place"', () => {
    const withColumn = (column: string): string =>
      of(
        SOURCES +
          kpi(
            'a',
            ['segments: [ { name: place, field: x } ]'],
            `{ count: { source: shop-db, table: t, time: at, fields: { place: ${column} } } }`
          )
      );
    expect(withColumn('a')).not.toBe(withColumn('b'));
  });
});
