/** The data source's own editors: choosing a KPI, seeing what will be asked, and being told what is wrong with a definition. */
import assert from 'node:assert/strict';
import { settled, test } from '../harness.mjs';

test(
  'a KPI is found by its owner, its card is shown, and what will be asked is there to read',
  async ({ open }) => {
    const { page } = await open('/#/explore?from=now-7d&to=now');
    const kpi = page.getByRole('combobox', { name: 'KPI' });
    await kpi.click();
    await page.keyboard.type('finance');
    await page
      .getByRole('option', { name: /^Revenue(?! (?:in|per|this))/ })
      .first()
      .click();
    const card = page.getByRole('region', { name: 'Definition of Revenue' });
    await card.waitFor();
    assert.match(await card.innerText(), /finance/);
    await page.getByRole('button', { name: /What will be asked/ }).click();
    const request = page.getByRole('region', { name: /Request to shop-db/ }).first();
    assert.match(await request.innerText(), /orders/);
    assert.match(await request.locator('pre').innerText(), /select/i);
    assert.match(decodeURIComponent(page.url()), /"kpi":"revenue"/);
  },
  { needs: 'stores' }
);

test(
  'a query by hand is answered as a series',
  async ({ open }) => {
    const query = encodeURIComponent(JSON.stringify({ kpi: 'revenue', view: 'series', grain: '1d' }));
    const { page } = await open(`/#/explore?from=now-7d&to=now&query=${query}`);
    await settled(page, '[data-answer="timeseries"]');
    await page.locator('[data-answer="timeseries"] canvas').first().waitFor();
  },
  { needs: 'stores' }
);

test(
  'a funnel by hand is answered as a funnel',
  async ({ open }) => {
    const query = encodeURIComponent(JSON.stringify({ kpi: 'purchase', view: 'funnel' }));
    const { page } = await open(`/#/explore?from=now-7d&to=now&query=${query}`);
    await settled(page, '[data-answer="plumbline-funnel-panel"]');
    await page.locator('[data-answer] [data-mark="4"]').waitFor();
  },
  { needs: 'stores' }
);

test('a broken definition is told at its line while it is typed, and a mended one again loads', async ({ open }) => {
  const { page } = await open('/#/config');
  const status = page.getByRole('status').filter({ hasText: 'KPI' });
  await status.waitFor();
  assert.match(await status.innerText(), /\d+ KPIs, \d+ funnels, 4 sources/);
  await page.locator('.monaco-editor .view-lines').click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('\n---\napiVersion: plumbline/v1\nkind: KPY');
  const problems = page.getByRole('list', { name: 'Problems with the definitions' });
  await problems.waitFor();
  const said = await problems.innerText();
  assert.match(said, /PL1\d\d\d/);
  assert.match(said, /KPY/);
  assert.match(said, /KPI/, 'did you mean');
  assert.match(said, /\d+:\d+/);
  await page.getByText(/error.*nothing of this text is loaded/).waitFor();
  for (let undo = 0; undo < 60 && (await problems.count()) > 0; undo += 1) {
    await page.keyboard.press('ControlOrMeta+z');
    await page.waitForTimeout(350);
  }
  await status.waitFor();
});
