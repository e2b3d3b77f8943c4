/** A small test runner for the browser: named checks in order, each with pages of its own, all failures told, one line at the end. */
import process from 'node:process';
import { openPage } from './browser.mjs';

const tests = [];

/**
 * Registers a check. `run` gets `{ open, url, host, stores }`; it fails by throwing.
 * `allow`: what the console may say because the test provokes it. `needs: 'stores'`: only where the shop's stores answer.
 */
export function test(name, run, { allow = [], needs } = {}) {
  tests.push({ name, run, allow, needs });
}

/**
 * Waits until the page's panels have their answers: no panel is loading, and two frames have been drawn since.
 */
export async function settled(page, selector = '[data-panel-id]', timeout = 60_000) {
  await page.waitForFunction(
    (query) => {
      const panels = [...document.querySelectorAll(query)];
      return panels.length > 0 && panels.every((panel) => !['Loading', 'NotStarted'].includes(panel.dataset.state));
    },
    selector,
    { timeout }
  );
  await drawn(page);
}

/** Fonts and icons are there and two frames have passed. */
export async function drawn(page) {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Runs what was registered; `only` is a part of a name. Returns `{ passed, failed }` and prints each failure. */
export async function runTests({ browser, url, host, stores, only }) {
  const totals = { passed: 0, failed: 0 };
  for (const { name, run, allow, needs } of tests) {
    if ((only && !name.includes(only)) || (needs === 'stores' && !stores)) {
      continue;
    }
    const opened = [];
    const open = async (path = '/', options = {}) => {
      const one = await openPage(browser, options);
      opened.push(one);
      await options.before?.(one.page);
      await one.page.goto(`${options.url ?? url}${path}`);
      return { page: one.page, problems: one.problems };
    };
    try {
      await run({ open, url, host });
      // What the console said, what was thrown, and what would have left loopback fails every test alike.
      const problems = opened.flatMap((one) => one.problems(allow));
      if (problems.length > 0) {
        throw new Error(problems.join('\n'));
      }
      totals.passed += 1;
    } catch (error) {
      totals.failed += 1;
      process.stdout.write(`FAILED  ${host}: ${name}\n  ${String(error.stack ?? error).replaceAll('\n', '\n  ')}\n`);
    } finally {
      await Promise.all(opened.map((one) => one.close()));
    }
  }
  return totals;
}
