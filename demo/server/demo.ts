/** The demo shop with its two stores: filled from the cache or anew, brought up to now, then kept alive. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isStory } from '../shop/scene-words';
import { Exporter } from '../shop/scrapes';
import { Shop, openedBefore, scenesUpTo, type Batch } from '../shop/shop';
import { foldPurchases, writeBatch, type SqlConnection } from '../shop/sql-writer';
import { TABLES, TIME_COLUMN, createIndexes, createTables } from '../shop/tables';
import { CHUNK, DAY, HOUR, SECOND, type Region, type Scene, type World } from '../shop/world';
import { PgliteStore } from '../stores/pglite';
import { PromliteStore } from '../stores/prometheus';

export interface DemoOptions {
  /** The repository; the shop's source is part of the cache's name. */
  readonly root: string;
  /** Where stores are kept between starts; without one everything is in memory, or in a temporary folder. */
  readonly cacheFolder?: string;
  /** Promlite's folder when there is no cache. */
  readonly temporaryFolder: string;
  readonly promliteBinary: Promise<string>;
  readonly seed: number;
  readonly days: number;
  readonly scene: Scene;
  readonly promlitePort?: number;
  readonly now?: () => number;
  readonly progress?: (sentence: string, share?: number) => void;
}

/** What the database remembers of the shop. */
interface State {
  readonly world: World;
  /** All up to here is in both stores. */
  readonly toldMs: number;
}

const LIVE_EVERY = 2 * SECOND;
/** A cache that slept longer than this is thrown away: telling the gap would take as long. */
const LONGEST_SLEEP = 20 * DAY;
const KEEP_BEYOND = 7 * DAY;
/** The past that every story begins from ends so long before its start: there is everyday life, then calm, then the story. */
const BEFORE_STORIES = 3 * HOUR;

/** Changes with the simulator's code: an old cache then no longer fits. */
export function generation(root: string): string {
  const folder = path.join(root, 'demo', 'shop');
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.ts') && !name.endsWith('.test.ts')) {
      hash.update(readFileSync(path.join(folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 8);
}

export class Demo {
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> = Promise.resolve();
  private closed = false;

  private constructor(
    private readonly options: DemoOptions,
    readonly db: PgliteStore,
    readonly prometheus: PromliteStore,
    private world: World,
    private readonly shop: Shop,
    private readonly exporter: Exporter,
    private toldMs: number
  ) {}

  static async open(options: DemoOptions): Promise<Demo> {
    const now = options.now ?? Date.now;
    const kept = options.cacheFolder === undefined ? undefined : cacheNames(options.cacheFolder, options);
    if (options.cacheFolder !== undefined && kept) {
      forgetOthers(options.cacheFolder, path.basename(kept.folder));
    }
    if (kept && isStory(options.scene)) {
      await prepareStory(options, kept, now());
      return Demo.openIn({ ...options, kept: kept.story });
    }
    return Demo.openIn({ ...options, ...(kept ? { kept: kept.folder } : {}) });
  }

  /** A shop that is told up to its clock and never lives. */
  static past(options: DemoOptions & { readonly kept: string }): Promise<Demo> {
    return Demo.openIn(options);
  }

  /** @param options.kept the folder of its stores; without one they are in memory and in the temporary folder */
  private static async openIn(options: DemoOptions & { readonly kept?: string }): Promise<Demo> {
    const say = options.progress ?? (() => undefined);
    const folder = options.kept;
    const promFolder =
      folder === undefined ? path.join(options.temporaryFolder, 'prometheus') : path.join(folder, 'prometheus');
    let db = await openDatabase(folder, say);
    const now = options.now ?? Date.now;
    let state = await readState(db);
    if (state && (now() - state.toldMs > LONGEST_SLEEP || now() < state.toldMs - HOUR)) {
      say('The kept shop is too old; it is made anew');
      await db.close();
      rmSync(folder ?? promFolder, { recursive: true, force: true });
      db = await openDatabase(folder, say);
      state = undefined;
    }
    if (!state) {
      // Samples without their rows would not be the same truth.
      rmSync(promFolder, { recursive: true, force: true });
      await db.db.exec(createTables());
    }
    say('Waiting for the Prometheus engine');
    const prometheus = await PromliteStore.start({
      binary: await options.promliteBinary,
      folder: promFolder,
      port: options.promlitePort,
      selfScrape: false,
    });
    try {
      return await Demo.fill(options, db, prometheus, state, now());
    } catch (error) {
      await prometheus.close();
      await db.close();
      throw error;
    }
  }

  private static async fill(
    options: DemoOptions,
    db: PgliteStore,
    prometheus: PromliteStore,
    state: State | undefined,
    nowMs: number
  ): Promise<Demo> {
    const say = options.progress ?? (() => undefined);
    const toldMs = Math.min(state?.toldMs ?? -Infinity, nowMs);
    const world = state
      ? { ...state.world, scenes: scenesUpTo(state.world.scenes, nowMs, options.scene, toldMs) }
      : openedBefore(nowMs, options.days, options.seed, options.scene);
    const from = state ? toldMs : world.openedMs;
    const demo = new Demo(options, db, prometheus, world, new Shop(world, from), new Exporter(), from);
    const started = performance.now();
    const seen: string[] = [];
    while (demo.toldMs < nowMs) {
      const to = Math.min(demo.toldMs + DAY, nowMs);
      const batch = demo.shop.advance(to);
      demo.exporter.advance(world, batch.fromMs, batch.toMs, batch.ticks, seen);
      await demo.store(batch);
      const share = (to - from) / (nowMs - from);
      say(`The shop's history, up to ${new Date(to).toISOString().slice(0, 10)}`, share);
      // Lets the progress page be served between two days.
      await new Promise((resolve) => setImmediate(resolve));
    }
    say('Metrics into the Prometheus engine');
    const { late } = await prometheus.replay([demo.exporter.replayHead(), ...seen]);
    if (late > 0 && !state) {
      throw new Error(
        `The Prometheus engine refused ${late} samples of the shop's past: something newer was there before.`
      );
    }
    if (!state) {
      say('Indexes');
      await db.db.exec(createIndexes());
    } else {
      await demo.prune(nowMs);
    }
    say(`The shop is open (${((performance.now() - started) / 1000).toFixed(1)} s)`, 1);
    return demo;
  }

  get scenes(): World['scenes'] {
    return this.world.scenes;
  }

  get scene(): Scene {
    return this.world.scenes[this.world.scenes.length - 1]?.scene ?? 'history';
  }

  /** The text of a region's /metrics. */
  metrics(region: Region): string {
    return this.exporter.counters[region].text();
  }

  /** Lets Prometheus scrape the live counters, and the shop go on with the clock. */
  async live(metricsUrl: string): Promise<void> {
    await this.prometheus.scrape(
      (['eu', 'us'] as const).map((region) => ({
        job: 'shop',
        instance: `shop-${region}`,
        url: `${metricsUrl}/${region}`,
      }))
    );
    const tick = () => {
      this.busy = this.busy
        .then(() => this.catchUp())
        .finally(() => {
          if (!this.closed) {
            this.timer = setTimeout(tick, LIVE_EVERY);
          }
        });
    };
    tick();
  }

  private async catchUp(): Promise<void> {
    const to = (this.options.now ?? Date.now)();
    if (this.closed || to <= this.toldMs) {
      return;
    }
    const batch = this.shop.advance(to);
    this.exporter.advance(this.world, batch.fromMs, batch.toMs, batch.ticks);
    await this.store(batch);
  }

  /** From now on. Returns when the scene holds. */
  async switchScene(scene: Scene): Promise<void> {
    const change = this.busy.then(() => {
      const atMs = Math.max((this.options.now ?? Date.now)(), this.toldMs);
      this.shop.switchScene(scene, atMs);
      this.world = { ...this.world, scenes: this.shop.scenes };
    });
    this.busy = change;
    await change;
  }

  /** Rows and how far we are, in one transaction: a start after a crash goes on from a whole state. */
  private async store(batch: Batch): Promise<void> {
    const state: State = { world: this.world, toldMs: batch.toMs };
    await this.db.transaction(async (connection) => {
      await writeBatch(connection, foldPurchases(batch));
      await connection.query(
        `insert into demo.state values ('shop', $1::jsonb) on conflict (key) do update set value = excluded.value`,
        [JSON.stringify(state)]
      );
    });
    this.toldMs = batch.toMs;
  }

  private async prune(nowMs: number): Promise<void> {
    const before = new Date(nowMs - this.options.days * DAY - KEEP_BEYOND).toISOString();
    await this.db.transaction(async (connection: SqlConnection) => {
      for (const table of TABLES) {
        await connection.query(`delete from ${table} where ${TIME_COLUMN[table]} < $1::timestamptz`, [before]);
      }
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.busy.catch(() => undefined);
    await this.prometheus.close();
    await this.db.close();
  }
}

async function openDatabase(folder: string | undefined, say: (sentence: string) => void): Promise<PgliteStore> {
  say('Opening the shop’s database');
  if (folder === undefined) {
    return PgliteStore.open();
  }
  const files = path.join(folder, 'postgres');
  mkdirSync(files, { recursive: true });
  try {
    return await PgliteStore.open(files);
  } catch {
    // Most likely cut off while it was first made; it holds nothing that cannot be made again.
    say('The kept database could not be opened; it is made anew');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(files, { recursive: true });
    return PgliteStore.open(files);
  }
}

async function readState(db: PgliteStore): Promise<State | undefined> {
  const there = await db.db.query<{ there: boolean }>(`select to_regclass('demo.state') is not null as there`);
  if (!there.rows[0].there) {
    return undefined;
  }
  const found = await db.db.query<{ value: State }>(`select value from demo.state where key = 'shop'`);
  return found.rows[0]?.value;
}

interface CacheNames {
  /** The shop that goes on from start to start. */
  readonly folder: string;
  /** The past that stories begin from, as its stores left it; `told.json` says how far it reaches. */
  readonly base: string;
  /** The shop of the story that was started last: a copy of the past, told on. */
  readonly story: string;
}

function cacheNames(cacheFolder: string, { seed, days, root }: DemoOptions): CacheNames {
  const named = (what: string) => path.join(cacheFolder, `seed-${seed}-days-${days}${what}-${generation(root)}`);
  return { folder: named(''), base: named('-base'), story: named('-story') };
}

const TOLD = 'told.json';

/** How far a past reaches; undefined where there is none, or where it was left half made. */
function toldOf(base: string): number | undefined {
  try {
    return (JSON.parse(readFileSync(path.join(base, TOLD), 'utf8')) as { toldMs: number }).toldMs;
  } catch {
    return undefined;
  }
}

/**
 * What is told cannot be told otherwise. So a story that began over an hour ago gets a shop of its own: a copy of a past that ends
 * before it. That past is made once, and told on when it is more than a day behind.
 */
async function prepareStory(options: DemoOptions, { base, story }: CacheNames, nowMs: number): Promise<void> {
  const say = options.progress ?? (() => undefined);
  const untilMs = Math.floor((nowMs - BEFORE_STORIES) / CHUNK) * CHUNK;
  let toldMs = toldOf(base);
  if (toldMs === undefined || toldMs > untilMs) {
    rmSync(base, { recursive: true, force: true });
    toldMs = undefined;
  }
  if (toldMs === undefined || untilMs - toldMs > DAY) {
    rmSync(path.join(base, TOLD), { force: true });
    const past = await Demo.past({
      ...options,
      scene: 'history',
      promlitePort: undefined,
      now: () => untilMs,
      kept: base,
    });
    await past.close();
    writeFileSync(path.join(base, TOLD), JSON.stringify({ toldMs: untilMs }));
  }
  say('The story’s own shop is copied from its past');
  rmSync(story, { recursive: true, force: true });
  cpSync(base, story, { recursive: true });
}

/** Only the newest generation of the shop is kept. */
function forgetOthers(cacheFolder: string, name: string): void {
  if (!existsSync(cacheFolder)) {
    return;
  }
  const tail = name.slice(name.lastIndexOf('-'));
  for (const other of readdirSync(cacheFolder)) {
    if (other.startsWith('seed-') && !other.endsWith(tail)) {
      rmSync(path.join(cacheFolder, other), { recursive: true, force: true });
    }
  }
}
