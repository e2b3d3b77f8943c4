import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDefinitions } from './parse';
import { leafKpis, leavesOf } from './derived';
import { checkFaults, type FaultTable } from './testdata/fault-table';
import { kpi, ratio, SOURCES } from './testdata/texts';

const sum = (name: string, unit: string, lines: readonly string[] = []): string =>
  kpi(name, lines, '{ sum: { source: shop-db, table: t, time: at, value: v } }', unit);
const BASE =
  sum('cloud-cost', 'currency:EUR', [
    'segments: [ { name: region, displayName: Region, field: r }, { name: team, field: t } ]',
  ]) +
  kpi('transactions', ['segments: [ { name: method, field: m }, { name: region, field: rr } ]']) +
  sum('us-cost', 'currency:USD') +
  ratio('share');
const derived = (
  expression: string,
  inputs: string,
  unit = 'ratio:EUR/count',
  lines: readonly string[] = [],
  name = 'per-order'
): string => kpi(name, lines, `{ derived: { expression: ${expression}, inputs: [ ${inputs} ] } }`, unit);
const COST = '{ as: cost, kpi: cloud-cost }';
const ORDERS = '{ as: orders, kpi: transactions }';
const BOTH = `${COST}, ${ORDERS}`;
const of = (...rest: Parameters<typeof derived>): string => BASE + derived(...rest);

function setOf(text: string) {
  const outcome = parseDefinitions([{ file: 'x', text: SOURCES + text }]);
  if (!outcome.ok) {
    throw new Error(outcome.diagnostics.map((d) => `${d.code} ${d.message}`).join('\n'));
  }
  return outcome.value;
}

const TABLE: FaultTable = {
  'a cut expression': [of('cost §/', BOTH).replace('§/', '/§'), ['PL1270', /missing at the end/]],
  'a cut expression in quotes': [of('"cost / §) "', BOTH), ['PL1270', /missing before "\)"/]],
  'a fault in a folded text': [
    BASE +
      kpi(
        'per-order',
        ['unit: count'],
        '\n    derived:\n      expression: >-\n        cost +\n\n        §% orders\n      inputs: [ ' + BOTH + ' ]',
        null
      ),
    ['PL1270', /"%" is no part/],
  ],
  'a fault after an escape is told of at the whole': [of('§"cost\\x20% orders"', BOTH), ['PL1270', /"%" is no part/]],
  'a division by nothing': [of('cost / §0', BOTH), ['PL1270', /divides by 0/]],
  'a function that is none': [of('"§avg(cost, orders)"', BOTH), ['PL1270', /min, max, abs, coalesce/]],
  'an expression that is a number': [of('§42', BOTH), ['PL1103', /text, not the number 42/]],
  'two currencies': [
    of('cost + §dollars', `${COST}, { as: dollars, kpi: us-cost }`, 'currency:EUR'),
    ['PL1271', /"\+" needs one unit: "cost" \(56:37\) has EUR, "dollars" has USD/],
  ],
  'a count and a number': [of('orders + §1', ORDERS, 'count'), ['PL1271', /"1" has no unit/]],
  'money and events in a function': [
    of('"max(cost, 0, §orders * 2)"', BOTH),
    ['PL1271', /"max" .* "orders \* 2" has count/],
  ],
  'a result of another unit': [of('cost / orders', BOTH, '§currency:EUR'), ['PL1272', /EUR\/count.*ratio:EUR\/count/]],
  'a result without unit': [of('orders / orders', ORDERS, '§count'), ['PL1272', /comes to no unit.*"unit: ratio"/]],
  'a result of a unit that there is not': [of('cost * orders', BOTH, '§count'), ['PL1272', /EUR·count.*No KPI can/]],
  'a rate where an amount is meant': [of('cost', COST, '§currency:EUR/min'), ['PL1272', /currency:EUR/]],
  'a misspelt KPI': [
    of('cost / orders', `${COST}, { as: orders, kpi: §transaction }`),
    ['PL1273', /Did you mean "transactions"/],
  ],
  'an unknown KPI': [of('cost / orders', `${COST}, { as: orders, kpi: §x }`), ['PL1273', /Define it/]],
  'a composite': [
    kpi('both', [], '{ composite: [ { kpi: a }, { kpi: b } ] }', 'ratio') +
      ['a', 'b']
        .map((name) =>
          sum(name, 'count', [
            'objectives: [ { name: m, target: "0.9", timeWindow: { duration: 30d }, op: lt, value: 1, alertPolicy: none } ]',
          ])
        )
        .join('') +
      of('a', '{ as: a, kpi: §both }', 'seconds'),
    ['PL1274', /a composite/],
  ],
  'a funnel': [
    [
      '---\napiVersion: plumbline/v1\nkind: Funnel\nmetadata: { name: buying }\nspec: { area: a, owner: { team: t }, type: aggregate, steps: ',
      '[ { name: A, measure: { source: metrics, metric: a } }, { name: B, measure: { source: metrics, metric: b } } ] }\n',
    ].join('') + of('a', '{ as: a, kpi: §buying }', 'seconds'),
    ['PL1274', /a funnel/],
  ],
  itself: [of('a', '{ as: a, kpi: §per-order }', 'count'), ['PL1275', /per-order → per-order/]],
  'each other': [
    derived('a', '{ as: a, kpi: two }', 'count', [], 'one') + derived('a', '{ as: a, kpi: §one }', 'count', [], 'two'),
    ['PL1275', /one → two → one/],
  ],
  'two ways round': [
    derived('a + b', '{ as: a, kpi: two }, { as: b, kpi: §one }', 'count', [], 'one').replace('kpi: two', 'kpi: two') +
      derived('a', '{ as: a, kpi: §one }', 'count', [], 'two'),
    ['PL1275', /one → one/],
    ['PL1275', /one → two → one/],
  ],
  'a misspelt name': [of('cost / §order', BOTH), ['PL1276', /Did you mean "orders"/]],
  'an unknown name': [of('cost / orders * §x', BOTH), ['PL1276', /"cost", "orders"/]],
  'a name with a minus': [
    of('cost / orders', `{ as: §cloud-cost, kpi: cloud-cost }, ${ORDERS}`),
    ['PL1278', /"cloud_cost", for example/],
  ],
  'a name of a function': [of('max / orders', `{ as: §max, kpi: cloud-cost }, ${ORDERS}`), ['PL1278', /function/]],
  'an input that is not used': [
    of('cost', `${COST}, { as: §orders, kpi: transactions }`, 'currency:EUR'),
    ['PL1277', /"orders"/],
  ],
  'two inputs of one name': [
    of('cost / orders', `${BOTH}, { as: §cost, kpi: us-cost }`),
    ['PL1207', /The input "cost".*56:68/],
  ],
  'no inputs': [
    of('0', '').replace('expression: 0', 'expression: "0"').replace('inputs: [', 'inputs: §['),
    ['PL1105', /at least 1/],
  ],
  'segments of its own': [
    of('cost / orders', BOTH, undefined, ['§segments: [ { name: a, field: a } ]']),
    ['PL1107', /all its inputs have/],
  ],
  'a cohort of its own': [
    of('cost / orders', BOTH, undefined, ['§privacy: { minCohort: 5 }']),
    ['PL1107', /in its inputs/],
  ],
  'an objective': [
    of('cost / orders', BOTH, undefined, [
      '§objectives: [ { name: m, target: "0.9", timeWindow: { duration: 30d }, op: lt, value: 1 } ]',
    ]),
    ['PL1107', /counts no events/],
  ],
  'events that nobody counts': [
    of('cost - cost / 2', COST, 'currency:EUR', [
      'thresholds: [ { name: t, severity: page, above: "1", window: 1h, minimumEvents: §5 } ]',
    ]),
    ['PL1279', /"t"/],
  ],
  'an alert by a segment that only one input has': [
    of('cost / orders', BOTH, undefined, ['alerting: { by: §[ team ] }']),
    ['PL1245', /"team"/],
  ],
};

describe('a derived KPI', () => {
  checkFaults(TABLE);

  it('has its own calendar, and the segments that all its inputs have', () => {
    const set = setOf(
      of('cost / orders', BOTH, undefined, ['timeZone: Asia/Tokyo', 'alerting: { by: [ region ] }']) +
        derived(
          '"a * coalesce(b, 0)"',
          '{ as: a, kpi: per-order, absentIs: zero }, { as: b, kpi: transactions }',
          'currency:EUR',
          [],
          'nested'
        )
    );
    const one = set.kpis.get('per-order')!;
    expect(one.segments).toEqual([{ name: 'region', displayName: 'Region', field: 'region' }]);
    expect(set.kpis.get('nested')!.segments).toEqual(one.segments);
    expect(one.measure).toMatchObject({
      kind: 'derived',
      expression: 'cost / orders',
      inputs: [
        { as: 'cost', kpi: 'cloud-cost', absentIs: 'gap' },
        { as: 'orders', kpi: 'transactions', absentIs: 'gap' },
      ],
    });
    expect(set.kpis.get('nested')!.measure).toMatchObject({ inputs: [{ absentIs: 'zero' }, { absentIs: 'gap' }] });
    expect(leafKpis(set.kpis, set.kpis.get('nested')!)).toEqual(['cloud-cost', 'transactions']);
    expect(leafKpis(set.kpis, set.kpis.get('share')!)).toEqual(['share']);
  });

  it('may ask for events of the count that it divides by', () => {
    const thresholds = 'thresholds: [ { name: t, severity: page, above: "1", window: 1h, minimumEvents: 5 } ]';
    expect(setOf(of('cost / orders', BOTH, undefined, [thresholds])).kpis.get('per-order')!.thresholds).toHaveLength(1);
  });

  it('of many levels is read in no time: a KPI is visited once, however many ways lead to it', () => {
    const levels = Array.from({ length: 60 }, (_, i) => {
      const [a, b] = i === 0 ? ['transactions', 'transactions'] : [`x${i - 1}`, `y${i - 1}`];
      const inputs = `{ as: a, kpi: ${a} }, { as: b, kpi: ${b} }`;
      return derived('a + b', inputs, 'count', [], `x${i}`) + derived('a - b', inputs, 'count', [], `y${i}`);
    });
    const set = setOf(BASE + levels.join(''));
    expect(leafKpis(set.kpis, set.kpis.get('x59')!)).toEqual(['transactions']);
  });
});

describe('the guide', () => {
  it('shows a definition that is sound', () => {
    const page = readFileSync(new URL('../../../docs/guide/derived.md', import.meta.url), 'utf8');
    const [, yaml] = /```yaml\n([^]*?)```/.exec(page)!;
    expect(setOf(`${BASE}${kpi('orders')}---\n${yaml}`).kpis.get('cost-per-order')!.measure.kind).toBe('derived');
  });
});

describe('leavesOf', () => {
  it('finds what can be reached and has no inputs, circles or not', () => {
    const graphs = fc.array(fc.option(fc.array(fc.nat({ max: 7 }), { maxLength: 3 }), { freq: 3 }), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(graphs, (graph) => {
        const inputsOf = (name: string) => graph[Number(name)]?.map(String);
        const reached = new Set(['0']);
        for (let before = 0; before < reached.size;) {
          before = reached.size;
          [...reached].forEach((name) => inputsOf(name)?.forEach((input) => reached.add(input)));
        }
        const expected = [...reached].filter((name) => !inputsOf(name)).sort();
        expect(leavesOf('0', inputsOf).sort()).toEqual(expected);
      })
    );
  });
});
