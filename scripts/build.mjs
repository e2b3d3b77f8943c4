/**
 * Makes the complete dist/: front end, nested logos, Go binaries (current platform; all with --all), and bin for `npx plumbline`.
 *   npm run build [-- --all]
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const all = process.argv.includes('--all') ? ['--all'] : [];

/** [what it is called when it fails, script, arguments], in order: the backend embeds the compiler's bundle. */
const steps = [
  ['front end', 'build-frontend.mjs', []],
  ['command line', 'build-cli.mjs', []],
  ['compiler for the Go host', 'build-core.mjs', []],
  ['Go host', 'build-backend.mjs', all],
  ['check of dist/', 'check-dist.mjs', []],
];

for (const [name, script, args] of steps) {
  const started = process.hrtime.bigint();
  const run = spawnSync(process.execPath, [path.join(root, 'scripts', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (run.status !== 0) {
    process.stderr.write(`build: ${name} failed (scripts/${script})\n`);
    process.exit(run.status ?? 1);
  }
  process.stdout.write(`build: ${name} done in ${(Number(process.hrtime.bigint() - started) / 1e9).toFixed(1)} s\n`);
}
