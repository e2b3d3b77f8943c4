/** What has to be there before anything is begun. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { StartError } from './sentences.mjs';

/** -1, 0 or 1 by numbers: 1.9 is older than 1.26. */
export function compareVersions(a, b) {
  const [left, right] = [a, b].map((version) =>
    version
      .replace(/^go/, '')
      .split(/[.-]/)
      .map((part) => parseInt(part, 10) || 0)
  );
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) {
      return Math.sign(difference);
    }
  }
  return 0;
}

/** Asks Go in the module's own folder: there it says which toolchain it would use, after fetching one if it may. */
export function checkGo(root) {
  const folder = path.join(root, 'demo', 'prometheus');
  const needed = /^go (\S+)$/m.exec(readFileSync(path.join(folder, 'go.mod'), 'utf8'))[1];
  const asked = spawnSync('go', ['env', 'GOVERSION'], { cwd: folder, encoding: 'utf8' });
  if (asked.error) {
    throw new StartError('PL5002');
  }
  const found = asked.stdout.trim();
  if (asked.status !== 0 || compareVersions(found, needed) < 0) {
    throw new StartError('PL5003', { needed, found: found || asked.stderr.trim() });
  }
}

/** @param {ReadonlyArray<readonly [port: number, what: string]>} ports */
export async function checkPorts(ports) {
  for (const [port, what] of ports) {
    await new Promise((resolve, reject) => {
      const probe = net.createServer();
      probe.once('error', () => reject(new StartError('PL5004', { port, what, flag: ports[0][0] + 100 })));
      probe.listen(port, '127.0.0.1', () => probe.close(resolve));
    });
  }
}

/**
 * Whether node_modules holds what package-lock.json says. npm keeps its own note of what it installed; packages for other
 * systems may be missing in it.
 */
export function packagesAreFresh(root) {
  const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined);
  const wanted = read(path.join(root, 'package-lock.json'));
  const there = read(path.join(root, 'node_modules', '.package-lock.json'));
  if (!there) {
    return false;
  }
  return Object.entries(wanted).every(([name, one]) => {
    if (name === '' || (there[name] === undefined && (one.optional || one.devOptional || one.peer))) {
      return true;
    }
    return there[name]?.version === one.version && there[name]?.integrity === one.integrity;
  });
}

/** How npm is called: the one that runs us, else the one in PATH. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script) && existsSync(script)) {
    return { command: process.execPath, before: [script] };
  }
  const found = spawnSync('npm', ['--version'], { shell: process.platform === 'win32' });
  if (found.error || found.status !== 0) {
    throw new StartError('PL5008');
  }
  return { command: 'npm', before: [] };
}
