/** The funnel panel under the keyboard, the pointer and a screen reader. */
import assert from 'node:assert/strict';
import { test } from '../harness.mjs';

const state = (name, theme = 'dark') => `/#/states?state=${encodeURIComponent(name)}&show=${theme}&theme=${theme}`;
const focusedMark = (page) => page.evaluate(() => document.activeElement?.getAttribute('data-mark'));
const tooltip = '[data-testid="plumbline-tooltip"]';

test('the keyboard walks from step to step, and each says what it is', async ({ open }) => {
  const { page } = await open(state('normal'));
  await page.waitForSelector('[data-mark]');
  const marks = await page.$$('[data-mark]');
  assert.equal(await page.$$eval('[data-mark][tabindex="0"]', (all) => all.length), 1, 'one stop for Tab');
  // From the page's top, Tab alone must come to the funnel.
  for (let presses = 0; presses < 40 && (await focusedMark(page)) === null; presses += 1) {
    await page.keyboard.press('Tab');
  }
  assert.equal(await focusedMark(page), '0');
  const names = [];
  for (let step = 0; step < marks.length; step += 1) {
    assert.equal(await focusedMark(page), String(step));
    names.push(await page.evaluate(() => document.activeElement.getAttribute('aria-label')));
    await page.waitForSelector(tooltip);
    await page.keyboard.press('ArrowDown');
  }
  assert.match(names[0], /Visit.*6[.,]02/s);
  assert.match(names.at(-1), /Buy.*612.*10\.2.%.*6[.,]02/s);
  assert.equal(await focusedMark(page), String(marks.length - 1), 'stops at the last');
  await page.keyboard.press('Home');
  assert.equal(await focusedMark(page), '0');
  await page.keyboard.press('End');
  assert.equal(await focusedMark(page), String(marks.length - 1));
  await page.keyboard.press('Escape');
  await page.waitForSelector(tooltip, { state: 'detached' });
});

test('a hover tells all digits that the picture leaves out', async ({ open }) => {
  const { page } = await open(state('normal'));
  await page.hover('[data-mark="2"]');
  const text = await page.textContent(tooltip);
  assert.match(text, /3,127/);
  assert.match(text, /65\.4\d* ?.?% of 4,780/);
});

test('a table with every number stands behind the picture', async ({ open }) => {
  const { page } = await open(state('three segments'));
  await page.waitForSelector('table');
  const rows = await page.$$eval('table tbody tr', (all) => all.map((row) => row.textContent));
  assert.equal(rows.length, 15);
  assert.match(rows.join('\n'), /phone.*Basket.*405/s);
});
