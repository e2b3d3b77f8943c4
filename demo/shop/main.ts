/**
 * The shop for docker compose: rows into a real PostgreSQL, counters on /metrics, the past as a file for Prometheus.
 *   tsx demo/shop/main.ts --postgres URL --metrics 0.0.0.0:9464 [--replay FILE] [--days 30] [--scene calm]
 *   The variable SCENE is the scene where there is no option. A story began 75 minutes before a new shop opens.
 * /ready answers 200 once the history is written. A database that was filled before is only brought up to now.
 */
import http from 'node:http';
import process from 'node:process';
import { Command } from 'commander';
import { Client } from 'pg';
import { HistoryFile } from './history-file';
import { Exporter } from './scrapes';
import { Shop, openedBefore, scenesUpTo, type Batch } from './shop';
import { foldPurchases, writeBatch } from './sql-writer';
import { createIndexes, createTables } from './tables';
import { DAY, REGIONS, SCENES, SECOND, type Region, type Scene, type World } from './world';

interface Flags {
  postgres: string;
  metrics: string;
  replay?: string;
  days: string;
  seed: string;
  scene: Scene;
  /** For tests: end once the history is written. */
  once?: boolean;
}

/** Grafana's own user: it may read everything and write nothing. */
const CREATE_READER = `do $$ begin
  if not exists (select from pg_roles where rolname = 'reader') then
    create role reader login password 'reader';
    grant pg_read_all_data to reader;
  end if;
end $$`;

async function main(flags: Flags): Promise<void> {
  if (!SCENES.includes(flags.scene)) {
    throw new Error(`There is no scene ${flags.scene}; there are ${SCENES.join(', ')}.`);
  }
  const client = new Client({ connectionString: flags.postgres });
  await client.connect();
  await client.query(createTables());
  await client.query(CREATE_READER);
  const kept = await client.query<{ value: { world: World; toldMs: number } }>(
    `select value from demo.state where key = 'shop'`
  );
  const nowMs = Date.now();
  const state = kept.rows[0]?.value;
  const world = state
    ? { ...state.world, scenes: scenesUpTo(state.world.scenes, nowMs, flags.scene, state.toldMs) }
    : openedBefore(nowMs, Number(flags.days), Number(flags.seed), flags.scene);
  let toldMs = state?.toldMs ?? world.openedMs;
  const shop = new Shop(world, toldMs);
  const exporter = new Exporter();
  const store = async (batch: Batch) => {
    await client.query('begin');
    await writeBatch(
      { query: (text, parameters) => client.query(text, parameters ? [...parameters] : []) },
      foldPurchases(batch)
    );
    await client.query(
      `insert into demo.state values ('shop', $1::jsonb) on conflict (key) do update set value = excluded.value`,
      [JSON.stringify({ world, toldMs: batch.toMs })]
    );
    await client.query('commit');
    toldMs = batch.toMs;
  };
  // A real Prometheus takes no back-dated samples once it runs: only a new shop writes its past down.
  const file = state || !flags.replay ? undefined : new HistoryFile(flags.replay, exporter.replayHead());
  while (toldMs < nowMs) {
    const batch = shop.advance(Math.min(toldMs + DAY, nowMs));
    const seen: string[] | undefined = file ? [] : undefined;
    exporter.advance(world, batch.fromMs, batch.toMs, batch.ticks, seen);
    file?.add(seen ?? []);
    await store(batch);
  }
  file?.close();
  await client.query(createIndexes());
  if (flags.once) {
    await client.end();
    return;
  }
  let stopped = false;
  const server = http.createServer((request, response) => {
    const region = /^\/metrics(?:\/(\w+))?$/.exec(request.url ?? '');
    const regions = region?.[1] === undefined ? REGIONS : REGIONS.filter((one) => one === region[1]);
    if (request.url === '/ready') {
      response.writeHead(200, { 'content-type': 'text/plain' }).end('ready\n');
    } else if (region && regions.length === 1) {
      response
        .writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
        .end(exporter.counters[regions[0] as Region].text());
    } else {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There are /metrics/eu, /metrics/us and /ready\n');
    }
  });
  const [, host, port] = /^(.*):(\d+)$/.exec(flags.metrics) ?? ['', '127.0.0.1', '9464'];
  server.listen(Number(port), host);
  const stop = () => {
    stopped = true;
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  while (!stopped) {
    const batch = shop.advance(Math.max(Date.now(), toldMs));
    exporter.advance(world, batch.fromMs, batch.toMs, batch.ticks);
    await store(batch);
    await new Promise((resolve) => setTimeout(resolve, 2 * SECOND));
  }
  await client.end();
}

const command = new Command('shop')
  .requiredOption('--postgres <url>', 'database to fill')
  .option('--metrics <host:port>', 'where /metrics/eu, /metrics/us and /ready are', '127.0.0.1:9464')
  .option('--replay <file>', 'write the past as a replay, for promlite -replay')
  .option('--days <days>', 'days of history', '30')
  .option('--seed <seed>', 'seed of the shop', '1')
  .option('--scene <scene>', `one of ${SCENES.join(', ')}; or the variable SCENE`, process.env.SCENE || 'calm')
  .option('--once', 'end once the history is written')
  .parse();

main(command.opts<Flags>()).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
