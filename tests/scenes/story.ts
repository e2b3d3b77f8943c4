/**
 * A scene of the demo shop in its stores, in this process: PostgreSQL as PGlite, Prometheus as promlite, at a time of its own.
 * Queries run through the direct host: what a board, a rule or a report would be answered at `atMs`.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { provisionedDefinitions } from '../../demo/server/boards';
import { Exporter } from '../../demo/shop/scrapes';
import { Shop } from '../../demo/shop/shop';
import { foldPurchases, writeBatch } from '../../demo/shop/sql-writer';
import { createIndexes, createTables } from '../../demo/shop/tables';
import { CHUNK, DAY, HOUR, MINUTE, type Scene, type World } from '../../demo/shop/world';
import { buildPromlite } from '../../demo/stores/build-promlite.mjs';
import { PgliteStore } from '../../demo/stores/pglite';
import { PromliteStore } from '../../demo/stores/prometheus';
import { directTransport, type Driver } from '../../src/hosts/direct';
import { prometheusDriver } from '../../src/hosts/direct/drivers/prometheus';
import { rowsToFrame } from '../../src/hosts/direct/rows';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type DefinitionSet, type KpiQuery, type Result, type SliceStore } from '../../src/kpi';

export const root = path.resolve(__dirname, '..', '..');

/** Wednesday evening in Berlin: people are about. */
export const T0 = Date.UTC(2026, 2, 18, 18, 0);

export interface StoryOptions {
  readonly scene: Scene;
  readonly t0?: number;
  /** Days of calm before it. */
  readonly days?: number;
  readonly seed?: number;
  /** Everything up to so many minutes after the scene's start is told. */
  readonly minutes?: number;
  /** Without Prometheus: SQL alone is quicker. */
  readonly sqlOnly?: boolean;
}

export interface Story {
  readonly world: World;
  readonly t0: number;
  readonly definitions: DefinitionSet;
  readonly db: PgliteStore;
  /**
   * @param atMs the clock of whoever asks. The stores hold the whole story, also what came later: an answer about the past is told with
   * rows that were then still on their way, as a board shows it afterwards; what happened after `atMs` is in no answer
   * @param range default: the last hour
   * @param store keeps closed slices between questions, as a host does
   */
  ask(
    query: KpiQuery,
    atMs: number,
    range?: { readonly fromMs: number; readonly toMs: number },
    store?: SliceStore
  ): Promise<Result>;
  close(): Promise<void>;
}

/** Calm, then the scene from `t0` on. */
export function storyWorld({ scene, t0 = T0, days = 4, seed = 2 }: StoryOptions): World {
  const openedMs = Math.floor((t0 - days * DAY) / CHUNK) * CHUNK;
  return {
    seed,
    openedMs,
    scenes: [
      { scene: 'calm', fromMs: openedMs },
      { scene, fromMs: t0 },
    ],
  };
}

/** The definitions that the demo is provisioned with. */
export function demoDefinitions(): DefinitionSet {
  const parsed = parseDefinitions([{ file: 'provisioned', text: provisionedDefinitions(root) }]);
  if (!parsed.ok) {
    throw new Error(`the demo's definitions do not hold together: ${JSON.stringify(parsed.diagnostics)}`);
  }
  return parsed.value;
}

function pgliteDriver(db: PgliteStore): Driver {
  return {
    run: async (request) => ({ frames: [rowsToFrame(request, (await db.select(request.text)).rows)] }),
    close: () => Promise.resolve(),
  };
}

/** Opens a scene. Close it: a process belongs to it. */
export async function openStory(options: StoryOptions): Promise<Story> {
  const world = storyWorld(options);
  const t0 = options.t0 ?? T0;
  const untilMs = t0 + (options.minutes ?? 75) * MINUTE;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-scene-'));
  const db = await PgliteStore.open();
  await db.db.exec(createTables());
  const shop = new Shop(world, world.openedMs);
  const exporter = new Exporter();
  const scrapes = [exporter.replayHead()];
  for (let toMs = world.openedMs; toMs < untilMs;) {
    toMs = Math.min(toMs + DAY, untilMs);
    const batch = shop.advance(toMs);
    exporter.advance(world, batch.fromMs, toMs, batch.ticks, scrapes);
    await db.transaction((connection) => writeBatch(connection, foldPurchases(batch)));
  }
  await db.db.exec(createIndexes());
  const definitions = demoDefinitions();
  const drivers = new Map<string, Driver>();
  let prometheus: PromliteStore | undefined;
  if (!options.sqlOnly) {
    prometheus = await PromliteStore.start({ binary: await buildPromlite(root), folder, selfScrape: false });
    await prometheus.replay(scrapes);
  }
  for (const [name, source] of definitions.sources) {
    if (source.dialect !== 'prometheus') {
      drivers.set(name, pgliteDriver(db));
    } else if (prometheus) {
      drivers.set(name, prometheusDriver(new URL(prometheus.url)));
    }
  }
  const transport = directTransport(drivers);
  return {
    world,
    t0,
    definitions,
    db,
    ask: (query, atMs, range = { fromMs: atMs - HOUR, toMs: atMs }, store) =>
      runQuery(definitions, query, { ...range, nowMs: atMs }, transport, store ? { store } : {}),
    close: async () => {
      await prometheus?.close();
      await db.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
