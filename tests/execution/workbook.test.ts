/**
 * The numbers of the SRE Workbook's chapter 5 ("Alerting on SLOs"), from rows in SQL to the number of an alert: how long it takes until somebody is
 * paged is (1 − SLO) ÷ share of failures × long window × factor.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type DefinitionSet, type Result } from '../../src/kpi';
import { openDuckdb, type Engine, type Table } from '../engines';
import { engineTransport } from './engine-transport';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** When the failures begin. */
const T = Date.UTC(2026, 4, 6, 9, 13, 27);

/** What happened at `at`: `n` requests of which `bad` failed. Counts of a row may be large, so that a second is seen finely and a day cheaply. */
const table: Table = { name: 'traffic', columns: { at: 'timestamptz', n: 'double', bad: 'double' } };
const PER_SECOND = 1000;

function definitionsFor(target: string): DefinitionSet {
  const sum = (column: string) => `{ source: db, table: traffic, time: at, value: ${column} }`;
  const text = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: duckdb, grafana: { uid: d } }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: answers }
spec:
  area: shop
  owner: { team: web }
  unit: ratio
  measure: { ratio: { failures: ${sum('bad')}, denominator: ${sum('n')} } }
  objectives: [{ name: monthly, target: "${target}", timeWindow: { duration: 30d } }]`;
  const parsed = parseDefinitions([{ file: 'workbook.yaml', text }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
  }
  return parsed.value;
}

let engine: Engine;
beforeAll(async () => {
  engine = await openDuckdb('America/New_York');
}, 60_000);
afterAll(() => engine.close());

/**
 * Even traffic from six hours before T on, of which `share` fails from T on for `forMs`; a row a second, or ten from an hour before T on. Windows
 * that begin and end at rows are exact.
 */
async function traffic(share: number, forMs: number, toMs: number, stepMs: 100 | 1000): Promise<void> {
  const rows: Array<{ at: number; n: number; bad: number }> = [];
  for (let ms = T - 6 * HOUR; ms < toMs;) {
    const length = ms < T - HOUR ? SECOND : stepMs;
    const n = (length * PER_SECOND) / SECOND;
    rows.push({ at: ms, n, bad: ms >= T && ms < T + forMs ? n * share : 0 });
    ms += length;
  }
  await engine.load(table, rows);
}

async function alert(definitions: DefinitionSet, ms: number): Promise<Result> {
  const context = { fromMs: ms - HOUR, toMs: ms, nowMs: ms };
  return runQuery(definitions, { kpi: 'answers', view: 'alert', severity: 'page' }, context, engineTransport(engine));
}
const pages = async (definitions: DefinitionSet, ms: number) =>
  ((await alert(definitions, ms)).frames[0].fields[0].values[0] as number) > 1;

describe('the Workbook’s numbers', () => {
  test('99.9 % over 30 days: a full outage pages after 51.8 s', async () => {
    const definitions = definitionsFor('0.999');
    await traffic(1, 2 * MINUTE, T + 2 * MINUTE, 100);
    expect(await pages(definitions, T + 51_800)).toBe(false);
    expect(await pages(definitions, T + 51_900)).toBe(true);
    const { meta } = (await alert(definitions, T + 51_900)).frames[0];
    expect(meta).toMatchObject({ governing: { condition: { long: '1h', short: '5m', factor: '14.4' } } });
  });

  test('15 % of errors for ten minutes: paged after 345.6 s, let go 271 s after the end', async () => {
    const definitions = definitionsFor('0.999');
    const end = T + 10 * MINUTE;
    await traffic(0.15, 10 * MINUTE, end + 5 * MINUTE, 100);
    expect(await pages(definitions, T + 345_500)).toBe(false);
    expect(await pages(definitions, T + 345_700)).toBe(true);
    const governing = async (ms: number) => {
      const { frames } = await alert(definitions, ms);
      return (frames[0].meta as { governing: { longBurn: number; shortBurn: number; condition: { long: string } } })
        .governing;
    };
    // By then the six hours with their half hour burn over 6 as well; the five minutes alone are what lets go.
    const before = await governing(end + 270_900);
    expect(before).toMatchObject({ condition: { long: '1h' } });
    expect(before.shortBurn).toBeCloseTo(((300 - 270.9) * 0.15) / 300 / 0.001, 3);
    expect(before.longBurn).toBeGreaterThan(14.4);
    const released = await fiveMinutes(definitions, end + 272_000);
    expect(released).toBeLessThan(14.4);
    expect(await fiveMinutes(definitions, end + 271_000)).toBeGreaterThan(14.4);
  });

  test('90 % can never page at 14.4 times: the condition is left out and said so; a full outage pages at 6 times', async () => {
    const definitions = definitionsFor('0.9');
    await traffic(1, 4 * HOUR, T + 4 * HOUR, 1000);
    // (1 − 0.9) / 1 × 6 h × 6 = 3.6 h.
    expect(await pages(definitions, T + 216 * MINUTE - SECOND)).toBe(false);
    expect(await pages(definitions, T + 216 * MINUTE + SECOND)).toBe(true);
    const context = { fromMs: T, toMs: T + HOUR, nowMs: T + HOUR };
    const budget = await runQuery(definitions, { kpi: 'answers', view: 'budget' }, context, engineTransport(engine));
    const [objective] = (budget.frames[0].meta as { objectives: ObjectiveSaid[] }).objectives;
    expect(objective.conditions.map(({ severity, factor }) => `${severity} ${factor}`)).toEqual([
      'page 6',
      'ticket 3',
      'ticket 1',
    ]);
    expect(objective.maxBurn).toBe(10);
    expect(objective.leftOut).toHaveLength(1);
    expect(objective.leftOut[0]).toContain('14.4');
  });

  test('any target and any share of failures: paged at the first of both conditions’ times, not a tick earlier or later', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('0.99', '0.995', '0.999', '0.9995', '0.95'),
        fc.integer({ min: 15, max: 1000 }),
        async (target, permille) => {
          const budget = 1 - Number(target);
          const share = permille / 1000;
          // Of each condition: when both of its windows are over, if they ever are.
          const times = [
            { longMs: HOUR, factor: 14.4 },
            { longMs: 6 * HOUR, factor: 6 },
          ]
            .filter(({ factor }) => share > factor * budget * 1.0001)
            .map(({ longMs, factor }) => (budget / share) * longMs * factor);
          const detection = Math.min(...times, Infinity);
          const definitions = definitionsFor(target);
          // Whoever burns only just over a factor is paged at almost the long window's whole length: the failures last until then.
          const until = (Number.isFinite(detection) ? detection : 5 * HOUR) + MINUTE;
          await traffic(share, until, T + until, 1000);
          if (detection === Infinity) {
            expect(await pages(definitions, T + 5 * HOUR)).toBe(false);
            return;
          }
          const seconds = detection / SECOND;
          const around = [Math.ceil(seconds - 1e-6) - 1, Math.floor(seconds + 1e-6) + 1];
          const found = [];
          for (const second of around) {
            found.push(await pages(definitions, T + second * SECOND));
          }
          expect(found).toEqual([false, true]);
        }
      ),
      { numRuns: 25, examples: [['0.95', 301]] }
    );
  }, 120_000);
});

interface ObjectiveSaid {
  readonly conditions: ReadonlyArray<{ readonly severity: string; readonly factor: string }>;
  readonly leftOut: readonly string[];
  readonly maxBurn: number;
}

/** Burn rate of the five minutes before `ms`. */
async function fiveMinutes(definitions: DefinitionSet, ms: number): Promise<number> {
  const context = { fromMs: ms - 5 * MINUTE, toMs: ms, nowMs: ms };
  const { frames } = await runQuery(definitions, { kpi: 'answers', view: 'burn' }, context, engineTransport(engine));
  const { values } = frames[0].fields.find(({ labels }) => labels?.window === '5m')!;
  return values[values.length - 1] as number;
}
