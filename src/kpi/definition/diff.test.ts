import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffContracts, diffDefinitions, parseDefinitions, type DefinitionSet } from '.';

const SOURCE = `apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: postgres, grafana: { uid: db } }
`;

interface Written {
  readonly version?: number;
  readonly unit?: string;
  readonly where?: string;
  readonly team?: string;
  readonly zone?: string;
  readonly target?: string;
  readonly then?: string;
  readonly segments?: string;
  readonly extra?: string;
}

const kpi = (w: Written = {}) => `---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: conversion }
spec:
  area: shop
  owner: { team: ${w.team ?? 'growth'} }
  version: ${w.version ?? 1}
  unit: ${w.unit ?? 'ratio'}
  timeZone: ${w.zone ?? 'UTC'}
  segments: ${w.segments ?? '[ { name: device, field: device } ]'}
  measure:
    ratio:
      numerator: { source: db, table: sessions, time: at, count: rows, where: [ { field: bought, is: true }${w.where ?? ''} ] }
      denominator: { source: db, table: sessions, time: at, count: rows }
  objectives:
    - name: monthly
      target: "${w.target ?? '0.98'}"
      timeWindow: { duration: 30d, rolling: true }
      budgetingMethod: Occurrences
      consequences: [ { below: "0.5", then: ${w.then ?? 'look'} } ]
${w.extra ?? ''}`;

function parsed(...texts: readonly string[]): DefinitionSet {
  const outcome = parseDefinitions([{ file: 'd', text: texts.join('') }]);
  if (!outcome.ok) {
    throw new Error(outcome.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  }
  return outcome.value;
}

const codes = (texts: readonly string[]) =>
  parseDefinitions([{ file: 'd', text: texts.join('') }]).diagnostics.map(
    ({ code, place }) => `${code} ${place?.line}`
  );

const diff = (before: Written, after: Written) => {
  const { documents, diagnostics } = diffDefinitions(parsed(SOURCE, kpi(before)), parsed(SOURCE, kpi(after)));
  return {
    changes: documents.flatMap(({ changes }) => changes),
    codes: diagnostics.map(({ code }) => code),
    documents,
  };
};

describe('the difference of two sets of definitions', () => {
  it('is nothing where only comments, order and written-out defaults differ', () => {
    const before = parsed(SOURCE, kpi());
    const after = parsed(kpi(), `---\n# The shop's database.\n${SOURCE}`);
    expect(diffDefinitions(before, after)).toEqual({ documents: [], diagnostics: [] });
  });

  it('tells documents that are new and gone', () => {
    const { documents, diagnostics } = diffDefinitions(parsed(SOURCE), parsed(SOURCE, kpi()));
    expect(documents).toMatchObject([
      { kind: 'KPI', name: 'conversion', change: 'added', version: { before: null, after: 1 }, changes: [] },
    ]);
    expect(diagnostics).toEqual([]);
    expect(diffDefinitions(parsed(SOURCE, kpi()), parsed(SOURCE)).documents).toMatchObject([
      { change: 'removed', version: { before: 1, after: null } },
    ]);
  });

  it('says what changed, in words and as a path', () => {
    expect(diff({}, { target: '0.99' }).changes).toEqual([
      {
        path: 'objectives.monthly.target',
        parts: ['objectives', 'monthly', 'target'],
        change: 'changed',
        before: '0.98',
        after: '0.99',
        words: 'Objectives, monthly, target was 0.98, is 0.99.',
        altersNumber: true,
      },
    ]);
    expect(diff({}, { where: ', { field: is_bot, not: true }' }).changes).toMatchObject([
      {
        path: 'measure.ratio.numerator.where.2',
        change: 'added',
        before: null,
        after: 'is_bot is not true',
        words: 'Measure, ratio, numerator, where, entry 2 is new: is_bot is not true.',
      },
    ]);
    expect(diff({}, { team: 'shop' }).changes).toMatchObject([
      { path: 'owner.team', words: 'Owner, team was growth, is shop.', altersNumber: false },
    ]);
  });

  it.each<[string, Written, Written, readonly string[]]>([
    ['a number that changes without a version', {}, { zone: 'Europe/Berlin' }, ['PL1377']],
    ['a condition', {}, { where: ', { field: is_bot, not: true }' }, ['PL1377']],
    ['a target', {}, { target: '0.99' }, ['PL1377']],
    ['the column of a segment', {}, { segments: '[ { name: device, field: device_type } ]' }, ['PL1377']],
    [
      'an exclusion',
      {},
      { extra: '  exclusions: [ { name: move, from: 2026-01-01T00:00Z, to: 2026-01-02T00:00Z } ]\n' },
      ['PL1377'],
    ],
    ['the same with a version', { version: 1 }, { version: 2, zone: 'Europe/Berlin' }, []],
    ['a version that went down', { version: 3 }, { version: 2, zone: 'Europe/Berlin' }, ['PL1378']],
    ['a name on a screen', {}, { segments: '[ { name: device, displayName: Device, field: device } ]' }, []],
    [
      'one more segment',
      {},
      { segments: '[ { name: device, field: device }, { name: country, field: country } ]' },
      [],
    ],
    ['an owner', {}, { team: 'shop' }, []],
    ['a consequence', {}, { then: 'freeze' }, []],
  ])('%s', (_, before, after, expected) => {
    expect(diff(before, after).codes).toEqual(expected);
  });

  it('the places of complaints are those of the new text, and the words name what changes', () => {
    const { diagnostics } = diffDefinitions(parsed(SOURCE, kpi()), parsed(SOURCE, kpi({ zone: 'Europe/Berlin' })));
    expect(diagnostics[0]).toMatchObject({ code: 'PL1377', place: { file: 'd', line: 6 } });
    expect(diagnostics[0].message).toContain('timeZone');
  });

  it('tells a changed order of steps, but not of what has no order', () => {
    const funnel = (steps: string) => `---
apiVersion: plumbline/v1
kind: Funnel
metadata: { name: purchase }
spec: { area: shop, owner: { team: growth }, source: db, table: events, time: at, actor: user_id, window: 7d, entry: any, steps: [ ${steps} ] }
`;
    const [a, b] = ['A', 'B'].map((name) => `{ name: ${name}, where: [ { field: page, is: ${name} } ] }`);
    const { documents, diagnostics } = diffDefinitions(
      parsed(SOURCE, funnel(`${a}, ${b}`)),
      parsed(SOURCE, funnel(`${b}, ${a}`))
    );
    expect(documents[0].changes).toMatchObject([{ path: 'steps', before: '[A, B]', after: '[B, A]' }]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['PL1377']);
    const segments = (...names: readonly string[]) =>
      kpi({ segments: `[ ${names.map((name) => `{ name: ${name}, field: ${name} }`).join(', ')} ]` });
    const reordered = diffDefinitions(
      parsed(SOURCE, segments('device', 'country')),
      parsed(SOURCE, segments('country', 'device'))
    );
    expect(reordered.documents[0]).toMatchObject({ altersNumber: false });
  });

  it('of any two writings is empty both ways or in neither, and swaps before and after', () => {
    const written = fc.record(
      {
        segments: fc.constantFrom('[]', '[ { name: device, field: device } ]', '[ { name: device, field: d } ]'),
        team: fc.constantFrom('growth', 'shop'),
        zone: fc.constantFrom('UTC', 'Europe/Berlin'),
        target: fc.constantFrom('0.98', '0.99'),
        then: fc.constantFrom('look', 'freeze'),
        where: fc.constantFrom(
          '',
          ', { field: is_bot, not: true }',
          ', { any: [ { field: a, is: 1 }, { field: b, in: [x] } ] }'
        ),
      },
      { requiredKeys: [] }
    );
    fc.assert(
      fc.property(written, written, (a, b) => {
        const [there, back] = [diff(a, b), diff(b, a)];
        const mirrored = back.changes.map(({ path, before, after }) => ({ path, before: after, after: before }));
        expect(there.changes.map(({ path, before, after }) => ({ path, before, after }))).toEqual(mirrored);
        // The slow oracle: as written, with defaults filled in.
        const full = (w: Written) =>
          JSON.stringify([
            w.segments ?? '[ { name: device, field: device } ]',
            w.team ?? 'growth',
            w.zone ?? 'UTC',
            w.target ?? '0.98',
            w.then ?? 'look',
            w.where ?? '',
          ]);
        expect(there.changes.length === 0).toBe(full(a) === full(b));
      }),
      { numRuns: 60 }
    );
  });
});

describe('earlier contracts', () => {
  const old = (version: number, w: Written = {}) => kpi({ ...w, version, extra: '  superseded: true\n' });

  it('are kept beside the present one, the newest first, and change nothing that is asked', () => {
    const alone = parsed(SOURCE, kpi({ version: 3 }));
    const set = parsed(SOURCE, old(1, { target: '0.97' }), kpi({ version: 3 }), old(2));
    expect(set.earlier.get('conversion')?.map(({ version }) => version)).toEqual([2, 1]);
    expect(set.kpis.get('conversion')?.version).toBe(3);
    expect(set.fingerprint).toBe(alone.fingerprint);
    const [two, one] = set.earlier.get('conversion')!;
    expect(diffContracts(one, two)?.changes.map(({ path }) => path)).toEqual(['objectives.monthly.target']);
    expect(diffContracts(two, set.kpis.get('conversion')!)).toBeUndefined();
    expect(diffDefinitions(alone, set)).toEqual({ documents: [], diagnostics: [] });
  });

  it('are told where they are of nothing, not older, or twice there', () => {
    expect(codes([SOURCE, old(1)])).toEqual(['PL1375 26']);
    expect(codes([SOURCE, kpi({ version: 1 }), old(1)])).toEqual(['PL1376 33']);
    expect(codes([SOURCE, kpi({ version: 3 }), old(1), old(1)])).toEqual(['PL1376 55']);
    expect(codes([SOURCE, kpi({ version: 2 }), old(1, { unit: 'nonsense' })])[0]).toMatch(/^PL11/);
  });

  it('two present ones of a name stay an error', () => {
    expect(codes([SOURCE, kpi({ version: 2 }), kpi({ version: 1 })])).toEqual(['PL1202 29']);
  });
});
