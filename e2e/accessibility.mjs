import fs from 'node:fs';
import { createRequire } from 'node:module';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious and critical violations that axe-core finds within `selector`: one line a rule, with its first element. */
export async function accessibilityFaults(page, selector) {
  // Through the debugger, not a script element: the page's policy forbids those.
  await page.evaluate(axe);
  return page.evaluate(async (include) => {
    const targets = [...document.querySelectorAll(include)];
    if (targets.length === 0) {
      return [`nothing matches ${include}`];
    }
    const { violations } = await window.axe.run({ include: targets }, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes: [first, ...more] }) => {
        const what = first.failureSummary.split('\n').slice(1).join('; ').trim();
        return `${id}: ${first.target.join(' ')}${more.length > 0 ? ` and ${more.length} more` : ''}: ${what}`;
      });
  }, selector);
}
