import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from './catalogue';
import { diagnosticsPage } from './page';

describe('the catalogue', () => {
  const codes = Object.keys(CATALOGUE);

  it('is sorted by number, and every code belongs to a chapter', () => {
    expect(codes).toEqual(codes.slice().sort());
    for (const code of codes) {
      expect(code).toMatch(/^PL[12349][0-9]{3}$/);
    }
  });

  it('renders every code without holes', () => {
    const page = diagnosticsPage();
    for (const code of codes) {
      expect(page).toContain(`### ${code}\n`);
    }
    expect(page).not.toMatch(/NaN|undefined|\[object|null/);
  });

  it('is what docs/reference/diagnostics.md says (else: npx tsx scripts/generate-diagnostics.mts)', () => {
    const written = readFileSync(new URL('../../../docs/reference/diagnostics.md', import.meta.url), 'utf8');
    expect(written).toBe(diagnosticsPage());
  });
});
