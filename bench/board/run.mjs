/**
 * `node bench/board/run.mjs`: tests/board-requests.test.ts over `DAYS` (31) days of the demo shop, and its counts as a table. Vitest runs it, since
 * the browser's host needs @grafana/data, which Node alone cannot load. Exits 1 where the bar is missed.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-bench-board-'));
const report = path.join(folder, 'counts.json');
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
const run = spawnSync(process.execPath, [vitest, 'run', 'tests/board-requests.test.ts', '--reporter=dot'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, PLUMBLINE_BOARD_DAYS: process.env.DAYS ?? '31', PLUMBLINE_BOARD_REPORT: report },
});
if (fs.existsSync(report)) {
  const { days, counts } = JSON.parse(fs.readFileSync(report, 'utf8'));
  const columns = ['requests', 'rows', 'samples', 'answered'];
  const line = (name, cells) => `${name.padEnd(22)}${cells.map((cell) => String(cell).padStart(14)).join('')}\n`;
  process.stdout.write(line(`${days} days`, columns));
  for (const [name, count] of Object.entries(counts)) {
    process.stdout.write(
      line(
        name,
        columns.map((column) => Math.round(count[column]).toLocaleString('en'))
      )
    );
  }
}
fs.rmSync(folder, { recursive: true, force: true });
process.stdout.write(run.status === 0 ? 'passed\n' : 'FAILED\n');
process.exitCode = run.status ?? 1;
