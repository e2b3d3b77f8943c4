/**
 * `npm run bench`: ratios of one run, never bare times to compare with another day's.
 *   npm run bench [-- funnel|slo|analytics|board|plan]
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const tsx = path.join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
const node = (...args) => [process.execPath, args];

/** Name -> the commands it runs, in order. */
const BENCHES = {
  // A funnel of four steps over a million events against the best hand-written SQL, in PostgreSQL and DuckDB.
  funnel: [node(tsx, path.join(root, 'bench', 'funnel', 'run.ts'))],
  // Budgets and burn rates over 35 days of counters against hand-written PromQL and Sloth's records, in native Prometheus.
  slo: [node(tsx, path.join(root, 'bench', 'slo', 'run.ts'))],
  // Funnel, retention and revenue over five million events beside what is written by hand, in PostgreSQL, DuckDB and ClickHouse.
  analytics: [node(tsx, path.join(root, 'bench', 'analytics', 'run.ts'))],
  // The executive board against the same board written by hand: requests and rows, opened and refreshed, over a month of the demo shop.
  board: [node(path.join(root, 'bench', 'board', 'run.mjs'))],
  // Planning in V8 and in sobek, the Go host's engine, from the same bundle.
  plan: [
    node(path.join(root, 'scripts', 'build-core.mjs')),
    node(path.join(root, 'bench', 'plan.mjs')),
    ['go', ['test', '-run', '^$', '-bench', '.', '-benchtime', '20x', './pkg/core']],
  ],
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(`bench: no bench named ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}\n`);
  process.exit(2);
}
for (const [name, commands] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) {
    continue;
  }
  process.stdout.write(`\n# ${name}\n`);
  for (const [command, args] of commands) {
    const run = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
    if (run.status !== 0) {
      process.exit(run.status ?? 1);
    }
  }
}
