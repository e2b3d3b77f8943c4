/** The published figures of ../shared/data, on the screen. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { settled, test } from '../harness.mjs';
import { root } from '../paths.mjs';

const present = fs.existsSync(path.join(root, '..', 'shared', 'data', 'online_shoppers_intention.csv'));
const KPI = `
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: shoppers-conversion }
spec:
  area: shop
  owner: { team: growth }
  unit: ratio
  measure:
    ratio:
      numerator:   { source: shop-db, table: online_shoppers, time: at, count: rows, where: [ { field: purchased, is: true } ] }
      denominator: { source: shop-db, table: online_shoppers, time: at, count: rows }
  segments: [ { name: visitor_type, field: visitor_type } ]
`;

/** The demo's definitions with one KPI more. */
async function withKpi(page) {
  await page.route('**/api/workbench/boot', async (route) => {
    const response = await route.fetch();
    const boot = await response.json();
    const plumbline = boot.datasources.find((one) => one.uid === 'plumbline');
    plumbline.jsonData.definitions += KPI;
    await route.fulfill({ response, json: boot });
  });
}

async function answer(open, query) {
  const text = encodeURIComponent(JSON.stringify({ kpi: 'shoppers-conversion', ...query }));
  const { page } = await open(`/#/explore?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&query=${text}`, {
    before: withKpi,
  });
  await settled(page, '[data-answer]');
  return (await page.locator('[data-answer]').innerText()).replace(/\s+/g, ' ');
}

if (present) {
  test(
    '15.5 % of 12,330 real sessions bought, and each type of visitor its share',
    async ({ open }) => {
      const rows = await answer(open, { view: 'breakdown', by: ['visitor_type'] });
      // Three digits on the screen: 422/1,694, 1,470/10,551 and 16/85.
      assert.match(rows, /New_Visitor 24\.9% 422 1\.69 K/);
      assert.match(rows, /Returning_Visitor 13\.9% 1\.47 K 10\.6 K/);
      assert.match(rows, /Other 18\.8% 16 85/);
      assert.match(await answer(open, { view: 'value' }), /15\.5%.*1\.91 K.*12\.3 K/);
    },
    { needs: 'stores' }
  );
}
