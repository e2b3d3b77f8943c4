import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { buildPromlite } from '../demo/stores/build-promlite.mjs';
import { hasPrometheus } from './engines/native-prometheus';
import { freePort, listening, postgresFolder, startPostgres, type Server } from './engines/native-postgres';
import { describeWith } from './setup/needs';

const root = path.resolve(__dirname, '..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-compose-'));
const children: ChildProcess[] = [];
let postgres: Server | undefined;
afterAll(async () => {
  await Promise.all(
    children.map((child) => {
      const gone = new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(null)));
      child.kill('SIGTERM');
      return gone;
    })
  );
  await postgres?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Runs a service as docker-compose.yml does, with other addresses, and keeps it until the end. */
function service(command: string, args: string[]): ChildProcess {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  children.push(child);
  return child;
}

const present = postgresFolder() !== undefined && hasPrometheus();
describeWith('postgresql and prometheus', present, "docker-compose.yml's services without Docker", () => {
  it('the shop fills PostgreSQL and serves its counters; its past becomes blocks that a real Prometheus reads', async () => {
    postgres = (await startPostgres()) as Server;
    const [metrics, prometheus] = [await freePort(), await freePort()];
    const replay = path.join(folder, 'history.replay');
    const shop = [
      'demo/shop/main.ts',
      '--postgres',
      postgres.url,
      '--metrics',
      `127.0.0.1:${metrics}`,
      '--replay',
      replay,
      '--days',
      '2',
    ];
    await listening(service(path.join(root, 'node_modules/.bin/tsx'), shop), metrics, 90_000);
    expect((await fetch(`http://127.0.0.1:${metrics}/ready`)).status).toBe(200);
    expect(await (await fetch(`http://127.0.0.1:${metrics}/metrics/eu`)).text()).toMatch(
      /^shop_orders_total\{.*\} \d+$/m
    );

    const reader = new pg.Client(postgres.url.replace('plumbline@', 'reader:reader@'));
    await reader.connect();
    const orders = await reader.query(
      "SELECT count(*)::int AS n FROM orders WHERE ordered_at < now() - interval '5 minutes'"
    );
    await expect(reader.query('DELETE FROM orders')).rejects.toThrow(/permission denied/);
    await reader.end();
    expect(orders.rows[0].n).toBeGreaterThan(100);

    const data = path.join(folder, 'prometheus');
    const loaded = spawnSync(await buildPromlite(root), ['-data', data, '-replay', replay], { encoding: 'utf8' });
    expect(loaded.stdout).toMatch(/loaded \d{5,} samples of \d+ series, 0 were older/);

    const config = path.join(root, 'demo/prometheus/prometheus.yml');
    const flags = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${prometheus}`,
    ];
    await listening(service('prometheus', flags), prometheus);
    const text = encodeURIComponent('sum(increase(shop_orders_total[36h]))');
    const ask = async () => {
      const answer = await fetch(`http://127.0.0.1:${prometheus}/api/v1/query?query=${text}`);
      const { data: found } = (await answer.json()) as { data: { result: Array<{ value: [number, string] }> } };
      return Number(found.result[0]?.value[1] ?? 0);
    };
    await expect.poll(ask, { timeout: 20_000 }).toBeGreaterThan(100);
  }, 240_000);
});
