/**
 * Builds the workbench's page with Vite, and lays icons and fonts beside it, so that no request leaves this machine.
 *   node scripts/build-workbench.mjs             demo/workbench-page/dist       @grafana/* 13.1.1, React 18
 *   node scripts/build-workbench.mjs --react19   compat/grafana-13.2/dist      @grafana/* 13.2.2, React 19 (installed first)
 *   … --if-missing                               nothing where a build of these very sources is there already
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const page = path.join(root, 'demo', 'workbench-page');
const react19 = process.argv.includes('--react19');
const packages = react19 ? path.join(root, 'compat', 'grafana-13.2') : root;
const out = path.join(react19 ? packages : page, 'dist');
const stampFile = path.join(out, '.sources');

/** Digest of everything the build reads of ours: page, panel states, and the exact packages. */
function sourcesDigest() {
  const hash = createHash('sha256');
  const read = (file) => hash.update(path.relative(root, file)).update(fs.readFileSync(file));
  const walk = (folder) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== 'dist' && entry.name !== 'node_modules') {
          walk(file);
        }
      } else {
        read(file);
      }
    }
  };
  walk(page);
  walk(path.join(root, 'src', 'panels'));
  read(path.join(packages, 'package-lock.json'));
  read(fileURLToPath(import.meta.url));
  return hash.digest('hex');
}

function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (done.status !== 0) {
    process.exit(done.status ?? 1);
  }
}

function copyFile(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.copyFileSync(from, to);
}

/** Where Grafana's own front end finds them: /public/build/img and /public/fonts. */
function copyAssets() {
  const modules = path.join(packages, 'node_modules');
  const publicFolder = path.join(out, 'public');
  const images = path.join(publicFolder, 'build', 'img');
  fs.cpSync(path.join(modules, '@grafana', 'ui', 'dist', 'public', 'img'), images, { recursive: true });
  // Two icons that @grafana/ui draws and does not ship.
  fs.cpSync(path.join(page, 'icons'), path.join(images, 'icons'), { recursive: true });
  const fonts = path.join(publicFolder, 'fonts');
  for (const style of ['Regular', 'Medium', 'Italic', 'MediumItalic']) {
    const name = `Inter-${style}.woff2`;
    copyFile(path.join(root, 'node_modules', 'inter-ui', 'web', name), path.join(fonts, 'inter', name));
  }
  const mono = path.join(
    root,
    'node_modules',
    '@fontsource',
    'roboto-mono',
    'files',
    'roboto-mono-latin-400-normal.woff2'
  );
  for (const name of robotoMonoNames(modules)) {
    copyFile(mono, path.join(fonts, 'roboto', name));
  }
}

/** @grafana/ui names its monospaced font files by digests that change between versions, so they are read from it. */
function robotoMonoNames(modules) {
  const source = fs.readFileSync(
    path.join(modules, '@grafana', 'ui', 'dist', 'esm', 'themes', 'GlobalStyles', 'fonts.mjs'),
    'utf8'
  );
  return [...source.matchAll(/roboto\/([\w-]+\.woff2)/g)].map((match) => match[1]);
}

if (react19 && !fs.existsSync(path.join(packages, 'node_modules', '@grafana', 'ui'))) {
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], { cwd: packages });
}
const digest = sourcesDigest();
if (
  process.argv.includes('--if-missing') &&
  fs.existsSync(stampFile) &&
  fs.readFileSync(stampFile, 'utf8') === digest
) {
  process.exit(0);
}
const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
run(process.execPath, [vite, 'build', '--config', path.join(page, 'vite.config.mts')], {
  env: { ...process.env, NODE_ENV: 'production', PLUMBLINE_HOST_PACKAGES: packages, PLUMBLINE_PAGE_OUT: out },
});
copyAssets();
fs.writeFileSync(stampFile, digest);
