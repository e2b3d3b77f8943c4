import { describe, expect, it } from 'vitest';
import { imported, only } from './testdata/read';
import { BAD, condition, document, GOOD, inline, LEVEL, RAW, slo } from './testdata/texts';

const one = (text: string) => only(imported('openslo', text).set);

describe('OpenSLO v1', () => {
  it('good over total, with what it is of', () => {
    const kpi = one(slo());
    expect([kpi.name, kpi.area, kpi.owner.team, kpi.unit]).toEqual(['orders', 'shop', 'growth', 'ratio']);
    expect(kpi.measure).toMatchObject({ numerator: { source: 'prom', metric: 'good_total' } });
    expect(kpi.measure).not.toHaveProperty('failures');
    expect(kpi.objectives).toMatchObject([{ name: 'main', displayName: 'Main', target: '0.99' }]);
    expect(kpi.objectives[0].alertPolicy).toBeUndefined();
  });

  it('bad over total are failures; a counter without a range is a running total', () => {
    expect(one(slo({ indicator: inline(BAD) })).measure).toMatchObject({
      failures: true,
      numerator: { metric: 'bad_total', where: [{ op: 'not', field: 'a', value: 'b' }] },
      denominator: { metric: 'all_total' },
    });
  });

  it('what is no counter has to have a range', () => {
    const text = slo({ indicator: inline(BAD.replace('counter: true', 'counter: false')) });
    expect(() => imported('openslo', text)).toThrow(/PL1513[^]*PL1502|PL1502[^]*PL1513/);
  });

  it('a raw ratio of success or failure is a level', () => {
    const raw = (type: string) => one(slo({ indicator: inline(RAW(type)) }));
    expect(raw('success').measure).toMatchObject({ part: { promql: 'last_over_time((job:errors:ratio)[$window:])' } });
    expect(raw('failure').measure).toMatchObject({
      part: { promql: 'last_over_time((1 - (job:errors:ratio))[$window:])' },
    });
    expect(raw('success').objectives[0]).toMatchObject({ budgetingMethod: 'RatioTimeslices' });
  });

  it('a threshold judges slices', () => {
    const objectives = ['{ op: lte, value: 30, target: 0.9, timeSliceWindow: 5m }'];
    const kpi = one(slo({ indicator: inline(LEVEL), method: 'Timeslices', objectives }));
    expect(kpi.unit).toBe('count');
    expect(kpi.objectives[0]).toMatchObject({
      budgetingMethod: 'Timeslices',
      slices: { windowMs: 300_000, good: { op: 'lte', bound: '30' } },
    });
  });

  it('slices of a ratio', () => {
    const objectives = ['{ targetPercent: 99.95, timeSliceTarget: 0.9, timeSliceWindow: 1m }'];
    const text = slo({ method: 'Timeslices', objectives });
    expect(one(text).objectives[0]).toMatchObject({
      target: '0.9995',
      slices: { windowMs: 60_000, good: { op: 'gte', bound: '0.9' } },
    });
  });

  it.each([
    ['{ duration: 1M, isRolling: true }', { rolling: true, duration: '30d' }],
    ['{ duration: 12h, isRolling: true }', { rolling: true, durationMs: 43_200_000 }],
    [
      '{ duration: 1Q, isRolling: false, calendar: { startTime: 2026-04-01 00:00:00, timeZone: Europe/Berlin } }',
      { rolling: false, count: 1, unit: 'Q', start: '2026-04-01T00:00', timeZone: 'Europe/Berlin' },
    ],
  ])('time window %s', (window, expected) => {
    expect(one(slo({ window })).objectives[0].timeWindow).toMatchObject(expected);
  });

  it('a window of minutes is probably a month', () => {
    expect(imported('openslo', slo({ window: '{ duration: 10m, isRolling: true }' })).told.join()).toMatch(/PL1515/);
  });

  it('referenced indicators, services, data sources, in any order and as a list', () => {
    const items = [
      slo({ indicator: 'indicatorRef: sli' }).replace('labels: { team: growth }', ''),
      document('SLI', 'sli', `{ ${GOOD.replace(/type: Prometheus, /g, '')} }`),
      document('Service', 'shop', '{ description: x }').replace(
        'name: shop',
        'name: shop, displayName: Shop, labels: { owner: [ o ] }'
      ),
      document('DataSource', 'prom', '{ type: Prometheus, connectionDetails: [ { url: hunter2 } ] }'),
    ];
    const separate = imported('openslo', items.join('---\n'));
    expect(only(separate.set)).toMatchObject({ area: 'Shop', owner: { team: 'o' } });
    expect(JSON.stringify(separate)).not.toContain('hunter2');
    const list = items.map((text) => `- ${text.trimEnd().split('\n').join('\n  ')}\n`).join('');
    expect(imported('openslo', list).documents).toEqual(separate.documents);
  });

  it('JSON is YAML', () => {
    const { documents } = imported('openslo', slo());
    const json = JSON.stringify([
      {
        apiVersion: 'openslo/v1',
        kind: 'SLO',
        metadata: { name: 'orders', labels: { team: 'growth' } },
        spec: {
          service: 'shop',
          indicator: {
            metadata: { name: 'sli' },
            spec: {
              ratioMetric: {
                counter: true,
                good: query('sum(rate(good_total[{{.window}}]))'),
                total: query('sum(rate(all_total[{{.window}}]))'),
              },
            },
          },
          timeWindow: [{ duration: '28d', isRolling: true }],
          budgetingMethod: 'Occurrences',
          objectives: [{ displayName: 'Main', target: 0.99 }],
        },
      },
    ]);
    expect(imported('openslo', json).documents).toEqual(documents);
  });

  it('an indicator without an SLO is a KPI without objectives', () => {
    const kpi = one(document('SLI', 'alone', `{ ${GOOD} }`));
    expect(kpi).toMatchObject({ name: 'alone', objectives: [], area: 'imported' });
  });

  it('another store is left out, and told of; alone it is nothing to import', () => {
    const other = slo({ name: 'other', indicator: inline(GOOD.replace(/Prometheus/g, 'Datadog')) });
    const { set, told } = imported('openslo', `${slo()}---\n${other}`);
    expect(Array.from(set.kpis.keys())).toEqual(['orders']);
    expect(told.join()).toMatch(/PL1510 "sli" was left out: queries of Datadog/);
    expect(() => imported('openslo', other)).toThrow(/PL1502/);
  });

  const weighted = (a: string, b: string) =>
    slo({
      indicator: 'description: both',
      objectives: [
        `{ displayName: A, target: ${a}, compositeWeight: 3, ${inline(GOOD)} }`,
        `{ displayName: B, target: ${b}, ${inline(BAD)} }`,
      ],
    });
  it('objectives with indicators of their own are a composite with their weights', () => {
    const { set } = imported('openslo', weighted('0.99', '0.99'));
    expect(set.kpis.get('orders')).toMatchObject({
      objectives: [{ target: '0.99' }],
      measure: {
        kind: 'composite',
        members: [
          { kpi: 'orders-a', objective: 'a', weight: '3' },
          { kpi: 'orders-b', objective: 'b', weight: '1' },
        ],
      },
    });
  });

  it('with different targets there is no composite, and its weights are told of', () => {
    const { set, told } = imported('openslo', weighted('0.99', '0.9'));
    expect(Array.from(set.kpis.keys())).toEqual(['orders-a', 'orders-b']);
    expect(told.join()).toMatch(/PL1520 "spec.objectives\[0\].compositeWeight"/);
  });

  describe('alerts', () => {
    const policy = (name: string, ...conditions: string[]) =>
      document('AlertPolicy', name, `{ alertWhenBreaching: true, conditions: [ ${conditions.join(', ')} ] }`);
    const inlined = (spec: string) => `{ kind: AlertCondition, metadata: { name: c }, spec: ${spec} }`;
    it('policies and conditions by reference, in line, put together', () => {
      const text = [
        slo({ more: ['alertPolicies: [ fast, { alertPolicyRef: slow } ]'] }),
        policy('fast', '{ conditionRef: fast }'),
        document('AlertCondition', 'fast', condition('gt', '14.4')),
        policy('slow', inlined(condition('gte', '2', '1d', 'warning'))),
      ].join('---\n');
      const { set, told } = imported('openslo', text);
      expect(set.policies.size).toBe(1);
      const made = set.policies.get('fast-and-slow');
      expect(made?.forMs).toBe(300_000);
      expect(made?.conditions.map((c) => [c.severity, c.long, c.short, c.factor])).toEqual([
        ['page', '1h', '5m', '14.4'],
        ['ticket', '1d', '2h', '2'],
      ]);
      expect(only(set).objectives[0].alertPolicy).toBe('fast-and-slow');
      expect(told.join()).toMatch(/a short window of 5 min.*\.severity": "ticket"/);
    });

    it('a condition that fires while all is well is left out', () => {
      const text = [slo({ more: ['alertPolicies: [ p ]'] }), policy('p', inlined(condition('lte', '2')))].join('---\n');
      const { set, told } = imported('openslo', text);
      expect(told.join()).toMatch(/PL1523.*op: lte/);
      expect(only(set).objectives[0].alertPolicy).toBeUndefined();
    });

    it('a policy that nobody names is kept as it is', () => {
      const { set } = imported('openslo', policy('p', inlined(condition('gt', '2'))));
      expect(Array.from(set.policies.keys())).toEqual(['p']);
    });
  });
});

describe('OpenSLO v1alpha', () => {
  const alpha = (count: string, unit: string) =>
    [
      'apiVersion: openslo/v1alpha',
      'kind: SLO',
      'metadata: { name: orders }',
      'spec:',
      '  service: shop',
      '  objectives:',
      ...[1, 2].map(
        (i) =>
          `    - { target: 0.9${i}, ratioMetrics: { good: { source: prometheus, queryType: promql, query: 'sum(rate(g${i}[{{.window}}]))' }, total: { source: prometheus, queryType: promql, query: 'sum(rate(t[{{.window}}]))' } } }`
      ),
      `  timeWindows: [ { count: ${count}, unit: ${unit} } ]`,
      '',
    ].join('\n');
  it('each objective has its queries, so it is a KPI', () => {
    const { set } = imported('openslo', alpha('30', 'Day'));
    expect(Array.from(set.kpis.keys())).toEqual(['orders-1', 'orders-2']);
    expect(set.kpis.get('orders-2')).toMatchObject({
      measure: { numerator: { metric: 'g2' } },
      objectives: [{ target: '0.92', timeWindow: { duration: '30d' } }],
    });
  });
  it('a month that rolls is 30 days', () => {
    expect(imported('openslo', alpha('1', 'Month')).told.join()).toMatch(/30d, since it rolls/);
  });
});

function query(text: string) {
  return { metricSource: { metricSourceRef: 'prom', type: 'Prometheus', spec: { query: text } } };
}
