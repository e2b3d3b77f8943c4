/**
 * Pages of the guide's metrics hold the very definition that `plumbline new` prints, and the very request that is sent.
 * After a change that is meant: `npx vitest run tests/guide-pages.test.ts -u` writes both into the pages; the rest is written by hand.
 */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { newDefinition, TEMPLATES } from '../src/kpi/templates';

const root = path.resolve(__dirname, '..');
const guide = path.join(root, 'docs/guide');

/** The first request of the first section of a golden file. */
function firstRequest(page: string): string {
  const file = path.join(root, 'tests/golden/explain', `${page.slice(0, 3)}.postgres.txt`);
  const [section] = fs.readFileSync(file, 'utf8').split('\n\n\n');
  return section.split('\n\n')[1].trimEnd();
}

function filled(text: string, language: string, body: string): string {
  const block = new RegExp(`(\`\`\`${language}\n)[\\s\\S]*?(\`\`\`\n)`);
  expect(text).toMatch(block);
  return text.replace(block, (_, open: string, close: string) => `${open}${body.trimEnd()}\n${close}`);
}

describe('docs/guide', () => {
  it.each(TEMPLATES.map((template) => [template.page, template] as const))('%s', async (page, template) => {
    const text = fs.readFileSync(path.join(guide, page), 'utf8');
    const made = newDefinition({ template: template.name, dialect: 'postgres' });
    const whole = filled(filled(text, 'yaml', made.ok ? made.value : ''), 'sql', firstRequest(page));
    await expect(whole).toMatchFileSnapshot(path.join(guide, page));
    expect(text).toContain(`**Formula**: ${template.formula}.`);
    expect(text.startsWith(`# ${template.id} ${template.title}\n`)).toBe(true);
  });

  it('has an index of them all, whose links lead somewhere', () => {
    const index = fs.readFileSync(path.join(guide, 'README.md'), 'utf8');
    for (const { id, page, title } of TEMPLATES) {
      expect(index).toContain(`| ${id} | [${title}](${page}) |`);
    }
    const pages = fs.readdirSync(guide).filter((file) => /^(?:README|m\d\d-.*)\.md$/.test(file));
    for (const page of pages) {
      const text = fs.readFileSync(path.join(guide, page), 'utf8');
      for (const [, link] of text.matchAll(/\]\(((?!https?:|#)[^)#]+)/g)) {
        expect(fs.existsSync(path.resolve(guide, link)), `${page}: ${link}`).toBe(true);
      }
    }
  });
});
