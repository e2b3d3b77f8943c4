/** The page around the panels: its policy, its theme, its files. */
import assert from 'node:assert/strict';
import { drawn, test } from '../harness.mjs';

test(
  'the page runs under a policy without eval and without other hosts',
  async ({ open }) => {
    const { page } = await open('/#/states?state=normal');
    await page.waitForSelector('[data-mark]');
    const policy = await page.$eval('meta[http-equiv="Content-Security-Policy"]', (meta) => meta.content);
    assert.match(policy, /script-src 'self';/);
    assert.doesNotMatch(policy, /unsafe-eval|https?:/);
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineScriptRan = true';
      document.head.append(script);
      return window.inlineScriptRan === true;
    });
    assert.equal(ran, false, 'the policy is in force');
  },
  // The refused script is what the browser reports.
  { allow: [/inline script/] }
);

test('dark and light are one click apart and kept in the address', async ({ open }) => {
  const { page } = await open('/#/states?state=normal&show=dark');
  const background = () => page.$eval('header', (element) => getComputedStyle(element).backgroundColor);
  await page.waitForSelector('[data-mark]');
  const dark = await background();
  await page.getByRole('button', { name: 'Switch to light' }).click();
  await page.getByRole('button', { name: 'Switch to dark' }).waitFor();
  assert.notEqual(await background(), dark);
  assert.match(page.url(), /theme=light/);
  await page.reload();
  await page.getByRole('button', { name: 'Switch to dark' }).waitFor();
});

test(
  'every icon and font that is asked for is there, as what it claims to be',
  async ({ open }) => {
    const wrong = [];
    const { page } = await open('/#/board', {
      before: (page) =>
        page.on('response', (response) => {
          const { pathname } = new URL(response.url());
          const type = response.headers()['content-type'] ?? '';
          const expected = /\.svg$/.test(pathname) ? 'image/svg' : /\.woff2$/.test(pathname) ? 'font/' : undefined;
          if (expected && (response.status() !== 200 || !type.startsWith(expected))) {
            wrong.push(`${pathname}: ${response.status()} ${type}`);
          }
        }),
    });
    await page.waitForSelector('[data-panel-id]');
    await drawn(page);
    const families = await page.evaluate(() =>
      [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)
    );
    assert.ok(
      families.some((family) => /Inter/.test(family)),
      `Inter was not loaded: ${families}`
    );
    assert.deepEqual(wrong, []);
  },
  { needs: 'stores' }
);

test('an address that leads nowhere says so', async ({ open }) => {
  const { page } = await open('/#/board/no-such-board');
  await page.getByText('There is no board "no-such-board"').waitFor();
});
