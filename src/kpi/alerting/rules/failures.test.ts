/** Rules of a ratio that counts failures, in the Prometheus engine: the Workbook's numbers, and the same data told by what was good. */
import { describe, expect, it } from 'vitest';
import { promtool, testRules, type ExpressionTest } from '../../../../tests/engines/promtool';
import type { DefinitionSet, KpiDefinition } from '../../definition/types';
import { prometheusRules } from './prometheus';
import { byFailures, changed, checkout, definitionsOf } from './testing';
import { nativeAsPromql, traffic } from './testing-traffic';
import { rulesText } from './text';

const tool = describe.skipIf(!promtool);
const SERIES = 'checkout_requests_total{outcome="error"}';

/** Without the counter of errors before the minute: Prometheus learns of it with the first error. */
function unborn(series: Record<string, string>, minute: number): Record<string, string> {
  const values = series[SERIES].replace(/^0 0\+0x[0-9]+/, `_x${minute * 4}`);
  return { ...series, [SERIES]: values };
}

/** Both targets' rules of each KPI. `Native…` are the native page and ticket, with the KPI as a label. */
function rulesOf(definitions: DefinitionSet): string {
  const { groups } = prometheusRules(definitions, { target: 'prometheus' }).file!;
  const native = [...definitions.kpis.keys()].flatMap((kpi) =>
    (['page', 'ticket'] as const).map((severity) => ({
      alert: `Native${severity === 'page' ? 'Page' : 'Ticket'}`,
      expr: nativeAsPromql(definitions, severity, kpi),
      for: '0s',
      keep_firing_for: '0s',
      labels: { kpi },
      annotations: {},
    }))
  );
  return rulesText({ groups: [...groups, { name: 'native', interval: '1m', rules: native }] }, [], []);
}

/** Alerts that fire at a minute, by their names, each once. */
const firing = (minute: string, names: readonly string[]): ExpressionTest => ({
  eval_time: minute,
  expr: 'count by (alertname) (ALERTS{alertstate="firing",kpi="errors"})',
  exp_samples: [...names].sort().map((name) => ({ labels: `{alertname="${name}"}`, value: 1 })),
});
const PAGES = ['NativePage', 'PlumblinePage'];
const errors = () => definitionsOf(byFailures(checkout('errors', '', '0.999')));
/** Pages only: the tickets of these histories are not the point. */
const pages = (minute: string, names: readonly string[]): ExpressionTest => {
  const test = firing(minute, names);
  return { ...test, expr: test.expr.replace('kpi=', 'alertname=~".*Page",kpi=') };
};

tool('a counter of failures that is not there before the first, at 99.9 % over 30 days', () => {
  it('nobody is paged while all is well, and it is known to be', () => {
    const well = unborn(traffic(150, 0, 120, 130, 180), 180);
    delete well[SERIES];
    const zero = ['plumbline:bad:increase', 'plumbline:error_ratio:rate'].map((record) => ({
      eval_time: '180m',
      expr: `${record}{window="1h"}`,
      exp_samples: [{ labels: `${record}{kpi="errors",window="1h"}`, value: 0 }],
    }));
    expect(testRules(rulesOf(errors()), well, [], [firing('60m', []), firing('180m', []), ...zero])).toMatch(/SUCCESS/);
  });

  it('a full outage pages at the first minute', () => {
    const outage = unborn(traffic(150, 1, 120, 130, 180), 120);
    expect(outage[SERIES]).toMatch(/^_x480 /);
    const said = testRules(
      rulesOf(errors()),
      outage,
      [],
      [pages('119m', []), pages('120m', []), pages('121m', PAGES), pages('130m', PAGES)]
    );
    expect(said).toMatch(/SUCCESS/);
  });

  it('15 % of failures page after 345.6 s, not before, and end minutes after the failures do', () => {
    const partial = unborn(traffic(150, 0.15, 360, 370, 400), 360);
    const said = testRules(
      rulesOf(errors()),
      partial,
      [],
      [
        pages('365m', []),
        pages('366m', PAGES),
        // Native rules are held by `keepFiringFor` in Grafana; here they end with what they look at.
        pages('374m', PAGES),
        pages('375m', ['PlumblinePage']),
        pages('381m', []),
      ]
    );
    expect(said).toMatch(/SUCCESS/);
  });

  it('a test that expects the contrary fails: the comparison is alive', () => {
    const outage = unborn(traffic(150, 1, 120, 130, 180), 120);
    expect(testRules(rulesOf(errors()), outage, [], [pages('121m', [])])).toMatch(/FAILED/);
  });
});

const THRESHOLDS = `  thresholds:
    - { name: failing, severity: page, below: "0.95", window: 10m, minimumEvents: 20 }
    - { name: too-good, severity: ticket, above: "0.9999", window: 30m }
`;

const histories: Array<[string, Record<string, string>, alerts: boolean]> = [
  ['a full outage', traffic(150, 1, 120, 130, 180), true],
  ['a full outage with a counter born in it', unborn(traffic(150, 1, 120, 130, 180), 120), true],
  ['15 % for 10 minutes', traffic(150, 0.15, 120, 130, 180), true],
  ['4 % for half an hour', unborn(traffic(150, 0.04, 60, 90, 180), 60), true],
  ['failures at half the pace of the budget', traffic(150, 0.0005, 1, 170, 180), false],
  [
    'two failures of ten requests an hour',
    {
      'checkout_requests_total{outcome="ok"}': '0+0x240 0+0.0375x480',
      [SERIES]: '0+0x240 0+0x300 2+0x180',
    },
    true,
  ],
  ['everything failed since the counters exist, and none is good', { [SERIES]: '0+150x720' }, true],
];

tool('the same data told as good of all and as failures of all', () => {
  const both = () => {
    const texts = [checkout('good', THRESHOLDS, '0.999'), byFailures(checkout('errors', THRESHOLDS, '0.999'))];
    const minima = ({ objectives }: KpiDefinition) => ({
      objectives: objectives.map((one) => ({ ...one, minimumEvents: 5, minimumFailures: 1 })),
    });
    return ['good', 'errors'].reduce((all, name) => changed(all, name, minima), definitionsOf(...texts));
  };

  it.each(histories)('%s: the same alerts at every minute, and the same numbers', (_, series, alerts) => {
    const at = { eval_time: '180m' };
    const none = (expr: string): ExpressionTest => ({ ...at, expr, exp_samples: [] });
    const unlike = (one: string, other: string) =>
      none(`count_over_time((ALERTS{kpi="${one}"} unless ignoring (kpi) ALERTS{kpi="${other}"})[3h:1m])`);
    const records = '__name__=~"plumbline:(total|bad):increase|plumbline:error_ratio:rate|plumbline:value:window"';
    const apart = (name: string) => `abs(${name}{kpi="good"} - ignoring (kpi) ${name}{kpi="errors"})`;
    const names = ['plumbline:bad:increase', 'plumbline:error_ratio:rate', 'plumbline:value:window'];
    const said = testRules(
      rulesOf(both()),
      series,
      [],
      [
        unlike('good', 'errors'),
        unlike('errors', 'good'),
        none(`count_over_time(({${records},kpi="good"} unless ignoring (kpi) {${records},kpi="errors"})[3h:1m])`),
        none(`count_over_time(({${records},kpi="errors"} unless ignoring (kpi) {${records},kpi="good"})[3h:1m])`),
        ...names.map((name) => none(`max_over_time((${apart(name)})[3h:1m]) > 1e-6`)),
        // Alive: there were numbers, and alerts where there should be.
        ...names.map((name) => ({
          ...at,
          expr: `group(max_over_time((${apart(name)})[3h:1m]))`,
          exp_samples: [{ labels: '{}', value: 1 }],
        })),
        {
          ...at,
          expr: 'group(count_over_time(ALERTS{kpi="errors",alertstate="firing",alertname=~".*Page"}[3h]))',
          exp_samples: alerts ? [{ labels: '{}', value: 1 }] : [],
        },
      ]
    );
    expect(said).toMatch(/SUCCESS/);
  });
});
