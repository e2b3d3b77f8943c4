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

const PROMISES = { size: [1600, 1100], ready: '[data-panel-id]' };

/** What the shop goes through, and its pictures: file name, address, window, what must be there before it is taken, and which panel. */
const PICTURES = {
  history: [
    { name: 'board', hash: '#/board?theme=dark', size: [1600, 900], ready: '[data-panel-id]' },
    { name: 'board-light', hash: '#/board?theme=light', size: [1600, 900], ready: '[data-panel-id]' },
    {
      name: 'explore',
      hash: `#/explore?theme=light&from=now-13d%2Fd&query=${encodeURIComponent(SERIES)}`,
      size: [1400, 900],
      ready: '[data-answer]',
    },
    { name: 'config', hash: '#/config?theme=light', size: [1400, 1000], ready: null },
  ],
  // Fair weather tells nothing: the gateway for payments has been away for 25 minutes.
  'payment-outage': [
    { name: 'promises', hash: '#/board/plumbline-promises?theme=dark&from=now-12h', ...PROMISES },
    { name: 'error-budget', hash: '#/board/plumbline-promises?theme=light', ...PROMISES, panel: 2 },
    { name: 'burn-rate', hash: '#/board/plumbline-promises?theme=light&from=now-6h', ...PROMISES, panel: 4 },
  ],
};

/** Budgets over 30 days need as many, and a day to spare. */
const MONTH = 31;

const urlAt = process.argv.indexOf('--url');
const folder = path.join(root, 'docs', 'img');
fs.mkdirSync(folder, { recursive: true });

/** Takes the pictures of one scene; resolves with what went wrong. */
async function take(browser, scene, pictures) {
  const server =
    urlAt > 0
      ? { url: process.argv[urlAt + 1], close: () => undefined }
      : await startShop(pageFolders['react 18'], MONTH, scene);
  const faults = [];
  try {
    for (const { name, hash, size, ready, panel } of pictures) {
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
      faults.push(...problems().map((problem) => `${name}: ${problem}`));
      await close();
    }
  } finally {
    await server.close();
  }
  return faults;
}

const browser = await launch();
try {
  for (const [scene, pictures] of Object.entries(PICTURES)) {
    const faults = await take(browser, scene, pictures);
    faults.forEach((fault) => process.stderr.write(`${fault}\n`));
    process.stdout.write(`${pictures.length} pictures of ${scene} in ${path.relative(root, folder)}\n`);
    process.exitCode = faults.length > 0 ? 1 : process.exitCode;
  }
} finally {
  await browser.close();
}
