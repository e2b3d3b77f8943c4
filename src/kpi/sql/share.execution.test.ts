/** Statements of native alert rules on every store that runs here, with Grafana's macros replaced as each store's plugin does it, against counting by hand. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngines, type ColumnKind, type Engine } from '../../../tests/engines';
import { buildShare } from './share';
import type { ShareQuery } from './types';

const SECOND = 1000;
const FROM = Date.UTC(2026, 2, 8, 6, 30);
const TO = FROM + 3_600_000;

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines();
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

/**
 * macros.go of grafana-postgresql-datasource, mysql and grafana-clickhouse-datasource, frser's variables.go, and sqlutil.DefaultMacros,
 * which MotherDuck's plugin uses.
 */
function asPlugin(text: string, dialect: Engine['dialect']): string {
  const rfc3339 = (ms: number) => `'${new Date(ms).toISOString().replace('.000Z', 'Z')}'`;
  switch (dialect) {
    case 'postgres':
      return text
        .replace('$__timeFrom()', rfc3339(FROM))
        .replace('$__timeTo()', rfc3339(TO))
        .replace('$__unixEpochFrom()', String(FROM / SECOND))
        .replace('$__unixEpochTo()', String(TO / SECOND));
    case 'sqlite':
      return text.replace('$__from', String(FROM)).replace('$__to', String(TO));
    case 'duckdb':
      return text.replace(
        /\$__timeFilter\(([^)]+)\)/,
        (_, column: string) => `${column} >= ${rfc3339(FROM)} AND ${column} <= ${rfc3339(TO)}`
      );
    case 'mysql':
      return text
        .replace('$__timeFrom()', `FROM_UNIXTIME(${FROM / SECOND})`)
        .replace('$__timeTo()', `FROM_UNIXTIME(${TO / SECOND})`)
        .replace('$__unixEpochFrom()', String(FROM / SECOND))
        .replace('$__unixEpochTo()', String(TO / SECOND));
    case 'clickhouse':
      return text
        .replace(/\$__fromTime/g, `toDateTime(${FROM / SECOND})`)
        .replace(/\$__toTime/g, `toDateTime(${TO / SECOND})`);
  }
}

const types = [
  { kind: 'timestamptz', timeType: 'instant', unit: 1, not: [] },
  { kind: 'timestamp', timeType: 'instant', unit: 1, not: [] },
  { kind: 'integer', timeType: 'unixMillis', unit: 1, not: ['duckdb', 'clickhouse'] },
  { kind: 'integer', timeType: 'unixSeconds', unit: 1000, not: ['duckdb', 'clickhouse'] },
] as const;

const query = (
  engine: Engine,
  timeType: ShareQuery['timeType'],
  of: ShareQuery['of'],
  countsFailures = false
): ShareQuery => ({
  dialect: engine.dialect,
  relation: { table: 'sales' },
  time: 'at',
  timeType,
  of,
  whole: { of: { kind: 'rows' }, where: [] },
  part: { of: { kind: 'rows' }, where: [{ op: countsFailures ? 'not' : 'is', field: 'state', value: 'ok' }] },
  ...(countsFailures ? { countsFailures } : {}),
});

async function answer(engine: Engine, share: ShareQuery): Promise<unknown> {
  const built = buildShare(share);
  const text = built.ok ? asPlugin(built.value.text, engine.dialect) : '';
  expect(text).not.toContain('$');
  const [{ value }] = await engine.run(text);
  return value;
}

describe('the number of a range that Grafana puts in', () => {
  for (const { kind, timeType, unit, not } of types) {
    it(`${kind} as ${timeType}`, { timeout: 120_000 }, async () => {
      // At the end itself DuckDB's macro counts one instant more; nobody else does.
      const at = fc.integer({ min: -30, max: 90 }).filter((minute) => minute !== 60);
      const rows = fc.array(fc.record({ at, state: fc.constantFrom('ok', 'failed', null) }), { maxLength: 12 });
      const chosen = engines.filter(({ dialect }) => !(not as readonly string[]).includes(dialect));
      expect(chosen.length).toBeGreaterThan(1);
      await fc.assert(
        fc.asyncProperty(rows, async (given) => {
          const inside = given.filter((row) => row.at >= 0 && row.at < 60);
          const ok = inside.filter(({ state }) => state === 'ok').length;
          const wanted = {
            failing: inside.length === 0 ? 0 : (inside.length - ok) / inside.length,
            failures: inside.length - ok,
            ratio: inside.length === 0 ? null : ok / inside.length,
            amount: inside.length,
          };
          for (const engine of chosen) {
            const columns: Record<string, ColumnKind> = { at: kind, state: 'text' };
            await engine.load(
              { name: 'sales', columns },
              given.map((row) => ({ at: (FROM + row.at * 60 * SECOND) / unit, state: row.state }))
            );
            for (const of of ['failing', 'failures', 'ratio', 'amount'] as const) {
              // By the good and by the failures, to the last bit.
              for (const countsFailures of [false, true]) {
                const value = await answer(engine, query(engine, timeType, of, countsFailures));
                expect(value, `${engine.name} ${of} ${countsFailures}`).toBe(wanted[of]);
              }
            }
          }
        }),
        { numRuns: 25 }
      );
    });
  }

  it('failures that were counted are exact beside any total, and none where there are no rows of them', async () => {
    for (const engine of engines) {
      const columns: Record<string, ColumnKind> = { at: 'timestamptz', state: 'text', amount: 'double' };
      const row = (state: string, amount: number) => ({ at: FROM + SECOND, state, amount });
      const sums = (of: ShareQuery['of']): ShareQuery => {
        const sum = { kind: 'sum', value: { field: 'amount' } } as const;
        const { part, ...rest } = query(engine, 'instant', of, true);
        return { ...rest, whole: { of: sum, where: [] }, part: { ...part!, of: sum } };
      };
      await engine.load({ name: 'sales', columns }, [row('ok', 1e9), row('failed', 0.1)]);
      expect(await answer(engine, sums('failures')), engine.dialect).toBe(0.1);
      expect(await answer(engine, sums('failing')), engine.dialect).toBe(0.1 / (1e9 + 0.1));
      await engine.load({ name: 'sales', columns }, [row('ok', 1e9)]);
      expect(await answer(engine, sums('failures')), engine.dialect).toBe(0);
      expect(await answer(engine, sums('failing')), engine.dialect).toBe(0);
      expect(await answer(engine, sums('ratio')), engine.dialect).toBe(1);
    }
  });

  it('a column that the macros do not serve is refused', () => {
    const duckdb = engines.find(({ dialect }) => dialect === 'duckdb')!;
    expect(buildShare(query(duckdb, 'unixSeconds', 'failing'))).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'PL1607' }],
    });
    expect(buildShare({ ...query(duckdb, 'unixMillis', 'failing'), dialect: 'clickhouse' })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'PL1607' }],
    });
  });
});
