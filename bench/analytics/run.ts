/**
 * `tsx bench/analytics/run.ts [part of a name]`: funnel, retention and revenue series over 5,000,000 events of 300,000 users, and over 300
 * users with 1,000 events each, in native PostgreSQL and DuckDB, beside the self-join, the LATERAL chain and arrays; the funnel in ClickHouse
 * beside windowFunnel; and what a refresh reads. Numbers must be equal before times count. Bars: at most 1.3 times the quickest by hand
 * on ordinary users, at least 10 times quicker than the self-join on heavy ones, a refresh reads at most 2 % of the rows. Exits 1 where
 * a number differs or a bar is missed. `EVENTS`, `ROUNDS` (3), `LIMIT_S` (90), `STORES` (postgres,duckdb,clickhouse).
 */
import { comparable as funnelRows } from '../funnel/question';
import { TABLES, type TableName } from './data';
import * as funnel from './funnel-shapes';
import { race, type Race } from './race';
import { refreshOf } from './refresh';
import * as retention from './retention-shapes';
import * as revenue from './revenue-shapes';
import { clickhouse, duckdb, postgres, type Answer, type Store } from './stores';

const SLOWER = 1.3;
const FASTER = 10;
const READ = 0.02;
const ONLY = process.argv[2] ?? '';
const STORES = (process.env.STORES ?? 'postgres,duckdb,clickhouse').split(',');
let failed = false;

function bar(passed: boolean, what: string): void {
  failed ||= !passed;
  console.log(`${passed ? 'passed' : 'FAILED'}  ${what}`);
}

const numbers =
  (...names: string[]) =>
  (rows: Answer) =>
    rows.map((row) => names.map((name) => Number(row[name])).join(' '));

function races(store: Store, table: TableName): Race[] {
  const { name } = store;
  if (name === 'clickhouse') {
    const comparable = numbers('n1', 'n2', 'n3', 'n4');
    return [
      { name: 'funnel', ours: funnel.ours(name, table, 'loose'), byHand: funnel.byHand(name, table), comparable },
    ];
  }
  return [
    {
      name: 'funnel',
      ours: funnel.ours(name, table),
      byHand: funnel.byHand(name, table),
      comparable: (rows) => funnelRows(rows),
    },
    {
      name: 'retention',
      ours: retention.ours(name, table),
      byHand: retention.byHand(name, table),
      comparable: numbers('size', 'r1', 'r2', 'r3'),
    },
    { name: 'revenue', ours: revenue.ours(name, table), byHand: revenue.byHand(table), comparable: revenue.comparable },
  ];
}

async function measure(store: Store): Promise<void> {
  for (const table of ['ordinary', 'heavy'] as const) {
    const [counted] =
      (await store.ask(`SELECT COUNT(*) AS n, COUNT(DISTINCT user_id) AS u FROM ${table}`, 600_000)) ?? [];
    console.log(`\n${store.name}, ${table}: ${counted.n} events of ${counted.u} users; one request a question`);
    bar(Number(counted.n) === TABLES[table].events, `${TABLES[table].events} events`);
    for (const one of races(store, table)) {
      const name = `${store.name} ${table} ${one.name}`;
      if (name.includes(ONLY)) {
        await report(store, table, name, one);
      }
    }
  }
}

async function report(store: Store, table: TableName, name: string, one: Race): Promise<void> {
  const { ours, others, wrong } = await race(store, one);
  wrong.forEach((what) => bar(false, `${name}: ${what}`));
  for (const shape of others) {
    const ratio = shape.ms / ours;
    console.log(
      `        ${name}: ${shape.name} took ${shape.stopped ? 'over ' : ''}${ratio.toFixed(2)} times as long as ours`
    );
  }
  const same = others.filter((shape) => !shape.stopped);
  if (table === 'ordinary' && store.name !== 'clickhouse') {
    const ratio = same.length > 0 ? ours / same[0].ms : 0;
    bar(ratio <= SLOWER, `${name}: ours ${ratio.toFixed(2)} times ${same[0]?.name ?? 'any'}, bar at most ${SLOWER}`);
  }
  const naive = others.find((shape) => shape.name === 'self-join');
  if (table === 'heavy' && naive && one.name !== 'revenue') {
    bar(
      naive.ms / ours >= FASTER,
      `${name}: self-join ${(naive.ms / ours).toFixed(1)} times ours, bar at least ${FASTER}`
    );
  }
}

async function main(): Promise<void> {
  const open = { postgres, duckdb, clickhouse };
  for (const wanted of ['postgres', 'duckdb', 'clickhouse'] as const) {
    if (!STORES.includes(wanted)) {
      continue;
    }
    const store = await open[wanted]();
    if (!store) {
      bar(false, `${wanted} is not installed here`);
      continue;
    }
    try {
      await measure(store);
      if (store.url && 'refresh'.includes(ONLY)) {
        const { first, refresh, same } = await refreshOf(store.url);
        bar(same, 'a series from closed slices is the one asked afresh');
        const share = refresh.rows / first.rows;
        const read = (of: typeof first) => `${of.requests} requests, ${of.rows} rows`;
        bar(
          share <= READ,
          `refresh: first ${read(first)}; five minutes later ${read(refresh)}: ${(100 * share).toFixed(3)} %, bar at most ${100 * READ} %`
        );
      }
    } finally {
      await store.close();
    }
  }
  console.log(failed ? '\nFAILED' : '\npassed');
  process.exitCode = failed ? 1 : 0;
}

void main();
