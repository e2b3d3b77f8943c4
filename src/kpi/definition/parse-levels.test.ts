/** Measures that cannot be added up, as they are read from YAML. */
import { describe, expect, it } from 'vitest';
import { joins } from './check-part';
import { parseDefinitions } from './parse';

const SOURCES = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: postgres, grafana: { uid: a } }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: b } }
---`;
const TABLE = 'source: db, table: calls, time: at';

function parse(measure: string, unit = 'seconds', more = '') {
  const text = `${SOURCES}
apiVersion: plumbline/v1
kind: KPI
metadata: { name: one }
spec:
  area: shop
  owner: { team: web }
  unit: ${unit}
  measure: ${measure}
${more}`;
  return parseDefinitions([{ file: 'one.yaml', text }]);
}
function kpi(measure: string, unit?: string, more?: string) {
  const parsed = parse(measure, unit, more);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  }
  return parsed.value.kpis.get('one')!;
}
const codes = (...args: Parameters<typeof parse>) =>
  parse(...args)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, place }) => `${code} ${place?.line}`);

describe('levels', () => {
  it('makes an average a sum over how many there are', () => {
    expect(kpi(`{ average: { ${TABLE}, value: took } }`).measure).toMatchObject({
      kind: 'ratio',
      average: true,
      numerator: { aggregate: { kind: 'sum', value: { field: 'took' } } },
      denominator: { aggregate: { kind: 'values', value: { field: 'took' } } },
    });
  });

  it.each([
    [`{ min: { ${TABLE}, value: took } }`, { kind: 'min', value: { field: 'took' } }],
    [`{ max: { ${TABLE}, value: { expression: a + b } } }`, { kind: 'max', value: { expression: 'a + b' } }],
    [
      `{ quantile: { q: 0.95, of: { ${TABLE}, value: { elapsed: { from: at, to: seen } } } } }`,
      { kind: 'quantile', q: '0.95', approximate: false, value: { elapsed: { from: 'at', to: 'seen' } } },
    ],
  ])('reads %s', (measure, aggregate) => {
    expect(kpi(measure).measure).toMatchObject({ kind: 'level', part: { aggregate } });
  });

  it('reads histograms of Prometheus; a plain one is classic', () => {
    const quantile = (of: string) => kpi(`{ quantile: { q: "0.99", of: { source: metrics, ${of} } } }`).measure;
    expect(quantile('metric: took_seconds')).toMatchObject({ part: { type: 'histogram', q: '0.99' } });
    expect(quantile('metric: took_seconds, type: nativeHistogram')).toMatchObject({
      part: { type: 'nativeHistogram' },
    });
  });

  it('reads different values, in both forms, exactly or roughly', () => {
    const count = (of: string) => kpi(`{ count: { ${TABLE}, ${of} } }`, 'count').measure;
    const aggregate = { kind: 'distinct', field: 'user', approximate: false };
    expect(count('distinct: user')).toMatchObject({ kind: 'count', part: { aggregate } });
    expect(count('count: { distinct: user }')).toMatchObject({ part: { aggregate } });
    expect(count('distinct: user, accuracy: exact')).toMatchObject({ part: { aggregate } });
  });

  it('looks a week back for the newest row', () => {
    expect(kpi(`{ freshness: { ${TABLE} } }`).measure).toMatchObject({
      kind: 'freshness',
      lookbackMs: 7 * 24 * 3_600_000,
      part: { aggregate: { kind: 'newest' } },
    });
  });

  it('reads what accumulates, and how gaps are filled', () => {
    const revenue = (more: string) => kpi(`{ sum: { ${TABLE}, value: amount } }`, 'currency:EUR', more);
    expect(revenue('  accumulate: { window: 28d }').accumulate).toEqual({
      kind: 'window',
      windowMs: 28 * 24 * 3_600_000,
      window: '28d',
    });
    expect(revenue('  accumulate: { toDate: 1Q }').accumulate).toEqual({ kind: 'toDate', period: '1Q' });
    expect(revenue('  gapFill: previous').gapFill).toBe('previous');
    expect(revenue('').gapFill).toBe('none');
  });
});

const OBJECTIVE = (rest: string) =>
  `  objectives: [ { target: "0.9", name: o, timeWindow: { duration: 30d }, ${rest} } ]`;

describe('faults of levels', () => {
  it.each([
    ['an average of a metric', `{ average: { source: metrics, metric: m } }`, 'seconds', '', ['PL1107 19']],
    ['a maximum of rows', `{ max: { ${TABLE}, count: rows } }`, 'seconds', '', ['PL1107 19']],
    ['a maximum of nothing', `{ max: { ${TABLE} } }`, 'seconds', '', ['PL1102 19']],
    [
      'a quantile of a counter',
      `{ quantile: { q: "0.5", of: { source: metrics, metric: m, type: counter } } }`,
      'seconds',
      '',
      ['PL1107 19'],
    ],
    [
      'a quantile of sums',
      `{ quantile: { q: "0.5", of: { source: metrics, metric: took_sum } } }`,
      'seconds',
      '',
      ['PL1320 19'],
    ],
    [
      'a native histogram with buckets as series',
      `{ quantile: { q: "0.5", of: { source: metrics, metric: took_bucket, type: nativeHistogram } } }`,
      'seconds',
      '',
      ['PL1320 19'],
    ],
    [
      'a quantile of some buckets',
      `{ quantile: { q: "0.5", of: { source: metrics, metric: took, where: [ { any: [ { field: le, is: "1" } ] } ] } } }`,
      'seconds',
      '',
      ['PL1321 19'],
    ],
    [
      'a quantile by bucket',
      `{ quantile: { q: "0.5", of: { source: metrics, metric: took, fields: { bound: le } } } }`,
      'seconds',
      '  segments: [ { name: bound, field: bound } ]',
      ['PL1321 19'],
    ],
    ['a quantile of 1', `{ quantile: { q: 1, of: { ${TABLE}, value: v } } }`, 'seconds', '', ['PL1130 19']],
    ['a rate of a maximum', `{ max: { ${TABLE}, value: v } }`, 'count/min', '', ['PL1210 18']],
    ['freshness in euros', `{ freshness: { ${TABLE} } }`, 'currency:EUR', '', ['PL1210 18']],
    ['freshness of Prometheus', '{ freshness: { source: metrics, table: t, time: at } }', 'seconds', '', ['PL1205 19']],
    [
      'freshness that waits for rows',
      `{ freshness: { ${TABLE} } }`,
      'seconds',
      `  privacy: { minCohort: 5 }\n  thresholds: [ { name: t, severity: page, above: "60", window: 1h, minimumEvents: 1 } ]`,
      ['PL1107 20', 'PL1107 21'],
    ],
    [
      'events of a level',
      `{ max: { ${TABLE}, value: v } }`,
      'seconds',
      OBJECTIVE('budgetingMethod: Occurrences'),
      ['PL1209 20'],
    ],
    [
      'events of different values',
      `{ ratio: { numerator: { ${TABLE}, distinct: a }, denominator: { ${TABLE}, distinct: b } } }`,
      'ratio',
      OBJECTIVE('budgetingMethod: Occurrences'),
      ['PL1262 20'],
    ],
    [
      'different values so far',
      `{ count: { ${TABLE}, distinct: a } }`,
      'count',
      '  accumulate: { toDate: 1M }',
      ['PL1263 20'],
    ],
    [
      'a promise on what accumulates',
      `{ sum: { ${TABLE}, value: v } }`,
      'count',
      `  accumulate: { window: 7d }\n${OBJECTIVE('op: gt, value: 1')}`,
      ['PL1107 21'],
    ],
  ])('refuses %s', (_, measure, unit, more, expected) => {
    expect(codes(measure, unit, more)).toEqual(expected);
  });

  it('refuses levels in a composite', () => {
    const text = `${SOURCES}
apiVersion: plumbline/v1
kind: KPI
metadata: { name: slowest }
spec:
  area: a
  owner: { team: t }
  unit: seconds
  measure: { max: { ${TABLE}, value: v } }
${OBJECTIVE('op: lt, value: 1')}
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: all }
spec:
  area: a
  owner: { team: t }
  unit: ratio
  measure: { composite: [ { kpi: slowest }, { kpi: slowest, objective: o } ] }
`;
    const { diagnostics } = parseDefinitions([{ file: 'a.yaml', text }]);
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual([
      'PL1264',
      'PL1264',
    ]);
  });

  it('knows a join from a word that is not one', () => {
    expect(joins('SELECT 1 FROM a LEFT JOIN b ON true')).toBe(true);
    expect(joins(`SELECT 'a join b', "join" FROM a -- join\n/* join */`)).toBe(false);
    expect(joins('SELECT joined FROM rejoins')).toBe(false);
    // MySQL's own comments and backslashes neither hide a join nor make one.
    expect(joins("SELECT 'it\\'s a join' FROM a # join", 'bigquery')).toBe(false);
    expect(joins('SELECT 1 FROM a # a join', 'mysql')).toBe(false);
    expect(joins("SELECT '\\'' FROM a JOIN b -- '", 'clickhouse')).toBe(true);
    expect(joins('SELECT 1 FROM a /*! JOIN b */', 'mysql')).toBe(true);
    expect(joins("SELECT 1 --'\n FROM a JOIN b --'", 'postgres')).toBe(true);
    expect(joins("SELECT 1 --'\n FROM a JOIN b --'", 'mysql')).toBe(false);
  });
});
