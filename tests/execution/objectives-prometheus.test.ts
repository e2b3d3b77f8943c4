/** One objective over the same events, as rows in PostgreSQL and as counters in Prometheus with restarts, missed scrapes and a gap. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectSources, directTransport, type Driver } from '../../src/hosts/direct';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type DefinitionSet, type Result, type UpstreamRequest } from '../../src/kpi';
import { openPglite, type Engine, type Table } from '../engines';
import { HOUR } from '../engines/counter-fleet';
import { hasGo, openPromlite, type Promlite } from '../engines/promlite';
import type { Slice } from '../oracles/counter-bound';
import { countedIn, type Outcome } from '../oracles/objectives';
import { RatioBounds } from '../oracles/ratio-bound';
import { describeWith } from '../setup/needs';
import { at, FLEET, TO, ZONE } from './counter-shop';
import { engineTransport } from './engine-transport';

const BUDGET = 0.02;
const EXCLUDED = { fromMs: at(34), toMs: at(34.5) };
const iso = (ms: number) => new Date(ms).toISOString();

const kpi = (name: string, failures: string, all: string, exclusion = '') => `
apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${name} }
spec:
  area: shop
  owner: { team: growth }
  timeZone: ${ZONE}
  unit: ratio
  measure: { ratio: { failures: ${failures}, denominator: ${all} } }
  objectives:
    - { name: one-day, target: "0.98", timeWindow: { duration: 1d } }
    - { name: half-day, target: "0.98", timeWindow: { duration: 12h } }
    - { name: today, target: "0.98", timeWindow: { duration: 1d, rolling: false } }
${exclusion}
---`;
const row = (where = '') => `{ source: db, table: checkouts, time: at, count: rows${where} }`;
const counter = (where = '') => `{ source: metrics, metric: checkouts_total${where} }`;
const FAILED = ', where: [{ field: outcome, is: error }]';
const WITHOUT = `  exclusions: [{ name: drill, from: "${iso(EXCLUDED.fromMs)}", to: "${iso(EXCLUDED.toMs)}" }]`;

const TEXT = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: m }, scrapeInterval: 15s }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: postgres, grafana: { uid: d } }
---
${kpi('counted', counter(FAILED), counter())}
${kpi('rows', row(FAILED), row())}
${kpi('counted-without', counter(FAILED), counter(), WITHOUT)}
${kpi('rows-without', row(FAILED), row(), WITHOUT)}`;

const EVENTS: readonly Outcome[] = FLEET.events
  .filter(({ metric }) => metric === 'checkouts_total')
  .map(({ at: ms, outcome }) => ({ at: ms, good: outcome !== 'error' }));
const COUNTERS = FLEET.counters.filter(({ metric }) => metric === 'checkouts_total');

describeWith('go', hasGo(), 'one objective, in PostgreSQL and in Prometheus', () => {
  let definitions: DefinitionSet;
  let pglite: Engine;
  let promlite: Promlite;
  let drivers: Map<string, Driver>;

  beforeAll(async () => {
    const parsed = parseDefinitions([{ file: 'objectives.yaml', text: TEXT.replace(/---\s*$/, '') }]);
    if (!parsed.ok) {
      throw new Error(parsed.diagnostics.map((d) => `${d.place?.line}: ${d.message}`).join('\n'));
    }
    definitions = parsed.value;
    const table: Table = { name: 'checkouts', columns: { at: 'timestamptz', outcome: 'text' } };
    pglite = await openPglite('Asia/Tokyo');
    await pglite.load(
      table,
      EVENTS.map(({ at: ms, good }) => ({ at: ms, outcome: good ? 'ok' : 'error' }))
    );
    promlite = await openPromlite();
    await promlite.store.replay(FLEET.replay);
    drivers = connectSources(definitions, [`metrics=prometheus+${promlite.url}`]);
  }, 300_000);

  afterAll(async () => {
    await Promise.all([...(drivers?.values() ?? [])].map((driver) => driver.close()));
    await Promise.all([promlite?.close(), pglite?.close()]);
  });

  async function ask(name: string, nowMs: number): Promise<{ result: Result; slices: Slice[] }> {
    const sent: UpstreamRequest[] = [];
    const transport = name.startsWith('rows') ? engineTransport(pglite) : directTransport(drivers);
    const result = await runQuery(
      definitions,
      { kpi: name, view: 'budget' },
      { fromMs: nowMs - HOUR, toMs: nowMs, nowMs },
      {
        send(requests, signal) {
          sent.push(...requests);
          return transport.send(requests, signal);
        },
      }
    );
    const slices = new Map<number, Slice>();
    for (const { startMs, endMs, stepMs } of sent) {
      for (let end = startMs; end <= endMs; end += stepMs) {
        slices.set(end - stepMs, { startMs: end - stepMs, endMs: end });
      }
    }
    return { result, slices: [...slices.values()].sort((a, b) => a.startMs - b.startMs) };
  }

  const numberOf = (result: Result, objective: string, name: string) => {
    const field = (which: string) => result.frames[0].fields.find((one) => one.name === which)!.values;
    return field(name)[field('objective').indexOf(objective)] as number;
  };

  const bounds = new RatioBounds(
    COUNTERS.filter(({ outcome }) => outcome === 'error'),
    COUNTERS
  );

  test.each([
    ['at the end', TO],
    ['within the incident', at(34.6)],
    ['an hour after the gap', at(41)],
    ['on no grid', at(58.9) + 12_345],
  ])('has the same budget within the bound of slices, %s', async (_, nowMs) => {
    const [counted, rows] = [await ask('counted', nowMs), await ask('rows', nowMs)];
    const windows = { 'one-day': nowMs - 24 * HOUR, 'half-day': nowMs - 12 * HOUR };
    for (const [objective, fromMs] of Object.entries(windows)) {
      const what = `${objective} at ${iso(nowMs)}`;
      const rule = { method: 'Occurrences', budget: BUDGET, excluded: [], closedMs: nowMs } as const;
      const { total, bad } = countedIn(EVENTS, rule, fromMs, nowMs);
      const [inSql, inPrometheus] = [rows, counted].map(({ result }) => numberOf(result, objective, 'consumed'));
      expect(Math.abs(inSql - bad / total / BUDGET), what).toBeLessThan(1e-9);
      // Prometheus counts up to the last whole minute.
      const endMs = counted.slices[counted.slices.length - 1].endMs;
      const minute = Math.abs(bounds.truth(fromMs, nowMs) - bounds.truth(fromMs, endMs));
      const bound = (bounds.plumbline(counted.slices, fromMs, endMs) + minute) / BUDGET;
      const between = Math.abs(inPrometheus - inSql);
      expect(between, `${what}: ${inPrometheus} and ${inSql}`).toBeLessThanOrEqual(bound);
      // The bound says something, and what is found is a long way within it.
      expect(bound, what).toBeLessThan(inSql / 2);
      expect(between, what).toBeLessThan(0.01 * inSql + (objective === 'half-day' ? 0.01 : 0));
    }
  });

  test('and so has a day of the calendar, and one that leaves half an incident out', async () => {
    const nowMs = at(40);
    const from = at(24);
    for (const [names, excluded] of [
      [['counted', 'rows'], []],
      [['counted-without', 'rows-without'], [{ ...EXCLUDED, treatAs: 'removed' as const }]],
    ] as const) {
      const answers: Result[] = [];
      for (const name of names) {
        answers.push((await ask(name, nowMs)).result);
      }
      const rule = { method: 'Occurrences', budget: BUDGET, excluded, closedMs: nowMs } as const;
      const { total, bad } = countedIn(EVENTS, rule, from, nowMs);
      // Berlin's day of the change has 23 hours.
      const elapsed = (nowMs - from) / (23 * HOUR);
      const [prometheus, sql] = answers.map((result) => numberOf(result, 'today', 'consumed'));
      expect(Math.abs(sql - (bad / total / BUDGET) * elapsed)).toBeLessThan(1e-9);
      expect(Math.abs(prometheus - sql)).toBeLessThan(0.03 * sql);
    }
  });
});
