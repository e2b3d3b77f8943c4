/**
 * The guide's experiment loads, can be asked of every SQL dialect, and the page holds the very request that is sent.
 * After a change that is meant: `npx vitest run tests/guide-experiment.test.ts --update`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain, parseDefinitions, planQuery } from '../src/kpi';
import { SQL_DIALECTS, type SqlDialect } from '../src/kpi/definition/types';

const file = path.resolve(__dirname, '../docs/guide/experiments.md');
const page = fs.readFileSync(file, 'utf8');
const yaml = /```yaml\n([\s\S]*?)```/.exec(page)![1];

function requests(dialect: SqlDialect) {
  const source = `apiVersion: plumbline/v1\nkind: Source\nmetadata: { name: shop-db }\nspec: { dialect: ${dialect}, grafana: { uid: db } }\n---\n`;
  const parsed = parseDefinitions([{ file: 'guide.yaml', text: source + yaml }]);
  expect(parsed.diagnostics).toEqual([]);
  const range = { fromMs: Date.UTC(2026, 2, 2), toMs: Date.UTC(2026, 2, 16), nowMs: Date.UTC(2026, 2, 20) };
  const planned =
    parsed.ok && planQuery(parsed.value, { kpi: 'checkout-button', view: 'experiment', by: ['region'] }, range);
  const whole = parsed.ok && planQuery(parsed.value, { kpi: 'checkout-button', view: 'experiment' }, range);
  return [whole, planned].flatMap((one) => (one && one.ok && !one.value.done ? [explain(one.value.plan)] : []));
}

describe('docs/guide/experiments.md', () => {
  it.each(SQL_DIALECTS)('asks one statement a metric of %s', (dialect) => {
    expect(requests(dialect).map((list) => list.map(({ purpose }) => purpose))).toEqual([
      [
        'checkout-button, ordered within 7d',
        'checkout-button, revenue within 7d',
        'checkout-button, basket to the end of the range',
      ],
      [
        'checkout-button, ordered within 7d by region',
        'checkout-button, revenue within 7d by region',
        'checkout-button, basket to the end of the range by region',
      ],
    ]);
  });

  it('shows what PostgreSQL is asked', async () => {
    const [[{ text }]] = requests('postgres');
    const filled = page.replace(/(```sql\n)[\s\S]*?```/, (_, open: string) => `${open}${text}\n\`\`\``);
    await expect(filled).toMatchFileSnapshot(file);
  });
});
