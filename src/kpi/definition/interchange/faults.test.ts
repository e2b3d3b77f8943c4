import { describe, expect, it } from 'vitest';
import { errorsOf } from './testdata/read';
import { BAD, document, ERRORS, GOOD, inline, LEVEL, pyrra, RATIO, RAW, slo, sloth, TOTAL } from './testdata/texts';
import { importDefinitions } from './import';
import type { ImportFormat } from './types';

/** [text, where each error must stand and its code] */
const TABLE: Record<string, readonly [ImportFormat, string, ...string[]]> = {
  'no YAML': ['sloth', 'version: [', '1:11 PL1001'],
  'a text': ['pyrra', 'hello', '1:1 PL1103'],
  'nothing at all': ['openslo', '', '1:1 PL1502'],
  'sloth: another version': ['sloth', sloth(ERRORS, TOTAL).replace('prometheus/v1', 'prometheus/v2'), '1:10 PL1503'],
  'sloth: no version': ['sloth', 'service: x', '1:1 PL1102'],
  'sloth: no objective': ['sloth', sloth(ERRORS, TOTAL).replace(/ *objective.*\n/, ''), '4:5 PL1102'],
  'sloth: an objective of 100': ['sloth', sloth(ERRORS, TOTAL, '100'), '5:16 PL1504'],
  'sloth: an objective of 0': ['sloth', sloth(ERRORS, TOTAL, '0'), '5:16 PL1504'],
  'sloth: an objective that is no number': ['sloth', sloth(ERRORS, TOTAL, '.nan'), '5:16 PL1110'],
  'sloth: a negative objective': ['sloth', sloth(ERRORS, TOTAL, '-5'), '5:16 PL1504'],
  'sloth: a text as list': ['sloth', 'version: prometheus/v1\nservice: x\nslos: y', '3:7 PL1103'],
  'sloth: no SLO': ['sloth', 'version: prometheus/v1\nservice: x\nslos: []', '3:7 PL1105'],
  'sloth: an empty query': ['sloth', sloth(' ', TOTAL), '8:22 PL1105'],
  'sloth: no PromQL': ['sloth', sloth('sum(rate(a[{{.window}}])', TOTAL), '8:22 PL1506'],
  'sloth: no window': ['sloth', sloth('sum(rate(a[5m]))', TOTAL), '8:22 PL1505'],
  'sloth: errors are the total': ['sloth', sloth('sum (rate(orders_total[{{ .window }}]))', TOTAL), '8:22 PL1508'],
  'sloth: two kinds of SLI': [
    'sloth',
    sloth(ERRORS, TOTAL).replace('      events:', '      raw: { error_ratio_query: x }\n      events:'),
    '7:7 PL1106',
  ],
  'sloth: two SLOs of a name': [
    'sloth',
    `${sloth(ERRORS, TOTAL)}${sloth(ERRORS, TOTAL).split('\n').slice(3).join('\n')}`,
    '10:5 PL1202',
  ],
  'pyrra: another kind': ['pyrra', pyrra(RATIO).replace('ServiceLevelObjective', 'ServiceLevelObjectiv'), '2:7 PL1503'],
  'pyrra: no target': ['pyrra', pyrra(RATIO).replace(/ *target.*\n/, ''), '5:3 PL1102'],
  'pyrra: a target of 100': ['pyrra', pyrra(RATIO, '"100"'), '5:11 PL1504'],
  'pyrra: a window without a unit': ['pyrra', pyrra(RATIO, '"99"', '"28"'), '6:11 PL1109'],
  'pyrra: a metric that is an expression': ['pyrra', pyrra(RATIO.replace('t_total', 'sum(t_total)')), '7:80 PL1506'],
  'pyrra: two indicators': ['pyrra', pyrra(RATIO.replace('{ ', '{ bool_gauge: { metric: up }, ')), '7:14 PL1106'],
  'openslo: another version': ['openslo', slo().replace('openslo/v1', 'openslo/v3'), '1:13 PL1503'],
  'openslo: another kind': ['openslo', slo().replace('kind: SLO', 'kind: SLOO'), '2:7 PL1503'],
  'openslo: a target of 1': ['openslo', slo({ objectives: ['{ target: 1 }'] }), '10:17 PL1504'],
  'openslo: no target': ['openslo', slo({ objectives: ['{ displayName: x }'] }), '10:7 PL1106'],
  'openslo: target and targetPercent': [
    'openslo',
    slo({ objectives: ['{ target: 0.9, targetPercent: 90 }'] }),
    '10:37 PL1106',
  ],
  'openslo: good and bad': [
    'openslo',
    slo({ indicator: inline(GOOD.replace('good:', `bad: ${/good: (.*), total/.exec(GOOD)?.[1]}, good:`)) }),
    '6:84 PL1106',
  ],
  'openslo: a ratio and a threshold': ['openslo', slo({ indicator: inline(`${GOOD}, ${LEVEL}`) }), '6:47 PL1106'],
  'openslo: a raw ratio without its type': [
    'openslo',
    slo({ indicator: inline(RAW('x').replace('rawType: x, ', '')) }),
    '6:62 PL1102',
  ],
  'openslo: an indicator that is nowhere': ['openslo', slo({ indicator: 'indicatorRef: sli' }), '6:17 PL1507'],
  'openslo: no indicator': ['openslo', slo({ indicator: 'description: x' }), '5:3 PL1106'],
  'openslo: an alert policy that is nowhere': ['openslo', slo({ more: ['alertPolicies: [ p ]'] }), '11:20 PL1507'],
  'openslo: two time windows': ['openslo', slo({ window: '{ duration: 1d, isRolling: true }, {}' }), '7:15 PL1105'],
  'openslo: a calendar that is missing': [
    'openslo',
    slo({ window: '{ duration: 1M, isRolling: false }' }),
    '7:17 PL1102',
  ],
  'openslo: a method that is misspelt': ['openslo', slo({ method: 'Occurences' }), '8:20 PL1104'],
  'openslo: Timeslices without their share': [
    'openslo',
    slo({ method: 'Timeslices', objectives: ['{ target: 0.9, timeSliceWindow: 1m }'] }),
    '10:7 PL1102',
  ],
  'openslo: a slice that does not divide the hour': [
    'openslo',
    slo({ method: 'Timeslices', objectives: ['{ target: 0.9, timeSliceTarget: 0.9, timeSliceWindow: 7m }'] }),
    '1:1 PL1509',
  ],
  'openslo: two SLIs of a name': [
    'openslo',
    [document('SLI', 'x', `{ ${GOOD} }`), document('SLI', 'x', `{ ${BAD} }`)].join('---\n'),
    '8:19 PL1202',
  ],
  'openslo: two data sources whose names become one': [
    'openslo',
    slo({ indicator: inline(GOOD.replace('metricSourceRef: prom', 'metricSourceRef: Prom')) }),
    '6:226 PL1202',
  ],
};

describe('an invalid document', () => {
  it.each(Object.keys(TABLE))('%s: is told of at its place, and nothing is imported', (name) => {
    const [format, text, ...expected] = TABLE[name];
    const found = errorsOf(format, text);
    expect(found).toEqual(expected);
    expect(found.every((error) => /^\d+:\d+ PL1\d+$/.test(error))).toBe(true);
  });

  it('an alias bomb is told of at the alias that goes too far', () => {
    const lists = 'bcdefghi'
      .split('')
      .map((c, i) => `${c}: &${c} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(',')}]\n`);
    const found = errorsOf('openslo', `a: &a [x,x,x,x,x,x,x,x,x,x]\n${lists.join('')}`);
    expect(found[0]).toMatch(/^5:\d+ PL1004$/);
    expect(found.every((error) => / PL1004$/.test(error))).toBe(true);
  });

  it('a text that is too long is not read at all', () => {
    const text = `${sloth(ERRORS, TOTAL)}# ${'x'.repeat(1_000_000)}\n`;
    expect(errorsOf('sloth', text)).toEqual(['1:1 PL1501']);
  });

  it('what is misspelt is suggested', () => {
    const said = (format: ImportFormat, text: string) =>
      importDefinitions(format, [{ file: 'f', text }])
        .diagnostics.map((d) => d.hint)
        .join();
    expect(said('openslo', slo().replace('kind: SLO', 'kind: SLOO'))).toMatch(/mean "SLO"/);
    expect(said('openslo', slo({ method: 'Occurences' }))).toMatch(/mean "Occurrences"/);
    expect(said('pyrra', pyrra(RATIO).replace('v1alpha1', 'v1alpha'))).toMatch(/mean "pyrra.dev\/v1alpha1"/);
  });

  it('documents in one file after it are read too: all errors come at once', () => {
    const text = `${sloth(ERRORS, TOTAL, '100')}---\n${sloth('', TOTAL)}`;
    expect(errorsOf('sloth', text)).toEqual(['5:16 PL1504', '18:22 PL1105']);
  });

  it('queries that cannot be added up are left out with the reason, whatever they are', () => {
    const reasons = (query: string) => {
      const outcome = importDefinitions('sloth', [{ file: 'f', text: sloth(query, TOTAL) }]);
      return outcome.diagnostics.filter((d) => /PL151[234]/.test(d.code)).map((d) => `${d.code} ${d.message}`);
    };
    expect(reasons('sum(irate(a[{{.window}}]))')).toEqual([expect.stringMatching(/^PL1512 .*irate/)]);
    expect(reasons('avg(rate(a[{{.window}}]))')).toEqual([expect.stringMatching(/^PL1513 .*avg is not a sum/)]);
    expect(reasons('sum(rate(a[{{.window}}])) / sum(rate(b[{{.window}}]))')).toEqual([expect.stringMatching(/"\/"/)]);
    expect(reasons('sum(avg_over_time(a[{{.window}}]))')).toEqual([expect.stringMatching(/avg_over_time/)]);
    expect(reasons('sum(rate(a[{{.window}}])) + 1')).toEqual([expect.stringMatching(/PL1513/)]);
    expect(reasons('sum(rate(a[{{.window}}])) or vector(1)')).toEqual([expect.stringMatching(/PL1513/)]);
    expect(reasons('sum(rate(a[{{.window}}])) + sum(rate(b[5m]))')).toEqual([expect.stringMatching(/\[5m\]/)]);
    expect(reasons('sum(increase(a[{{.window}}]))')).toEqual([expect.stringMatching(/^PL1514/)]);
    expect(reasons('sum(rate(a{b!~"c.*$"}[{{.window}}])) or vector(0)')).toEqual([]);
  });
});
