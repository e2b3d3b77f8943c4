/** Budgets and burn rates through text → plan → SQL → result on every engine, against loops over the events. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, sliceStore, type DefinitionSet, type KpiQuery, type Result } from '../../src/kpi';
import { openEngines, type Engine, type Table } from '../engines';
import { burnOracle, countedIn, type Outcome, type Rule, type Stretch } from '../oracles/objectives';
import { engineTransport } from './engine-transport';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE = 'Europe/Berlin';
/** Two days after the clocks change in Berlin; on no grid. */
const NOW = Date.UTC(2026, 2, 31, 14, 52, 7, 345);
const LATENESS = 10 * MINUTE;
const CLOSED = NOW - LATENESS;

const table: Table = { name: 'checkouts', columns: { at: 'timestamptz', state: 'text' } };

/** On the grid of five minutes, which is the finest that history has. */
const grid = (days: number, hours = 0) => Math.floor((NOW - days * DAY - hours * HOUR) / (5 * MINUTE)) * 5 * MINUTE;
const EXCLUDED: readonly Stretch[] = [
  { fromMs: grid(1.3), toMs: grid(1.1), treatAs: 'removed' },
  { fromMs: grid(1.2), toMs: grid(0.9), treatAs: 'good' },
  { fromMs: grid(5.4), toMs: grid(4.8), treatAs: 'removed' },
  { fromMs: grid(0, 0.9), toMs: grid(0, 0.1), treatAs: 'good' },
];

interface Wanted {
  readonly name: string;
  readonly text: string;
  readonly rule: Pick<Rule, 'method' | 'budget' | 'sliceMs' | 'sliceTarget' | 'absentIs'>;
  readonly window: { readonly fromMs: number; readonly elapsed: number };
}

const rolling = (ms: number) => ({ fromMs: NOW - ms, elapsed: 1 });
const month = (() => {
  const start = Temporal.PlainDate.from('2026-03-01');
  const [from, to] = [start, start.add({ months: 1 })].map((date) => date.toZonedDateTime(ZONE).epochMilliseconds);
  return { fromMs: from, elapsed: (NOW - from) / (to - from) };
})();

const OBJECTIVES: readonly Wanted[] = [
  {
    name: 'events',
    text: 'target: "0.99", timeWindow: { duration: 7d }',
    rule: { method: 'Occurrences', budget: 0.01 },
    window: rolling(7 * DAY),
  },
  {
    name: 'month',
    text: `target: "0.995", timeWindow: { duration: 1M, rolling: false, calendar: { timeZone: ${ZONE} } }`,
    rule: { method: 'Occurrences', budget: 0.005 },
    window: month,
  },
  {
    name: 'slices',
    text: 'target: "0.9", timeWindow: { duration: 7d }, budgetingMethod: Timeslices, timeSliceWindow: 5m, timeSliceTarget: "0.75"',
    rule: { method: 'Timeslices', budget: 0.1, sliceMs: 5 * MINUTE, sliceTarget: 0.75 },
    window: rolling(7 * DAY),
  },
  {
    name: 'absent-is-bad',
    text: 'target: "0.5", timeWindow: { duration: 2d }, budgetingMethod: Timeslices, timeSliceWindow: 30m, timeSliceTarget: "0.5", absentIs: bad',
    rule: { method: 'Timeslices', budget: 0.5, sliceMs: 30 * MINUTE, sliceTarget: 0.5, absentIs: 'bad' },
    window: rolling(2 * DAY),
  },
  {
    name: 'ratios',
    text: 'target: "0.95", timeWindow: { duration: 3d }, budgetingMethod: RatioTimeslices, timeSliceWindow: 15m',
    rule: { method: 'RatioTimeslices', budget: 0.05, sliceMs: 15 * MINUTE },
    window: rolling(3 * DAY),
  },
];

const iso = (ms: number) => new Date(ms).toISOString();
const part = (where = '') => `{ source: db, table: checkouts, time: at, count: rows${where} }`;
const kpi = (name: string, ratio: string, exclusions: readonly Stretch[]) => `
apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${name} }
spec:
  area: shop
  owner: { team: growth }
  timeZone: ${ZONE}
  unit: ratio
  measure: { ratio: { ${ratio}, denominator: ${part()} } }
  objectives:
${OBJECTIVES.map((one) => `    - { name: ${one.name}, ${one.text} }`).join('\n')}
${exclusions.length === 0 ? '' : '  exclusions:'}
${exclusions.map((one, i) => `    - { name: x${i}, treatAs: ${one.treatAs}, from: "${iso(one.fromMs)}", to: "${iso(one.toMs)}" }`).join('\n')}
---`;

const KPIS: ReadonlyArray<{ readonly name: string; readonly excluded: readonly Stretch[] }> = [
  { name: 'good', excluded: [] },
  { name: 'failures', excluded: [] },
  { name: 'excluded', excluded: EXCLUDED },
];

function definitionsFor(dialect: string): DefinitionSet {
  const [good, failures] = ['ok', 'failed'].map((state) => part(`, where: [{ field: state, is: ${state} }]`));
  const text = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: ${dialect}, grafana: { uid: d }, lateness: ${LATENESS / MINUTE}m }
---
${kpi('good', `numerator: ${good}`, [])}
${kpi('failures', `failures: ${failures}`, [])}
${kpi('excluded', `failures: ${failures}`, EXCLUDED)}`;
  const parsed = parseDefinitions([{ file: 'objectives.yaml', text: text.replace(/---\s*$/, '') }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map((d) => `${d.place?.line}: ${d.message}`).join('\n'));
  }
  return parsed.value;
}

/** Bursts, lonely events, doubles, empty days, and events just at, before and after every edge. */
const EDGES = [
  NOW,
  CLOSED,
  NOW - HOUR,
  ...OBJECTIVES.map(({ window }) => window.fromMs),
  ...EXCLUDED.flatMap(({ fromMs, toMs }) => [fromMs, toMs]),
];
const at = fc.oneof(
  fc.integer({ min: NOW - 31 * DAY, max: NOW + HOUR }),
  fc.integer({ min: NOW - 2 * DAY, max: NOW }),
  fc.integer({ min: NOW - 2 * HOUR, max: NOW }),
  fc.tuple(fc.constantFrom(...EDGES), fc.integer({ min: -1, max: 1 })).map(([edge, off]) => edge + off)
);
const burst = fc
  .record({
    at,
    count: fc.integer({ min: 1, max: 12 }),
    apart: fc.constantFrom(0, 1, 997, 60_001),
    failing: fc.nat(12),
  })
  .map(({ at: first, count, apart, failing }) =>
    Array.from({ length: count }, (_, i): Outcome => ({ at: first + i * apart, good: i >= failing }))
  );
const log = fc.array(burst, { minLength: 3, maxLength: 60 }).map((bursts) => bursts.flat());

const rowsOf = (events: readonly Outcome[]) =>
  events.map(({ at: ms, good }) => ({ at: ms, state: good ? 'ok' : 'failed' }));

let engines: ReadonlyArray<{ readonly engine: Engine; readonly definitions: DefinitionSet }> = [];
beforeAll(async () => {
  engines = (await openEngines('America/New_York')).map((engine) => ({
    engine,
    definitions: definitionsFor(engine.dialect),
  }));
}, 120_000);
afterAll(() => Promise.all(engines.map(({ engine }) => engine.close())));

const context = { fromMs: NOW - DAY, toMs: NOW, nowMs: NOW };
const field = (result: Result, name: string) => result.frames[0].fields.find((one) => one.name === name)!.values;

/** A row of the view budget by its objective. */
function rowOf(result: Result, objective: string): (name: string) => number | null {
  const i = field(result, 'objective').indexOf(objective);
  return (name) => field(result, name)[i] as number | null;
}

const close = (found: number | null, wanted: number, what: string) => {
  expect(found, what).not.toBeNull();
  expect(Math.abs(found! - wanted), `${what}: ${found} for ${wanted}`).toBeLessThanOrEqual(
    1e-9 * Math.max(1, Math.abs(wanted))
  );
};

function expectBudgets(result: Result, events: readonly Outcome[], excluded: readonly Stretch[], where: string): void {
  for (const { name, rule, window } of OBJECTIVES) {
    const full: Rule = { ...rule, excluded, closedMs: CLOSED };
    const counted = countedIn(events, full, window.fromMs, NOW);
    const row = rowOf(result, name);
    const what = `${where}, ${name}`;
    close(row('totalEvents'), counted.total, `${what}, total`);
    close(row('badEvents'), counted.bad, `${what}, bad`);
    close(row('coverage'), 1, `${what}, coverage`);
    if (counted.total === 0) {
      expect([what, row('sli')]).toEqual([what, null]);
    } else {
      close(row('sli'), 1 - counted.bad / counted.total, `${what}, sli`);
    }
    const consumed = burnOracle(counted, rule.budget) * window.elapsed;
    close(row('consumed'), consumed, `${what}, consumed`);
    close(row('remaining'), 1 - consumed, `${what}, remaining`);
    close(row('pace'), burnOracle(counted, rule.budget), `${what}, pace`);
    if (rule.method === 'Occurrences') {
      const hour = countedIn(events, full, NOW - HOUR, NOW);
      close(row('burnRate'), burnOracle(hour, rule.budget), `${what}, burn rate`);
    }
  }
}

describe('budgets on every engine equal loops over the events', () => {
  test('of every method, in rolling and calendar windows, with exclusions', async () => {
    await fc.assert(
      fc.asyncProperty(log, async (events) => {
        for (const { engine, definitions } of engines) {
          await engine.load(table, rowsOf(events));
          for (const { name, excluded } of KPIS) {
            const result = await runQuery(definitions, { kpi: name, view: 'budget' }, context, engineTransport(engine));
            const where = `${engine.name}, ${name}`;
            const seen = events.filter(({ at: ms }) => ms < NOW);
            if (name === 'good' && !seen.some(({ good, at: ms }) => good && ms >= month.fromMs)) {
              // Good events that were never seen may be a wrong label: nothing is claimed.
              continue;
            }
            expectBudgets(result, seen, excluded, where);
          }
        }
      }),
      { numRuns: 12 }
    );
  }, 180_000);

  test('events that come late, and twice, are counted when they are there: what is kept of before is no older than the lateness', async () => {
    await fc.assert(
      fc.asyncProperty(
        log,
        fc.array(fc.integer({ min: CLOSED, max: NOW - 1 }), { minLength: 1, maxLength: 8 }),
        async (events, late) => {
          const again = [
            ...events,
            ...late.flatMap((ms) => [
              { at: ms, good: false },
              { at: ms, good: false },
            ]),
          ];
          for (const { engine, definitions } of engines) {
            const store = sliceStore();
            const query: KpiQuery = { kpi: 'failures', view: 'budget' };
            await engine.load(table, rowsOf(events));
            await runQuery(definitions, query, context, engineTransport(engine), { store });
            await engine.load(table, rowsOf(again));
            const result = await runQuery(definitions, query, context, engineTransport(engine), { store });
            expectBudgets(
              result,
              again.filter(({ at: ms }) => ms < NOW),
              [],
              `${engine.name}, late`
            );
          }
        }
      ),
      { numRuns: 6 }
    );
  }, 120_000);

  test('burn rates of every window at every five minutes', async () => {
    await fc.assert(
      fc.asyncProperty(log, async (events) => {
        const seen = events.filter(({ at: ms }) => ms < NOW);
        for (const { engine, definitions } of engines) {
          await engine.load(table, rowsOf(events));
          for (const { name, excluded } of KPIS.slice(1)) {
            const query: KpiQuery = { kpi: name, view: 'burn', objective: 'events', grain: '5m' };
            const range = { ...context, fromMs: NOW - 7 * HOUR };
            const result = await runQuery(definitions, query, range, engineTransport(engine));
            const [time, ...windows] = result.frames[0].fields;
            expect(windows.length).toBeGreaterThanOrEqual(3);
            const rule: Rule = { method: 'Occurrences', budget: 0.01, excluded, closedMs: CLOSED };
            const ms = (window: string) =>
              Number.parseInt(window, 10) * { m: MINUTE, h: HOUR, d: DAY }[window.slice(-1)]!;
            for (const { labels, values } of windows) {
              time.values.forEach((end, i) => {
                const counted = countedIn(seen, rule, (end as number) - ms(labels!.window), end as number);
                const what = `${engine.name}, ${name}, ${labels!.window} at ${iso(end as number)}`;
                // A window that is wholly removed has nothing to say.
                const removed = excluded.some(
                  (one) =>
                    one.treatAs === 'removed' &&
                    one.fromMs <= (end as number) - ms(labels!.window) &&
                    one.toMs >= (end as number)
                );
                if (removed) {
                  expect([what, values[i]]).toEqual([what, null]);
                } else {
                  close(values[i] as number | null, burnOracle(counted, 0.01), what);
                }
              });
            }
          }
        }
      }),
      { numRuns: 6 }
    );
  }, 180_000);
});
