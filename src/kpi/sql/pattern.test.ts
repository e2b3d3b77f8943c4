/** Anchored patterns mean the same on PostgreSQL, DuckDB and in JavaScript (an engine of its own), newlines and letters included. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckdb, openPglite, type Engine } from '../../../tests/engines';
import { literalAlternatives } from '../definition/capabilities';
import { buildSlices } from './slices';

const T0 = Date.UTC(2026, 0, 1);
const SUBJECTS = [
  '',
  'a',
  'A',
  'b',
  'ab',
  'aab',
  'abab',
  'a\nb',
  '\n',
  'é',
  'É',
  '5',
  '٣',
  '_',
  'a-b',
  'a.b',
  'axb',
  '{',
  'a{',
  'a]',
  '^',
  '$',
  'a$',
  '\\',
  'foo',
  'FOO',
  'foo bar',
  'xfoo',
  'foox',
  '/api/v1/x',
  '500',
  '404',
  '\t',
  '\u00a0',
  'ß',
  '[',
];
/** RE2 pattern, and the JavaScript that means the same where it is written differently. */
const PATTERNS: Array<[string, RegExp?]> = [
  ['a'],
  ['a|b'],
  ['(a|b)+'],
  ['(?:ab)*'],
  ['a.b'],
  ['.*'],
  ['.+'],
  ['(?s).*', /^[^]*$/],
  ['[^a]'],
  ['[^a]*'],
  ['\\w+'],
  ['\\W'],
  ['\\d+'],
  ['\\D'],
  ['\\s', /^[\t\n\f\r ]$/],
  ['[\\w-]+'],
  ['[\\d.]+'],
  ['[a\\]]+'],
  ['[]a]+', /^[\]a]+$/],
  ['[^]a]', /^[^\]a]$/],
  ['[a-c-]+', /^[a-c\-]+$/],
  ['a{', /^a\{$/],
  ['\\{'],
  ['a{2}b'],
  ['a{1,2}b'],
  ['(ab){2,}'],
  ['a*?b+?', /^a*b+$/],
  ['a\\.b'],
  ['\\$|\\^'],
  ['\\\\'],
  ['^a$'],
  ['(?i)foo', /^foo$/i],
  ['(?i)é', /^é$/i],
  ['(?P<x>foo)( bar)?', /^(?:foo)( bar)?$/],
  ['(?<x>foo)'],
  ['[45]\\d\\d'],
  ['/api/v\\d+/.*'],
  ['[[:alpha:]]+', /^[A-Za-z]+$/],
  ['[[:digit:]a]+', /^[0-9a]+$/],
  ['a||b'],
  ['|a'],
  ['()'],
  ['(|foo)'],
  ['\\Afoo\\z', /^foo$/],
  ['\\t|\\n'],
  ['é|ß'],
  ['\\['],
  ['[[]', /^\[$/],
  ['x?foo'],
];

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = [await openPglite(), await openDuckdb()];
  for (const engine of engines) {
    await engine.load(
      { name: 'subjects', columns: { at: 'timestamptz', id: 'text', s: 'text' } },
      SUBJECTS.map((s, i) => ({ at: T0, id: String(i), s }))
    );
  }
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

describe('patterns', () => {
  it.each(PATTERNS)('%j', async (pattern, same) => {
    const oracle = same ?? new RegExp(`^(?:${pattern})$`, 'u');
    for (const engine of engines) {
      const built = buildSlices({
        ...{ dialect: engine.dialect, relation: { table: 'subjects' }, time: 'at', timeType: 'instant' },
        ...{
          runs: [{ startMs: T0, endMs: T0 + 1, stepMs: null }],
          groups: [{ name: 'id', field: 'id' }],
          aggregates: [],
        },
        filters: [{ op: 'matches', field: 's', pattern }],
      });
      const rows = built.ok ? await engine.run(built.value.text) : [];
      const found = rows.map((row) => SUBJECTS[Number(row.id)]).sort();
      expect([engine.dialect, found]).toEqual([engine.dialect, SUBJECTS.filter((s) => oracle.test(s)).sort()]);
      expect(built.ok && built.value.text.includes('[[')).toBe(false);
    }
  });

  it('sees a list of values in a pattern, and nothing else', () => {
    expect(literalAlternatives('a')).toEqual(['a']);
    expect(literalAlternatives('(a|b c|)')).toEqual(['a', 'b c', '']);
    expect(literalAlternatives('(?:a\\.b|c\\|d)')).toEqual(['a.b', 'c|d']);
    for (const pattern of ['a.b', 'a*', '(a)(b)', '[ab]', '\\d', '^a', 'a|(b)', '(?i)a', '\\']) {
      expect([pattern, literalAlternatives(pattern)]).toEqual([pattern, undefined]);
    }
  });
});
