/** The shop's board with its real stores: what stands on the screen is what the stores say. */
import assert from 'node:assert/strict';
import { accessibilityFaults } from '../accessibility.mjs';
import { settled, test } from '../harness.mjs';
import { closedWeek, promql, sql, written } from '../shop.mjs';

const NEEDS = { needs: 'stores' };
const week = closedWeek();
const board = (params = '') => `/#/board/plumbline-shop?from=${week.from}&to=${week.to}&refresh=${params}`;
const panel = (page, title) => page.locator(`[data-panel-title="${title}"]`);

/** The text of a panel without its title, once its answers are there. */
async function textOf(page, title) {
  const text = await panel(page, title).innerText();
  return text.replace(title, '').trim();
}

async function assertShows(page, title, expected) {
  const text = await textOf(page, title);
  const { value, tolerance } = written(text);
  assert.ok(Math.abs(value - expected) <= tolerance, `${title}: "${text}" is on the screen, ${expected} in the store`);
}

const one = async (url, statement) => Number(Object.values((await sql(url, statement))[0])[0]);

test(
  'the four numbers are what the stores say',
  async ({ open, url }) => {
    const { page } = await open(board());
    await settled(page);
    await assertShows(
      page,
      'How much money came in?',
      await one(url, `select sum(amount) from orders where ${week.between('ordered_at')}`)
    );
    await assertShows(
      page,
      'How many orders were placed?',
      await one(url, `select count(*) from orders where ${week.between('ordered_at')}`)
    );
    await assertShows(
      page,
      'How many sessions end in a purchase?',
      await one(
        url,
        `select (count(*) filter (where purchased))::float8 / count(*) from sessions where ${week.between('started_at')}`
      )
    );
    const span = `${(week.to - week.from) / 1000}s`;
    const share = await promql(
      url,
      `sum(increase(checkout_requests_total{outcome="ok"}[${span}])) / sum(increase(checkout_requests_total[${span}]))`,
      week.to
    );
    await assertShows(page, 'Do checkouts work?', share);
  },
  NEEDS
);

test(
  'the table has every visitor type with its parts',
  async ({ open, url }) => {
    const { page } = await open(board());
    await settled(page);
    const rows = await sql(
      url,
      `select visitor_type, count(*) filter (where purchased)::int as bought, count(*)::int as sessions from sessions where ${week.between('started_at')} group by 1`
    );
    assert.ok(rows.length >= 2);
    const shown = await panel(page, 'Which visitors buy?').getByRole('row').allInnerTexts();
    for (const { visitor_type: type, bought, sessions } of rows) {
      const cells = shown.map((row) => row.split('\n')).find(([name]) => name === type);
      assert.ok(cells, `${type} in: ${shown}`);
      for (const [cell, expected] of [
        [cells[1], bought / sessions],
        [cells[2], bought],
        [cells[3], sessions],
      ]) {
        const { value, tolerance } = written(cell);
        assert.ok(
          Math.abs(value - expected) <= tolerance,
          `${type}: "${cell}" on the screen, ${expected} in the store`
        );
      }
    }
  },
  NEEDS
);

test(
  'the funnel counts people as an independent query does',
  async ({ open, url }) => {
    const { page } = await open(board());
    await settled(page);
    const visitors = await one(
      url,
      `select count(distinct user_id) from events where page in ('home', 'landing') and ${week.between('at')}`
    );
    const first = await panel(page, 'Where do shoppers leave?').locator('table tbody tr').first().innerText();
    assert.ok(first.replaceAll(',', '').includes(String(visitors)), `${visitors} in: ${first}`);
    // Steps by devices add up to the steps of all: everybody's first step has one device.
    const counts = async (title) => {
      const rows = await panel(page, title).locator('table tbody tr').allInnerTexts();
      const sums = {};
      for (const row of rows) {
        const name = ['Visit', 'Product', 'Cart', 'Checkout', 'Order'].find((step) => row.includes(step));
        const count = Number(/(?:^|\t)([\d,]+)(?:\t|$)/.exec(row)[1].replaceAll(',', ''));
        sums[name] = (sums[name] ?? 0) + count;
      }
      return sums;
    };
    assert.deepEqual(await counts('Which device loses them?'), await counts('Where do shoppers leave?'));
  },
  NEEDS
);

test(
  'choosing a device asks again and filters every panel',
  async ({ open, url }) => {
    const { page } = await open(board());
    await settled(page);
    const before = await textOf(page, 'How many orders were placed?');
    await page.getByLabel('Device', { exact: true }).click();
    await page.getByRole('option', { name: 'mobile' }).click();
    await page.keyboard.press('Escape');
    await page.waitForFunction(
      ([title, old]) => {
        const element = document.querySelector(`[data-panel-title="${title}"]`);
        return element?.dataset.state === 'Done' && !element.innerText.includes(old);
      },
      ['How many orders were placed?', before]
    );
    await settled(page);
    assert.match(page.url(), /var-device=mobile/);
    await assertShows(
      page,
      'How many orders were placed?',
      await one(url, `select count(*) from orders where device = 'mobile' and ${week.between('ordered_at')}`)
    );
    const devices = await panel(page, 'Which device loses them?').innerText();
    assert.doesNotMatch(devices, /desktop|tablet/);
  },
  NEEDS
);

test(
  'every variable lists what the stores hold',
  async ({ open, url }) => {
    const { page } = await open(board());
    await settled(page);
    for (const [label, column] of [
      ['Device', 'device'],
      ['Region', 'region'],
    ]) {
      await page.getByLabel(label, { exact: true }).click();
      const options = (await page.getByRole('option').allInnerTexts()).map((text) => text.trim()).sort();
      await page.keyboard.press('Escape');
      const held = (
        await sql(url, `select distinct ${column} as v from events where ${week.between('at')} order by 1`)
      ).map((row) => row.v);
      assert.deepEqual(options, held.sort());
    }
  },
  NEEDS
);

test(
  'a hover over a day tells its revenue in full',
  async ({ open }) => {
    const { page } = await open(board());
    await settled(page);
    const plot = panel(page, 'What did each day bring in?').locator('.u-over');
    const box = await plot.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.8);
    const tooltip = page.locator('[data-hover]');
    await tooltip.waitFor();
    assert.match(await tooltip.innerText(), /€\s?[\d.,]+/);
  },
  NEEDS
);

test(
  'the board is free of serious accessibility faults where it is ours',
  async ({ open }) => {
    const { page } = await open(board());
    await settled(page);
    assert.deepEqual(await accessibilityFaults(page, '[data-panel-id] [role="figure"]'), []);
  },
  NEEDS
);
