/** The three boards in every scene of the demo, at one fixed moment: drawn without a complaint, and as the pictures have them. */
import assert from 'node:assert/strict';
import { boardShop, NOW, SCENES } from '../board-shop.mjs';
import { settled, test } from '../harness.mjs';
import { pageFolders } from '../paths.mjs';
import { comparePicture } from '../pictures.mjs';

const NEEDS = { needs: 'stores' };
const BOARDS = [
  ['executive', { width: 1600, height: 900 }],
  ['on-call', { width: 1600, height: 1440 }],
  ['debug', { width: 1600, height: 1280 }],
];
/** Core panels and the frames of all panels are those of the host's version of Grafana's packages, so each host has pictures of its own. */
const nameOf = (board, scene, host) => `board ${board} ${scene}${host === 'react 18' ? '' : ` ${host}`}`;
const TOLERANCE = 0.01;

let shop;
const panel = (page, title) => page.locator(`[data-panel-title="${title}"]`);
const faults = (page) =>
  page.$$eval('[data-panel-id]', (panels) =>
    panels
      .filter(({ dataset }) => dataset.state !== 'Done')
      .map((one) => `${one.dataset.panelTitle}: ${one.dataset.state} ${one.innerText.slice(0, 200)}`)
  );

for (const scene of SCENES) {
  test(
    `the boards in the scene ${scene}`,
    async ({ open, host }) => {
      shop ??= boardShop(pageFolders[host]);
      const url = await shop.scene(scene);
      for (const [name, viewport] of BOARDS) {
        const { page } = await open(`/#/board/plumbline-${name}?refresh=`, { url, viewport, fixedTime: NOW });
        await settled(page);
        assert.deepEqual(await faults(page), [], `${name} in ${scene}`);
        comparePicture(nameOf(name, scene, host), await page.screenshot({ animations: 'disabled' }), TOLERANCE);
      }
      if (scene === SCENES.at(-1)) {
        await chooses(open, url);
        await shop.close();
      }
    },
    NEEDS
  );
}

/** The way of whoever was woken: from the burning KPI to one failed transaction, with what was chosen kept. */
async function chooses(open, url) {
  const { page } = await open('/#/board/plumbline-on-call?refresh=&var-kpi=payment-success&var-region=us', {
    url,
    viewport: BOARDS[2][1],
    fixedTime: NOW,
  });
  await settled(page);
  await page.getByRole('link', { name: 'Debug', exact: true }).last().click();
  await page.waitForSelector('[data-panel-title="Where did it break?"]');
  await settled(page);
  assert.match(page.url(), /plumbline-debug/);
  assert.match(page.url(), /var-kpi=payment-success/);
  assert.match(page.url(), /var-region=us/);
  const rows = panel(page, 'Which transactions failed?').getByRole('link');
  const id = (await rows.nth(1).innerText()).trim();
  await rows.nth(1).click();
  await page.waitForFunction(
    (trace) => document.querySelector('[data-panel-title="Where did it break?"]')?.innerText.includes(trace),
    id
  );
  assert.match(page.url(), new RegExp(`var-trace=${id}`));
  assert.match(page.url(), /var-kpi=payment-success/);
  // The shop is closed next: nothing may be on its way.
  await settled(page);
  await page.goto('about:blank');
}
