import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { definitionJsonSchema } from './json-schema';
import { parseDefinitions } from './parse';
import { definitions } from './testdata/definitions-arbitrary';
import { ACTOR, funnel, kpi, ratio, SOURCES, STEPS } from './testdata/texts';

const published = JSON.parse(
  readFileSync(new URL('../../../schema/plumbline-v1.schema.json', import.meta.url), 'utf8')
);
const validate = new Ajv({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
  formats: { date: true },
}).compile(published);

const fits = (text: string): boolean =>
  parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter((value) => value !== null)
    .every((value) => validate(value));
const read = (name: string): string => readFileSync(new URL(`./testdata/${name}`, import.meta.url), 'utf8');

describe('the published JSON Schema', () => {
  it('is the one that the shapes give (else: npx tsx scripts/generate-schema.mts)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(definitionJsonSchema())));
  });

  it.each(['design.yaml.txt', 'extensions.yaml.txt', 'objectives.yaml.txt'])('accepts %s', (name) => {
    expect(fits(read(name))).toBe(true);
  });

  it('accepts whatever the parser accepts', () => {
    fc.assert(
      fc.property(definitions, (all) => {
        const text = all.map((one) => `---\n${JSON.stringify(one)}\n`).join('');
        expect(parseDefinitions([{ file: 'x', text }]).ok).toBe(true);
        for (const one of all) {
          expect([validate(one), validate.errors]).toEqual([true, null]);
        }
      }),
      { numRuns: 50 }
    );
  });

  const objective = (target: string): string =>
    ratio('a', [`objectives: [ { name: m, target: ${target}, timeWindow: { duration: 30d } } ]`]);

  it.each([
    ['a misspelt field', kpi('a', ['runboook: /d/x'])],
    ['a missing field', kpi('a', [], '{ count: { source: shop-db, table: t } }')],
    ['another version', SOURCES.replace('plumbline/v1', 'plumbline/v2')],
    ['a kind of fantasy', SOURCES.replace('kind: Source', 'kind: Dashboard')],
    ['a misspelt dialect', SOURCES.replace('postgres', 'postgress')],
    ['a wrong type', kpi('a', ['segments: device'])],
    ['a number as text', kpi('a', ['description: 2026'])],
    ['an empty text', kpi('a', ['description: ""'])],
    ['a name with capitals', kpi('Sales')],
    ['a duration of months', funnel('f', [...ACTOR.slice(0, 4), 'window: 1M', 'entry: any', ...STEPS])],
    ['a script as a link', kpi('a', ['runbook: "javascript:x"'])],
    ['a unit of fantasy', kpi('a', [], undefined, 'EUR')],
    ['a target of 1', objective('1')],
    ['a target of "1.0"', objective('"1.0"')],
    ['a target of "0"', objective('"0"')],
    ['a target in per cent', objective('"99%"')],
    ['two measures', kpi('a', [], '{ count: { source: a, metric: b }, sum: { source: a, metric: b } }')],
    ['no measure', kpi('a', [], '{}')],
    ['two operators', kpi('a', [], '{ count: { source: a, metric: b, where: [ { field: f, is: 1, not: 2 } ] } }')],
    ['a funnel of one step', funnel('f', [...ACTOR, ...STEPS.slice(0, 2)])],
    ['a field of a later version', kpi('a', ['quality: []'])],
    ['a rolling window of years in words', objective('"0.9"').replace('30d', '1year')],
    ['an operator of fantasy', objective('"0.9"').replace('30d }', '30d }, op: ge, value: 1')],
    [
      'a slice target and a threshold',
      objective('"0.9"').replace('30d }', '30d }, op: gte, value: 1, timeSliceTarget: 0.9'),
    ],
    ['an exclusion without end', kpi('a', ['exclusions: [ { name: x, from: "2026-03-01T00:00:00Z" } ]'])],
    [
      'an exclusion in local time',
      kpi('a', ['exclusions: [ { name: x, from: 2026-03-01T00:00, to: 2026-03-02T00:00 } ]']),
    ],
    ['a composite of one', kpi('a', [], '{ composite: [ { kpi: b } ] }', 'ratio')],
    ['an unknown order', funnel('f', [...ACTOR, 'order: loose', ...STEPS])],
  ])('refuses %s, as the parser does', (_, text) => {
    expect(fits(text)).toBe(false);
    const all = text.startsWith('---') ? SOURCES + text : text;
    expect(parseDefinitions([{ file: 'x', text: all }]).ok).toBe(false);
  });

  it('describes every field, for editors', () => {
    const missing: string[] = [];
    const walk = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) {
        return;
      }
      for (const [key, value] of Object.entries(schema)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(value as Record<string, { description?: string }>)) {
            if (!property.description) {
              missing.push(`${path}.${name}`);
            }
          }
        }
        walk(value, `${path}.${key}`);
      }
    };
    walk(published, '');
    expect(missing).toEqual([]);
    expect(JSON.stringify(published)).toContain('"$ref":"#/definitions/part"');
  });
});
