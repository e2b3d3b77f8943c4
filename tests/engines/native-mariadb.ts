/** A MariaDB server of this machine, in a folder of its own, on loopback; undefined where none is installed. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, listening, type Server } from './native-postgres';

const FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'];
const find = (name: string) => FOLDERS.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));

export const hasMariadb = () => find('mariadbd') !== undefined && find('mariadb-install-db') !== undefined;

/**
 * @param timeZone the server's own (TZ), which its sessions have too: no result may depend on it
 * @returns the address of an empty database `shop` for a user without password
 */
export async function startMariadb(timeZone = 'UTC', settings: readonly string[] = []): Promise<Server | undefined> {
  if (!hasMariadb()) {
    return undefined;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-mariadb-'));
  // MariaDB refuses to run as root; Debian's package brings a user for it.
  const asRoot = process.getuid?.() === 0;
  const who = asRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  const data = path.join(folder, 'data');
  const init = path.join(folder, 'init.sql');
  fs.writeFileSync(
    init,
    `CREATE DATABASE shop CHARACTER SET utf8mb4;
CREATE USER plumbline@'127.0.0.1';
GRANT ALL ON *.* TO plumbline@'127.0.0.1';
`
  );
  if (asRoot) {
    fs.chownSync(folder, idOf('-u'), idOf('-g'));
  }
  const made = spawnSync(
    find('mariadb-install-db')!,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--tmpdir=${folder}`,
      '--skip-test-db',
      '--auth-root-authentication-method=normal',
    ],
    { cwd: folder, encoding: 'utf8', ...who }
  );
  if (made.status !== 0) {
    throw new Error(`mariadb-install-db failed: ${made.stdout}${made.stderr}`);
  }
  const port = await freePort();
  const options = [
    '--no-defaults',
    `--datadir=${data}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${folder}/socket`,
    `--pid-file=${folder}/pid`,
    // Of its own: a server that starts removes the temporary tables that it finds there, also another server's.
    `--tmpdir=${folder}`,
    `--init-file=${init}`,
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-buffer-pool-size=64M',
    '--max-allowed-packet=64M',
    '--skip-name-resolve',
    ...settings,
  ];
  const server = spawn(find('mariadbd')!, options, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TZ: timeZone },
    ...who,
  });
  const take = () => void server.kill('SIGKILL');
  process.once('exit', take);
  await listening(server, port);
  return {
    url: `mysql://plumbline@127.0.0.1:${port}/shop`,
    async stop() {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      process.off('exit', take);
      server.kill('SIGTERM');
      await gone;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

const idOf = (flag: string) => Number(execFileSync('id', [flag, 'mysql'], { encoding: 'utf8' }));
