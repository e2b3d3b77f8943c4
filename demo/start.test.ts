import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compareVersions, packagesAreFresh } from '../scripts/start/checks.mjs';
import { HELP, SCENES, readOptions } from '../scripts/start/options.mjs';
import { PLAYABLE } from './shop/scene-words';

const root = path.resolve(__dirname, '..');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'plumbline-start-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs `npm start` as a person's shell would, in an environment that is not what it needs. */
function start(words: string[], env: Record<string, string> = {}, nodeWords: string[] = []) {
  return new Promise<{ code: number; out: string; said: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [...nodeWords, path.join(root, 'scripts/start.mjs'), ...words],
      { env: { ...process.env, NODE_OPTIONS: '', ...env }, timeout: 60_000 },
      (_error, out, said) => resolve({ code: child.exitCode ?? -1, out, said })
    );
  });
}

/** A folder with one program in it. */
function programs(name: string, script: string): string {
  const folder = path.join(scratch, `${name}-${Math.floor(performance.now())}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return folder;
}

const listen = (port: number) =>
  new Promise<net.Server | undefined>((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

/**
 * Three ports in a row of which only the one `above` the first is taken. Below the range that systems give to outgoing connections,
 * where another test's could come to lie beside ours at any moment.
 */
async function taken(above: number): Promise<{ server: net.Server; port: number }> {
  for (let port = 20_000 + (process.pid % 1000) * 10; ; port += 3) {
    const servers = await Promise.all([0, 1, 2].map((i) => listen(port + i)));
    const all = servers.every((server) => server !== undefined);
    const rest = servers.filter((_, i) => !all || i !== above);
    await Promise.all(rest.map((server) => server && new Promise((resolve) => server.close(resolve))));
    if (all) {
      return { server: servers[above] as net.Server, port };
    }
  }
}

describe('npm start says in a sentence what is missing', () => {
  it('an old Node', async () => {
    const old = path.join(scratch, 'old.cjs');
    writeFileSync(old, `Object.defineProperty(process.versions, 'node', { value: '18.20.4' });`);
    const { code, said, out } = await start(['--check'], {}, ['-r', old]);
    expect([code, out]).toEqual([2, '']);
    expect(said).toMatch(/^PL5001 Plumbline needs Node 20 or newer; this is Node 18\.20\.4\. Install a newer one/);
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  it('no Go', async () => {
    const { code, said } = await start(['--check'], { PATH: scratch });
    expect(code).toBe(2);
    expect(said).toMatch(/^PL5002 Go is not installed, or not in PATH/);
  });

  it('an old Go', async () => {
    const { code, said } = await start(['--check'], { PATH: programs('go', 'echo go1.21.3') });
    expect(code).toBe(2);
    expect(said).toMatch(/^PL5003 Go \d+\.\d+\.\d+ or newer is needed, this is go1\.21\.3\. Install it/);
  });

  it('a Go that may not fetch the toolchain it would need', async () => {
    const folder = programs(
      'go',
      'echo "go: go.mod requires go >= 1.26.5 (running go 1.22.0; GOTOOLCHAIN=local)" >&2; exit 1'
    );
    const { code, said } = await start(['--check'], { PATH: folder });
    expect(code).toBe(2);
    expect(said).toMatch(/^PL5003 .*running go 1\.22\.0/);
  });

  it.each([
    [0, 'the workbench'],
    [1, 'the database'],
    [2, 'the Prometheus engine'],
  ])('a taken port (%i above the workbench’s)', async (above, what) => {
    const { server, port } = await taken(above);
    const { code, said } = await start(['--check', '--port', String(port)]);
    server.close();
    expect(code).toBe(2);
    expect(said).toMatch(
      new RegExp(`^PL5004 Port ${port + above} \\(${what}\\) is taken by another program\\. .*--port ${port + 100}\\.`)
    );
  });

  it.each([
    [
      ['--scene', 'flood'],
      'PL5007 --scene is one of calm, payment-outage, payment-gateway, cost-spike, midnight-batch, regional-cost, bad-deploy, not "flood".',
    ],
    [['--prot', '1'], 'PL5007 There is no option --prot.'],
    [['--days'], 'PL5007 --days needs a value.'],
    [['--days', '1e9'], 'PL5007 --days is a whole number from 1 to 60, not "1e9".'],
    [['--port', '80'], 'PL5010 Port 80 is not one that a program may use'],
  ])('a wrong option: %j', async (words, sentence) => {
    const { code, said } = await start(words);
    expect(code).toBe(2);
    expect(said).toContain(sentence);
  });

  it('help, and that all is well', async () => {
    const help = await start(['--help']);
    expect([help.code, help.said]).toEqual([0, '']);
    for (const option of ['--port', '--scene', '--days', '--no-open']) {
      expect(help.out).toContain(option);
    }
    const go = programs('go', 'echo go9.9.9');
    const { server, port } = await taken(0);
    await new Promise((resolve) => server.close(resolve));
    const fine = await start(['--check', `--port=${port}`], { PATH: go });
    expect([fine.code, fine.said]).toEqual([0, '']);
    expect(fine.out).toContain('all that is needed is here');
  });
});

describe('options and checks', () => {
  it('reads options in both forms', () => {
    expect(readOptions(['--port=5000', '--scene', 'payment-outage', '--no-open'])).toEqual({
      port: 5000,
      days: 30,
      seed: 1,
      scene: 'payment-outage',
      fresh: false,
      open: false,
      check: false,
      help: false,
    });
  });

  it('has the scenes that the workbench offers', () => {
    expect(Object.keys(SCENES)).toEqual(PLAYABLE);
    expect(HELP).toContain('midnight-batch');
  });

  it.each([
    ['go1.9', '1.26.5', -1],
    ['go1.26.5', '1.26.5', 0],
    ['go1.27', '1.26.5', 1],
    ['1.26', '1.26.0', 0],
  ])('compares %s with %s by numbers', (a, b, expected) => {
    expect(compareVersions(a, b)).toBe(expected);
  });

  it('knows whether the installed packages are those of the lock file', () => {
    const folder = path.join(scratch, 'packages');
    mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
    const lock = (packages: Record<string, unknown>) => JSON.stringify({ packages });
    const wanted = {
      '': {},
      'node_modules/a': { version: '1.0.0', integrity: 'x' },
      'node_modules/b': { version: '2.0.0', optional: true },
    };
    writeFileSync(path.join(folder, 'package-lock.json'), lock(wanted));
    expect(packagesAreFresh(folder)).toBe(false);
    const there = (packages: Record<string, unknown>) => {
      writeFileSync(path.join(folder, 'node_modules/.package-lock.json'), lock(packages));
      return packagesAreFresh(folder);
    };
    expect(there({ 'node_modules/a': { version: '1.0.0', integrity: 'x' } })).toBe(true);
    expect(there({ 'node_modules/a': { version: '1.0.1', integrity: 'x' } })).toBe(false);
    expect(there({ 'node_modules/a': { version: '1.0.0', integrity: 'y' } })).toBe(false);
    expect(there({})).toBe(false);
    expect(
      there({ 'node_modules/a': { version: '1.0.0', integrity: 'x' }, 'node_modules/b': { version: '1.0.0' } })
    ).toBe(false);
  });
});
