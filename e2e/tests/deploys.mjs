/** The deploys panel under the keyboard, the pointer and a drag. */
import assert from 'node:assert/strict';
import { accessibilityFaults } from '../accessibility.mjs';
import { drawn, test } from '../harness.mjs';
import { statesOf } from '../panels.mjs';
import { comparePicture } from '../pictures.mjs';

const state = (name, theme = 'dark') => statesOf('plumbline-deploys-panel', theme, name);
const surface = '[data-testid="plumbline-surface"]';
const tooltip = '[data-testid="plumbline-tooltip"]';
const card = '[data-testid="plumbline-card"]';
const plain = (text) => text.replace(/\u00a0/g, ' ').replace(/[\u2068\u2069]/g, '');
const told = async (page) =>
  plain((await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) ?? '');
const markOf = (page, text) => page.locator(`[data-mark][aria-label*="${text}"]`).first();

test('deploys: the keyboard walks in time and over lanes, Enter chooses, Escape closes', async ({ open }) => {
  const { page } = await open(state('normal'));
  await page.waitForSelector('[data-mark]');
  assert.equal(await page.$$eval('[data-mark][tabindex="0"]', (all) => all.length), 1, 'one stop for Tab');
  for (let presses = 0; presses < 40 && !(await told(page)).includes('v88'); presses += 1) {
    await page.keyboard.press('Tab');
  }
  assert.match(await told(page), /deploy basket v88.*02:15:00 \(Europe\/Berlin\).*no effect/);
  await page.keyboard.press('ArrowDown');
  assert.match(await told(page), /checkout v214.*Checkout success worse: −0\.8 pp ± 0\.3 · 8 h of budget · € 2,900/);
  await page.waitForSelector(tooltip);
  await page.keyboard.press('Enter');
  const text = plain(await page.textContent(card));
  assert.match(text, /before.*98\.8 %.*of 12,412 events.*expected.*after.*98\.0 %.*of 11,986 events/s);
  assert.equal(
    await page.getByRole('link', { name: 'Runbook' }).getAttribute('href'),
    'https://runbooks.example.com/checkout'
  );
  const search = new URLSearchParams(await page.evaluate(() => window.location.hash.split('?')[1]));
  assert.match(search.get('var-deploy'), /^shop-deploys\/\d+\/checkout\/v214$/);
  await page.keyboard.press('Escape');
  await page.waitForSelector(card, { state: 'detached' });
  assert.match(await told(page), /v214/, 'the focus comes back');
  await page.keyboard.press('End');
  assert.match(await told(page), /v89.*not enough traffic yet/);
});

test('deploys: a hover tells all digits, a hover between marks the line', async ({ open }) => {
  const { page } = await open(state('three KPIs, another change nearby'));
  await markOf(page, 'v214').hover();
  assert.match(
    plain(await page.textContent(tooltip)),
    /at23 Nov 2026, 09:14:00 \(Europe\/Berlin\).*Checkout p95not enough traffic yet/s
  );
  const box = await page.locator(surface).boundingBox();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 4);
  await page.waitForFunction(
    (query) => document.querySelector(query)?.textContent.includes('Checkout success98'),
    tooltip
  );
  await page.mouse.move(0, 0);
  await page.waitForSelector(tooltip, { state: 'detached' });
});

test('deploys: a drag is drawn, and ends', async ({ open }) => {
  const { page } = await open(state('normal'));
  await page.waitForSelector(surface);
  await drawn(page);
  const box = await page.locator(surface).boundingBox();
  const y = box.y + box.height - 4;
  await page.mouse.move(box.x + 100, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 260, y, { steps: 4 });
  const drag = await page.locator('[data-testid="plumbline-drag"]').boundingBox();
  assert.ok(Math.abs(drag.width - 160) <= 1, `the drag is ${drag.width} px wide`);
  await page.mouse.up();
  assert.equal(await page.locator('[data-testid="plumbline-drag"]').count(), 0);
});

test('deploys: a cluster says what it holds, and that it zooms', async ({ open }) => {
  const { page } = await open(state('two hundred within the hour'));
  await page.waitForSelector('[data-mark]');
  assert.match(plain(await page.getAttribute('[data-mark]', 'aria-label')), /^\d+ deploys, .*\(Europe\/Berlin\)$/);
  await page.hover('[data-mark]');
  assert.match(plain(await page.textContent(tooltip)), /Click or press Enter to zoom in/);
});

for (const theme of ['light', 'dark']) {
  test(`deploys: the card of a choice looks as it did, ${theme}`, async ({ open }) => {
    const { page } = await open(state('three KPIs, another change nearby', theme));
    await markOf(page, 'v214').click();
    await page.waitForSelector(card);
    await page.mouse.move(0, 0);
    await drawn(page);
    const png = await page.locator(card).screenshot({ animations: 'disabled', caret: 'hide' });
    comparePicture(`deploys card of a choice ${theme}`, png);
    assert.deepEqual(await accessibilityFaults(page, card), []);
  });
}
