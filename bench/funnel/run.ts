/**
 * `tsx bench/funnel/run.ts [events [part of a name]]`: four-step funnels over 1,000,000 generated events in native PostgreSQL and DuckDB. Our statement
 * must give what brute force gives on samples of actors, what the hand-written statements give on all, and take at most
 * 1.5 times as long as the quickest of them. Rounds are interleaved, so that a busy machine slows all alike; the
 * quickest round counts. Exits 1 where a number differs or the bar is missed.
 */
import { Client } from 'pg';
import { openDuckdb } from '../../tests/engines';
import { startPostgres } from '../../tests/engines/native-postgres';
import { clicks, COLUMNS, type Click } from './generate';
import { duckdbByHand, postgresByHand } from './hand-written';
import { bruteForce, comparable, ourStatement, type Question } from './question';

const BAR = 1.5;
const ROUNDS = Number(process.env.ROUNDS ?? 7);
const EVENTS = Number(process.argv[2] ?? 1_000_000);
/** Part of a question's name, to run only some. */
const ONLY = process.argv[3] ?? '';
const SAMPLES = ['07', '42', 't1'];
const QUESTIONS: Question[] = [
  { entry: 'any', bySegment: false },
  { entry: 'any', bySegment: true },
  { entry: 'first', bySegment: false },
  { entry: 'first', bySegment: true },
];

type Ask = (sql: string) => Promise<Array<Record<string, unknown>>>;
let failed = false;

function fail(what: string): void {
  failed = true;
  console.log(`FAILED ${what}`);
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i]);
}

async function measure(store: 'postgres' | 'duckdb', ask: Ask, all: readonly Click[]): Promise<void> {
  for (const question of QUESTIONS) {
    const name = `${store} entry ${question.entry}${question.bySegment ? ' by segment' : ''}`;
    if (!name.includes(ONLY)) {
      continue;
    }
    for (const sample of SAMPLES) {
      const ours = comparable(await ask(ourStatement(store, question, sample)));
      const truth = comparable(
        bruteForce(
          all.filter((c) => c.user_id?.endsWith(sample)),
          question
        )
      );
      if (!same(ours, truth)) {
        fail(`${name}: actors …${sample}: ${ours.join(' ')} is not ${truth.join(' ')}`);
      }
    }
    const byHand = store === 'postgres' ? postgresByHand(question) : duckdbByHand(question);
    const statements = { ours: ourStatement(store, question), ...byHand };
    const best = new Map<string, number>();
    const rows = new Map<string, string[]>();
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [shape, sql] of Object.entries(statements)) {
        const start = performance.now();
        const answer = await ask(sql);
        const ms = performance.now() - start;
        rows.set(shape, comparable(answer));
        // The first round warms caches.
        if (round > 0) {
          best.set(shape, Math.min(best.get(shape) ?? Infinity, ms));
        }
      }
    }
    for (const [shape, found] of rows) {
      if (!same(found, rows.get('ours') ?? [])) {
        fail(`${name}: "${shape}" says ${found.join(' ')}, ours ${(rows.get('ours') ?? []).join(' ')}`);
      }
    }
    const ours = best.get('ours') ?? NaN;
    const hand = [...best].filter(([shape]) => shape !== 'ours').sort((a, b) => a[1] - b[1]);
    const ratio = ours / hand[0][1];
    const shapes = hand.map(([shape, ms]) => `${shape} ${Math.round(ms)} ms`).join(', ');
    console.log(`${name}: ours ${Math.round(ours)} ms, ratio ${ratio.toFixed(2)} to the best by hand (${shapes})`);
    if (!(ratio <= BAR)) {
      fail(`${name}: ratio ${ratio.toFixed(2)} is over ${BAR}`);
    }
  }
}

async function main(): Promise<void> {
  const all = [...clicks(EVENTS)];
  console.log(`${EVENTS} events, best of ${ROUNDS} interleaved rounds`);
  const duckdb = await openDuckdb('America/New_York');
  await duckdb.load({ name: 'clicks', columns: COLUMNS }, all as never);
  await measure('duckdb', (sql) => duckdb.run(sql), all);
  const server = await startPostgres(['shared_buffers=256MB', 'work_mem=64MB']);
  if (!server) {
    fail('no PostgreSQL under /usr/lib/postgresql (apt-get install postgresql)');
  } else {
    const client = new Client(server.url);
    try {
      await client.connect();
      await client.query(
        `SET TimeZone = 'America/New_York'; SET statement_timeout = '60s'; CREATE TABLE clicks ("at" timestamptz, user_id text, page text, device text)`
      );
      for (let i = 0; i < all.length; i += 50_000) {
        const part = all.slice(i, i + 50_000);
        await client.query(
          'INSERT INTO clicks SELECT to_timestamp(t / 1000.0), u, p, d FROM unnest($1::float8[], $2::text[], $3::text[], $4::text[]) AS x(t, u, p, d)',
          [part.map((c) => c.at), part.map((c) => c.user_id), part.map((c) => c.page), part.map((c) => c.device)]
        );
      }
      await client.query('CREATE INDEX ON clicks ("at")');
      await client.query('VACUUM ANALYZE clicks');
      await measure('postgres', async (sql) => (await client.query(sql)).rows, all);
    } finally {
      await client.end();
      await server.stop();
    }
  }
  await duckdb.close();
  console.log(failed ? 'FAILED' : 'passed');
  process.exitCode = failed ? 1 : 0;
}

void main();
