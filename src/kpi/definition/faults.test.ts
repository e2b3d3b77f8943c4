import { describe, expect, it } from 'vitest';
import { parseDefinitions } from './parse';
import { checkFaults, faultsOf, type FaultTable } from './testdata/fault-table';
import { ACTOR, funnel, kpi, PART, ratio, RATIO, SOURCES, STEPS } from './testdata/texts';

const sql = (rest: string): string => `{ count: { source: shop-db, time: at, ${rest} } }`;
const where = (condition: string): string => kpi('a', [], sql(`table: t, where: [ ${condition} ]`));
const prometheus = (rest: string): string => kpi('a', [], `{ count: { source: metrics, ${rest} } }`);
const objective = (target: string): string =>
  ratio('a', [`objectives: [ { name: monthly, target: ${target}, timeWindow: { duration: 30d } } ]`]);

/** What is wrong -> the text with a § at each place, and what is said there. */
const TABLE: FaultTable = {
  'an escape that YAML lacks': [kpi('a', ['description: "a §\\q"']), ['PL1001', /not YAML/]],
  'a tag': [kpi('a', ['version: !!str §2']), ['PL1005', /!!str|tag:yaml/]],
  'a key written twice': [kpi('a', ['version: 1', '§version: 2']), ['PL1006', /first one is at 19:3/]],
  'a key written twice in braces': [
    '{ apiVersion: plumbline/v1, §apiVersion: plumbline/v1, kind: Source, metadata: { name: a }, spec: { dialect: sqlite } }',
    ['PL1006', /"apiVersion"/],
  ],
  'an alias without anchor': [kpi('a', ['description: §*nowhere']), ['PL1007', /&nowhere/]],
  'a list as a key': [kpi('a', ['? §[ a, b ]', ': 1']), ['PL1008', /sequence/]],
  'a list instead of a definition': ['§- a\n- b\n', ['PL1103', /not a list/]],
  'a word instead of a definition': ['§hello\n', ['PL1103', /the text "hello"/]],

  // Fields
  'a misspelt field': [kpi('a', ['§runboook: /d/x']), ['PL1101', /Did you mean "runbook"/]],
  'a misspelt required field is told of once': [
    SOURCES.replace('dialect: postgres', '§dialekt: postgres'),
    ['PL1101', /"dialect"/],
  ],
  'a field of no kind': [kpi('a', ['§zzzzzzzzzz: 1']), ['PL1101', /It has: "description"/]],
  'a field named like a method': [
    kpi('a', ['§constructor: 1', '§__proto__: 1', '§toString: 1']),
    ['PL1101', /constructor/],
    ['PL1101', /__proto__/],
    ['PL1101', /toString/],
  ],
  'a missing field': [kpi('a', [], `{ count: §{ source: shop-db, table: t } }`), ['PL1102', /"time"/]],
  'no kind': ['§apiVersion: plumbline/v1\nmetadata: { name: a }\n', ['PL1102', /"kind"/]],
  'a misspelt "kind"': ['apiVersion: plumbline/v1\n§knid: KPI\n', ['PL1101', /Did you mean "kind"/]],
  'a misspelt kind': ['apiVersion: plumbline/v1\nkind: §Funel\n', ['PL1104', /Did you mean "Funnel"/]],
  'a kind of another letter case': ['kind: §kpi\n', ['PL1104', /Did you mean "KPI"/]],
  'another version of the form': [SOURCES.replace('plumbline/v1', '§plumbline/v2'), ['PL1104', /plumbline\/v1/]],
  'a misspelt dialect': [SOURCES.replace('postgres', '§postgress'), ['PL1104', /Did you mean "postgres"/]],
  'an enumeration’s misspelt value': [
    funnel('f', [...ACTOR.slice(0, 5), 'entry: §frist', ...STEPS]),
    ['PL1104', /Did you mean "first"/],
  ],
  'text where a list belongs': [kpi('a', ['segments: §device']), ['PL1103', /a list, not the text "device"/]],
  'a list where fields belong': [kpi('a', [], '§[ 1 ]'), ['PL1103', /not a list/]],
  'a number where text belongs': [kpi('a', ['description: §2026']), ['PL1103', /text, not the number 2026.*quotes/]],
  'true where text belongs': [kpi('a', ['description: §true']), ['PL1103', /not true/]],
  'nothing where text belongs': [kpi('a', ['§description:']), ['PL1103', /not nothing/]],
  'quotes without text': [kpi('a', ['description: §""']), ['PL1105', /"description"/]],
  'blanks without text': [kpi('a', ['description: §"  "']), ['PL1105', /"description"/]],
  'a fraction where a whole number belongs': [
    kpi('a', ['version: §1.5']),
    ['PL1103', /a whole number, not the number 1.5/],
  ],
  'a whole number out of range': [kpi('a', ['version: §0']), ['PL1112', /1 to 1000000/]],
  'a control character': [kpi('a', ['description: §"a\\0b"']), ['PL1120', /U\+0000/]],

  // Scalars
  'a name with capitals and blanks': [kpi('§Total Sales'), ['PL1108', /"total-sales", for example/]],
  'a name that is a number': [kpi('§42'), ['PL1103', /a name, not the number 42/]],
  'a name of 65 letters': [kpi(`§${'a'.repeat(65)}`), ['PL1108', /64 at most/]],
  'a duration with a unit in words': [
    SOURCES.replace('dialect: postgres', 'dialect: postgres, lateness: §10min'),
    ['PL1109', /"10min"/],
  ],
  'a duration without unit': [
    SOURCES.replace('dialect: postgres', 'dialect: postgres, lateness: §10'),
    ['PL1103', /the number 10/],
  ],
  'a duration of months': [
    SOURCES.replace('dialect: postgres', 'dialect: postgres, lateness: §1M'),
    ['PL1109', /"1M"/],
  ],
  'a funnel window of nothing': [
    funnel('f', [...ACTOR.slice(0, 4), 'window: §0s', 'entry: any', ...STEPS]),
    ['PL1112', /1s to 400d/],
  ],
  'a day that is none': [
    kpi('a', ['changes: [ { version: 1, date: §2026-02-29, text: x } ]']),
    ['PL1113', /2026-02-29/],
  ],
  'a script as a link': [kpi('a', ['links: [ { title: x, url: §"javascript:alert(1)" } ]']), ['PL1114', /javascript/]],
  'a host without scheme as a link': [kpi('a', ['runbook: §//evil.example/x']), ['PL1114', /evil/]],
  'a backslash in a link': [kpi('a', ["runbook: §'/\\evil.example'"]), ['PL1114', /evil/]],
  'a unit in another spelling': [kpi('a', [], undefined, '§EUR'), ['PL1115', /Did you mean "currency:EUR"/]],
  'a unit in per cent': [kpi('a', [], RATIO, '§percent'), ['PL1115', /Did you mean "ratio"/]],
  'a misspelt time zone': [kpi('a', ['timeZone: §Europe/Berln']), ['PL1116', /Did you mean "Europe\/Berlin"/]],
  'an offset as a time zone': [kpi('a', ['timeZone: §"+02:00"']), ['PL1116', /IANA/]],
  'a currency sign': [kpi('a', ['valuePerUnit: { amount: "1", currency: §€ }']), ['PL1117', /ISO 4217/]],
  'an amount with a comma': [kpi('a', ['valuePerUnit: { amount: §"54,20", currency: EUR }']), ['PL1110', /54,20/]],
  'a week that begins on no day': [
    kpi('a', ['calendar: { weekStart: §sundays }']),
    ['PL1104', /Did you mean "sunday"/],
  ],
  'a fiscal year that begins on a 29th': [
    kpi('a', ['calendar: { fiscalYearStart: §"02-29" }']),
    ['PL1300', /at most the 28th, not "02-29"/],
  ],
  'a fiscal year that begins in no month': [kpi('a', ['calendar: { fiscalYearStart: §13-01 }']), ['PL1300', /"13-01"/]],
  'a grain that is none': [kpi('a', ['grain: §2d']), ['PL1104', /"grain".*"1d"/]],
  'an amount of nothing': [kpi('a', ['valuePerUnit: { amount: §0.00, currency: EUR }']), ['PL1112', /above 0/]],
  'a number that a double cannot hold': [
    where('{ field: id, is: §12345678901234567890 }'),
    ['PL1111', /12345678901234567000|12345678901234567/],
  ],
  'an infinite number': [where('{ field: id, lt: §.inf }'), ['PL1112', /finite/]],
  'no value to compare with': [where('{ field: id, is: §~ }'), ['PL1103', /present: false/]],
  'true to compare the size with': [where('{ field: id, lt: §true }'), ['PL1103', /a number or text, not true/]],
  'look-ahead': [where('{ field: id, matches: §"a(?=b)" }'), ['PL1121', /look-around/]],
  'an open group in a pattern': [where('{ field: id, matches: §"(ab" }'), ['PL1121', /not closed/]],

  // Targets
  'a target of 100 %': [objective('§"1"'), ['PL1130', /no error budget/]],
  'a target of 100 %, with zeros': [objective('§1.000'), ['PL1130', /1\.000/]],
  'a target of 100 % in per cent': [objective('§"100%"'), ['PL1130', /100%/]],
  'a target of 100 as a number': [objective('§100'), ['PL1130', /"100"/]],
  'a target above 100 %': [objective('§"1.01"'), ['PL1131', /between 0 and 1/]],
  'a target of nothing': [objective('§"0.0"'), ['PL1131', /between 0 and 1/]],
  'a negative target': [objective('§-0.5'), ['PL1131', /"-0.5"/]],
  'a target in per cent': [objective('§"99%"'), ['PL1131', /"0.99"/]],
  'a target in per cent without the sign': [objective('§99.95'), ['PL1131', /"0.9995"/]],
  'a target with an exponent': [objective('§9.9e-1'), ['PL1110', /exponent/]],
  'a target in words': [objective('§high'), ['PL1110', /"high"/]],

  // One of
  'two measures at once': [
    kpi('a', [], `{ count: ${PART}, §sum: ${PART.replace('count: rows', 'value: v')} }`),
    ['PL1106', /"count", "sum" together/],
  ],
  'no measure at all': [kpi('a', [], '§{}'), ['PL1106', /needs one of: "count", "sum", "average"/]],
  'a part of no store': [
    kpi('a', [], '{ count: §{ source: shop-db } }'),
    ['PL1106', /"table", "query", "metric", "promql"/],
  ],
  'a misspelt table': [
    kpi('a', [], '{ count: { source: shop-db, §tabel: t, time: at } }'),
    ['PL1101', /Did you mean "table"/],
  ],
  'table and query': [kpi('a', [], sql('table: t, §query: "SELECT 1"')), ['PL1106', /"table", "query" together/]],
  'two operators in a condition': [where('{ field: a, is: 1, §not: 2 }'), ['PL1106', /"is", "not" together/]],
  'no operator in a condition': [where('§{ field: a }'), ['PL1106', /needs one of: "is"/]],
  'a misspelt operator': [where('{ field: a, §notin: [ 1 ] }'), ['PL1101', /Did you mean "notIn"/]],
  'below and above': [
    kpi('a', ['thresholds: [ { name: t, severity: page, below: "1", §above: "2", window: 30m } ]']),
    ['PL1106', /"below", "above" together/],
  ],
  'an empty list of values': [where('{ field: a, in: §[] }'), ['PL1105', /at least 1/]],

  // Not yet
  'a rough count of rows': [
    kpi('a', [], sql('table: t, count: rows, §accuracy: approximate')),
    ['PL1107', /"accuracy" does not belong to a count.*only different values/],
  ],
  'a join without a key': [
    kpi('a', [], sql('query: §"SELECT * FROM orders JOIN lines USING (id)", count: rows')),
    ['PL1261', /joins tables.*key: order_id/],
  ],
  gauges: [prometheus('metric: m, type: §gauge'), ['PL1119', /"type: gauge"/]],
  histograms: [prometheus('metric: m, §type: histogram'), ['PL1107', /"type".*only a quantile is made of a histogram/]],
  quality: [kpi('a', ['§quality: []']), ['PL1119', /"quality"/]],

  // Names that must resolve
  'a misspelt source': [
    kpi('a', [], sql('table: t').replace('shop-db', '§shop-bd')),
    ['PL1201', /Did you mean "shop-db"/],
  ],
  'an unknown source': [
    kpi('a', [], sql('table: t').replace('shop-db', '§warehouse')),
    ['PL1201', /use one of: "shop-db", "metrics"/],
  ],
  'a funnel’s unknown source': [funnel('f', ['source: §nowhere', ...ACTOR.slice(1), ...STEPS]), ['PL1201', /nowhere/]],
  'two KPIs of one name': [kpi('a') + kpi('§a'), ['PL1202', /The KPI "a" is already defined at 13:19/]],
  'a KPI and a funnel of one name': [kpi('a') + funnel('§a', [...ACTOR, ...STEPS]), ['PL1202', /The Funnel "a"/]],
  'two sources of one name': [
    `---\n${SOURCES.split('---')[0].replace('shop-db }', '§shop-db }')}`,
    ['PL1202', /The source "shop-db"/],
  ],
  'a KPI as its own parent': [kpi('a', ['parent: §a']), ['PL1203', /a → a/]],
  'a circle of three parents': [
    kpi('a', ['parent: §b']) + kpi('b', ['parent: c']) + kpi('c', ['parent: a']),
    ['PL1203', /a → b → c → a/],
  ],
  'a circle that a fourth one hangs on': [
    kpi('d', ['parent: a']) + kpi('a', ['parent: §b']) + kpi('b', ['parent: a']),
    ['PL1203', /a → b → a/],
  ],
  'two circles': [kpi('a', ['parent: §a']) + kpi('b', ['parent: §b']), ['PL1203', /a → a/], ['PL1203', /b → b/]],
  'a misspelt parent': [kpi('revenue') + kpi('a', ['parent: §revenu']), ['PL1204', /Did you mean "revenue"/]],

  // Stores
  'a metric of an SQL source': [
    kpi('a', [], '{ count: { source: shop-db, §metric: m } }'),
    ['PL1205', /"metric".*postgres/],
  ],
  'a table of a Prometheus source': [
    kpi('a', [], '{ count: { source: metrics, §table: t, time: at } }'),
    ['PL1205', /"table".*prometheus/],
  ],
  'an expression of an SQL source': [
    kpi('a', [], '{ count: { source: shop-db, §promql: "x[$window]" } }'),
    ['PL1205', /"promql"/],
  ],
  'actors in Prometheus': [
    funnel('f', ['source: §metrics', ...ACTOR.slice(1), ...STEPS]),
    ['PL1206', /cannot follow actors/],
  ],
  'a scrape interval of an SQL source': [
    SOURCES.replace('dialect: postgres', 'dialect: postgres, §scrapeInterval: 15s'),
    ['PL1107', /only Prometheus scrapes/],
  ],
  'PromQL without $window': [prometheus('promql: §"sum(increase(x[5m]))"'), ['PL1211', /\[\$window\]/]],
  'the size of a label': [
    prometheus('metric: m, where: [ { any: [ { field: code, §gte: 500 } ] } ]'),
    ['PL1107', /labels are text/],
  ],
  'a sum of nothing': [kpi('a', [], `{ sum: §{ source: shop-db, table: t, time: at } }`), ['PL1102', /"value"/]],
  'a sum that counts': [
    kpi('a', [], `{ sum: { source: shop-db, table: t, time: at, §count: rows } }`),
    ['PL1107', /is made of a "value"/],
  ],
  'a count that adds up': [kpi('a', [], sql('table: t, §value: amount')), ['PL1107', /use "sum"/]],
  'a part of a ratio that says nothing': [
    kpi('a', [], RATIO.replace('numerator: {', 'numerator: §{').replace(', count: rows', ''), 'ratio'),
    ['PL1106', /"count", "distinct", "value"/],
  ],

  // Meaning
  'a funnel without steps': [funnel('f', [...ACTOR, 'steps: §[]']), ['PL1105', /at least 2/]],
  'a funnel of one step': [
    funnel('f', [...ACTOR, 'steps:', `  §- { name: a, where: [ { field: p, is: x } ] }`]),
    ['PL1105', /holds 1, but needs at least 2/],
  ],
  'a step without conditions': [
    funnel('f', [...ACTOR, 'steps:', '  - { name: a, where: §[] }', '  - §{ name: b }']),
    ['PL1105', /"where"/],
    ['PL1102', /"where"/],
  ],
  'two steps of one name': [
    funnel('f', [...ACTOR, ...STEPS, '  - { name: §Visit, where: [ { field: p, is: x } ] }']),
    ['PL1207', /The step "Visit"/],
  ],
  'two segments of one name': [
    kpi('a', ['segments: [ { name: d, field: x }, { name: §d, field: y } ]']),
    ['PL1207', /first one is at 19:23/],
  ],
  'two objectives of one name': [
    ratio('a', [
      'objectives:',
      '  - { name: m, target: "0.9", timeWindow: { duration: 7d } }',
      '  - { name: §m, target: "0.8", timeWindow: { duration: 7d } }',
    ]),
    ['PL1207', /The objective "m"/],
  ],
  'a segment named like a field of results': [
    kpi('a', ['segments: [ { name: §value, field: x } ]']),
    ['PL1122', /taken are: "time", "value"/],
  ],
  'a column for an unknown segment': [
    kpi('a', ['segments: [ { name: device, field: d } ]'], sql('table: t, fields: { §devise: dev }')),
    ['PL1213', /Did you mean "device"/],
  ],
  'loose ties of steps that overlap': [
    funnel('f', [
      ...ACTOR,
      'ties: §loose',
      'steps:',
      '  - { name: a, where: [ { field: p, in: [ x, y ] } ] }',
      '  - { name: b, where: [ { field: p, is: Y } ] }',
    ]),
    ['PL1208', /both "a" and "b"/],
  ],
  'loose ties of steps on different fields': [
    funnel('f', [
      ...ACTOR,
      'ties: §loose',
      'steps:',
      '  - { name: a, where: [ { field: p, is: x } ] }',
      '  - { name: b, where: [ { field: q, is: y } ] }',
    ]),
    ['PL1208', /same field/],
  ],
  'objectives of a sum': [
    kpi('a', ['objectives: [ §{ name: m, target: "0.9", timeWindow: { duration: 7d } } ]']),
    ['PL1209', /"m" counts Occurrences.*"count".*"op: gte"/],
  ],
  'a count with the unit ratio': [kpi('a', [], undefined, '§ratio'), ['PL1210', /Write "unit: count"/]],
  'a ratio of failures in euros': [
    kpi('a', [], RATIO.replace('numerator', 'failures'), '§currency:EUR'),
    ['PL1540', /"currency:EUR"/],
  ],
  'failures and a numerator': [
    kpi('a', [], RATIO.replace('denominator', `§failures: ${PART}, denominator`), 'ratio'),
    ['PL1106', /"numerator", "failures"/],
  ],
  'a change newer than the version': [
    kpi('a', ['version: 2', 'changes: [ { version: §3, date: 2026-03-01, text: x } ]']),
    ['PL1214', /version 3/],
  ],
};

describe('a faulty definition', () => {
  checkFaults(TABLE);

  it('that is no YAML is told of with its line, and does not hide the faults of the next', () => {
    const faults = faultsOf(`${SOURCES}---\na: [1, 2\nb: 3\n${kpi('x', ['runboook: /d/x'])}`);
    expect(faults[0].code).toBe('PL1001');
    expect(faults[0].place?.line).toBe(12);
    expect(faults.map((d) => d.code)).toContain('PL1101');
  });

  it('leaves the others’ names known: no unknown source or parent only because that one is wrong too', () => {
    const text =
      SOURCES.replace('dialect: postgres', 'dialect: postgress') +
      ratio('top', ['version: x']) +
      kpi('a', ['parent: top']);
    expect(faultsOf(text).map((d) => d.code)).toEqual(['PL1104', 'PL1103']);
  });

  it('does not stop the search: all faults of all texts come in one go, in the order of the texts', () => {
    const outcome = parseDefinitions([
      { file: 'b.yaml', text: kpi('b', ['parent: nowhere', 'colour: red']) },
      { file: 'a.yaml', text: SOURCES + kpi('b', ['version: 0']) },
    ]);
    expect(outcome.ok).toBe(false);
    expect(outcome.diagnostics.map((d) => `${d.place?.file} ${d.code}`)).toEqual([
      'b.yaml PL1204',
      'b.yaml PL1101',
      'a.yaml PL1202',
      'a.yaml PL1112',
    ]);
    expect(outcome.diagnostics[2].message).toContain('b.yaml:4:19');
  });
});

describe('limits', () => {
  it('refuses more than 256 kB over all texts, and says the limit', () => {
    const comment = `# ${'ü'.repeat(66_000)}\n`;
    const outcome = parseDefinitions([
      { file: 'a.yaml', text: SOURCES + comment },
      { file: 'b.yaml', text: comment },
    ]);
    expect(outcome.diagnostics.map((d) => d.code)).toEqual(['PL1002']);
    expect(outcome.diagnostics[0].message).toContain('262144');
    expect(parseDefinitions([{ file: 'a.yaml', text: SOURCES + comment }]).ok).toBe(true);
  });

  it('counts bytes of UTF-8, as the file has them', () => {
    const text = `# ${'💶'.repeat(70_000)}`;
    const params = parseDefinitions([{ file: 'a', text }]).diagnostics[0].params;
    expect(params).toEqual({ bytes: new TextEncoder().encode(text).length, limit: 262_144 });
  });

  it.each([
    ['brackets', '['.repeat(200_000)],
    ['braces', '{a: '.repeat(60_000)],
    ['dashes', '- '.repeat(120_000)],
    ['question marks', '? '.repeat(120_000)],
    ['steps', Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('gives up on %s nested without end', (_, text) => {
    expect(faultsOf(text).map((d) => d.code)).toEqual(['PL1003']);
  });

  it('does not let aliases multiply', () => {
    const lines = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`);
    const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${lines.join('\n')}\n`;
    const codes = new Set(faultsOf(bomb).map((d) => d.code));
    expect(codes).toContain('PL1004');
  });

  it('follows an alias, and points faults to the text behind it', () => {
    const text = SOURCES + kpi('a', ['segments: [ &s { name: d, field: x } ]', 'links: [ *s ]']);
    expect(faultsOf(text).map((d) => d.code)).toContain('PL1101');
  });
});
