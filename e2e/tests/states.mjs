/** Every named state of the funnel panel, in both themes, is the picture that is checked in. */
import { drawn, test } from '../harness.mjs';
import { comparePicture } from '../pictures.mjs';

/** Arabic and Hebrew come from the machine's own fonts, which differ; their pictures prove order and layout only. */
const tolerance = (name) => (name.startsWith('right-to-left') ? 0.05 : undefined);

for (const theme of ['light', 'dark']) {
  test(`states look as they did, ${theme}`, async ({ open, host }) => {
    const { page } = await open(`/#/states?show=${theme}&theme=${theme}`, {
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
        comparePicture(`funnel ${name} ${theme}`, png, tolerance(name));
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
}
