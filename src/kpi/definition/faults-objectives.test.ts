import { describe } from 'vitest';
import { checkFaults, type FaultTable } from './testdata/fault-table';
import { ACTOR, funnel, kpi, ratio, RATIO, STEPS } from './testdata/texts';

/** A ratio with one objective; `rest` comes after its name and target. */
const objectiveWith = (rest: string): string => ratio('a', [`objectives: [ { name: m, target: "0.99", ${rest} } ]`]);
const rolling = (rest: string): string => objectiveWith(`timeWindow: { duration: 30d }, ${rest}`);
const windowOf = (fields: string): string => objectiveWith(`timeWindow: { ${fields} }`);
const excluded = (fields: string): string => kpi('a', [`exclusions: [ { name: x, ${fields} } ]`]);
const gauge = (lines: readonly string[] = [], unit = 'seconds'): string =>
  kpi('g', lines, '{ gauge: { source: metrics, promql: "max(age[$window])" } }', unit);
const composite = (members: string, lines: readonly string[] = []): string =>
  kpi('all', lines, `{ composite: ${members} }`, 'ratio');
/** A ratio of two objectives, one of them of time slices. */
const MEMBER = ratio('b', [
  'objectives:',
  '  - { name: events, target: "0.99", timeWindow: { duration: 30d } }',
  '  - { name: slices, target: "0.99", timeWindow: { duration: 30d }, timeSliceTarget: "0.9", budgetingMethod: Timeslices, alertPolicy: none }',
]);
const ONLY = ratio('c', ['objectives: [ { name: one, target: "0.99", timeWindow: { duration: 30d } } ]']);
const policy = (conditions: string): string =>
  `---\napiVersion: plumbline/v1\nkind: AlertPolicy\nmetadata: { name: own }\nspec: { conditions: [ ${conditions} ] }\n`;
const events = (fields: string): string =>
  `---\napiVersion: plumbline/v1\nkind: Events\nmetadata: { name: deploys }\nspec: { ${fields} }\n`;
const DEPLOYS = events('type: deploy, source: shop-db, table: deploys, time: at');

const TABLE: FaultTable = {
  // Objectives
  'a calendar window in minutes': [
    windowOf('duration: §1m, rolling: false'),
    ['PL1220', /"1m" long: m is minutes, M is months/],
  ],
  'a calendar window in hours': [windowOf('duration: §6h, calendar: {}'), ['PL1220', /"6h" long\. .*1d, 1w, 1M/]],
  'a calendar window of mixed units': [windowOf('duration: §1w2d, calendar: {}'), ['PL1220', /"1w2d"/]],
  'a rolling window of months': [windowOf('duration: §1M'), ['PL1221', /"1M".*30d/]],
  'a rolling window of quarters, said to roll': [windowOf('duration: §1Q, rolling: true'), ['PL1221', /"1Q"/]],
  'a window of seconds': [windowOf('duration: §30s'), ['PL1112', /1m to 400d/]],
  'a window of no unit': [windowOf('duration: §1month'), ['PL1109', /"1month"/]],
  'a window of no months': [windowOf('duration: §0M, rolling: false'), ['PL1109', /"0M"/]],
  'a rolling window with a calendar': [
    windowOf('duration: 30d, rolling: true, §calendar: {}'),
    ['PL1107', /either rolls or follows/],
  ],
  'months from the 31st': [
    windowOf('duration: 1M, calendar: { startTime: §2026-01-31T00:00 }'),
    ['PL1222', /1M cannot begin on a day 31 \("2026-01-31T00:00"\).*1 to 28/],
  ],
  'a start with a zone': [
    windowOf('duration: 1M, calendar: { startTime: §2026-01-01T00:00Z }'),
    ['PL1239', /2026-01-01T00:00Z/],
  ],
  'a start on no day': [
    windowOf('duration: 1M, calendar: { startTime: §2026-02-30 00:00:00 }'),
    ['PL1239', /2026-02-30/],
  ],
  'a calendar of no zone': [
    windowOf('duration: 1M, calendar: { timeZone: §Europe/Berln }'),
    ['PL1116', /Did you mean "Europe\/Berlin"/],
  ],
  'slices that do not divide an hour': [
    rolling('op: gte, value: 1, timeSliceWindow: §7m'),
    ['PL1223', /"7m" long.*divide an hour/],
  ],
  'slices of seconds': [rolling('op: gte, value: 1, timeSliceWindow: §90s'), ['PL1223', /"90s"/]],
  'slices longer than an hour': [rolling('op: gte, value: 1, timeSliceWindow: §2h'), ['PL1112', /1m to 1h/]],
  'slices longer than the window': [
    objectiveWith('timeWindow: { duration: §30m }, op: gte, value: 1, timeSliceWindow: 1h, alertPolicy: none'),
    ['PL1249', /"m" \(30m\) is shorter than one of its time slices \(1h\)/],
  ],
  'slices of five minutes, longer than the window': [
    objectiveWith('timeWindow: { duration: §2m }, op: gte, value: 1, alertPolicy: none'),
    ['PL1249', /\(5m\)/],
  ],
  'more slices than can be asked for': [
    objectiveWith('timeWindow: { duration: §365d }, op: gte, value: 1, timeSliceWindow: 1m, alertPolicy: none'),
    ['PL1250', /525,600 time slices of 1m in 365d; at most 140,000/],
  ],
  'slices of occurrences': [rolling('§timeSliceWindow: 5m'), ['PL1107', /counts Occurrences.*no time slices/]],
  'a slice target of occurrences': [rolling('§timeSliceTarget: "0.9"'), ['PL1107', /Timeslices/]],
  'a threshold of occurrences': [
    rolling('budgetingMethod: Occurrences, §op: gte, value: 1'),
    ['PL1107', /counts Occurrences/],
  ],
  'a threshold of ratios of slices': [
    rolling('budgetingMethod: RatioTimeslices, §op: gte, value: 1'),
    ['PL1107', /counts RatioTimeslices/],
  ],
  'time slices that are never good': [
    rolling('budgetingMethod: §Timeslices, alertPolicy: none'),
    ['PL1106', /"timeSliceTarget", "op"/],
  ],
  'time slices that are good in two ways': [
    rolling('timeSliceTarget: "0.9", §op: gte, value: 1'),
    ['PL1106', /"timeSliceTarget", "op" together/],
  ],
  'a threshold without value': [rolling('op: §gte'), ['PL1102', /"value"/]],
  'a value without threshold': [rolling('§value: 1'), ['PL1107', /without "op"/]],
  'a misspelt operator of a threshold': [rolling('op: §ge, value: 1'), ['PL1104', /"ge"/]],
  'a value in words': [rolling('op: gte, value: §many'), ['PL1110', /"many"/]],
  'a slice target above 1': [
    rolling('budgetingMethod: Timeslices, timeSliceTarget: §1.1'),
    ['PL1112', /above 0, up to 1/],
  ],
  'a slice target of a sum': [
    kpi('a', [
      'objectives: [ { name: m, target: "0.9", timeWindow: { duration: 30d }, budgetingMethod: Timeslices, timeSliceTarget: §"0.9" } ]',
    ]),
    ['PL1224', /"m" is a share.*"count".*op: gte/],
  ],
  'occurrences of a gauge': [
    gauge(['objectives: [ §{ name: m, target: "0.9", timeWindow: { duration: 30d } } ]']),
    ['PL1209', /a gauge in "seconds"/],
  ],
  'occurrences of a ratio of other things': [
    kpi('a', ['objectives: [ §{ name: m, target: "0.9", timeWindow: { duration: 30d } } ]'], RATIO, 'ratio:EUR/count'),
    ['PL1209', /a ratio in "ratio:EUR\/count"/],
  ],
  'absent events that are bad': [rolling('absentIs: §bad'), ['PL1225', /nobody saw cannot be counted/]],
  'a coverage above 1': [rolling('coverageFloor: §2'), ['PL1112', /from 0 to 1/]],
  'a negative coverage': [rolling('coverageFloor: §-0.1'), ['PL1112', /from 0 to 1/]],
  'negative failures': [rolling('minimumFailures: §-1'), ['PL1112', /0 to 1000000000/]],
  'a consequence above the whole budget': [
    rolling('consequences: [ { below: §1.5, then: x } ]'),
    ['PL1112', /up to 1/],
  ],
  'two consequences at once': [
    rolling('consequences: [ { below: 0.1, then: x }, { below: §"0.10", then: y } ]'),
    ['PL1226', /below 0\.10; the first one is at 19:/],
  ],
  'a misspelt policy': [rolling('alertPolicy: §sre-workbok'), ['PL1227', /Did you mean "sre-workbook"/]],
  'an unknown policy': [rolling('alertPolicy: §zzzzzzzzzzzz'), ['PL1227', /"guide-escalation"; "none"/]],

  // Policies against objectives
  'a chosen policy that can never fire': [
    objectiveWith('timeWindow: { duration: 30d }, alertPolicy: §own').replace('0.99', '0.9') +
      policy('{ severity: page, long: 1h, short: 5m, factor: 14.4 }'),
    ['PL1231', /target of 0\.9 the burn rate is at most 10/],
  ],
  'a chosen policy that fires on a kept promise': [
    rolling('alertPolicy: §own') + policy('{ severity: ticket, long: 3d, short: 6h, factor: "0.9" }'),
    ['PL1232', /while the promise is kept/],
  ],
  'a chosen policy with a short window of one slice': [
    rolling('op: gte, value: 1, alertPolicy: §own') + policy('{ severity: page, long: 1h, short: 5m, factor: 2 }'),
    ['PL1233', /fewer than two time slices of 5m/],
  ],
  'a chosen policy, beside other faults': [
    rolling('alertPolicy: §own') +
      policy('{ severity: ticket, long: 3d, short: 6h, factor: "0.9" }') +
      kpi('z', ['parent: §nowhere']),
    ['PL1232', /kept/],
    ['PL1204', /nowhere/],
  ],
  'a short window longer than the long one': [
    policy('{ severity: page, long: 1h, short: §2h, factor: 2 }'),
    ['PL1244', /page’s short window \(2h\) must be shorter than its long one \(1h\)/],
  ],
  'a condition of budget and factor': [
    policy('{ severity: page, long: 1h, short: 5m, budget: 0.1, §factor: 2 }'),
    ['PL1106', /"budget", "factor" together/],
  ],
  'a condition of neither': [policy('§{ severity: page, long: 1h, short: 5m }'), ['PL1106', /needs one of: "budget"/]],
  'a policy without conditions': [policy('').replace('[', '§['), ['PL1105', /at least 1/]],
  'a policy called "none"': [
    policy('{ severity: page, long: 1h, short: 5m, factor: 2 }').replace('own', '§none'),
    ['PL1248', /means no alerts/],
  ],
  'two policies of one name': [
    policy('{ severity: page, long: 1h, short: 5m, factor: 2 }') +
      policy('{ severity: page, long: 1h, short: 5m, factor: 2 }').replace('own', '§own'),
    ['PL1202', /The alert policy "own"/],
  ],

  // Events, exclusions, alerting
  'events of a metric store': [
    events('type: deploy, source: metrics, §table: t, time: at'),
    ['PL1246', /"deploys" cannot be read with "table" from the source "metrics"/],
  ],
  'events of another type': [
    events('type: §release, source: shop-db, table: t, time: at'),
    ['PL1104', /"release" is not a value/],
  ],
  'events of an unknown source': [events('type: deploy, source: §shop-bd, table: t, time: at'), ['PL1201', /shop-db/]],
  'two events of one name': [DEPLOYS + DEPLOYS.replace('deploys', '§deploys'), ['PL1202', /The events "deploys"/]],
  'an exclusion around misspelt events': [excluded('events: §deplois') + DEPLOYS, ['PL1228', /Did you mean "deploys"/]],
  'an exclusion around unknown events': [excluded('events: §x'), ['PL1228', /Add a definition of kind Events/]],
  'a suppression around unknown events': [
    kpi('a', ['alerting: { suppress: { events: §x } }']) + DEPLOYS,
    ['PL1228', /use one of: "deploys"/],
  ],
  'an exclusion of nothing': [
    kpi('a', ['exclusions: [ §{ name: x } ]']),
    ['PL1106', /"from", "to", "rrule", "businessHours", "events"/],
  ],
  'an exclusion that does not end': [
    kpi('a', ['exclusions: [ §{ name: x, from: 2026-03-01T00:00Z } ]']),
    ['PL1102', /"to"/],
  ],
  'an exclusion that ends before it begins': [
    excluded('from: 2026-03-01T12:00:00Z, to: §2026-03-01T12:00:00+02:00'),
    ['PL1237', /\(2026-03-01T12:00:00\+02:00\) must be later/],
  ],
  'an exclusion without zone': [
    excluded('from: §2026-03-01T00:00, to: 2026-03-02T00:00Z'),
    ['PL1238', /with its zone/],
  ],
  'an exclusion beyond 2037': [excluded('from: 2026-03-01T00:00Z, to: §2038-01-01T00:00Z'), ['PL1238', /2038/]],
  'an exclusion on no day': [excluded('from: 2026-03-01T00:00Z, to: §2026-04-31T00:00Z'), ['PL1238', /2026-04-31/]],
  'two exclusions of one name': [
    kpi('a', ['exclusions: [ { name: x, events: deploys }, { name: §x, events: deploys } ]']) + DEPLOYS,
    ['PL1207', /The exclusion "x"/],
  ],
  'hours that end before they begin': [
    excluded('businessHours: { days: [ mon ], from: "18:00", to: §"08:00" }'),
    ['PL1237', /\(08:00\).*\(18:00\)/],
  ],
  'a time of day without quotes of no clock': [
    excluded('businessHours: { days: [ mon ], from: §8, to: "18:00" }'),
    ['PL1103', /the number 8/],
  ],
  'a time of no day': [
    excluded('businessHours: { days: [ mon ], from: "08:00", to: §"25:00" }'),
    ['PL1240', /"25:00" is not a time of day/],
  ],
  'a day in full': [excluded('businessHours: { days: [ §monday ], from: "08:00", to: "18:00" }'), ['PL1104', /monday/]],
  'a rule finer than hourly': [
    excluded('rrule: §FREQ=MINUTELY, start: 2026-01-01T00:00, duration: 1m'),
    ['PL1236', /FREQ=MINUTELY is finer than HOURLY/],
  ],
  'a rule with its own start': [
    excluded('rrule: §"DTSTART:20260101T000000Z", start: 2026-01-01T00:00, duration: 1m'),
    ['PL1236', /"start" and "timeZone"/],
  ],
  'a rule that never comes true': [
    excluded('rrule: §FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30, start: 2026-01-01T00:00, duration: 1h'),
    ['PL1236', /from 2026-01-01T00:00 on it never comes true/],
  ],
  'a rule without duration': [
    kpi('a', ['exclusions: [ §{ name: x, rrule: FREQ=DAILY, start: 2026-01-01T00:00 } ]']),
    ['PL1102', /"duration"/],
  ],
  'alerts by an unknown segment': [
    kpi('a', ['segments: [ { name: device, field: d } ]', 'alerting: { by: §[ devise ] }']),
    ['PL1245', /"devise".*Did you mean "device"/],
  ],
  'a misspelt impact': [kpi('a', ['alerting: { impact: §hi }']), ['PL1104', /"hi"/]],
  'a script as a board': [kpi('a', ['alerting: { board: §"javascript:x" }']), ['PL1114', /javascript/]],

  // Gauges and composites
  'a gauge of a table': [
    kpi('a', [], '{ gauge: { source: shop-db, §promql: "x[$window]" } }'),
    ['PL1205', /"promql".*postgres/],
  ],
  'a gauge without expression': [kpi('a', [], '{ gauge: §{ source: metrics } }'), ['PL1102', /"promql"/]],
  'a gauge of a metric': [
    kpi('a', [], '{ gauge: { source: metrics, promql: "x[$window]", §metric: m } }'),
    ['PL1101', /"metric"/],
  ],
  'a gauge without $window': [
    kpi('a', [], '{ gauge: { source: metrics, promql: §"max(x)" } }'),
    ['PL1211', /max\(x\)/],
  ],
  'a composite of one': [composite('§[ { kpi: c } ]') + ONLY, ['PL1105', /holds 1, but needs at least 2/]],
  'a composite in euros': [
    kpi('all', [], '{ composite: [ { kpi: b, objective: events }, { kpi: c } ] }', '§currency:EUR') + MEMBER + ONLY,
    ['PL1210', /"composite" cannot have the unit "currency:EUR"/],
  ],
  'a composite’s segments': [
    composite('[ { kpi: b, objective: events }, { kpi: c } ]', ['§segments: []']) + MEMBER + ONLY,
    ['PL1107', /"segments".*a composite/],
  ],
  'a composite’s own threshold': [
    composite('[ { kpi: b, objective: slices }, { kpi: c } ]', [
      'objectives: [ { name: m, target: "0.9", timeWindow: { duration: 30d }, §op: gte, value: 1, budgetingMethod: RatioTimeslices } ]',
    ]) +
      MEMBER +
      ONLY,
    ['PL1107', /its members say what is good/],
  ],
  'a composite’s misspelt member': [
    composite('[ { kpi: §revenu }, { kpi: c } ]') + ONLY + kpi('revenue'),
    ['PL1229', /Did you mean "revenue"/],
  ],
  'a composite’s member that is a funnel': [
    composite('[ { kpi: §f }, { kpi: c } ]') + ONLY + funnel('f', [...ACTOR, ...STEPS]),
    ['PL1229', /"f" is no KPI/],
  ],
  'a composite within itself': [composite('[ { kpi: §all }, { kpi: c } ]') + ONLY, ['PL1230', /"all" is a composite/]],
  'a composite’s misspelt objective': [
    composite('[ { kpi: b, objective: §event }, { kpi: c } ]') + MEMBER + ONLY,
    ['PL1234', /Did you mean "events"/],
  ],
  'a composite that must choose': [
    composite('[ { kpi: §b }, { kpi: c } ]') + MEMBER + ONLY,
    ['PL1234', /"b" has 2 objectives.*"events", "slices"/],
  ],
  'a composite of a KPI without objectives': [
    composite('[ { kpi: §d }, { kpi: c } ]') + ONLY + kpi('d'),
    ['PL1234', /"d" has no objective/],
  ],
  'a composite that counts one twice': [
    composite('[ { kpi: c }, §{ kpi: c, objective: one } ]') + ONLY,
    ['PL1235', /"one" of "c" twice; the first one is at 18:27/],
  ],
  'a composite’s weight of nothing': [
    composite('[ { kpi: c, weight: §0 }, { kpi: b, objective: events } ]') + ONLY + MEMBER,
    ['PL1112', /above 0/],
  ],
  'slices of members that have none': [
    composite('[ { kpi: b, objective: slices }, §{ kpi: c } ]', [
      'objectives: [ { name: m, target: "0.9", timeWindow: { duration: 30d }, budgetingMethod: Timeslices } ]',
    ]) +
      MEMBER +
      ONLY,
    ['PL1247', /"m" cannot take in "one" of "c": it counts Occurrences/],
  ],
  'slices of another length': [
    composite('[ §{ kpi: b, objective: slices }, { kpi: c } ]', [
      'objectives: [ { name: m, target: "0.9", timeWindow: { duration: 30d }, budgetingMethod: RatioTimeslices, timeSliceWindow: 1m } ]',
    ]) +
      MEMBER +
      ONLY,
    ['PL1247', /another length/],
  ],
};

describe('a faulty objective, policy, exclusion or composite', () => {
  checkFaults(TABLE);
});
