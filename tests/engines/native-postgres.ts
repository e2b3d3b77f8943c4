/** A PostgreSQL server of this machine, in a folder of its own, on loopback; undefined where none is installed. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

export interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Folder of initdb and postgres (Debian keeps them out of PATH), or undefined. */
export function postgresFolder(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const debian = fs.existsSync(versions) ? fs.readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  return debian.map((v) => path.join(versions, v, 'bin')).find((folder) => fs.existsSync(path.join(folder, 'initdb')));
}

/** A port that nothing listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

export async function startPostgres(settings: readonly string[] = []): Promise<Server | undefined> {
  const bin = postgresFolder();
  if (!bin) {
    return undefined;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-pg-'));
  // PostgreSQL refuses to run as root; Debian's package brings a user for it.
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const who = process.getuid?.() === 0 ? { uid: id('-u'), gid: id('-g') } : undefined;
  if (who) {
    fs.chownSync(folder, who.uid, who.gid);
  }
  const data = path.join(folder, 'data');
  const initArgs = ['-D', data, '-U', 'plumbline', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  const made = spawnSync(path.join(bin, 'initdb'), initArgs, { cwd: folder, encoding: 'utf8', ...who });
  if (made.status !== 0) {
    throw new Error(`initdb failed: ${made.stderr}`);
  }
  const port = await freePort();
  const options = [
    'fsync=off',
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    ...settings,
  ];
  const server = spawn(path.join(bin, 'postgres'), ['-D', data, ...options.flatMap((o) => ['-c', o])], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...who,
  });
  // A bench or test that is stopped takes its server along.
  const take = () => void server.kill('SIGQUIT');
  process.once('exit', take);
  await listening(server, port);
  const url = `postgres://plumbline@127.0.0.1:${port}/postgres`;
  await accepting(url);
  return {
    url,
    async stop() {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      process.off('exit', take);
      // PostgreSQL's fast shutdown.
      server.kill('SIGINT');
      await gone;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Its port answers before the server takes sessions. */
async function accepting(url: string): Promise<void> {
  const STARTING_UP = '57P03';
  for (let tries = 0; ; tries++) {
    const client = new Client(url);
    try {
      await client.connect();
      return await client.end();
    } catch (e) {
      if ((e as { code?: string }).code !== STARTING_UP || tries >= 600) {
        throw e;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Waits until the port answers; fails with what the server said if it ends before. */
export async function listening(server: ChildProcess, port: number, timeoutMs = 60_000): Promise<void> {
  let said = '';
  server.stderr?.on('data', (chunk) => (said = `${said}${chunk}`.slice(-4000)));
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) {
      throw new Error(`the server ended: ${said}`);
    }
    const open = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (open) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server did not listen on ${port} in ${timeoutMs} ms: ${said}`);
}
