/**
 * Takes the pictures of README and docs anew, from the real board with the real demo shop, so that they stay true.
 *   node scripts/screenshots.mjs [--url http://127.0.0.1:4600] [--only boards|history|payment-outage]     a running workbench, or one of its own
 * Needs dist/ (npm run build) and the page (scripts/build-workbench.mjs). Writes docs/img/*.png.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { launch, openPage } from '../e2e/browser.mjs';
import { drawn, settled } from '../e2e/harness.mjs';
import { pageFolders, root } from '../e2e/paths.mjs';
import { boardShop, NOW } from '../e2e/board-shop.mjs';
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

/** The three boards in a story that all of them tell: at the moment that e2e/board-shop.mjs fixes. */
const STORY = 'payment-gateway';
const BOARDS = [
  { name: 'executive', hash: '#/board/plumbline-executive?theme=dark&refresh=', size: [1600, 900] },
  { name: 'executive-light', hash: '#/board/plumbline-executive?theme=light&refresh=', size: [1600, 900] },
  { name: 'on-call', hash: '#/board/plumbline-on-call?theme=dark&refresh=', size: [1600, 1440] },
  { name: 'debug', hash: '#/board/plumbline-debug?theme=dark&refresh=', size: [1600, 1330] },
].map((one) => ({ ...one, ready: '[data-panel-id]', fixedTime: NOW }));

/** Budgets over 30 days need as many, and a day to spare. */
const MONTH = 31;

const urlAt = process.argv.indexOf('--url');
const folder = path.join(root, 'docs', 'img');
fs.mkdirSync(folder, { recursive: true });

/** The shop of a scene that lives, or one that a person has running. */
const living = (scene) =>
  urlAt > 0
    ? { url: process.argv[urlAt + 1], close: () => undefined }
    : startShop(pageFolders['react 18'], MONTH, scene);

async function standing() {
  const shop = boardShop(pageFolders['react 18']);
  return { url: await shop.scene(STORY), close: () => shop.close() };
}

/** Takes the pictures of one shop; resolves with what went wrong. */
async function take(browser, server, pictures) {
  const faults = [];
  try {
    for (const { name, hash, size, ready, panel, fixedTime } of pictures) {
      const viewport = { width: size[0], height: size[1] };
      const { page, problems, close } = await openPage(browser, { viewport, fixedTime });
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

/** `--only boards|history|…`: one shop's pictures. */
const onlyAt = process.argv.indexOf('--only');
const SHOPS = [
  ['boards', BOARDS, standing],
  ...Object.entries(PICTURES).map(([scene, pictures]) => [scene, pictures, () => living(scene)]),
].filter(([name]) => onlyAt < 0 || process.argv[onlyAt + 1] === name);

const browser = await launch();
try {
  for (const [name, pictures, open] of SHOPS) {
    const faults = await take(browser, await open(), pictures);
    faults.forEach((fault) => process.stderr.write(`${fault}\n`));
    process.stdout.write(`${pictures.length} pictures of ${name} in ${path.relative(root, folder)}\n`);
    process.exitCode = faults.length > 0 ? 1 : process.exitCode;
  }
} finally {
  await browser.close();
}
