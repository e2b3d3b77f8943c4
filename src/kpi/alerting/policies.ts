/** Burn-rate policies as data, each with the address that its numbers come from. */
import type { AlertPolicyDefinition, BurnCondition, DefinitionSet } from '../definition/types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BUILT_IN = { file: 'built-in', line: 1, column: 1 };

type Window = readonly [text: string, ms: number];
const [M5, M30, H1, H2, H6, H24, D3]: readonly Window[] = [
  ['5m', 5 * MINUTE],
  ['30m', 30 * MINUTE],
  ['1h', HOUR],
  ['2h', 2 * HOUR],
  ['6h', 6 * HOUR],
  ['1d', 24 * HOUR],
  ['3d', 72 * HOUR],
];

const condition = (
  severity: BurnCondition['severity'],
  [long, longMs]: Window,
  [short, shortMs]: Window,
  rate: { readonly budget: string } | { readonly factor: string }
): BurnCondition => ({ severity, long, longMs, short, shortMs, ...rate });

const builtIn = (
  name: string,
  displayName: string,
  description: string,
  reference: string | undefined,
  conditions: readonly BurnCondition[]
): AlertPolicyDefinition => ({
  kind: 'AlertPolicy',
  name,
  displayName,
  description,
  ...(reference === undefined ? {} : { reference }),
  conditions,
  // The Workbook advises against a waiting time: the windows are the waiting time.
  forMs: 0,
  keepFiringForMs: 5 * MINUTE,
  place: BUILT_IN,
});

export const DEFAULT_POLICY = 'sre-workbook';

/** Budget shares of the Workbook's table 5-8 and its text: 14.4, 6, 3 and 1 times for 30 days; for other windows they scale. */
export const BUILT_IN_POLICIES: readonly AlertPolicyDefinition[] = [
  builtIn(
    DEFAULT_POLICY,
    'SRE Workbook',
    '2 % of the budget in an hour or 5 % in six pages; 10 % in a day or in three days is a ticket.',
    'https://sre.google/workbook/alerting-on-slos/',
    [
      condition('page', H1, M5, { budget: '0.02' }),
      condition('page', H6, M30, { budget: '0.05' }),
      condition('ticket', H24, H2, { budget: '0.1' }),
      condition('ticket', D3, H6, { budget: '0.1' }),
    ]
  ),
  builtIn(
    'guide-escalation',
    'Escalation of the guide',
    'A burn rate over 10 for 30 minutes escalates: “Burn-rate guidance” of the guide to business value KPIs.',
    undefined,
    [condition('page', M30, M5, { factor: '10' })]
  ),
];

/** A policy by its name: the definitions' own, else a built-in one; undefined where there is none. */
export function policyNamed(
  name: string,
  definitions: Pick<DefinitionSet, 'policies'>
): AlertPolicyDefinition | undefined {
  return definitions.policies.get(name) ?? BUILT_IN_POLICIES.find((policy) => policy.name === name);
}
