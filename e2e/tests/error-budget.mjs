/** The error-budget panel under the keyboard, the pointer and a screen reader. */
import assert from 'node:assert/strict';
import { test } from '../harness.mjs';
import { statesOf } from '../panels.mjs';

const state = (name) => statesOf('plumbline-errorbudget-panel', 'dark', name);
const focusedMark = (page) => page.evaluate(() => document.activeElement?.getAttribute('data-mark'));
const tooltip = '[data-testid="plumbline-tooltip"]';

test('the keyboard walks from budget to budget, worst first, and Enter opens the links', async ({ open }) => {
  const { page } = await open(state('several objectives'));
  await page.waitForSelector('[data-mark]');
  assert.equal(await page.$$eval('[data-mark][tabindex="0"]', (all) => all.length), 1, 'one stop for Tab');
  for (let presses = 0; presses < 40 && (await focusedMark(page)) === null; presses += 1) {
    await page.keyboard.press('Tab');
  }
  const names = [];
  for (let budget = 0; budget < 6; budget += 1) {
    assert.equal(await focusedMark(page), String(budget));
    names.push(await page.evaluate(() => document.activeElement.getAttribute('aria-label')));
    await page.waitForSelector(tooltip);
    await page.keyboard.press('ArrowDown');
  }
  assert.match(names[0], /budget gone.*−29\.7.*freeze releases/s);
  assert.match(names[3], /frozen.*not known.*measured 40\.0/s);
  assert.match(names[5], /on course/);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role="menuitem"]');
  const links = await page.$$eval('[role="menuitem"]', (all) => all.map((item) => item.getAttribute('href')));
  assert.deepEqual(links, ['/d/checkout', 'https://runbooks.example.com/checkout']);
  await page.keyboard.press('Escape');
  await page.waitForSelector('[role="menuitem"]', { state: 'detached' });
  assert.equal(await focusedMark(page), '0', 'the focus comes back');
});

test('a hover over an error budget tells all digits, denominators and money', async ({ open }) => {
  const { page } = await open(state('act now'));
  await page.hover('[data-mark="0"]');
  const text = await page.textContent(tooltip);
  assert.match(text, /24\.5522388059702/);
  assert.match(text, /1,011 of 1,340/);
  assert.match(text, /€.10,110 of €.13,400/);
  assert.match(text, /\(Europe\/Berlin\)/);
});

test('a table with every number stands behind the budgets', async ({ open }) => {
  const { page } = await open(state('forty objectives'));
  await page.waitForSelector('table');
  const rows = await page.$$eval('table tbody tr', (all) => all.map((row) => row.textContent));
  assert.equal(rows.length, 40);
  assert.match(rows[0], /Country 01.*−39\.99.*840 bad events/s);
});
