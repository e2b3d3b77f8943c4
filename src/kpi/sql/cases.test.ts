/** The corpus: the text of every case in every dialect, and the rows it gives on the stores that run here. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngines, type Engine } from '../../../tests/engines';
import { SQL_DIALECTS, type SqlDialect } from '../definition/types';
import { EVENTS, EVENT_COLUMNS, type CaseQuery, type SqlCase } from './cases/case';
import { CONDITIONS } from './cases/conditions';
import { FUNNELS } from './cases/funnels';
import { SLICES } from './cases/slices';
import { VALUES } from './cases/values';
import { NOT_SUPPORTED } from './dialects';
import { buildFunnel, buildSlices, buildValues } from './index';

const CASES: readonly SqlCase[] = [...SLICES, ...CONDITIONS, ...FUNNELS, ...VALUES];

function build(of: CaseQuery, dialect: SqlDialect) {
  switch (of.build) {
    case 'slices':
      return buildSlices({ ...of.query, dialect });
    case 'funnel':
      return buildFunnel({ ...of.query, dialect });
    case 'values':
      return buildValues({ ...of.query, dialect });
  }
}

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines('America/New_York');
  for (const engine of engines) {
    await engine.run(engine.dialect === 'sqlite' ? "ATTACH ':memory:' AS shop" : 'CREATE SCHEMA shop');
    await engine.load(
      { name: 'shop.events', columns: { ...EVENT_COLUMNS, ms: 'integer', seconds: 'double' } },
      EVENTS.map((e) => ({ ...e, ms: e.at, seconds: e.at / 1000 }))
    );
  }
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

describe('the corpus of SQL cases', () => {
  for (const { name, of, text, rows } of CASES) {
    it(`${of.build}: ${name}`, async () => {
      for (const dialect of SQL_DIALECTS) {
        const expected = text[dialect];
        const built = build(of, dialect);
        if (expected === NOT_SUPPORTED) {
          expect(built).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2250', params: { dialect } }] });
        } else if (typeof expected === 'object') {
          expect(built).toMatchObject({ ok: false, diagnostics: [{ code: expected.refused }] });
        } else {
          expect(built.ok && `\n${built.value.text}\n`).toBe(expected);
          const engine = engines.find((e) => e.dialect === dialect);
          const found = engine && built.ok ? await engine.run(built.value.text) : [];
          const sorted = (list: readonly object[]) => list.map((row) => JSON.stringify(row)).sort();
          expect([dialect, ...sorted(found)]).toEqual([dialect, ...sorted(rows)]);
          expect(built.ok && built.value.columns.map((c) => c.name)).toEqual(Object.keys(rows[0]));
          const types = (built.ok ? built.value.columns : []).filter((c) => rows.some((row) => row[c.name] !== null));
          expect(types.every((c) => rows.some((row) => typeof row[c.name] === c.type))).toBe(true);
        }
      }
    });
  }
});
