/**
 * Checks the built files, not the sources: what Grafana 11.0 to 13.x would refuse or trip over.
 *   node scripts/check-dist.mjs [--front-end] [--record] [dist folder]
 * --front-end: the Go binaries need not be there yet. --record: writes docs/reference/sizes.json.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

/** Modules that Grafana 11.0 does not share, or that tie a bundle to one React. */
const FORBIDDEN_DEPENDENCIES = [/^react\/jsx-(dev-)?runtime$/, /^react-dom\/client$/, /^@grafana\/[a-z]+\/unstable$/];
const FORBIDDEN_CODE = [
  [/\beval\s*\(/, 'eval('],
  [/\bnew\s+Function\b/, 'new Function'],
  [/(?<![.\w$])Function\s*\(\s*["'`]/, 'Function("…")'],
  [/ReactCurrentOwner/, 'React internals (ReactCurrentOwner)'],
  [/dangerouslySetInnerHTML\s*:/, 'dangerouslySetInnerHTML'],
];

/** The module names in an AMD module's `define([...])`. */
export function amdDependencies(code) {
  const match = /(?:^|[;\s*/])define\(\s*(?:"[^"]*"\s*,\s*)?\[([^\]]*)\]/.exec(code);
  return match ? [...match[1].matchAll(/["']([^"']+)["']/g)].map((m) => m[1]) : null;
}

function walk(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? walk(full) : [full];
  });
}

/** @returns {{ faults: string[], sizes: Record<string, { bytes: number, gzip: number }> }} */
export function checkDist(dist, { frontEndOnly = false } = {}) {
  const faults = [];
  const sizes = {};
  const files = walk(dist);
  const relative = (file) => path.relative(dist, file).split(path.sep).join('/');
  const root = JSON.parse(fs.readFileSync(path.join(dist, 'plugin.json'), 'utf8'));
  const included = new Set((root.includes ?? []).map((i) => `${i.type}:${i.path}`));

  for (const file of files.filter((f) => path.basename(f) === 'plugin.json')) {
    const name = relative(file);
    const plugin = JSON.parse(fs.readFileSync(file, 'utf8'));
    const folder = path.dirname(file);
    if (name !== 'plugin.json' && !included.has(`${plugin.type}:${name}`)) {
      faults.push(`${name}: not listed in the root plugin.json's includes as type "${plugin.type}"`);
    }
    if (plugin.dependencies?.grafanaDependency !== root.dependencies.grafanaDependency) {
      faults.push(`${name}: grafanaDependency differs from the root's`);
    }
    if (!fs.existsSync(path.join(folder, 'module.js'))) {
      faults.push(`${name}: no module.js beside it`);
    }
    for (const logo of new Set(Object.values(plugin.info?.logos ?? {}))) {
      if (!fs.existsSync(path.join(folder, logo))) {
        faults.push(`${name}: its logo ${logo} is missing`);
      }
    }
  }
  for (const include of root.includes ?? []) {
    if (include.path?.endsWith('plugin.json') && !fs.existsSync(path.join(dist, include.path))) {
      faults.push(`plugin.json: includes ${include.path}, which is missing`);
    }
  }

  for (const file of files.filter((f) => f.endsWith('.js'))) {
    const name = relative(file);
    const code = fs.readFileSync(file, 'utf8');
    sizes[name] = { bytes: Buffer.byteLength(code), gzip: zlib.gzipSync(code, { level: 9 }).length };
    if (path.basename(file) !== 'module.js') {
      if (path.dirname(name) !== '.') {
        faults.push(`${name}: a chunk of a nested module; Grafana would look for it in the wrong folder`);
      } else {
        faults.push(`${name}: a chunk that no plugin.json stands beside`);
      }
      continue;
    }
    const dependencies = amdDependencies(code);
    if (!dependencies) {
      faults.push(`${name}: not an AMD module`);
      continue;
    }
    for (const dependency of dependencies) {
      if (FORBIDDEN_DEPENDENCIES.some((pattern) => pattern.test(dependency))) {
        faults.push(`${name}: depends on ${dependency}, which Grafana 11.0 does not share`);
      }
    }
    for (const [pattern, what] of FORBIDDEN_CODE) {
      if (pattern.test(code)) {
        faults.push(`${name}: contains ${what}`);
      }
    }
    if (/\.e\(\d+\)\.then|__webpack_require__\.e\b/.test(code)) {
      faults.push(`${name}: loads a chunk dynamically`);
    }
  }

  if (!frontEndOnly) {
    const folder = path.join(dist, 'datasource');
    const binaries = fs.readdirSync(folder).filter((f) => f.startsWith('gpx_plumbline_'));
    if (binaries.length === 0) {
      faults.push('datasource/: no gpx_plumbline_* binary');
    }
    for (const binary of binaries) {
      const stat = fs.statSync(path.join(folder, binary));
      sizes[`datasource/${binary}`] = { bytes: stat.size, gzip: 0 };
      if (!binary.endsWith('.exe') && (stat.mode & 0o111) !== 0o111) {
        faults.push(`datasource/${binary}: not executable for all (mode ${(stat.mode & 0o777).toString(8)})`);
      }
    }
  }
  return { faults, sizes };
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
  const dist = path.resolve(args.find((a) => !a.startsWith('--')) ?? path.join(repository, 'dist'));
  const { faults, sizes } = checkDist(dist, { frontEndOnly: args.includes('--front-end') });
  for (const [name, size] of Object.entries(sizes)) {
    process.stdout.write(
      `${name.padEnd(44)} ${String(size.bytes).padStart(10)} B${size.gzip ? `  ${String(size.gzip).padStart(8)} B gzip` : ''}\n`
    );
  }
  if (args.includes('--record')) {
    const record = path.join(repository, 'docs', 'reference', 'sizes.json');
    fs.mkdirSync(path.dirname(record), { recursive: true });
    const modules = Object.fromEntries(Object.entries(sizes).filter(([name]) => name.endsWith('.js')));
    fs.writeFileSync(record, `${JSON.stringify(modules, null, 2)}\n`);
  }
  for (const fault of faults) {
    process.stderr.write(`check-dist: ${fault}\n`);
  }
  process.exit(faults.length === 0 ? 0 : 1);
}
