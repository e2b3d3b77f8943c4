/** Chromium as the tests use it: one size, one zone, one language, no animation, and a watch over everything it says and asks. */
import fs from 'node:fs';
import process from 'node:process';
import { chromium } from 'playwright-core';

const CANDIDATES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const chromiumPath = () => CANDIDATES.find((file) => file && fs.existsSync(file));

export function launch() {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      // The same pixels on every machine: no subpixel text, no hinting, no GPU.
      '--font-render-hinting=none',
      '--disable-lcd-text',
      '--disable-gpu',
      '--force-color-profile=srgb',
      '--hide-scrollbars',
    ],
  });
}

export const WIDE = { width: 1600, height: 900 };

/**
 * A page and what went wrong in it: console errors and warnings, exceptions, and requests that would have left loopback
 * (they are stopped). `problems()` lists them; a test that provokes one says so with `allow`.
 */
export async function openPage(browser, { viewport = WIDE, fixedTime } = {}) {
  const context = await browser.newContext({
    viewport,
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    reducedMotion: 'reduce',
    deviceScaleFactor: 1,
  });
  const page = await context.newPage();
  if (fixedTime) {
    await page.clock.setFixedTime(fixedTime);
  }
  const seen = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      seen.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on('pageerror', (error) => seen.push(`exception: ${error.stack ?? error.message}`));
  await context.route(
    (url) => url.protocol.startsWith('http') && url.hostname !== '127.0.0.1',
    (route) => {
      seen.push(`left loopback: ${route.request().url()}`);
      return route.abort();
    }
  );
  return {
    page,
    problems: (allow = []) => seen.filter((one) => !allow.some((pattern) => pattern.test(one))),
    close: () => context.close(),
  };
}
