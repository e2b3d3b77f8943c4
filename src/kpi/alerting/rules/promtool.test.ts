import { describe, expect, it } from 'vitest';
import { promtool, runPromtool, testRules, type AlertTest } from '../../../../tests/engines/promtool';
import type { DefinitionSet } from '../../definition/types';
import { prometheusRules } from './prometheus';
import type { PrometheusFile } from './types';
import { changed, checkout, definitionsOf, HOSTILE } from './testing';
import { nativeAsPromql, traffic } from './testing-traffic';
import { watchesOf } from './watches';
import { decisionWords, moneyWords, policyWords, windowWords } from './words';
import { rulesText } from './text';

const tool = describe.skipIf(!promtool);

const objective = (definitions: DefinitionSet, extra: object) =>
  changed(definitions, 'k', (kpi) => ({ objectives: kpi.objectives.map((one) => ({ ...one, ...extra })) }));

const accepted: Array<[string, () => DefinitionSet]> = [
  ['the sample of DESIGN 11', () => definitionsOf(checkout('k'))],
  [
    'with a threshold',
    () =>
      definitionsOf(
        checkout(
          'k',
          '  thresholds: [ { name: failing, severity: page, below: "0.95", window: 10m, minimumEvents: 20 } ]'
        )
      ),
  ],
  [
    'by segments, one of them under another name',
    () => changed(definitionsOf(checkout('k')), 'k', () => ({ alerting: { by: ['region', 'tier'], impact: 'high' } })),
  ],
  ['with minima', () => objective(definitionsOf(checkout('k')), { minimumEvents: 100, minimumFailures: 5 })],
  [
    'with texts that are templates, variables and PromQL',
    () =>
      changed(definitionsOf(checkout('k')), 'k', (kpi) => ({
        displayName: '{{ $labels.x }} ${HOME} "quoted"',
        description: 'first\nsecond {{ template "x" }} {',
        owner: { team: '{{ .Nothing }}', contact: '$USER' },
        measure: {
          kind: 'ratio' as const,
          numerator: {
            ...(kpi.measure as { numerator: object }).numerator,
            where: [{ op: 'is', field: 'a', value: '"}) or vector(1) # $x {{' }],
          } as never,
          denominator: (kpi.measure as unknown as { denominator: never }).denominator,
        },
      })),
  ],
];

tool('promtool check rules', () => {
  it.each(accepted)('accepts %s', (_, make) => {
    const { file, diagnostics } = prometheusRules(make(), { target: 'prometheus' });
    const written = rulesText(file!, ['test'], diagnostics);
    const checked = runPromtool({ 'rules.yaml': written }, 'check', 'rules', '--lint=all', 'rules.yaml');
    expect(checked.stderr).toBe('');
    expect(checked.stdout).toMatch(/SUCCESS: \d+ rules found/);
    expect(checked.status).toBe(0);
  });
});

interface Expected {
  readonly at: string;
  readonly severity: 'Page' | 'Ticket';
  readonly fires: boolean;
}

const promtoolTest = (rules: PrometheusFile, series: Record<string, string>, alerts: readonly AlertTest[]): string =>
  testRules(rulesText(rules, [], []), series, alerts);

/** Which alerts fire when. Their annotations are not compared here, so the rules have none. */
function evaluate(definitions: DefinitionSet, series: Record<string, string>, expected: readonly Expected[]): string {
  const groups = prometheusRules(definitions, { target: 'prometheus' }).file!.groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => ('alert' in rule ? { ...rule, annotations: {} } : rule)),
  }));
  const rules = groups.flatMap((group) => group.rules);
  return promtoolTest(
    { groups },
    series,
    expected.map(({ at, severity, fires }) => {
      const alertname = `Plumbline${severity}`;
      const { labels } = rules.find((rule) => 'alert' in rule && rule.alert === alertname)!;
      return { eval_time: at, alertname, exp_alerts: fires ? [{ exp_labels: labels }] : [] };
    })
  );
}

const workbook = () => definitionsOf(checkout('k', '', '0.999'));

tool('promtool test rules: the numbers of the SRE Workbook, chapter 5, at 99.9 % over 30 days', () => {
  it('a full outage pages once 51.8 s of it lie in the hour, which a look a minute sees at the first minute', () => {
    const said = evaluate(workbook(), traffic(150, 1, 120, 130, 180), [
      { at: '119m', severity: 'Page', fires: false },
      { at: '120m', severity: 'Page', fires: false },
      { at: '121m', severity: 'Page', fires: true },
      { at: '130m', severity: 'Page', fires: true },
    ]);
    expect(said).toMatch(/SUCCESS/);
  });

  it('45 s of it, less than 51.8 s, page nobody', () => {
    const said = evaluate(workbook(), traffic(150, 1, 360, 360.75, 365), [
      { at: '361m', severity: 'Page', fires: false },
      { at: '362m', severity: 'Page', fires: false },
    ]);
    expect(said).toMatch(/SUCCESS/);
  });

  // With all 6 hours behind it, so that the second page (6 times over 6 h) stays out of it: 10 minutes of 15 % are 4.2 times in 6 hours.
  it('15 % of failures pages after 345.6 s, not before, and ends minutes after the failures do', () => {
    const said = evaluate(workbook(), traffic(150, 0.15, 360, 370, 400), [
      { at: '365m', severity: 'Page', fires: false },
      { at: '366m', severity: 'Page', fires: true },
      { at: '370m', severity: 'Page', fires: true },
      // 271 s after recovery the 5 minutes are clean enough; then it is held for keep_firing_for, 5 min.
      { at: '374m', severity: 'Page', fires: true },
      { at: '379m', severity: 'Page', fires: true },
      { at: '381m', severity: 'Page', fires: false },
    ]);
    expect(said).toMatch(/SUCCESS/);
  });

  it('failures at the pace of the budget never page', () => {
    const said = evaluate(workbook(), traffic(150, 0.001, 1, 240, 241), [
      { at: '180m', severity: 'Page', fires: false },
      { at: '240m', severity: 'Page', fires: false },
    ]);
    expect(said).toMatch(/SUCCESS/);
  });

  it('low traffic: one failure of ten requests an hour pages nobody where ten failures are the least', () => {
    const few = {
      'checkout_requests_total{outcome="ok"}': '0+0x240 0+0.0375x960',
      'checkout_requests_total{outcome="error"}': '0+0x240 0+0x300 1+0x660',
    };
    const expected = (fires: boolean): Expected[] => [{ at: '138m', severity: 'Page', fires }];
    expect(evaluate(workbook(), few, expected(true))).toMatch(/SUCCESS/);
    const guarded = objective(workbook(), { minimumFailures: 10 });
    expect(evaluate(guarded, few, expected(false))).toMatch(/SUCCESS/);
  });

  it('a test that expects the contrary fails: the comparison is alive', () => {
    const said = evaluate(workbook(), traffic(150, 1, 120, 130, 180), [{ at: '125m', severity: 'Page', fires: false }]);
    expect(said).toMatch(/FAILED/);
  });
});

/** At which minutes the native page fires, and with which labels. */
function nativePages(
  definitions: DefinitionSet,
  series: Record<string, string>,
  expected: Record<string, object[]>
): string {
  const rule = {
    alert: 'Native',
    expr: nativeAsPromql(definitions, 'page'),
    for: '0s',
    keep_firing_for: '0s',
    labels: {},
    annotations: {},
  };
  return promtoolTest(
    { groups: [{ name: 'native', interval: '1m', rules: [rule] }] },
    series,
    Object.entries(expected).map(([eval_time, labels]) => ({
      eval_time,
      alertname: 'Native',
      exp_alerts: labels.map((exp_labels) => ({ exp_labels })),
    }))
  );
}

tool('native rules in the Prometheus engine', () => {
  it('agree with the Workbook: a full outage, and 15 % for 10 minutes', () => {
    const outage = { '360m': [], '361m': [{}], '365m': [{}] };
    expect(nativePages(workbook(), traffic(150, 1, 360, 365, 370), outage)).toMatch(/SUCCESS/);
    const partial = { '365m': [], '366m': [{}], '374m': [{}], '375m': [] };
    expect(nativePages(workbook(), traffic(150, 0.15, 360, 370, 400), partial)).toMatch(/SUCCESS/);
  });

  it('a segment whose traffic stopped keeps the conditions that look back further, and one without failures never fires', () => {
    const definitions = changed(workbook(), 'k', () => ({ alerting: { by: ['region'], impact: 'high' } }));
    const region = (name: string, series: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(series).map(([metric, values]) => [metric.replace('}', `,region="${name}"}`), values])
      );
    // All fail for 20 minutes, then nobody comes any more: 5 minutes know nothing, 30 minutes and 6 hours do.
    const stopped = region('eu', traffic(150, 1, 360, 380, 380.25));
    const stands = Object.fromEntries(
      Object.entries(stopped).map(([metric, values]) => [
        metric,
        `${values} ${values
          .match(/(\d+)\+/g)!
          .pop()!
          .slice(0, -1)}+0x80`,
      ])
    );
    const all = { ...stands, ...region('us', traffic(150, 0, 360, 380, 400)) };
    expect(
      nativePages(definitions, all, { '360m': [], '379m': [{ region: 'eu' }], '392m': [{ region: 'eu' }] })
    ).toMatch(/SUCCESS/);
  });

  it('minima are asked of the long window', () => {
    const few = {
      'checkout_requests_total{outcome="ok"}': '0+0x240 0+0.0375x960',
      'checkout_requests_total{outcome="error"}': '0+0x240 0+0x300 1+0x660',
    };
    expect(nativePages(workbook(), few, { '138m': [{}] })).toMatch(/SUCCESS/);
    expect(nativePages(objective(workbook(), { minimumFailures: 10 }), few, { '138m': [] })).toMatch(/SUCCESS/);
    expect(nativePages(objective(workbook(), { minimumEvents: 1000 }), few, { '138m': [] })).toMatch(/SUCCESS/);
  });
});

tool('Go’s template engine gives texts back as they were written', () => {
  it('dollars, braces, actions, quotes and line ends, in labels and annotations', () => {
    const definitions = HOSTILE();
    const file = prometheusRules(definitions, { target: 'prometheus' }).file!;
    const groups = file.groups.filter(({ name }) => name === 'plumbline:hostile');
    const kpi = definitions.kpis.get('hostile')!;
    const [watch] = watchesOf(kpi, definitions).watches;
    const labels = '{outcome="ok",severity="eu",team="t",owner="o",impact="",a_b_c="x"}';
    const said = promtoolTest(
      { groups },
      {
        [`checkout_requests_total${labels}`]: '0+0x240',
        [`checkout_requests_total${labels.replace('ok', 'bad')}`]: '0+9x240',
      },
      [
        {
          eval_time: '50m',
          alertname: 'PlumblinePage',
          exp_alerts: [
            {
              exp_labels: {
                severity: 'page',
                segment_severity: 'eu',
                segment_team: 't',
                team: 't',
                owner: 'o',
                a_b_c: 'x',
                kpi_impact: 'normal',
                kpi_owner: kpi.owner.team,
                contact: kpi.owner.contact,
                area: kpi.area,
                kpi: 'hostile',
              },
              exp_annotations: {
                summary: `${kpi.displayName}, severity {{ $ }} eu, team {{ $ }} t, owner {{ $ }} o, a.b-c {{ $ }} x is 16.7 times over the limit of its alert: it fails more often than its error budget can bear. Somebody is needed now.`,
                description: kpi.description,
                windows: windowWords(watch),
                money: moneyWords(watch),
                decision: decisionWords(watch),
                policy: policyWords(watch),
                runbook_url: kpi.runbook,
                board_url: kpi.alerting.board,
              },
            },
          ],
        },
      ]
    );
    expect(said).toMatch(/SUCCESS/);
  });
});
