/** A Prometheus server of this machine that scrapes itself, on loopback; undefined where none is installed. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, listening, type Server } from './native-postgres';

export const hasPrometheus = () => spawnSync('prometheus', ['--version']).status === 0;

export async function startPrometheus(scrapeInterval: string): Promise<Server> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-prometheus-'));
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  fs.writeFileSync(
    path.join(folder, 'prometheus.yml'),
    `global: { scrape_interval: ${scrapeInterval} }\nscrape_configs: [ { job_name: self, static_configs: [ { targets: ['${address}'] } ] } ]\n`
  );
  const server = spawn(
    'prometheus',
    [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=${address}`],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] }
  );
  await listening(server, port);
  return {
    url: `http://${address}`,
    async stop() {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await gone;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
