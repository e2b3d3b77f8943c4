/** The burn-rate timeline under the keyboard, the pointer and a drag. */
import assert from 'node:assert/strict';
import { drawn, test } from '../harness.mjs';
import { statesOf } from '../panels.mjs';

const state = (name) => statesOf('plumbline-burnrate-panel', 'dark', name);
const surface = '[data-testid="plumbline-surface"]';
const tooltip = '[data-testid="plumbline-tooltip"]';
const plain = (text) => text.replace(/\u00a0/g, ' ').replace(/[\u2068\u2069]/g, '');

test('burn rate: the keyboard walks over time, jumps to a page, and opens its runbook', async ({ open }) => {
  const { page } = await open(state('normal'));
  await page.waitForSelector(surface);
  const told = async () => plain(await page.getAttribute(surface, 'aria-valuetext'));
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((query) => document.activeElement?.matches(query), surface)) {
      break;
    }
  }
  assert.match(await told(), /24 Nov 2026, 00:00:00 \(Europe\/Berlin\)/);
  await page.keyboard.press('Home');
  await page.keyboard.press('PageDown');
  assert.match(await told(), /09:35:00.*page: over 14\.4× for 1 h and 5 min/);
  assert.match(plain(await page.textContent(tooltip)), /burn over 30 d/);
  await page.keyboard.press('Enter');
  const runbook = page.getByRole('menuitem', { name: 'Runbook' });
  await runbook.waitFor();
  assert.equal(await runbook.getAttribute('href'), 'https://runbooks.example.com/checkout');
  await page.keyboard.press('Escape');
  await runbook.waitFor({ state: 'detached' });
  await page.waitForFunction((query) => document.activeElement?.matches(query), surface);
});

test('burn rate: a hover tells every window, events and money', async ({ open }) => {
  const { page } = await open(state('normal'));
  await page.waitForSelector(surface);
  await drawn(page);
  const box = await page.locator(surface).boundingBox();
  await page.mouse.move(box.x + (box.width * 10) / 24, box.y + 40);
  const text = plain(await page.textContent(tooltip));
  assert.match(text, /10:00:00 \(Europe\/Berlin\)/);
  for (const window of ['5 min', '30 min', '1 h', '2 h', '6 h', '1 d', '3 d', '30 d']) {
    assert.match(text, new RegExp(`burn over ${window}[\\d.]+×`));
  }
  assert.match(text, /bad since the row before[\d,]+ of 20,000/);
  assert.match(text, /cost an hour at this burn€ [\d,.]+/);
  assert.equal(await page.locator('[data-testid="plumbline-crosshair"]').count(), 1);
  await page.mouse.move(0, 0);
  await page.waitForSelector(tooltip, { state: 'detached' });
});

test('burn rate: a drag is drawn, and a click on a bracket opens the links', async ({ open }) => {
  const { page } = await open(state('normal'));
  await page.waitForSelector(surface);
  await drawn(page);
  const box = await page.locator(surface).boundingBox();
  await page.mouse.move(box.x + 100, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 260, box.y + 60, { steps: 4 });
  const drag = await page.locator('[data-testid="plumbline-drag"]').boundingBox();
  assert.ok(Math.abs(drag.width - 160) <= 1, `the drag is ${drag.width} px wide`);
  await page.mouse.up();
  assert.equal(await page.locator('[data-testid="plumbline-drag"]').count(), 0);
  await page.locator('[data-bracket="page"]').first().click();
  await page.getByRole('menuitem', { name: 'Runbook' }).waitFor();
});

test('burn rate: one of many objectives is shown whole and left again', async ({ open }) => {
  const { page } = await open(state('forty segments'));
  await page.locator('[data-objective]').first().click();
  await page.waitForSelector(surface);
  await page.getByRole('button', { name: '← all 40' }).click();
  assert.equal(await page.locator('[data-objective]').count(), 40);
});
