/**
 * The demo shop in simulated time, for tests of alerts: calm from its first moment, but for one outage of the payment gateway.
 *   tsx e2e/start-simulated-shop.ts '{"seed":1,"opened":"…Z","outageFrom":"…Z","outageTo":"…Z","until":"…Z","token":"…"}'
 * Everything up to `until` is in the stores when it prints its one line of JSON (see `Told`); ends when its standard input does.
 * A line `away` there makes Prometheus refuse connections, `back` brings it back; each is answered by a line of its own.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';
import { parse } from 'yaml';
import { postgresSource, prometheusSource } from '../demo/server/ds-query';
import { startWorkbenchServer } from '../demo/server/workbench';
import { Exporter } from '../demo/shop/scrapes';
import { Shop } from '../demo/shop/shop';
import { writeBatch } from '../demo/shop/sql-writer';
import { createTables } from '../demo/shop/tables';
import { DAY, type World } from '../demo/shop/world';
import { buildPromlite } from '../demo/stores/build-promlite.mjs';
import { PgliteStore } from '../demo/stores/pglite';
import { PromliteStore } from '../demo/stores/prometheus';

interface Asked {
  readonly seed: number;
  readonly opened: string;
  readonly outageFrom: string;
  readonly outageTo: string;
  readonly until: string;
  readonly token: string;
}

interface Told {
  readonly url: string;
  readonly prometheusUrl: string;
  /** A file with every event that the shop counted, one a line: milliseconds, then the series as Prometheus writes it. */
  readonly events: string;
  /** provisioning/alerting/shop.yaml, and the example for Alertmanager, as they are read by their programs. */
  readonly rules: unknown;
  readonly alertmanager: unknown;
}

/** Nothing listens there: a connection is refused at once. */
const NOBODY = 'http://127.0.0.1:1';

async function main(asked: Asked): Promise<void> {
  const root = path.resolve(__dirname, '..');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-simulated-'));
  const ms = (at: string) => Date.parse(at);
  const world: World = {
    seed: asked.seed,
    openedMs: ms(asked.opened),
    scenes: [
      { scene: 'calm', fromMs: ms(asked.opened) },
      { scene: 'payment-outage', fromMs: ms(asked.outageFrom) },
      { scene: 'calm', fromMs: ms(asked.outageTo) },
    ],
  };
  const db = await PgliteStore.open();
  await db.db.exec(createTables());
  const prometheus = await PromliteStore.start({
    binary: await buildPromlite(root),
    folder: path.join(folder, 'prometheus'),
    selfScrape: false,
  });
  const events = path.join(folder, 'events.txt');
  await tell(world, ms(asked.until), { db, prometheus, events });

  let away = false;
  const engine = () => prometheusSource('prometheus', 'Prometheus', away ? NOBODY : prometheus.url);
  const server = await startWorkbenchServer({
    root,
    page: null,
    boards: [],
    tokens: { host: asked.token },
    sources: [
      { uid: 'plumbline', name: 'Plumbline', type: 'plumbline-kpi-datasource', jsonData: {} },
      postgresSource('shop-db', 'Shop database', db),
      { ...engine(), run: (query, range, signal) => engine().run!(query, range, signal) },
    ],
  });
  const read = (...names: string[]): unknown => parse(fs.readFileSync(path.join(root, ...names), 'utf8'));
  const told: Told = {
    url: server.url,
    prometheusUrl: prometheus.url,
    events,
    rules: read('provisioning', 'alerting', 'shop.yaml'),
    alertmanager: read('docs', 'examples', 'alerting', 'alertmanager.yaml'),
  };
  process.stdout.write(`${JSON.stringify(told)}\n`);

  const stop = async () => {
    await server.close();
    await prometheus.close();
    await db.close();
    fs.rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  };
  process.once('SIGINT', () => void stop()).once('SIGTERM', () => void stop());
  readline
    .createInterface({ input: process.stdin })
    .on('line', (line) => {
      away = line === 'away';
      process.stdout.write(`${line}\n`);
    })
    .on('close', () => void stop());
}

/** Into the stores what alerts ask for: the counters, and the deploys. */
async function tell(
  world: World,
  untilMs: number,
  { db, prometheus, events }: { db: PgliteStore; prometheus: PromliteStore; events: string }
): Promise<void> {
  const shop = new Shop(world, world.openedMs);
  const exporter = new Exporter();
  const scrapes = [exporter.replayHead()];
  for (let toMs = world.openedMs; toMs < untilMs;) {
    toMs = Math.min(toMs + DAY, untilMs);
    const batch = shop.advance(toMs);
    exporter.advance(world, batch.fromMs, toMs, batch.ticks, scrapes);
    fs.appendFileSync(events, batch.ticks.map(({ at, series }) => `${at} ${series}\n`).join(''));
    const arrivals = batch.arrivals.filter(({ table }) => table === 'deploys');
    await db.transaction((connection) => writeBatch(connection, { arrivals, purchases: [] }));
  }
  const { late } = await prometheus.replay(scrapes);
  if (late > 0) {
    throw new Error(`The Prometheus engine refused ${late} samples of the shop`);
  }
}

main(JSON.parse(process.argv[2]) as Asked).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
