import { describe, expect, it } from 'vitest';
import { parseDefinitions } from './parse';
import { checkFaults, type FaultTable } from './testdata/fault-table';
import { kpi, SOURCES } from './testdata/texts';

const BASE = 'source: shop-db, table: visits, time: at, actor: user_id';
const WHO = `${BASE}, start: [ { field: kind, is: signup } ], return: [ { field: kind, is: order } ]`;
const retention = (rest: string, lines: readonly string[] = [], unit = 'ratio'): string =>
  kpi('d30', lines, `{ retention: { ${rest} } }`, unit);
const threshold = (window: string) => [
  `thresholds: [ { name: low, severity: ticket, below: "0.2", window: ${window} } ]`,
];

const TABLE: FaultTable = {
  'a store without actors': [
    retention(`${WHO.replace('shop-db', '§metrics')}, after: 30`),
    ['PL1280', /metrics.*prometheus.*SQL source/],
  ],
  'a source that is not defined': [
    retention(`${WHO.replace('shop-db', '§shop-bd')}, after: 30`),
    ['PL1201', /Did you mean "shop-db"/],
  ],
  'no start': [
    kpi('d30', [], `{ retention: §{ ${BASE}, return: [ { field: kind, is: order } ], after: 1 } }`, 'ratio'),
    ['PL1102', /"start"/],
  ],
  'an empty start': [
    retention(`${BASE}, start: §[], return: [ { field: kind, is: order } ], after: 1`),
    ['PL1105', /"start"/],
  ],
  'no period to judge': [kpi('d30', [], `{ retention: §{ ${WHO} } }`, 'ratio'), ['PL1102', /"after"/]],
  'a misspelt meaning': [retention(`${WHO}, after: 1, meaning: §onOrafter`), ['PL1104', /Did you mean "onOrAfter"/]],
  'months that roll': [retention(`${WHO}, after: 1, period: 1M, clock: §rolling`), ['PL1281', /not equally long/]],
  'within no period at all': [retention(`${WHO}, after: §0, meaning: within`), ['PL1282', /"after" is 0/]],
  'a curve within no period at all': [
    retention(`${WHO}, after: 1, meaning: within, curve: §[ 0, 1 ]`),
    ['PL1282', /"curve" is 0/],
  ],
  'a curve that falls': [retention(`${WHO}, after: 1, curve: §[ 1, 7, 3 ]`), ['PL1283', /3 follows 7/]],
  'a curve that stands still': [retention(`${WHO}, after: 1, curve: §[ 1, 1 ]`), ['PL1283', /1 follows 1/]],
  'a curve of too many points': [
    retention(`${WHO}, after: 1, curve: §[ ${Array.from({ length: 63 }, (_, i) => i).join(', ')} ]`),
    ['PL1284', /63 points; at most 62/],
  ],
  'more periods than there can be': [retention(`${WHO}, after: §1101`), ['PL1112', /"after"/]],
  'an objective': [
    retention(`${WHO}, after: 30`, [
      '§objectives: [ { name: o, target: "0.9", timeWindow: { duration: 30d }, op: gte, value: "0.2" } ]',
    ]),
    ['PL1285', /cannot have objectives.*threshold/],
  ],
  'a threshold over too short a time': [
    retention(`${WHO}, after: 30`, threshold('§31d')),
    ['PL1286', /31d have to pass.*longer than 31d/],
  ],
  'a unit that is no share': [retention(`${WHO}, after: 30`, [], '§count'), ['PL1287', /"count".*unit: ratio/]],
  'a segment called like a column': [
    retention(`${WHO}, after: 30`, ['segments: [ { name: §size, field: s } ]']),
    ['PL1122', /"size"/],
  ],
  'gaps that are filled': [retention(`${WHO}, after: 30`, ['§gapFill: zero']), ['PL1107', /neither 0/]],
  'numbers that accumulate': [
    retention(`${WHO}, after: 30`, ['§accumulate: { window: 7d }']),
    ['PL1107', /counted once already/],
  ],
  'an input of a derived KPI': [
    `${retention(`${WHO}, after: 30`)}${kpi(
      'b',
      [],
      '{ derived: { expression: "x / 2", inputs: [ { as: x, kpi: §d30 } ] } }',
      'ratio'
    )}`,
    ['PL1274', /a retention/],
  ],
  'a member of a composite': [
    `${retention(`${WHO}, after: 30`)}${kpi('b', [], '{ composite: [ { kpi: §d30 }, { kpi: §d30 } ] }', 'ratio')}`,
    ['PL1234', /d30/],
    ['PL1234', /d30/],
  ],
};

describe('faults of retention', () => checkFaults(TABLE));

describe('a retention', () => {
  const measureOf = (text: string) => {
    const parsed = parseDefinitions([{ file: 'a.yaml', text: SOURCES + text }]);
    if (!parsed.ok) {
      throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
    }
    return parsed.value.kpis.get('d30')!.measure;
  };

  it('has defaults: on that very day of the calendar, cohorts of days, the first start ever', () => {
    expect(measureOf(retention(`${WHO}, after: 30`))).toMatchObject({
      kind: 'retention',
      relation: { table: 'visits' },
      timeType: 'instant',
      period: '1d',
      after: 30,
      curve: [30],
      meaning: 'on',
      clock: 'calendar',
      cohort: '1d',
      first: 'ever',
      start: [{ op: 'is', field: 'kind', value: 'signup' }],
      returns: [{ op: 'is', field: 'kind', value: 'order' }],
    });
  });

  it('takes thresholds whose window is long enough, and a curve from 0', () => {
    const text = retention(`${WHO}, after: 30, curve: [ 0, 1, 30 ]`, threshold('32d'));
    expect(measureOf(text)).toMatchObject({ curve: [0, 1, 30] });
  });
});
