/** Funnels of every order from the text of their definition to the frames, on every engine, against a slow oracle; days over a change of clocks. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type DefinitionSet, type KpiQuery, type Result } from '../../src/kpi';
import { ALL_ENGINES, openEngines, type Engine, type Row, type Table } from '../engines';
import { ordersOracle, type OrderedEvent, type OrderedRow, type OrderedRule } from '../oracles/funnel-orders';
import { sets } from '../setup/slow';
import { engineTransport } from './engine-transport';

const CORPUS = fs.readFileSync(path.resolve(__dirname, '../corpus/funnels.yaml'), 'utf8');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Clocks change in Berlin on 29 March (a day of 23 hours) and on Lord Howe on 5 April (one of 24.5). */
const RANGES = [
  ['Europe/Berlin', '2026-03-27', '2026-04-01'],
  ['Australia/Lord_Howe', '2026-04-03', '2026-04-08'],
] as const;
const FUNNELS = ['plain', 'first', 'full', 'strict', 'whatever'] as const;
type Name = (typeof FUNNELS)[number];

const BUY = ['receipt', 'thanks'];
const LOGOUT = { after: 0, before: 2 };
/** What the definitions of the corpus say, once more, by hand. */
const RULES: Record<Name, Omit<OrderedRule, 'fromMs' | 'toMs' | 'asOfMs'> & { pages: string[][]; constant?: true }> = {
  plain: {
    ...{ order: 'ordered', entry: 'any', ties: 'strict', windowMs: 6 * HOUR, exclude: [] },
    ...{ steps: [{}, {}, {}], pages: [['home'], ['cart'], BUY] },
  },
  first: {
    ...{ order: 'ordered', entry: 'first', ties: 'loose', windowMs: 2 * DAY, exclude: [] },
    ...{ steps: [{}, { withinMs: 20 * HOUR }, {}], pages: [['home'], ['cart'], BUY] },
  },
  full: {
    ...{ order: 'ordered', entry: 'any', ties: 'strict', windowMs: DAY, totals: true, constant: true },
    ...{ steps: [{}, { optional: true }, {}, { withinMs: 7 * HOUR }], exclude: [{ after: 2, before: 3 }] },
    pages: [['home'], ['coupon'], ['cart'], BUY],
  },
  strict: {
    ...{ order: 'strict', entry: 'any', ties: 'strict', windowMs: DAY, totals: true, exclude: [] },
    ...{ steps: [{}, {}, { withinMs: 12 * HOUR }], pages: [['home'], ['cart'], BUY] },
  },
  whatever: {
    ...{ order: 'any', entry: 'any', ties: 'strict', windowMs: DAY, totals: true, constant: true, exclude: [LOGOUT] },
    ...{ steps: [{}, {}, {}], pages: [['home'], ['cart'], BUY] },
  },
};

const table: Table = {
  name: 'visits',
  columns: { at: 'timestamptz', person: 'text', page: 'text', shop: 'text', device: 'text' },
};
interface Visit extends Row {
  at: number;
  person: string | null;
  page: string;
  shop: string | null;
  device: string | null;
}

/** Half hours and a few milliseconds beside them, from a day before the range to a day after it: ties and limits that end on a visit are common. */
const visitsOf = (fromMs: number, toMs: number) =>
  fc.noBias(
    fc.array(
      fc.record({
        at: fc
          .tuple(fc.integer({ min: -48, max: (toMs - fromMs) / (HOUR / 2) + 48 }), fc.constantFrom(0, 0, 0, 0, -1, 1))
          .map(([n, off]) => fromMs + Math.floor(n) * (HOUR / 2) + off),
        person: fc.constantFrom('ann', 'ann', 'ann', 'bob', 'bob', 'cyd', 'Ann', 'dan ', 'eve', 'flo', null),
        page: fc.constantFrom('home', 'home', 'home', 'cart', 'cart', 'cart', ...BUY, 'coupon', 'logout', 'blog'),
        shop: fc.constantFrom('a', 'a', 'a', 'A', null),
        device: fc.constantFrom('mobile', 'desktop', 'Mobile', '', null),
      }),
      { minLength: 300, maxLength: 450, size: 'max' }
    )
  );

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines('America/New_York', ALL_ENGINES);
}, 240_000);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const parsed = new Map<string, DefinitionSet>();
function definitionsFor(dialect: string, zone: string): DefinitionSet {
  const text = CORPUS.replace(/DIALECT/g, dialect).replace(/ZONE/g, zone);
  const found = parsed.get(text);
  if (found) {
    return found;
  }
  const outcome = parseDefinitions([{ file: 'funnels.yaml', text }]);
  if (!outcome.ok) {
    throw new Error(outcome.diagnostics.map((d) => `${d.place?.line}: ${d.code} ${d.message}`).join('\n'));
  }
  parsed.set(text, outcome.value);
  return outcome.value;
}

interface Asking {
  readonly zone: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
}
/** The same frames, notices and status on every engine. */
async function ask(query: KpiQuery, { zone, ...context }: Asking): Promise<Result> {
  const results = await Promise.all(
    engines.map((engine) => runQuery(definitionsFor(engine.dialect, zone), query, context, engineTransport(engine)))
  );
  const shape = ({ frames, status, notices }: Result) => ({ frames, status, said: notices.map((n) => n.message) });
  results.forEach((result, i) => {
    expect({ engine: engines[i].name, ...shape(result) }).toEqual({ engine: engines[i].name, ...shape(results[0]) });
  });
  return results[0];
}

const column = (result: Result, name: string, frame = 0) => [
  ...result.frames[frame].fields.find((field) => field.name === name)!.values,
];
const tableOf = (result: Result, names: readonly string[]) => {
  const columns = names.map((name) => column(result, name));
  return columns[0].map((_, i) => columns.map((values) => values[i]));
};

function oracle(
  visits: readonly Visit[],
  name: Name,
  when: Asking & { readonly starts?: readonly string[] },
  by: boolean,
  bucketOf?: (at: number) => number
) {
  const { pages, constant, ...rule } = RULES[name];
  const events = visits.map((v): OrderedEvent => ({
    actor: v.person,
    at: v.at,
    isStep: pages.map((step) => step.includes(v.page)),
    isExcluded: rule.exclude.map(() => v.page === 'logout'),
    constants: constant ? [v.shop] : [],
    groups: by ? [v.device] : [],
    passes: !when.starts || when.starts.includes(v.device!),
  }));
  const { fromMs, toMs, nowMs: asOfMs } = when;
  // A trend counts no events, so that a segment that only brought some has no row in it.
  const asked = { ...rule, totals: rule.totals && !bucketOf, fromMs, toMs, asOfMs };
  const rows = ordersOracle(events, asked, by ? 1 : 0, bucketOf);
  const key = ({ groups }: OrderedRow) => JSON.stringify(groups);
  return rows
    .filter(({ n, total }) => n[0] > 0 || total.some((count) => count > 0) || (!by && !bucketOf))
    .sort((a, b) => b.n[0] - a.n[0] || (key(a) < key(b) ? -1 : 1));
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
const came = ({ n }: OrderedRow) => [share(n[n.length - 1], n[0]), n[n.length - 1], n[0]];

/** Rows of view `funnel`: segment, count, shares, median (s), total. */
function steps(rows: readonly OrderedRow[], name: Name): unknown[][] {
  const { steps: rule, order, totals } = RULES[name];
  return rows.flatMap(({ groups, n, m, total }) =>
    n.map((count, k) => {
      const before = n.filter((_, j) => j < k && (order === 'any' || !rule[j].optional)).slice(-1);
      const median = k === 0 || m[k - 1] === null ? null : m[k - 1]! / 1000;
      const previous = before.length === 0 ? null : share(count, before[0]);
      return [...groups, count, share(count, n[0]), previous, median, ...(totals ? [total[k]] : [])];
    })
  );
}

/** Starts of the days of the range in the zone. */
function midnights({ zone, fromMs, toMs }: Asking): number[] {
  const found: number[] = [];
  let day = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone).startOfDay();
  for (; day.epochMilliseconds < toMs; day = day.add({ days: 1 })) {
    found.push(day.epochMilliseconds);
  }
  return found;
}

describe('funnels from definition to frame', () => {
  for (const [zone, from, to] of RANGES) {
    const [fromMs, toMs] = [from, to].map(
      (day) => Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds
    );
    for (const name of FUNNELS) {
      it(`${name}, ${zone}: every view is what the oracle counts`, { timeout: 600_000 }, async () => {
        let through = 0;
        const check = async (visits: readonly Visit[], ageHours: number) => {
          await Promise.all(engines.map((engine) => engine.load(table, visits)));
          const when = { zone, fromMs, toMs, nowMs: toMs + ageHours * HOUR };
          const [whole] = oracle(visits, name, when, false);
          through += whole.n[whole.n.length - 1];
          const names = [
            'count',
            'fromFirst',
            'fromPrevious',
            'medianSeconds',
            ...(RULES[name].totals ? ['total'] : []),
          ];

          const plain = await ask({ kpi: name, view: 'funnel' }, when);
          expect(tableOf(plain, names)).toEqual(steps([whole], name));
          expect(plain.frames[0].meta).toMatchObject({ openEntries: whole.open });
          const parts = oracle(visits, name, when, true);
          const split = await ask({ kpi: name, view: 'funnel', by: ['device'] }, when);
          expect(tableOf(split, ['device', ...names])).toEqual(steps(parts, name));

          const numbers = ['value', 'numerator', 'denominator'];
          const value = await ask({ kpi: name, view: 'value' }, when);
          expect(tableOf(value, numbers)).toEqual([came(whole)]);
          const starts = ['desktop', ''];
          const filtered = await ask({ kpi: name, view: 'value', filters: { device: starts } }, when);
          expect(tableOf(filtered, numbers)).toEqual([came(oracle(visits, name, { ...when, starts }, false)[0])]);
          const breakdown = await ask({ kpi: name, view: 'breakdown', by: ['device'] }, when);
          expect(tableOf(breakdown, ['device', ...numbers])).toEqual(parts.map((row) => [...row.groups, ...came(row)]));

          await checkTrend(visits, name, when);
        };
        await fc.assert(fc.asyncProperty(visitsOf(fromMs, toMs), fc.constantFrom(1, 13, 60), check), {
          numRuns: sets(1, 12),
          seed: 20261125,
          endOnFailure: true,
        });
        expect(through).toBeGreaterThan(0);
      });
    }
  }

  /** A value a day and segment: of those who entered on it, the share that came through, whenever they did. */
  async function checkTrend(visits: readonly Visit[], name: Name, when: Asking) {
    const days = midnights(when);
    const lengths = days.map((start, i) => (days[i + 1] ?? when.toMs) - start);
    expect(new Set(lengths).size).toBe(2);
    const bucketOf = (at: number) => days.filter((start) => start <= at).slice(-1)[0];
    const firstOpen = days.findIndex((start, i) => start + lengths[i] + RULES[name].windowMs > when.nowMs);
    for (const by of [false, true]) {
      const rows = oracle(visits, name, when, by, bucketOf);
      const result = await ask({ kpi: name, view: 'series', grain: '1d', ...(by ? { by: ['device'] } : {}) }, when);
      const expected = new Map<string, Array<number | null>>();
      for (const row of rows) {
        const line = expected.get(JSON.stringify(row.groups)) ?? days.map(() => null);
        line[days.indexOf(row.bucket!)] = came(row)[0];
        expected.set(JSON.stringify(row.groups), line);
      }
      const found = result.frames.map(({ fields }) => [
        JSON.stringify(by ? [fields[1].labels!.device ?? null] : []),
        fields[1].values,
      ]);
      const sorted = (lines: unknown[][]) => [...lines].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
      expect(sorted(found)).toEqual(sorted([...expected]));
      result.frames.forEach((frame, i) => {
        expect(column(result, 'time', i)).toEqual(days);
        expect(frame.meta).toMatchObject({ grain: '1d', incompleteFromMs: firstOpen < 0 ? null : days[firstOpen] });
      });
    }
  }
});
