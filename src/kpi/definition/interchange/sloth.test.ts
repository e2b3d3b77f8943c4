import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imported, only, plain } from './testdata/read';
import { ERRORS, sloth, TOTAL } from './testdata/texts';

const part = (metric: string, where: unknown[] = []) => ({
  store: 'prometheus',
  type: 'counter',
  source: 'prometheus',
  metric,
  where,
  fields: {},
});

describe('Sloth', () => {
  it('events become failures over the total', () => {
    const kpi = only(imported('sloth', sloth(ERRORS, TOTAL)).set);
    expect(kpi.name).toBe('shop-orders');
    expect([kpi.area, kpi.owner.team, kpi.unit]).toEqual(['shop', 'shop', 'ratio']);
    expect(plain(kpi.measure)).toEqual({
      kind: 'ratio',
      failures: true,
      numerator: part('orders_total', [{ op: 'is', field: 'state', value: 'failed' }]),
      denominator: part('orders_total'),
    });
    expect(kpi.objectives[0]).toMatchObject({
      target: '0.999',
      timeWindow: { rolling: true, duration: '30d' },
      budgetingMethod: 'Occurrences',
      alertPolicy: 'sre-workbook',
    });
  });

  it('total − good as failures becomes the good', () => {
    const good = 'sum(rate(bucket{le="0.4"}[{{.window}}]))';
    const kpi = only(imported('sloth', sloth(`( sum( rate(orders_total[{{.window}}]) ) - ${good})`, TOTAL)).set);
    expect(plain(kpi.measure)).toEqual({
      kind: 'ratio',
      numerator: part('bucket', [{ op: 'is', field: 'le', value: '0.4' }]),
      denominator: part('orders_total'),
    });
  });

  it('a raw error ratio becomes the mean of a level, turned round', () => {
    const text = sloth('x', 'y').replace(
      /events:[^]*/,
      'raw: { error_ratio_query: \'avg(ratio{w="{{.window}}"})\' }\n'
    );
    expect(() => imported('sloth', text)).toThrow(/PL1506.*the window where no range goes/);
    const ratio = text.replace(/'avg.*'/, "'1 - avg(avg_over_time(good[{{ .window }}]))'");
    const kpi = only(imported('sloth', ratio).set);
    expect(kpi.measure).toMatchObject({ kind: 'gauge', part: { promql: 'avg(avg_over_time(good[$window]))' } });
    expect(kpi.objectives[0]).toMatchObject({ budgetingMethod: 'RatioTimeslices', slices: { window: '1m' } });
    const turned = only(imported('sloth', ratio.replace('1 - ', '')).set);
    expect(turned.measure).toMatchObject({ part: { promql: '1 - (avg(avg_over_time(good[$window])))' } });
  });

  it('the Kubernetes form says the same in camel case', () => {
    const plainText = sloth(ERRORS, TOTAL, '99.5', ['alerting: { page_alert: { disable: true } }']);
    const body = plainText
      .split('\n')
      .slice(1)
      .map((line) => `  ${line}`)
      .join('\n')
      .replace(/error_query/, 'errorQuery')
      .replace(/total_query/, 'totalQuery')
      .replace(/page_alert/, 'pageAlert');
    const text = `apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\nmetadata: { name: x }\nspec:\n${body}`;
    expect(imported('sloth', text).documents).toEqual(imported('sloth', plainText).documents);
  });

  const alerting = (line: string) => imported('sloth', sloth(ERRORS, TOTAL, '99.9', [line]));
  it('disabled alerts stay off: both, or one of the severities', () => {
    const none = alerting('alerting: { page_alert: { disable: true }, ticket_alert: { disable: true } }');
    expect(only(none.set).objectives[0].alertPolicy).toBeUndefined();
    const ticket = alerting('alerting: { page_alert: { disable: true } }');
    expect(only(ticket.set).objectives[0].alertPolicy).toBe('sre-workbook-ticket');
    expect(ticket.set.policies.get('sre-workbook-ticket')?.conditions.map((c) => c.severity)).toEqual([
      'ticket',
      'ticket',
    ]);
  });

  it('conditions that can never fire are left out, and told of', () => {
    const { set, told } = imported('sloth', sloth(ERRORS, TOTAL, '90'));
    const policy = set.policies.get(String(only(set).objectives[0].alertPolicy));
    expect(policy?.conditions.map((c) => c.long)).toEqual(['6h', '1d', '3d']);
    expect(told.filter((line) => /PL1522/.test(line))).toEqual([
      expect.stringMatching(/0.02 of the budget over 1h \(page\).*target of 0.9 nothing burns faster than 10 times/),
    ]);
  });

  it('at 28 days the slowest condition would fire on a kept target: left out', () => {
    const { set } = imported('sloth', sloth(ERRORS, TOTAL), { period: '28d' });
    expect(only(set).objectives[0].timeWindow).toMatchObject({ duration: '28d' });
    expect(Array.from(set.policies.values())[0].conditions.map((c) => c.long)).toEqual(['1h', '6h', '1d']);
  });

  it('labels name the owner, annotations the runbook; all else is told of where it stands', () => {
    const lines = ['alerting: { labels: { a: b }, annotations: { runbook: "https://x/y", summary: s }, nmae: x }'];
    const text = sloth(ERRORS, TOTAL, '99.9', lines).replace('slos:', 'labels: { owner: growth, tier: "2" }\nslos:');
    const { set, told, unmapped } = imported('sloth', text);
    expect(only(set)).toMatchObject({ owner: { team: 'growth' }, runbook: 'https://x/y' });
    expect(told.filter((line) => /PL1520/.test(line)).map((line) => line.replace(/ was not.*/, ''))).toEqual([
      '3:26 PL1520 "labels.tier"',
      '11:17 PL1520 "slos[0].alerting.labels"',
      '11:74 PL1520 "slos[0].alerting.annotations.summary"',
      '11:88 PL1520 "slos[0].alerting.nmae"',
    ]);
    expect(unmapped.length).toBe(4);
    expect(told.join()).toMatch(/did you mean "name"/);
  });

  it('sources get the uid that is given', () => {
    const text = sloth(ERRORS, TOTAL);
    expect(
      imported('sloth', text, { sourceUids: { prometheus: 'abc' } }).set.sources.get('prometheus')?.grafana
    ).toEqual({
      uid: 'abc',
    });
    expect(imported('sloth', text).told.join()).toMatch(/"prometheus" as the uid/);
    expect(() => imported('sloth', text, { sourceUids: { prometeus: 'abc' } })).toThrow(/PL1507.*prometeus/);
  });

  it('targets keep every digit: a hundredth of what was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.stringMatching(/^[0-9]{0,12}$/), (whole, digits) => {
        const written = digits === '' ? String(whole) : `${whole}.${digits}`;
        const { target } = only(imported('sloth', sloth(ERRORS, TOTAL, written)).set).objectives[0];
        // The oracle counts in whole units of 10^-14.
        const units = (text: string, scale: number): bigint => {
          const [integer, fraction = ''] = text.split('.');
          return BigInt(integer + (fraction + '0'.repeat(scale)).slice(0, scale));
        };
        expect(units(target, 14)).toBe(units(written, 12));
        expect(target).not.toMatch(/0$|e/);
      }),
      { numRuns: 60 }
    );
  });
});
