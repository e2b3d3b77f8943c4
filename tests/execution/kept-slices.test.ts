/** One store of kept slices over many queries while time goes on, against asking everything anew: no answer may tell the difference. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import {
  parseDefinitions,
  sliceStore,
  type DefinitionSet,
  type Grain,
  type KpiQuery,
  type Result,
} from '../../src/kpi';
import { openSqlite, type Engine, type Row, type Table } from '../engines';
import { engineTransport } from './engine-transport';

const CORPUS = fs.readFileSync(path.resolve(__dirname, '../corpus/levels.yaml'), 'utf8');
const KPIS = ['mean', 'fastest', 'slowest', 'p90', 'people', 'age'];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Clocks went forward in Berlin six hours ago. */
const BEGIN = Date.UTC(2026, 2, 29, 7);

const table: Table = {
  name: 'calls',
  columns: { id: 'integer', at: 'timestamptz', seen: 'timestamptz', device: 'text', person: 'text', took: 'double' },
};
const rows = fc
  .array(
    fc.record({
      at: fc.oneof(
        fc.integer({ min: BEGIN - 5 * DAY, max: BEGIN + DAY }),
        fc.integer({ min: -300, max: 80 }).map((n) => BEGIN + n * 5 * MINUTE)
      ),
      device: fc.constantFrom('mobile', 'desktop', null),
      person: fc.constantFrom('a', 'b', 'c', null),
      took: fc.option(
        fc.integer({ min: -4, max: 40 }).map((n) => n / 4),
        { nil: null, freq: 4 }
      ),
    }),
    { minLength: 1, maxLength: 25 }
  )
  .map((list) => list.map((one, id): Row => ({ ...one, id, seen: one.at + 1000 })));

interface Asked {
  readonly query: KpiQuery;
  readonly laterMs: number;
  readonly lengthMs: number;
}
const asked: fc.Arbitrary<Asked> = fc.record({
  query: fc.record({ kpi: fc.constantFrom(...KPIS), by: fc.constantFrom([], ['device']) }).chain((who) =>
    fc.oneof(
      fc.constant<KpiQuery>({ ...who, view: 'value' }),
      fc.constantFrom<Grain>('15m', '1h', '1d', '1w').map((grain): KpiQuery => ({ ...who, view: 'series', grain })),
      fc.constant<KpiQuery>({ ...who, kpi: 'p90', view: 'budget' })
    )
  ),
  laterMs: fc.oneof(fc.integer({ min: 0, max: 10 * HOUR }), fc.integer({ min: 0, max: 20 * MINUTE })),
  lengthMs: fc.oneof(fc.integer({ min: HOUR, max: 8 * HOUR }), fc.integer({ min: HOUR, max: 4 * DAY })),
});

let engine: Engine;
let definitions: DefinitionSet;
beforeAll(async () => {
  engine = await openSqlite();
  const text = CORPUS.replace(/DIALECT/g, 'sqlite').replace(/ZONE/g, 'Europe/Berlin');
  const parsed = parseDefinitions([{ file: 'levels.yaml', text }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
  }
  definitions = parsed.value;
});
afterAll(() => engine.close());

/** Sums of what is kept may be added up in another order. */
const said = ({ status, frames, notices }: Result) =>
  JSON.stringify([status, frames, notices], (_, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value
  );

test('what is kept changes no number, no segment and no notice', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.array(asked, { minLength: 4, maxLength: 8 }), async (list, queries) => {
      await engine.load(table, list);
      const store = sliceStore(8000);
      let nowMs = BEGIN;
      for (const { query, laterMs, lengthMs } of queries) {
        nowMs += laterMs;
        const context = { fromMs: nowMs - lengthMs, toMs: nowMs, nowMs };
        const anew = await runQuery(definitions, query, context, engineTransport(engine));
        const kept = await runQuery(definitions, query, context, engineTransport(engine), { store });
        expect(anew.status).not.toBe('error');
        expect(said(kept), JSON.stringify(query)).toBe(said(anew));
      }
    }),
    { numRuns: 60 }
  );
}, 120_000);
