/** The app's own pages, from their built module: catalog, KPI, definitions, health; by keyboard, in both themes, without a fault of accessibility. */
import assert from 'node:assert/strict';
import { accessibilityFaults } from '../accessibility.mjs';
import { drawn, test } from '../harness.mjs';

const APP = '/a/plumbline-kpi-app';

async function faultsIn(page) {
  // What the pointer stands on has other colours, and they fade.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(400);
  await drawn(page);
  return accessibilityFaults(page, 'main');
}

for (const theme of ['light', 'dark']) {
  test(
    `the catalog says how each KPI is and how fresh, ${theme}`,
    async ({ open }) => {
      const { page } = await open(`${APP}/catalog?theme=${theme}`);
      await page.getByRole('table').first().waitFor();
      await page.waitForFunction(
        () => ![...document.querySelectorAll('[aria-label="being asked"]')].length,
        undefined,
        {
          timeout: 120_000,
        }
      );
      const row = page.getByRole('row', { name: /feeds Checkout success|^Checkout success/ }).first();
      assert.match(await row.innerText(), /left|gone|burning|not known/);
      assert.ok((await page.getByRole('img', { name: /over the last six hours/ }).count()) > 3);
      assert.deepEqual(await faultsIn(page), []);
      // One query an area and view: the stores are asked a few times, not once a KPI.
      await page.getByLabel('Search the catalog').fill('no such thing');
      await page.getByText('Nothing in the catalog matches').waitFor();
    },
    { needs: 'stores' }
  );
}

test(
  'a KPI leads from the catalog to its page and on to its definition, by keyboard',
  async ({ open }) => {
    const { page } = await open(`${APP}/catalog`);
    const link = page.getByRole('link', { name: 'Revenue', exact: true }).first();
    await link.waitFor();
    await link.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The contract' }).waitFor();
    assert.match(page.url(), /\/a\/plumbline-kpi-app\/kpi\/plumbline\/revenue/);
    await page.getByRole('img', { name: /the last 30 days/ }).waitFor({ timeout: 120_000 });
    const requests = page
      .getByRole('group', { name: 'View value' })
      .getByRole('button', { name: /What will be asked/ });
    await requests.focus();
    await page.keyboard.press('Enter');
    assert.match(await page.getByRole('group', { name: 'View value' }).innerText(), /select/i);
    assert.deepEqual(await faultsIn(page), []);
    await page.getByRole('link', { name: 'Definition', exact: true }).click();
    await page.locator('.monaco-editor .view-lines').waitFor();
    await page.locator('[aria-current="location"]').getByText('revenue').waitFor();
  },
  { needs: 'stores' }
);

test(
  'the page of a KPI with objectives shows its budget and its alerts',
  async ({ open }) => {
    const { page } = await open(`${APP}/kpi/plumbline/checkout-success?theme=light`);
    await page.getByRole('table', { name: 'Objectives and their error budgets now' }).waitFor({ timeout: 120_000 });
    await page.getByRole('table', { name: 'Alerts now' }).waitFor({ timeout: 120_000 });
    assert.deepEqual(await faultsIn(page), []);
  },
  { needs: 'stores' }
);

const typed = async (page, text) => {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type(text);
};

test(
  'definitions are completed, checked, compared and saved, and nothing is lost on the way',
  async ({ open }) => {
    const { page } = await open(`${APP}/definitions/plumbline`);
    await page.locator('.monaco-editor .view-lines').waitFor();
    await page.getByText(/\d+ KPIs, \d+ funnels?, \d+ sources/).waitFor();
    assert.deepEqual(await faultsIn(page), []);

    // An error, told at its line, and jumped to.
    await typed(page, 'kind: KPY\n---\n');
    const problems = page.getByRole('list', { name: 'Problems with the definitions' });
    await problems.waitFor();
    assert.match(await problems.innerText(), /PL1\d\d\d/);
    await page.reload({ waitUntil: 'load' });
    await page.getByText('Your text from before is here again').waitFor();
    await page.getByRole('button', { name: 'Drop it and show what is saved' }).click();
    await page.getByText(/\d+ KPIs, \d+ funnels?, \d+ sources/).waitFor();

    // Completion by our schema.
    await typed(page, '\n---\n');
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.type('ki');
    await page.keyboard.press('ControlOrMeta+Space');
    await page.locator('.suggest-widget').getByText('kind', { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Delete');

    await page.keyboard.type('# A comment changes no number.\n');
    const review = page.getByRole('button', { name: 'Review and save' });
    await page.getByText('not saved; kept in this tab').waitFor();
    await page.waitForFunction(() => {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Review and save');
      return button && !button.disabled && button.getAttribute('aria-disabled') !== 'true';
    });
    await review.click();
    await page.getByText('No definition changes: only how they are written.').waitFor();
    await page.locator('.monaco-diff-editor').waitFor();
    // The colour of Grafana's own primary button in the dark theme is Grafana's.
    const own = (await faultsIn(page)).filter((fault) => !/^color-contrast: [^:]*-button/.test(fault));
    assert.deepEqual(own, []);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. Boards ask by it from now on.').waitFor();
  },
  { needs: 'stores' }
);

test(
  'who may not change definitions may read them, and is told why',
  async ({ open }) => {
    const { page } = await open(`${APP}/definitions/plumbline?role=Viewer&theme=light`);
    await page.getByText(/ask an admin/).waitFor();
    await page.locator('.monaco-editor .view-lines').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Review and save' }).count(), 0);
    assert.deepEqual(await faultsIn(page), []);
  },
  // The preview asks the stores.
  { needs: 'stores' }
);

test(
  'health says of each source whether it answers',
  async ({ open }) => {
    const { page } = await open(`${APP}/health`);
    const table = page.getByRole('table', { name: 'Sources of Plumbline' });
    await table.waitFor({ timeout: 120_000 });
    await table
      .getByText(/answers \(asked for/)
      .first()
      .waitFor({ timeout: 120_000 });
    assert.deepEqual(await faultsIn(page), []);
  },
  { needs: 'stores' }
);
