import { describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../../tests/fakes/definitions';
import { definitionJsonSchema } from '../../kpi/definition/json-schema';
import { completionsAt, hoverAt } from './completion';
import { contextAt } from './cursor';
import { documentAt, documentsOf, lineOf } from './documents';

const schema = definitionJsonSchema();

/** `|` is the cursor. */
function at(text: string) {
  const [before, after] = text.split('|');
  const lines = before.split('\n');
  return { text: before + after, line: lines.length, column: lines[lines.length - 1].length + 1 };
}
const labels = (text: string) => {
  const { text: whole, line, column } = at(text);
  return completionsAt(schema, whole, line, column).map(({ label }) => label);
};
const hover = (text: string) => {
  const { text: whole, line, column } = at(text);
  return hoverAt(schema, whole, line, column);
};
const KPI = 'apiVersion: plumbline/v1\nkind: KPI\nmetadata: { name: a }\nspec:\n';

describe('where a cursor is', () => {
  const context = (text: string) => contextAt(text.split('\n'));

  it.each([
    ['', [], 'key', ''],
    ['ki', [], 'key', 'ki'],
    ['kind: K', ['kind'], 'value', 'K'],
    ['spec:\n  ', ['spec'], 'key', ''],
    ['spec:\n  owner: { te', ['spec', 'owner'], 'key', 'te'],
    ['spec:\n  owner: { team: a, ', ['spec', 'owner'], 'key', ''],
    ['spec:\n  owner: { team: a }\n  un', ['spec'], 'key', 'un'],
    ['spec:\n  segments:\n    - name: a\n      fi', ['spec', 'segments', '[]'], 'key', 'fi'],
    ['spec:\n  segments:\n  - name: a\n    fi', ['spec', 'segments', '[]'], 'key', 'fi'],
    ['spec:\n  segments: [ { name: a, field: b }, { na', ['spec', 'segments', '[]'], 'key', 'na'],
    [
      'spec:\n  measure:\n    ratio:\n      numerator: { where: [ { field: x, ',
      ['spec', 'measure', 'ratio', 'numerator', 'where', '[]'],
      'key',
      '',
    ],
    ['spec:\n  measure: { count:\n    { source: ', ['spec', 'measure', 'count', 'source'], 'value', ''],
    ["spec:\n  description: it's { nothing # a comment\n  a", ['spec'], 'key', 'a'],
    ['spec:\n  text: "a: { b"\n  a', ['spec'], 'key', 'a'],
  ] as const)('%j', (text, path, where, prefix) => {
    expect(context(text)).toEqual({ path, at: where, prefix });
  });
});

describe('completion', () => {
  it('offers the keys of a document, and kinds', () => {
    expect(labels('|')).toEqual(expect.arrayContaining(['apiVersion', 'kind', 'metadata', 'spec']));
    expect(labels('kind: |')).toEqual(expect.arrayContaining(['Source', 'KPI', 'Funnel', 'AlertPolicy', 'Events']));
  });

  it('offers what the kind has, what must be there first, and nothing that is there already', () => {
    const keys = labels(`${KPI}  unit: ratio\n  |\n  area: shop`);
    expect(keys.slice(0, 2)).toEqual(['owner', 'measure']);
    expect(keys).toContain('objectives');
    expect(keys).not.toContain('unit');
    expect(keys).not.toContain('area');
    expect(keys).not.toContain('dialect');
    expect(labels('kind: Source\nspec: { dialect: postgres, |')).toContain('lateness');
  });

  it('offers fields deep in flow style, values, and names that the text defines', () => {
    expect(labels(`${KPI}  measure: { ratio: { numerator: { |`)).toEqual(
      expect.arrayContaining(['source', 'table', 'metric'])
    );
    expect(labels(`${KPI}  measure: { ratio: { |`)).toEqual(
      expect.arrayContaining(['numerator', 'denominator', 'failures'])
    );
    expect(labels(`${KPI}  gapFill: |`)).toEqual(['none', 'zero', 'previous']);
    expect(labels(`${KPI}  superseded: |`)).toEqual(['true', 'false']);
    expect(labels(`${DEFINITIONS}---\n${KPI}  measure: { count: { source: |`)).toEqual(['shop-db', 'metrics']);
    expect(labels(`${DEFINITIONS}---\n${KPI}  parent: |`)).toEqual(
      expect.arrayContaining(['session-conversion', 'checkout-success', 'revenue', 'purchase'])
    );
  });

  it('has nothing to say in a free text or under an unknown key', () => {
    expect(labels(`${KPI}  description: |`)).toEqual([]);
    expect(labels(`${KPI}  nonsense: { |`)).toEqual([]);
  });

  it('offers items of a list one by one', () => {
    const keys = labels(`${KPI}  segments:\n    - name: a\n      field: b\n    - |`);
    expect(keys).toEqual(expect.arrayContaining(['name', 'field', 'displayName']));
    expect(labels(`${KPI}  segments:\n    - name: a\n      |`)).not.toContain('name');
  });
});

describe('hover', () => {
  it('tells what a key means, in block and flow style, and nothing of values', () => {
    expect(hover(`${KPI}  time|Zone: UTC`)).toMatch(/^\*\*timeZone\*\* \(string\)\n\nIANA zone/);
    expect(hover(`${KPI}  owner: { te|am: growth }`)).toMatch(/team.*required[^]*Who answers/);
    expect(hover(`${KPI}  owner: { team: gro|wth }`)).toBeUndefined();
    expect(hover(`${KPI}  non|sense: 1`)).toBeUndefined();
  });
});

describe('documents of a text', () => {
  it('are found by kind and name, also where a document is broken', () => {
    const documents = documentsOf(
      `${DEFINITIONS}---\nkind: KPI\nmetadata:\n  displayName: B\n  name: broken\nspec: [\n`
    );
    expect(documents.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'Source shop-db',
      'Source metrics',
      'KPI session-conversion',
      'KPI checkout-success',
      'KPI revenue',
      'Funnel purchase',
      'KPI broken',
    ]);
    expect(documentAt(documents, lineOf(documents, 'revenue')!)?.name).toBe('revenue');
    expect(documentAt(documents, 1)?.name).toBe('shop-db');
    expect(lineOf(documents, 'none')).toBeUndefined();
    expect(documentsOf('# nothing\n---\n\n')).toEqual([]);
  });
});
