/** The board of promises with its real stores: what is left on the screen is what counting the rows leaves. */
import assert from 'node:assert/strict';
import { accessibilityFaults } from '../accessibility.mjs';
import { settled, test } from '../harness.mjs';
import { closedWeek, sql } from '../shop.mjs';

const NEEDS = { needs: 'stores' };
const week = closedWeek();
const board = (params = '') =>
  `/#/board/plumbline-promises?from=${week.to - 2 * 86_400_000}&to=${week.to}&refresh=${params}`;
/** SQL for the last `hours` before the week's end. */
const last = (hours) =>
  `at >= '${new Date(week.to - hours * 3_600_000).toISOString()}' and at < '${new Date(week.to).toISOString()}'`;
const counted = (hours) =>
  `select count(*)::int as all, count(*) filter (where outcome = 'error')::int as bad from payments
   where outcome in ('ok', 'error') and ${last(hours)}`;
const panel = (page, title) => page.locator(`[data-panel-title="${title}"]`);

/** Seven days of payments in the database: exact, as the week is closed. */
const KPI = `
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: paid, displayName: Paid }
spec:
  area: checkout
  owner: { team: payments }
  unit: ratio
  valuePerUnit: { amount: "50", currency: EUR }
  measure:
    ratio:
      numerator: { source: shop-db, table: payments, time: at, count: rows, where: [ { field: outcome, is: ok } ] }
      denominator: { source: shop-db, table: payments, time: at, count: rows, where: [ { field: outcome, in: [ok, error] } ] }
  objectives: [ { name: week, target: "0.95", timeWindow: { duration: 7d } } ]
`;

/** The demo's definitions with one KPI more, which the board's first budget and first timeline show. */
async function withKpi(page) {
  await page.route('**/api/workbench/boot', async (route) => {
    const response = await route.fetch();
    const boot = await response.json();
    boot.datasources.find((one) => one.uid === 'plumbline').jsonData.definitions += KPI;
    const { json } = boot.boards.find((one) => one.uid === 'plumbline-promises');
    for (const id of [1, 3]) {
      Object.assign(json.panels.find((one) => one.id === id).targets[0], { kpi: 'paid', objective: 'week' });
    }
    await route.fulfill({ response, json: boot });
  });
}

/** The first number in a text, written with thousands separators and a real minus. */
const number = (text) => Number(/-?[\d,]*\.?\d+(?:e-?\d+)?/.exec(text.replace('−', '-'))[0].replaceAll(',', ''));

/** Title of a column -> the text of the first row's cell in the table behind a panel's picture. */
async function rowOf(page, title) {
  const table = panel(page, title).locator('table').first();
  const heads = await table.locator('thead th').allTextContents();
  const cells = await table.locator('tbody tr').first().locator('th, td').allTextContents();
  return Object.fromEntries(heads.map((head, i) => [head, cells[i]]));
}

test(
  'what is left of a budget is what counting the payments leaves, to the last digit',
  async ({ open, url }) => {
    const { page } = await open(board(), { before: withKpi });
    await settled(page);
    const [{ all, bad }] = await sql(url, counted(7 * 24));
    const row = await rowOf(page, 'Will checkout make it?');
    const left = 1 - bad / all / 0.05;
    assert.ok(bad > 0, 'the week has failed payments');
    assert.ok(Math.abs(number(row['Left of budget']) / 100 - left) < 1e-9, `${row['Left of budget']} for ${left}`);
    assert.equal(number(row['Failed']), bad);
    assert.equal(number(row['In all']), all);
    assert.equal(number(row['Money lost']), bad * 50);
    const shown = await panel(page, 'Will checkout make it?').innerText();
    assert.match(shown.replace(/\s+/g, ' '), /95 % over the last 7 d/);
  },
  NEEDS
);

test(
  'the timeline has every window of the policy, and its last point is what the payments of each window say',
  async ({ open, url }) => {
    const { page } = await open(board(), { before: withKpi });
    await settled(page);
    const table = panel(page, 'Is checkout burning, and since when?').locator('table').first();
    const heads = await table.locator('thead th').allTextContents();
    const rows = table.locator('tbody tr');
    const cells = await rows
      .nth((await rows.count()) - 1)
      .locator('th, td')
      .allTextContents();
    for (const [window, hours] of [
      ['1h', 1],
      ['6h', 6],
      ['7d', 7 * 24],
    ]) {
      const [{ all, bad }] = await sql(url, counted(hours));
      const place = heads.findIndex((head) => head.replace(/\s/g, '').includes(window));
      assert.ok(place > 0, `${window} in ${heads}`);
      assert.ok(Math.abs(number(cells[place]) - bad / all / 0.05) < 1e-6, `${window}: ${cells[place]}`);
    }
  },
  NEEDS
);

test(
  'less than a month of measurements is no promise over a month: the reason stands where the number would',
  async ({ open }) => {
    const { page } = await open(board());
    await settled(page);
    const text = (await panel(page, 'Will checkout make it?').innerText()).replace(/\s+/g, ' ');
    assert.match(text, /measured/);
    const row = await rowOf(page, 'Will checkout make it?');
    assert.match(row['Left of budget'], /not known/);
  },
  NEEDS
);

test(
  'a moment that one timeline points to is marked in the other',
  async ({ open }) => {
    const { page } = await open(board());
    await settled(page);
    const theirs = panel(page, 'Do payments fail?').getByTestId('plumbline-their-crosshair');
    assert.equal(await theirs.count(), 0);
    await panel(page, 'Is checkout burning, and since when?').getByTestId('plumbline-surface').hover();
    await theirs.first().waitFor({ state: 'attached' });
    await page.mouse.move(5, 5);
    await theirs.first().waitFor({ state: 'detached' });
  },
  NEEDS
);

test(
  'the board of promises can be used without a mouse and read without eyes',
  async ({ open }) => {
    const { page } = await open(board('&theme=light'));
    await settled(page);
    assert.deepEqual(await accessibilityFaults(page, '[data-panel-id]'), []);
  },
  NEEDS
);
