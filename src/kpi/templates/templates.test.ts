import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parseDefinitions } from '../definition';
import { SQL_DIALECTS } from '../definition/types';
import { dialectsOf, newDefinition, TEMPLATES, type NewDefinition } from './index';

const made = (of: NewDefinition): string => {
  const outcome = newDefinition(of);
  if (!outcome.ok) {
    throw new Error(outcome.diagnostics[0].message);
  }
  return outcome.value;
};
const codes = (of: NewDefinition) => newDefinition(of).diagnostics.map(({ code, hint }) => `${code} ${hint ?? ''}`);

const all = TEMPLATES.flatMap((template) => dialectsOf(template).map((dialect) => [template.name, dialect] as const));

describe('templates', () => {
  it('are the ten of the guide', () => {
    expect(TEMPLATES.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => `M${i + 1}`));
    expect(all).toHaveLength(7 * 12 + 3 * 11);
  });

  it.each(all)('%s for %s parses without a diagnostic, and every comment is kept short', (template, dialect) => {
    const text = made({ template, dialect });
    const parsed = parseDefinitions([{ file: 'new.yaml', text }]);
    expect(parsed.diagnostics).toEqual([]);
    expect(parsed.ok && parsed.value.kpis.has(template)).toBe(true);
    expect(text.split('\n').filter((line) => line.length > 150 || /\s$/.test(line))).toEqual([]);
    expect(parseAllDocuments(text).flatMap((document) => document.errors)).toEqual([]);
  });

  it.each(all)('%s for %s under another name, with a source of one’s own', (template, dialect) => {
    const source = `apiVersion: plumbline/v1
kind: Source
metadata: { name: mine }
spec: { dialect: ${dialect}, grafana: { uid: mine } }
`;
    const text = made({ template, dialect, name: 'our-own.number_2', source: 'mine' });
    const parsed = parseDefinitions([{ file: 'new.yaml', text: `${source}---\n${text}` }]);
    expect(parsed.diagnostics).toEqual([]);
    expect(parsed.ok && [...parsed.value.kpis.keys()][0]).toBe('our-own.number_2');
    expect(parsed.ok && [...parsed.value.sources.keys()].filter((name) => name !== 'billing')).toEqual(['mine']);
  });

  it('have the guide’s targets, and no others', () => {
    const targets = TEMPLATES.map((template) => {
      const parsed = parseDefinitions([{ file: 'a.yaml', text: made({ template: template.name, dialect: 'duckdb' }) }]);
      const kpi = parsed.ok ? parsed.value.kpis.get(template.name) : undefined;
      return kpi?.objectives.map(({ target, budgetingMethod }) => `${target} ${budgetingMethod}`) ?? [];
    });
    expect(targets.map((list) => list.join())).toEqual([
      '',
      '',
      '0.99 Occurrences',
      '0.999 Occurrences',
      '',
      '',
      '0.99 Timeslices',
      '',
      '',
      '',
    ]);
  });

  it('are refused with a code where a store cannot hold the numbers', () => {
    for (const template of ['feature-usage', 'retention-d30', 'fraud-loss-rate']) {
      expect(codes({ template, dialect: 'prometheus' })[0]).toMatch(/^PL1326 Choose a SQL dialect/);
    }
  });

  it('are refused under names that no definition can have', () => {
    const of = (more: Partial<NewDefinition>) =>
      codes({ template: 'auth-success', dialect: SQL_DIALECTS[0], ...more })[0]?.slice(0, 6);
    expect(of({ name: 'Has Spaces' })).toBe('PL1327');
    expect(of({ name: 'a: b }\nkind' })).toBe('PL1327');
    expect(of({ source: '' })).toBe('PL1327');
    expect(of({ name: 'a'.repeat(64) })).toBe('PL1327');
    expect(of({ name: 'a'.repeat(55) })).toBeUndefined();
  });

  it('suggest the one that was meant', () => {
    expect(codes({ template: 'retention', dialect: 'duckdb' })[0]).toMatch(
      /^PL1325 Templates are conversion-per-session, /
    );
    expect(codes({ template: 'auth-sucess', dialect: 'duckdb' })).toEqual(['PL1325 Did you mean "auth-success"?']);
  });
});
