/** A store that fails is named where its number would be; the panels of the other stores stand. */
import assert from 'node:assert/strict';
import { settled, test } from '../harness.mjs';
import { closedWeek } from '../shop.mjs';

const week = closedWeek();
const BOARD = `/#/board/plumbline-shop?from=${week.from}&to=${week.to}&refresh=`;
const panel = (page, title) => page.locator(`[data-panel-title="${title}"]`);

const WAYS = {
  down: (route) => route.abort('connectionrefused'),
  'answering 502': (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<html>Bad Gateway</html>' }),
  'answering HTML': (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html><title>Sign in</title>' }),
  'not answering': () => undefined,
};

for (const [way, answer] of Object.entries(WAYS)) {
  test(
    `Prometheus is ${way}: it is named, and the database's numbers stand`,
    async ({ open }) => {
      const { page } = await open(BOARD, {
        before: (page) => page.route(/\/api\/ds\/query\?ds_type=prometheus/, answer),
      });
      await settled(page, '[data-panel-id]', 90_000);
      for (const title of ['Do checkouts work?', 'When did checkouts fail?']) {
        const text = await panel(page, title).innerText();
        assert.match(text, /metrics/, `the source's name in: ${text}`);
        assert.match(text, /PL3\d\d\d/, `a code in: ${text}`);
        assert.doesNotMatch(text.replace(title, ''), /\b0\s?%|\b100\s?%/, 'no number in place of the missing one');
      }
      assert.match(await panel(page, 'How much money came in?').innerText(), /€\s?\d/);
      const overview = await panel(page, 'Do the stores agree?').innerText();
      assert.match(overview, /Orders/);
      assert.match(overview, /metrics/);
    },
    // What the browser itself says of the failed requests.
    { needs: 'stores', allow: [/Failed to load resource/] }
  );
}
