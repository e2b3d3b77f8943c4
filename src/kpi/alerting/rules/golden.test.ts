import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseDefinitions } from '../../definition';
import type { DefinitionSet } from '../../definition/types';
import type { Diagnostic } from '../../diagnostics';
import { nativeRules, pluginRules, prometheusRules, rulesText, type RuleOptions, type Rules } from './index';
import { checkGrafana, checkPrometheus } from './testing-schema';
import type { GrafanaFile, PrometheusFile } from './types';
import { byFailures, changed, checkout, definitionsOf, HOSTILE, sessions } from './testing';

const design = (): DefinitionSet => {
  const text = readFileSync(new URL('../../definition/testdata/design.yaml.txt', import.meta.url), 'utf8');
  const parsed = parseDefinitions([{ file: 'design.yaml', text }]);
  if (!parsed.ok) {
    throw new Error('the sample of DESIGN 11 is not valid');
  }
  return parsed.value;
};

const THRESHOLDS = `  thresholds:
    - { name: failing, severity: page, below: "0.95", window: 10m, minimumEvents: 20 }
    - { name: poor, severity: ticket, below: "0.985", window: 6h }
`;
const REVENUE = `apiVersion: plumbline/v1
kind: KPI
metadata: { name: revenue, displayName: Revenue }
spec:
  area: shop
  owner: { team: finance }
  unit: currency:EUR
  measure: { sum: { source: shop-db, table: orders, time: ordered_at, value: amount } }
  thresholds: [ { name: none, severity: page, below: "1000", window: 1h } ]
`;
/** Several objectives, of several kinds, with a policy of its own, exclusions and deploys. */
const RICH = `apiVersion: plumbline/v1
kind: Events
metadata: { name: deploys }
spec: { type: deploy, source: shop-db, table: deploys, time: at }
---
apiVersion: plumbline/v1
kind: AlertPolicy
metadata: { name: ours, displayName: Our policy }
spec:
  for: 2m
  keepFiringFor: 10m
  conditions:
    - { severity: page, long: 30m, short: 5m, factor: "10" }
    - { severity: ticket, long: 1d, short: 2h, budget: "0.1" }
---
${checkout(
  'rich',
  `    - { name: fiscal, target: "0.995", timeWindow: { duration: 1M, calendar: { startTime: "2026-01-01 00:00:00", timeZone: Europe/Berlin } }, alertPolicy: ours, minimumEvents: 500, minimumFailures: 10, consequences: [ { below: "0.1", then: freeze releases } ] }
    - { name: minutes, target: "0.99", timeWindow: { duration: 30d, rolling: true }, budgetingMethod: Timeslices, timeSliceTarget: "0.9", timeSliceWindow: 1m }
  decisionPolicy: With the budget spent, only repairs ship.
  exclusions: [ { name: batch, rrule: FREQ=DAILY, start: "2026-01-01T02:00", duration: 30m, reason: nightly batch } ]
  alerting: { by: [region, tier], impact: critical, suppress: { events: deploys, after: 10m, severities: [ticket] }, board: /d/checkout }
`
)}`;

type Make = () => Rules<GrafanaFile | PrometheusFile>;
const plugin = (definitions: DefinitionSet, options: Partial<RuleOptions> = {}) =>
  pluginRules(definitions, { target: 'plugin', ...options });
const native = (definitions: DefinitionSet) => nativeRules(definitions, { target: 'native' });
const prometheus = (definitions: DefinitionSet) => prometheusRules(definitions, { target: 'prometheus' });
const low = () =>
  definitionsOf(
    checkout('low', `${THRESHOLDS}  alerting: { by: [region], impact: low }\n`),
    checkout('high', '  alerting: { by: [tier], impact: high }\n')
  );
const targets = () =>
  definitionsOf(checkout('k99', THRESHOLDS), checkout('k95', '', '0.95'), checkout('k90', '', '0.9'), REVENUE);
/** As a specification of Sloth or Pyrra comes in, with minima and thresholds, and the same of a table. */
const failing = () =>
  changed(
    definitionsOf(byFailures(checkout('errors', THRESHOLDS)), byFailures(sessions('bounces', THRESHOLDS))),
    'errors',
    (kpi) => ({ objectives: kpi.objectives.map((one) => ({ ...one, minimumEvents: 500, minimumFailures: 10 })) })
  );

const cases: Array<[string, Make]> = [
  ['plugin-design-11', () => plugin(design(), { board: '/d/shop' })],
  ['plugin-targets-and-thresholds', () => plugin(targets())],
  ['plugin-low-impact-and-segments', () => plugin(low(), { folder: 'Alerts', board: 'https://boards.example.com/x' })],
  ['plugin-rich', () => plugin(definitionsOf(RICH))],
  ['plugin-hostile', () => plugin(HOSTILE())],
  [
    'native-postgres-and-prometheus',
    () => native(definitionsOf(sessions('sessions', THRESHOLDS), checkout('checkout', THRESHOLDS), REVENUE)),
  ],
  ['native-rich', () => native(definitionsOf(RICH))],
  ['native-hostile', () => native(HOSTILE())],
  ['native-failures', () => native(failing())],
  ['prometheus-failures', () => prometheus(failing())],
  ['prometheus-design-11', () => prometheus(design())],
  ['prometheus-rich', () => prometheus(definitionsOf(RICH))],
  ['prometheus-hostile', () => prometheus(HOSTILE())],
];

describe.each(cases)('%s', (name, make) => {
  it('is what a person reviewed', async () => {
    const { file, diagnostics } = make();
    const said = diagnostics.filter(({ severity }) => severity !== 'warning').map(codeAndWords);
    const whole = file === undefined ? '' : rulesText(file, ['For review.', ...said], diagnostics);
    const golden = path.resolve(__dirname, '../../../../tests/golden/rules', `${name}.yaml`);
    await expect(whole).toMatchFileSnapshot(golden);
  });

  it('has the fields that the reader knows, no others, and comes back from its text as it was', () => {
    const { file, diagnostics } = make();
    const check = name.startsWith('prometheus') ? checkPrometheus : checkGrafana;
    expect(check(file)).toEqual([]);
    const written = rulesText(file!, ['two\nlines'], diagnostics);
    expect(parse(written)).toEqual(JSON.parse(JSON.stringify(file)));
    expect(parse(written, { schema: 'yaml-1.1' })).toEqual(JSON.parse(JSON.stringify(file)));
  });
});

const codeAndWords = ({ severity, code, message }: Diagnostic) => `${severity} ${code} ${message}`;

describe('what is left out is said', () => {
  it('at 90 % the Workbook’s first page cannot fire', () => {
    const { file, diagnostics } = plugin(definitionsOf(checkout('k90', '', '0.9')));
    expect(diagnostics.map(({ code }) => code)).toEqual(['PL1241']);
    expect(diagnostics[0].place?.file).toBe('test.yaml');
    const [page] = file!.groups[0].rules;
    expect(page.annotations.windows).toBe('monthly (90 % over 30 days): 6 times over 6 h and 30 min');
  });

  it('where nothing can fire there is no rule', () => {
    const week = { rolling: true, duration: '7d', durationMs: 7 * 24 * 3_600_000 } as const;
    const { file, diagnostics } = plugin(
      changed(definitionsOf(checkout('k', '', '0.1')), 'k', (kpi) => ({
        objectives: kpi.objectives.map((one) => ({ ...one, timeWindow: week })),
      }))
    );
    expect(file).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['PL1241', 'PL1241', 'PL1242', 'PL1242', 'PL1601', 'PL1608']);
  });
});
