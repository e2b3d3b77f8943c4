/**
 * The fleet's samples, and Sloth's records of them, as Prometheus blocks: made once by promtool, kept under the machine's folder of temporary files (or
 * PLUMBLINE_BENCH_CACHE) by a digest of the texts that make them.
 */
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, listening, type Server } from '../../tests/engines/native-postgres';
import { HOUR, makeFleet, type Series, type Truth } from './fleet';

/** A block of promtool and of Prometheus: 2 h × 3³, on the grid of UTC. */
const BLOCK_MS = 54 * HOUR;
const MADE_BY = ['fleet.ts', 'tsdb.ts', 'sloth.ts', '../../demo/shop/random.ts'];

/** Lines of one OpenMetrics family: samples of all its series, and the texts between name and value. */
export interface Family {
  /** Without `_total`; `gauge` where the name is a record's. */
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly series: ReadonlyArray<{
    readonly labels: string;
    readonly times: readonly number[];
    readonly values: readonly number[];
  }>;
}

export const cacheFolder = () => process.env.PLUMBLINE_BENCH_CACHE ?? path.join(os.tmpdir(), 'plumbline-bench');

export function digest(): string {
  const hash = crypto.createHash('sha256');
  MADE_BY.forEach((file) => hash.update(fs.readFileSync(path.join(__dirname, file))));
  return hash.digest('hex').slice(0, 16);
}

/** Folder of that name below the cache, made by `make` where it is not there; half of one is never left under the name. */
export async function kept(name: string, make: (folder: string) => Promise<void> | void): Promise<string> {
  const folder = path.join(cacheFolder(), name);
  if (!fs.existsSync(folder)) {
    const partial = `${folder}.partial-${process.pid}`;
    fs.rmSync(partial, { recursive: true, force: true });
    fs.mkdirSync(partial, { recursive: true });
    await make(partial);
    fs.renameSync(partial, folder);
  }
  return folder;
}

/** Writes the fleet's counters as blocks into `folder`/data, and its truth beside it. */
export function buildRaw(folder: string): void {
  const { series, truth } = makeFleet();
  fs.writeFileSync(path.join(folder, 'requests.u32'), truth.requests);
  fs.writeFileSync(path.join(folder, 'errors.u32'), truth.errors);
  const family = (name: string, values: (one: Series) => readonly number[]): Family => ({
    name,
    type: 'counter',
    series: series.map((one) => ({ labels: one.labels, times: one.times, values: values(one) })),
  });
  writeBlocks(folder, [
    family('checkout_requests', (one) => one.requests),
    family('checkout_errors', (one) => one.errors),
  ]);
}

export function readTruth(folder: string): Truth {
  const read = (name: string) => {
    const bytes = fs.readFileSync(path.join(folder, name));
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  };
  return { requests: read('requests.u32'), errors: read('errors.u32') };
}

/**
 * promtool reads the whole file once for every block that it makes: so one file a block.
 * @throws where promtool is missing or fails, with its words
 */
export function writeBlocks(folder: string, families: readonly Family[]): void {
  const times = families.flatMap(({ series }) =>
    series.flatMap((one) => [one.times[0], one.times[one.times.length - 1]])
  );
  const text = path.join(folder, 'samples.om');
  for (
    let start = Math.floor(Math.min(...times) / BLOCK_MS) * BLOCK_MS;
    start <= Math.max(...times);
    start += BLOCK_MS
  ) {
    const file = fs.openSync(text, 'w');
    for (const { name, type, series } of families) {
      fs.writeSync(file, `# TYPE ${name} ${type}\n`);
      series.forEach((one) => fs.writeSync(file, linesOf(`${name}${type === 'counter' ? '_total' : ''}`, one, start)));
    }
    fs.writeSync(file, '# EOF\n');
    fs.closeSync(file);
    const block = `--max-block-duration=${BLOCK_MS / HOUR}h`;
    const made = spawnSync(
      'promtool',
      ['tsdb', 'create-blocks-from', 'openmetrics', block, text, path.join(folder, 'data')],
      {
        encoding: 'utf8',
      }
    );
    if (made.status !== 0) {
      throw new Error(`promtool: ${made.error?.message ?? made.stderr}`);
    }
  }
  fs.rmSync(text);
}

function linesOf(name: string, { labels, times, values }: Family['series'][number], start: number): string {
  const lines: string[] = [];
  for (let i = 0; i < times.length; i++) {
    if (times[i] >= start && times[i] < start + BLOCK_MS) {
      lines.push(`${name}{${labels}} ${values[i]} ${(times[i] / 1000).toFixed(3)}\n`);
    }
  }
  return lines.join('');
}

/** Prometheus over these blocks on loopback; nothing is scraped, nothing is compacted. */
export async function serve(folder: string): Promise<Server> {
  const port = await freePort();
  const config = path.join(folder, 'prometheus.yml');
  fs.writeFileSync(config, 'global: { scrape_interval: 15s }\n');
  const server = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${folder}/data`,
      '--storage.tsdb.retention.time=100y',
      `--storage.tsdb.max-block-duration=${BLOCK_MS / HOUR}h`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--query.timeout=10m',
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] }
  );
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await gone;
  };
  await listening(server, port);
  while (!(await fetch(`${url}/-/ready`)).ok) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, stop };
}
