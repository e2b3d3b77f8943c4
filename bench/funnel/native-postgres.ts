import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

/** The newest PostgreSQL of this machine, or undefined. */
export function postgresFolder(): string | undefined {
  const root = '/usr/lib/postgresql';
  const versions = fs.existsSync(root) ? fs.readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((v) => path.join(root, v, 'bin')).find((bin) => fs.existsSync(path.join(bin, 'initdb')));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close((e) => (e ? reject(e) : resolve(port)));
    });
  });
}

/** A fresh cluster in a temporary folder on 127.0.0.1, run by the user `postgres` where we are root (it refuses root). */
export async function startPostgres(bin: string): Promise<{ client: Client; stop: () => Promise<void> }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-pg-'));
  const data = path.join(folder, 'data');
  const root = process.getuid?.() === 0;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const who = root ? { uid: id('-u'), gid: id('-g') } : {};
  if (root) {
    fs.chownSync(folder, who.uid as number, who.gid as number);
  }
  const port = await freePort();
  const options = { cwd: folder, stdio: 'ignore' as const, ...who };
  execFileSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'],
    options
  );
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    fsync: 'off',
    shared_buffers: '256MB',
    work_mem: '64MB',
  };
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    options
  );
  // A bench that is stopped takes its server along.
  process.once('exit', () => server.kill('SIGQUIT'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => process.exit(1));
  }
  const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGINT');
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; ; tries++) {
    const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
    try {
      await client.connect();
      return {
        client,
        stop: async () => {
          await client.end();
          await stop();
        },
      };
    } catch (e) {
      if (tries > 100) {
        await stop();
        throw e;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
