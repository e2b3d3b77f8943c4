/**
 * `npm test`: everything, from a fresh clone, in one command. Closes with one plain line: `N passed, N failed`.
 *   npm test [-- --only name,name]      names: see STEPS; `boards-19` and `every-mode` take long and run in CI, or by name
 * A step's own output is shown only when it fails. With PLUMBLINE_CI=1 a missing engine is a failure, else a skip with a message.
 */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const inCi = Boolean(process.env.PLUMBLINE_CI);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-test-'));
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const script = (name, ...args) => [process.execPath, path.join(root, 'scripts', name), ...args];

/** Runs a command, keeps what it says. */
function execute([command, ...args], { cwd = root, env = {}, file } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const out = file ? fs.createWriteStream(file) : undefined;
    child.stdout.on('data', (chunk) => (out ? out.write(chunk) : (said += chunk)));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.on('error', (error) => resolve({ ok: false, said: `${said}${error.message}` }));
    child.on('close', (code) => {
      const done = () => resolve({ ok: code === 0, said });
      return out ? out.end(done) : done();
    });
  });
}

/** A command that is one check: passed or failed. */
const check = (command, options) => async () => {
  const { ok, said } = await execute(command, options);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, said };
};

/** Suites that have more to say with time: those that ask tests/setup/slow.ts how much. */
function slowSuites() {
  const found = spawnSync('grep', ['-rl', '--include=*.test.ts', 'setup/slow', 'src', 'tests'], { cwd: root });
  return String(found.stdout).split('\n').filter(Boolean);
}

async function vitest(files = [], env = {}) {
  const report = path.join(scratch, `vitest-${files.length}.json`);
  const { ok, said } = await execute([bin('vitest'), 'run', ...files, '--reporter=json', `--outputFile=${report}`], {
    env,
  });
  if (!fs.existsSync(report)) {
    return { passed: 0, failed: 1, said };
  }
  const json = JSON.parse(fs.readFileSync(report, 'utf8'));
  const broken = json.testResults.flatMap((suite) => [
    ...(suite.status === 'failed' && suite.assertionResults.length === 0 ? [`${suite.name}\n  ${suite.message}`] : []),
    ...suite.assertionResults
      .filter((t) => t.status === 'failed')
      .map((t) => `${path.relative(root, suite.name)} > ${t.fullName}\n  ${t.failureMessages.join('\n  ')}`),
  ]);
  const failed = Math.max(broken.length, ok ? 0 : 1);
  return {
    passed: json.numPassedTests,
    failed,
    skipped: json.numPendingTests,
    said: broken.join('\n\n') || (ok ? '' : said),
  };
}

const goTests =
  (folder, ...flags) =>
  async () => {
    const report = path.join(scratch, `go-${folder.replaceAll('/', '-')}.json`);
    const { ok, said } = await execute(['go', 'test', '-race', '-json', ...flags, './...'], {
      cwd: path.join(root, folder),
      file: report,
      env: { CGO_ENABLED: '1' },
    });
    const lines = fs.readFileSync(report, 'utf8').split('\n').filter(Boolean);
    const events = lines.flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
    const tests = (action) => events.filter((e) => e.Action === action && e.Test);
    const failedTests = new Set(tests('fail').map((e) => `${e.Package} ${e.Test}`));
    const output = events
      .filter((e) => e.Action === 'output' || e.Action === 'build-output')
      .filter((e) => (e.Test ? failedTests.has(`${e.Package} ${e.Test}`) : true))
      .map((e) => e.Output)
      .join('');
    const failed = Math.max(failedTests.size, ok ? 0 : 1);
    return {
      passed: tests('pass').length,
      failed,
      skipped: tests('skip').length,
      said: failed ? `${output}${said}` : '',
    };
  };

const browser =
  (...args) =>
  async () => {
    if (!fs.existsSync('/usr/bin/chromium') && !process.env.CHROMIUM) {
      return missing('chromium is not installed (apt-get install chromium, or set CHROMIUM to its path)');
    }
    const { ok, said } = await execute([process.execPath, path.join(root, 'e2e', 'run.mjs'), ...args]);
    const last = /(\d+) passed, (\d+) failed/.exec(said.split('\n').reverse().join('\n'));
    const failed = last ? Number(last[2]) : 1;
    return { passed: last ? Number(last[1]) : 0, failed: Math.max(failed, ok ? 0 : 1), said: ok ? '' : said };
  };

const missing = (why) => ({ passed: 0, failed: inCi ? 1 : 0, skipped: 1, note: `skipped: ${why}`, said: why });

/** In order: what is cheap and tells most comes first; the builds come before what tests the built files. */
const STEPS = [
  ['core', check(script('build-core.mjs'))],
  ['types', check([bin('tsc'), '--noEmit', '-p', 'tsconfig.json'])],
  ['types-node', check([bin('tsc'), '--noEmit', '-p', 'tsconfig.node.json'])],
  ['lint', check([bin('eslint'), '.', '--max-warnings', '0'])],
  ['build', check(script('build.mjs'))],
  ['unit', () => vitest()],
  ['go', goTests('pkg')],
  ['go-prometheus', goTests('demo/prometheus')],
  ['alerts', goTests('pkg/e2e', '-tags', 'alerts', '-run', 'Alerts', '-timeout', '20m')],
  ['compat', check(script('check-compat.mjs'))],
  ['workbench', check(script('build-workbench.mjs'))],
  ['browser', browser()],
  ['workbench-19', check(script('build-workbench.mjs', '--react19'))],
  ['browser-19', browser('--react19', '--page-only')],
  ['boards-19', browser('--react19', '--only', 'the boards in the scene')],
  // Every mode of funnels and retention on every store, 500 random event sets each: only in CI, nightly and by name.
  ['every-mode', () => vitest(slowSuites(), { PLUMBLINE_SLOW: '1' })],
];
const SLOW = new Set(['boards-19', 'every-mode']);

function prepare() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    process.stderr.write(`Node ${process.versions.node} is too old: Plumbline needs Node 20 or newer.\n`);
    process.exit(2);
  }
  if (spawnSync('go', ['version']).status !== 0) {
    process.stderr.write(
      "Go is missing: Plumbline's host is built with it. Install Go (see go.mod for the version).\n"
    );
    process.exit(2);
  }
  const stamp = path.join(root, 'node_modules', '.package-lock.json');
  const lock = path.join(root, 'package-lock.json');
  if (!fs.existsSync(stamp) || fs.statSync(stamp).mtimeMs < fs.statSync(lock).mtimeMs) {
    process.stdout.write('installing packages\n');
    const install = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: 'inherit',
    });
    if (install.status !== 0) {
      process.exit(2);
    }
  }
}

const onlyAt = process.argv.indexOf('--only');
const only = onlyAt > 0 ? new Set((process.argv[onlyAt + 1] ?? '').split(',')) : null;
prepare();
const total = { passed: 0, failed: 0 };
for (const [name, step] of STEPS) {
  if (only ? !only.has(name) : SLOW.has(name) && !inCi) {
    continue;
  }
  const started = process.hrtime.bigint();
  const result = await step();
  total.passed += result.passed;
  total.failed += result.failed;
  const seconds = (Number(process.hrtime.bigint() - started) / 1e9).toFixed(0);
  const counts = `${result.passed} passed, ${result.failed} failed${result.skipped ? `, ${result.skipped} skipped` : ''}`;
  process.stdout.write(
    `${name.padEnd(14)} ${counts.padEnd(40)} ${seconds.padStart(4)} s${result.note ? `  ${result.note}` : ''}\n`
  );
  if (result.failed > 0) {
    process.stdout.write(`${result.said.slice(-20_000)}\n`);
  }
}
fs.rmSync(scratch, { recursive: true, force: true });
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed === 0 ? 0 : 1);
