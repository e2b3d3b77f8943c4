/**
 * Takes the pictures of README and docs anew, from the real board with the real demo shop, so that they stay true.
 *   node scripts/screenshots.mjs [--url http://127.0.0.1:4600]     a running workbench, or one of its own
 * Needs dist/ (npm run build) and the page (scripts/build-workbench.mjs). Writes docs/img/*.png.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { launch, openPage } from '../e2e/browser.mjs';
import { drawn, settled } from '../e2e/harness.mjs';
import { pageFolders, root } from '../e2e/paths.mjs';
import { startShop } from '../e2e/shop.mjs';

const SERIES = JSON.stringify({ kpi: 'session-conversion', view: 'series', grain: '1d', by: ['device'] });

/** File name, address, window, and what must be there before the picture is taken. */
const PICTURES = [
  { name: 'board', hash: '#/board?theme=dark', size: [1600, 900], ready: '[data-panel-id]' },
  { name: 'board-light', hash: '#/board?theme=light', size: [1600, 900], ready: '[data-panel-id]' },
  {
    name: 'explore',
    hash: `#/explore?theme=light&from=now-13d%2Fd&query=${encodeURIComponent(SERIES)}`,
    size: [1400, 900],
    ready: '[data-answer]',
  },
  { name: 'promises', hash: '#/board/plumbline-promises?theme=dark', size: [1600, 1100], ready: '[data-panel-id]' },
  {
    name: 'error-budget',
    hash: '#/board/plumbline-promises?theme=light',
    size: [1600, 1100],
    ready: '[data-panel-id]',
    panel: '2',
  },
  {
    name: 'burn-rate',
    // A week holds some of the seed's incidents.
    hash: '#/board/plumbline-promises?theme=light&from=now-7d',
    size: [1600, 1100],
    ready: '[data-panel-id]',
    panel: '3',
  },
  { name: 'config', hash: '#/config?theme=light', size: [1400, 1000], ready: null },
];

/** Budgets over 30 days need as many, and a day to spare. */
const MONTH = 31;

const urlAt = process.argv.indexOf('--url');
const server =
  urlAt > 0 ? { url: process.argv[urlAt + 1], close: () => undefined } : await startShop(pageFolders['react 18'], MONTH);
const folder = path.join(root, 'docs', 'img');
fs.mkdirSync(folder, { recursive: true });
const browser = await launch();
let faults = 0;
try {
  for (const { name, hash, size, ready, panel } of PICTURES) {
    const { page, problems, close } = await openPage(browser, { viewport: { width: size[0], height: size[1] } });
    await page.goto(`${server.url}/${hash}`);
    if (ready) {
      await settled(page, ready);
    } else {
      await page.waitForSelector('.monaco-editor .view-line');
      await drawn(page);
    }
    const target = panel ? await page.$(`[data-panel-id="${panel}"]`) : page;
    await target.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
    for (const problem of problems()) {
      faults += 1;
      process.stderr.write(`${name}: ${problem}\n`);
    }
    await close();
  }
} finally {
  await browser.close();
  await server.close();
}
process.stdout.write(`${PICTURES.length} pictures in ${path.relative(root, folder)}\n`);
process.exitCode = faults === 0 ? 0 : 1;
