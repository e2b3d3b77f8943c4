/** A store's lack is an error at the field's line. */
import { describe, expect, it } from 'vitest';
import { CAPABILITIES } from './capabilities';
import { parseDefinitions } from './parse';
import { SQL_DIALECTS, type SqlDialect } from './types';

const PART = 'source: store, table: calls, time: at';

function codes(dialect: string, definition: string): readonly string[] {
  const text = `apiVersion: plumbline/v1
kind: Source
metadata: { name: store }
spec: { dialect: ${dialect}, grafana: { uid: a } }
---
apiVersion: plumbline/v1
${definition}`;
  return parseDefinitions([{ file: 'one.yaml', text }]).diagnostics.flatMap(({ severity, code, place }) =>
    severity === 'error' ? [`${code} ${place?.line}:${place?.column}`] : []
  );
}
const kpi = (measure: string, unit = 'count') => `kind: KPI
metadata: { name: one }
spec:
  area: shop
  owner: { team: web }
  unit: ${unit}
  measure: ${measure}
`;
const lacking = (what: keyof (typeof CAPABILITIES)[SqlDialect], value: unknown): readonly SqlDialect[] =>
  SQL_DIALECTS.filter((dialect) => CAPABILITIES[dialect][what] === value);

describe('what a store lacks is an error at validation', () => {
  it('an approximate count of distinct values, where it is written', () => {
    const refused = lacking('approximateDistinct', null);
    expect(refused).toEqual(['postgres', 'mysql', 'sqlite']);
    for (const dialect of SQL_DIALECTS) {
      const written = kpi(`{ count: { ${PART}, distinct: who, accuracy: approximate } }`);
      expect([dialect, codes(dialect, written)]).toEqual([dialect, refused.includes(dialect) ? ['PL1310 13:87'] : []]);
      expect(codes(dialect, written.replace('approximate', 'exact'))).toEqual([]);
    }
  });

  it('an approximate quantile; the exact one is had from every store, by places where it has none', () => {
    const refused = lacking('approximateQuantile', null);
    expect(refused).toEqual(['postgres', 'mysql', 'sqlite']);
    for (const dialect of SQL_DIALECTS) {
      const written = kpi(`{ quantile: { q: "0.95", accuracy: approximate, of: { ${PART}, value: ms } } }`, 'seconds');
      expect([dialect, codes(dialect, written)]).toEqual([dialect, refused.includes(dialect) ? ['PL1310 13:47'] : []]);
      expect(codes(dialect, written.replace('approximate', 'exact'))).toEqual([]);
    }
  });

  it('patterns that are more than values joined by |, however deep and wherever conditions are', () => {
    const refused = lacking('patterns', 'values');
    expect(refused).toEqual(['mssql', 'sqlite']);
    const count = (where: string) => kpi(`{ count: { ${PART}, count: rows, where: [ ${where} ] } }`);
    for (const dialect of SQL_DIALECTS) {
      const found = (definition: string) => codes(dialect, definition).map((found) => found.split(' ')[0]);
      const expected = refused.includes(dialect) ? ['PL1311'] : [];
      expect(found(count('{ field: f, matches: "a.*" }'))).toEqual(expected);
      expect(found(count('{ any: [ { field: f, is: a }, { all: [ { field: f, matches: "a+" } ] } ] }'))).toEqual(
        expected
      );
      expect(found(count('{ field: f, matches: "(mobile|desktop)" }'))).toEqual([]);
      expect(found(kpi(`{ freshness: { ${PART}, where: [ { field: f, matches: "^a" } ] } }`, 'seconds'))).toEqual(
        expected
      );
      const ratio = `{ ratio: { numerator: { ${PART}, count: rows, where: [ { field: f, matches: "a?" } ] }, denominator: { ${PART}, count: rows } } }`;
      expect(found(kpi(ratio, 'ratio'))).toEqual(expected);
      const back = `{ retention: { ${PART}, actor: who, start: [ { field: f, is: a } ], return: [ { field: f, matches: "b+" } ], after: 1 } }`;
      expect(found(kpi(back, 'ratio'))).toEqual(expected);
      const funnel = `kind: Funnel
metadata: { name: two }
spec:
  area: shop
  owner: { team: web }
  ${PART.replace(/, /g, '\n  ')}
  actor: who
  window: 1h
  entry: any
  order: ordered
  steps:
    - { name: A, where: [ { field: f, is: a } ] }
    - { name: B, where: [ { field: f, matches: "b." } ] }
`;
      expect(found(funnel)).toEqual(expected);
      const events = `kind: Events
metadata: { name: three }
spec: { type: deploy, ${PART}, where: [ { field: f, matches: "b." } ] }
`;
      expect(found(events)).toEqual(expected);
    }
  });
});
