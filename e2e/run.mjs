/**
 * The browser tests: the built plugin files in the workbench's page, in headless Chromium.
 *   node e2e/run.mjs [--only part-of-a-name] [--react19] [--page-only]
 * Needs dist/ (npm run build) and the page (scripts/build-workbench.mjs). Prints failures, then `N passed, N failed`.
 * --react19 runs against the page of @grafana/* 13.2.2 and React 19; --page-only leaves out what needs the shop's stores.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { chromiumPath, launch } from './browser.mjs';
import { runTests } from './harness.mjs';
import { startPageServer } from './page-server.mjs';
import { startShop } from './shop.mjs';
import { pageFolders, pluginFolder, root } from './paths.mjs';

const host = process.argv.includes('--react19') ? 'react 19' : 'react 18';
const onlyAt = process.argv.indexOf('--only');
const only = onlyAt > 0 ? process.argv[onlyAt + 1] : undefined;

function need(file, how) {
  if (!file || !fs.existsSync(file)) {
    process.stderr.write(`${file ?? 'Chromium'} is missing: ${how}\n`);
    process.exit(2);
  }
}

need(chromiumPath(), 'apt-get install chromium, or set CHROMIUM to its path');
need(
  path.join(pageFolders[host], 'index.html'),
  `node scripts/build-workbench.mjs${host === 'react 19' ? ' --react19' : ''}`
);
need(path.join(pluginFolder, 'datasource', 'module.js'), 'npm run build');

for (const file of fs.readdirSync(path.join(root, 'e2e', 'tests')).sort()) {
  await import(`./tests/${file}`);
}

const pageOnly = process.argv.includes('--page-only');
const server = await (pageOnly ? startPageServer(pageFolders[host]) : startShop(pageFolders[host]));
const browser = await launch();
try {
  const { passed, failed } = await runTests({ browser, url: server.url, host, stores: !pageOnly, only });
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await browser.close();
  await server.close();
}
