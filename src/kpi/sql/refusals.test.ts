/** Everything the SQL room refuses, with its code; and that nothing but the definition's own SQL can bring text into a statement. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Aggregate, Condition, ValueExpression } from '../definition/types';
import type { Outcome } from '../diagnostics';
import { buildFunnel } from './funnel';
import { buildSlices } from './slices';
import type { FunnelQuery, SliceQuery, SqlStatement } from './types';
import { buildValues } from './values';

const T0 = Date.UTC(2026, 0, 1);
const slices: SliceQuery = {
  ...{ dialect: 'postgres', relation: { table: 't' }, time: 'at', timeType: 'instant' },
  ...{ runs: [{ startMs: T0, endMs: T0 + 1, stepMs: null }], groups: [], filters: [], aggregates: [] },
};
const step = (value: string) => ({ where: [{ op: 'is', field: 'page', value }] as Condition[] });
const funnel: FunnelQuery = {
  ...{ dialect: 'postgres', relation: { table: 't' }, time: 'at', timeType: 'instant', actor: 'who' },
  ...{ fromMs: T0, toMs: T0 + 1, asOfMs: T0 + 5, windowMs: 1, entry: 'any', ties: 'strict' },
  ...{ groups: [], filters: [], steps: [step('a'), step('b')] },
};
const code = (built: Outcome<SqlStatement>) => (built.ok ? built.value.text : built.diagnostics[0].code);
const withFilter = (filter: Condition, more: Partial<SliceQuery> = {}) =>
  code(buildSlices({ ...slices, ...more, filters: [filter] }));
const withSum = (expression: string) =>
  code(buildSlices({ ...slices, aggregates: [{ name: 'x', of: { kind: 'sum', value: { expression } }, where: [] }] }));
const withQuery = (query: string) => code(buildSlices({ ...slices, relation: { query } }));

describe('SQL refuses with a code', () => {
  it('PL2252 and PL2261: names in aggregates, and aggregates that a store has not', () => {
    const of = (dialect: SliceQuery['dialect'], aggregate: Aggregate) =>
      code(buildSlices({ ...slices, dialect, aggregates: [{ name: 'x', of: aggregate, where: [] }] }));
    const quantile = (q: string, value: ValueExpression, approximate = false): Aggregate => ({
      ...{ kind: 'quantile', value, q, approximate },
    });
    for (const dialect of ['postgres', 'sqlite', 'duckdb'] as const) {
      expect(of(dialect, { kind: 'min', value: { field: 'a"b' } })).toBe('PL2252');
      expect(of(dialect, { kind: 'distinct', field: 'a;b', approximate: false })).toBe('PL2252');
      expect(of(dialect, quantile('0.5', { elapsed: { from: 'a', to: '$b' } }))).toBe('PL2252');
      expect(of(dialect, quantile('0.5', { expression: 'a)' }))).toBe('PL2258');
    }
    expect(of('postgres', quantile('0.5', { field: 'a' }, true))).toBe('PL2261');
    expect(of('sqlite', quantile('0.5', { field: 'a' }, true))).toBe('PL2261');
    expect(of('sqlite', { kind: 'distinct', field: 'a', approximate: true })).toBe('PL2261');
    expect(of('sqlite', quantile('0.1234567891', { field: 'a' }))).toBe('PL2261');
    expect(of('sqlite', quantile('0.1234567890', { field: 'a' }))).toContain('123456789');
  });

  it('PL2252: names off the allow-list, in every place a name can be', () => {
    const names = [
      '',
      '1a',
      'a"b',
      'a"; DROP TABLE t; --',
      'a$b',
      '${x}',
      '[[x]]',
      'a\0',
      'a\nb',
      "a'b",
      'a;b',
      'a)b',
      'a.b.c.d',
      'a..b',
      '.a',
      'x'.repeat(64),
      'é'.repeat(32),
      '\u2028',
      '🧨',
    ];
    for (const name of names) {
      const dotted = name.includes('.');
      expect([name, code(buildSlices({ ...slices, relation: { table: name } }))]).toEqual([name, 'PL2252']);
      if (!dotted) {
        expect(code(buildSlices({ ...slices, time: name }))).toBe('PL2252');
        expect(code(buildSlices({ ...slices, groups: [{ name, field: 'f' }] }))).toBe('PL2252');
        expect(code(buildSlices({ ...slices, groups: [{ name: 'g', field: name }] }))).toBe('PL2252');
        expect(withFilter({ op: 'is', field: name, value: 1 })).toBe('PL2252');
        expect(code(buildFunnel({ ...funnel, actor: name }))).toBe('PL2252');
        expect(code(buildValues({ ...slices, field: name, fromMs: T0, toMs: T0 + 1, limit: 1 }))).toBe('PL2252');
      }
    }
    expect(code(buildSlices({ ...slices, relation: { table: 'db.shop.Größe und mehr-x' } }))).toContain(
      '"db"."shop"."Größe und mehr-x"'
    );
  });

  it('PL2254: numbers that are not finite; others are written so that they read back', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      expect(withFilter({ op: 'gt', field: 'f', value })).toBe('PL2254');
      expect(withFilter({ op: 'in', field: 'f', values: [1, value] })).toBe('PL2254');
    }
    for (const value of [-0, 5e-324, -1.5, 1e21, 1.7976931348623157e308, 9007199254740991]) {
      const written = /"f" > \(?([^)\s]+)\)?\n/.exec(withFilter({ op: 'gt', field: 'f', value }))?.[1];
      expect(Number(written)).toBe(value === 0 ? 0 : value);
    }
  });

  it('PL2255: patterns that do not mean the same everywhere', () => {
    for (const pattern of [
      '(',
      ')',
      '[a',
      '*a',
      'a**',
      'a{2}{3}',
      '\\',
      '\\b',
      '\\pL',
      '\\1',
      '(?=a)',
      '(?<!a)b',
      'a(?i)b',
      '[[:foo:]]',
      'a{256}',
      '\\Qa\\E',
      '^*',
    ]) {
      expect([pattern, withFilter({ op: 'matches', field: 'f', pattern })]).toEqual([pattern, 'PL2255']);
      expect([pattern, withFilter({ op: 'matches', field: 'f', pattern }, { dialect: 'duckdb' })]).toEqual([
        pattern,
        'PL2255',
      ]);
    }
    expect(withFilter({ op: 'matches', field: 'f', pattern: 'a.c' }, { dialect: 'sqlite' })).toBe('PL2251');
  });

  it('PL2256: empty lists', () => {
    expect(withFilter({ op: 'in', field: 'f', values: [] })).toBe('PL2256');
    expect(withFilter({ op: 'notIn', field: 'f', values: [] })).toBe('PL2256');
    expect(withFilter({ op: 'any', conditions: [] })).toBe('PL2256');
  });

  it('PL2257: ranges that are none, overlap, or that a store cannot write', () => {
    const run = (startMs: number, endMs: number, stepMs: number | null = null) => ({ startMs, endMs, stepMs });
    const bad = [
      [],
      [run(T0, T0)],
      [run(T0 + 1, T0)],
      [run(NaN, T0)],
      [run(T0, Infinity)],
      [run(T0 + 0.5, T0 + 1)],
      [run(-8.64e15, T0)],
      [run(T0, 253_402_300_800_001)],
      [run(T0, T0 + 5), run(T0 + 4, T0 + 9)],
      [run(T0, T0 + 5, 0)],
      [run(T0, T0 + 5, -1)],
      [run(T0, T0 + 5, NaN)],
      [run(T0, T0 + 5, 0.5)],
    ];
    for (const runs of bad) {
      expect([runs, code(buildSlices({ ...slices, runs }))]).toEqual([runs, 'PL2257']);
    }
    expect(code(buildFunnel({ ...funnel, toMs: T0 }))).toBe('PL2257');
    expect(code(buildFunnel({ ...funnel, asOfMs: T0 }))).toBe('PL2257');
    expect(code(buildFunnel({ ...funnel, asOfMs: NaN }))).toBe('PL2257');
    expect(code(buildValues({ ...slices, field: 'f', fromMs: T0, toMs: T0, limit: 1 }))).toBe('PL2257');
  });

  it('PL2258: a definition’s own SQL that is not one query or expression, or that Grafana would change', () => {
    for (const text of [
      '',
      ' ',
      'a;',
      'a) FROM x',
      '(a',
      "a'",
      'a"',
      'a /* b',
      '$x',
      '${x}',
      '[[x]]',
      '$__from',
      "'$__interval'",
      '-- $x',
      'a\0b',
    ]) {
      expect([text, withSum(text)]).toEqual([text, 'PL2258']);
      expect([text, withQuery(`SELECT ${text}`) === 'PL2258' || text.trim() === '']).toEqual([text, true]);
    }
    expect(withQuery('DELETE FROM t')).toBe('PL2258');
    expect(withQuery('SELECT 1; DROP TABLE t')).toBe('PL2258');
    expect(withQuery('SELECT \';\' AS a, ";" -- ; (\n FROM t /* ; ( */')).toContain('FROM (\nSELECT');
    expect(withSum("json_extract(x, '$.a') -- price")).toContain("json_extract(x, '$.a') -- price\n");
  });

  it('PL2259: funnels without steps, with too many, without a window', () => {
    expect(code(buildFunnel({ ...funnel, steps: [] }))).toBe('PL2259');
    expect(code(buildFunnel({ ...funnel, steps: Array.from({ length: 33 }, () => step('a')) }))).toBe('PL2259');
    expect(code(buildFunnel({ ...funnel, steps: [step('a'), { where: [] }] }))).toBe('PL2259');
    for (const windowMs of [0, -1, NaN, Infinity, 0.5]) {
      expect(code(buildFunnel({ ...funnel, windowMs }))).toBe('PL2259');
    }
  });

  it('PL2260: two columns of one name', () => {
    expect(code(buildSlices({ ...slices, groups: [{ name: 'Bucket', field: 'f' }] }))).toBe('PL2260');
    expect(code(buildFunnel({ ...funnel, groups: [{ name: 'n2', field: 'f' }] }))).toBe('PL2260');
  });
});

describe('the tree is closed', () => {
  const files = fs
    .readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'));
  const holding = (pattern: RegExp) =>
    files.filter((f) => pattern.test(fs.readFileSync(path.join(__dirname, f), 'utf8'))).sort();

  it('only admin-text.ts makes branded text, and only for a relation’s query and a value’s expression', () => {
    expect(holding(/as AdminText/)).toEqual(['admin-text.ts']);
    expect(holding(/adminQuery\(/)).toEqual(['admin-text.ts', 'relation.ts']);
    expect(holding(/adminExpression\(/)).toEqual(['admin-text.ts', 'aggregate.ts']);
    expect(holding(/kind: 'admin'/)).toEqual(['tree.ts']);
  });

  it('comments hold no quote, brace or dollar that another reader could trip over', async () => {
    const { COMMENTS } = await import('./tree');
    for (const comment of Object.values(COMMENTS)) {
      expect(comment).toMatch(/^[A-Za-z ,]+$/);
    }
  });
});
