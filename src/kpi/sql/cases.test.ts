/** The corpus: the text of every case in every dialect, and the rows it gives on the stores that run here. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngines, type Engine } from '../../../tests/engines';
import { SQL_DIALECTS, type SqlDialect } from '../definition/types';
import { AGGREGATES } from './cases/aggregates';
import { EVENTS, EVENT_COLUMNS, GOLDEN, buildCase, type SqlCase } from './cases/case';
import { CONDITIONS } from './cases/conditions';
import { EXPERIMENTS } from './cases/experiments';
import { FUNNELS } from './cases/funnels';
import { RETENTIONS } from './cases/retentions';
import { ROWS } from './cases/rows';
import { SLICES } from './cases/slices';
import { VALUES } from './cases/values';

const CASES: readonly SqlCase[] = [
  ...SLICES,
  ...AGGREGATES,
  ...CONDITIONS,
  ...EXPERIMENTS,
  ...FUNNELS,
  ...RETENTIONS,
  ...ROWS,
  ...VALUES,
];
const ATTACH: Readonly<Partial<Record<Engine['dialect'], string>>> = {
  sqlite: "ATTACH ':memory:' AS shop",
  mysql: 'CREATE DATABASE IF NOT EXISTS shop',
  clickhouse: 'CREATE DATABASE shop',
};

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines();
  for (const engine of engines) {
    await engine.run(ATTACH[engine.dialect] ?? 'CREATE SCHEMA shop');
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
        const built = buildCase(of, dialect);
        if (typeof expected === 'object' && 'refused' in expected) {
          expect(built).toMatchObject({ ok: false, diagnostics: [{ code: expected.refused }] });
        } else {
          expect(built.ok && `\n${built.value.text}\n`).toEqual(expected === GOLDEN ? expect.any(String) : expected);
        }
        if (!built.ok) {
          continue;
        }
        for (const engine of engines.filter((e) => e.dialect === dialect)) {
          const found = await engine.run(built.value.text);
          const sorted = (list: readonly object[]) => list.map((row) => JSON.stringify(row)).sort();
          expect([engine.name, ...sorted(found)]).toEqual([engine.name, ...sorted(rows)]);
        }
        expect(built.value.columns.map((c) => c.name)).toEqual(Object.keys(rows[0]));
        const types = built.value.columns.filter((c) => rows.some((row) => row[c.name] !== null));
        expect(types.every((c) => rows.some((row) => typeof row[c.name] === c.type))).toBe(true);
      }
    });
  }

  const golden = SQL_DIALECTS.filter((dialect) => CASES.some(({ text }) => text[dialect] === GOLDEN));
  it.each(golden)('texts of %s', async (dialect) => {
    const others = CASES.filter(({ text }) => typeof text[dialect] !== 'string');
    const texts = others.map(({ name, of }) => {
      const built = buildCase(of, dialect);
      return `-- ${of.build}: ${name}\n${built.ok ? `${built.value.text};` : `-- refused: ${built.diagnostics[0].code}`}\n`;
    });
    await expect(texts.join('\n')).toMatchFileSnapshot(path.join(__dirname, 'cases', 'golden', `${dialect}.sql`));
  });
});
