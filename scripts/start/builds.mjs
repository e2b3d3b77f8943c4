/** Builds what is missing or stale, and remembers from which sources. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { npmCommand, packagesAreFresh } from './checks.mjs';
import { StartError } from './sentences.mjs';

const children = new Set();

/** Ends what is still running; for Ctrl-C. */
export function stopBuilds() {
  children.forEach((child) => child.kill('SIGTERM'));
}

/** Runs a program quietly; rejects with the end of what it said. */
function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    children.add(child);
    const said = [];
    const listen = (data) => said.push(data.toString());
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      children.delete(child);
      // The reason is at the beginning (npm) or at the end (compilers).
      const lines = said.join('').trim().split('\n');
      const end = (lines.length <= 30 ? lines : [...lines.slice(0, 10), '…', ...lines.slice(-20)]).join('\n');
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(end || `it ended with ${signal ?? code}`));
      }
    });
  });
}

/** npm ci, unless what is installed is what the lock file says. */
export async function installPackages(root, say) {
  if (packagesAreFresh(root)) {
    return;
  }
  say('Installing packages (a minute or two, once)');
  const { command, before } = npmCommand();
  try {
    await run(command, [...before, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      shell: command === 'npm' && process.platform === 'win32',
    });
  } catch (error) {
    throw new StartError('PL5005', { reason: error.message });
  }
}

/** Digest of files and folders; tests and built files do not count. */
function digest(root, inputs) {
  const hash = createHash('sha256');
  const add = (file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) {
      return;
    }
    if (stat.isDirectory()) {
      for (const name of readdirSync(file).sort()) {
        if (name !== 'node_modules' && name !== 'dist' && !/\.test\.tsx?$/.test(name)) {
          add(path.join(file, name));
        }
      }
      return;
    }
    hash.update(`${path.relative(root, file)}\0`).update(readFileSync(file));
  };
  inputs.forEach((input) => add(path.join(root, input)));
  return hash.digest('hex');
}

/** One build: its name for people, the script, what it reads, what it must leave behind. */
const FRONT_END = {
  what: 'The plugin',
  script: 'scripts/build-frontend.mjs',
  arguments: [],
  inputs: ['src', '.config', 'webpack.config.ts', 'tsconfig.json', 'package-lock.json', 'scripts/build-frontend.mjs'],
  output: 'dist/module.js',
};
const PAGE = {
  what: 'The workbench’s page',
  script: 'scripts/build-workbench.mjs',
  arguments: ['--if-missing'],
  inputs: ['demo/workbench-page', 'src', 'package-lock.json', 'scripts/build-workbench.mjs'],
  output: 'demo/workbench-page/dist/index.html',
};
export const BUILDS = [FRONT_END, PAGE];

/** @returns whether there was anything to do */
export async function buildIfStale(root, build, say) {
  const folder = path.join(root, '.plumbline', 'stamps');
  const stamp = path.join(folder, path.basename(build.script, '.mjs'));
  const now = digest(root, build.inputs);
  const output = path.join(root, build.output);
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) {
    return false;
  }
  say(`${build.what} is being built`);
  try {
    await run(process.execPath, [path.join(root, build.script), ...build.arguments], { cwd: root });
  } catch (error) {
    throw new StartError('PL5006', { what: build.what, reason: error.message });
  }
  if (!existsSync(output)) {
    throw new StartError('PL5006', { what: build.what, reason: `${build.script} left no ${build.output}` });
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(stamp, now);
  return true;
}

/** The demo's server in one file that this Node runs as it is; a tenth of a second, so always anew. */
export async function bundleServer(root) {
  const { build } = await import('esbuild');
  const outfile = path.join(root, '.plumbline', 'build', 'server.mjs');
  await build({
    entryPoints: [path.join(root, 'demo', 'server', 'start.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  return outfile;
}
