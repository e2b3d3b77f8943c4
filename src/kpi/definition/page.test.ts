import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { definitionsPage } from './page';

describe('docs/reference/definitions.md', () => {
  const written = readFileSync(new URL('../../../docs/reference/definitions.md', import.meta.url), 'utf8');

  it('is what the shapes give (else: npx tsx scripts/generate-definitions.mts)', () => {
    expect(written).toBe(definitionsPage());
  });

  it('has every link to itself answered by a heading', () => {
    const anchors = Array.from(written.matchAll(/^#+ (.*)$/gm)).map((m) =>
      m[1]
        .toLowerCase()
        .replace(/[^a-z0-9 _-]/g, '')
        .replace(/ /g, '-')
    );
    const links = Array.from(written.matchAll(/\]\(#([^)]*)\)/g)).map((m) => m[1]);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => anchors.indexOf(link) < 0)).toEqual([]);
    expect(written).not.toMatch(/undefined|\[object /);
  });
});
