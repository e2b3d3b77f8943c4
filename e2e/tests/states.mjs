/** Every named state of every panel, in both themes, is the picture that is checked in, and has no accessibility fault. */
import assert from 'node:assert/strict';
import { accessibilityFaults } from '../accessibility.mjs';
import { drawn, test } from '../harness.mjs';
import { panels, statesOf } from '../panels.mjs';
import { comparePicture } from '../pictures.mjs';

/** Arabic and Hebrew come from the machine's own fonts, which differ; their pictures prove order and layout only. */
const tolerance = (name) => (name.startsWith('right-to-left') ? 0.05 : undefined);

for (const { id, name: panel } of panels) {
  for (const theme of ['light', 'dark']) {
    test(`states look as they did, ${panel}, ${theme}`, async ({ open, host }) => {
      const { page } = await open(statesOf(id, theme), {
        viewport: { width: 1700, height: 1000 },
        fixedTime: new Date('2026-12-01T12:00:00Z'),
      });
      await page.waitForSelector('[data-state-name]');
      await drawn(page);
      const figures = await page.$$('[data-state-name]');
      const faults = [];
      for (const figure of figures) {
        const name = await figure.getAttribute('data-state-name');
        // One set of pictures for both Reacts: the same file must draw the same.
        const png = await figure.screenshot({ animations: 'disabled', caret: 'hide' });
        try {
          comparePicture(`${panel} ${name} ${theme}`, png, tolerance(name));
        } catch (error) {
          faults.push(error.message);
        }
      }
      if (figures.length < 20) {
        faults.push(`only ${figures.length} states were drawn on ${host}`);
      }
      if (faults.length > 0) {
        throw new Error(faults.join('\n'));
      }
    });

    test(`no accessibility fault in any state, ${panel}, ${theme}`, async ({ open }) => {
      const { page } = await open(statesOf(id, theme));
      await page.waitForSelector('[data-state-name]');
      await drawn(page);
      assert.deepEqual(
        await accessibilityFaults(page, '[data-state-name] [role="figure"], [data-state-name] table'),
        []
      );
    });
  }
}
