import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../duration';
import { imported, only, plain } from './testdata/read';
import { pyrra, RATIO } from './testdata/texts';

const promql = (text: string) => ({
  store: 'prometheus',
  type: 'counter',
  source: 'prometheus',
  promql: text,
  where: [],
  fields: {},
});

describe('Pyrra', () => {
  it('a ratio has failures; namespace and labels say whose it is', () => {
    const kpi = only(imported('pyrra', pyrra(RATIO)).set);
    expect([kpi.name, kpi.area, kpi.owner.team]).toEqual(['orders', 'shop', 'growth']);
    expect(kpi.measure).toMatchObject({
      failures: true,
      numerator: { metric: 'e_total', where: [{ field: 'a', value: 'b' }] },
      denominator: { metric: 't_total', where: [] },
    });
    expect(kpi.objectives[0]).toMatchObject({ target: '0.99', timeWindow: { durationMs: 28 * DAY_MS } });
  });

  it('latency has the good on top; a whole bound is asked for as both versions write it', () => {
    const metrics = '{ success: { metric: \'b_bucket{le="1"}\' }, total: { metric: b_count } }';
    const { set, told } = imported('pyrra', pyrra(`{ latency: ${metrics} }`));
    const { measure } = only(set);
    expect(measure).not.toHaveProperty('failures');
    expect(measure).toMatchObject({ numerator: { where: [{ op: 'in', field: 'le', values: ['1', '1.0'] }] } });
    expect(told.join()).toMatch(/1 or 1\.0: Prometheus 3/);
  });

  it('a gauge of 0 and 1 counts scrapes', () => {
    const { set, told } = imported(
      'pyrra',
      pyrra('{ bool_gauge: { metric: \'up{a!~"b.*"}\', grouping: [ job, value ] } }')
    );
    const kpi = only(set);
    expect(plain(kpi.measure)).toEqual({
      kind: 'ratio',
      numerator: promql('sum_over_time(up{a!~"b.*"}[$window])'),
      denominator: promql('count_over_time(up{a!~"b.*"}[$window])'),
    });
    expect(kpi.segments).toEqual([
      { name: 'job', field: 'job' },
      { name: 'value-label', field: 'value' },
    ]);
    expect(kpi.alerting.by).toEqual(['job', 'value-label']);
    expect(told.join()).toMatch(/"value-label" for the label "value"/);
  });

  it('matchers without a condition of ours stay PromQL, not summed, so that groups stay', () => {
    const metrics = '{ errors: { metric: \'e{a!~"x.*"}\' }, total: { metric: t }, grouping: [ g ] }';
    const { measure } = only(imported('pyrra', pyrra(`{ ratio: ${metrics} }`)).set);
    expect(measure).toMatchObject({ numerator: { promql: 'increase(e{a!~"x.*"}[$window])' } });
  });

  it('native histograms are refused with a code', () => {
    const text = pyrra('{ latencyNative: { latency: 200ms, total: { metric: h } } }');
    expect(() => imported('pyrra', text)).toThrow(/7:32 PL1511.*latencyNative[^]*|PL1502/);
  });

  it('its factors stay, its windows scale: at 28 days 1 h, 6 h, 1 d, 4 d', () => {
    const { set } = imported('pyrra', pyrra(RATIO));
    expect(set.policies.get('pyrra-4w')).toMatchObject({ forMs: 120_000 });
    expect(set.policies.get('pyrra-4w')?.conditions.map((c) => [c.severity, c.long, c.short, c.factor])).toEqual([
      ['page', '1h', '5m', '14'],
      ['page', '6h', '30m', '7'],
      ['ticket', '1d', '2h', '2'],
      ['ticket', '4d', '6h', '1'],
    ]);
  });

  it('windows of any period are whole minutes, nearest to their share of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 60 }), (days) => {
        const { set } = imported('pyrra', pyrra(RATIO, '"99"', `${days}d`));
        const [policy] = Array.from(set.policies.values());
        const base = [60, 360, 1440, 5760];
        policy.conditions.slice(-base.length).forEach((c, i, all) => {
          const minutes = (base[i + base.length - all.length] * days) / 28;
          expect(Math.abs(c.longMs / 60_000 - minutes)).toBeLessThanOrEqual(0.5);
        });
      }),
      { numRuns: 30 }
    );
  });

  it('of a target of 90 % nothing burns 14 times as fast: told of', () => {
    const { set, told } = imported('pyrra', pyrra(RATIO, '90'));
    expect(Array.from(set.policies.values())[0].conditions.map((c) => c.factor)).toEqual(['7', '2', '1']);
    expect(told.filter((line) => /PL1522/.test(line)).length).toBe(1);
  });

  it.each(['{ disabled: true }', '{ burnrates: false }'])('alerting: %s has no policy', (value) => {
    const { set } = imported('pyrra', pyrra(RATIO, '"99"', '4w', [`alerting: ${value}`]));
    expect(only(set).objectives[0].alertPolicy).toBeUndefined();
    expect(set.policies.size).toBe(0);
  });
});
