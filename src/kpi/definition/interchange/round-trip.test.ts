import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imported, only, parsed, plain } from './testdata/read';
import { BAD, condition, document, GOOD, inline, LEVEL, RAW, slo, sloth, type SloText } from './testdata/texts';
import { exportDefinitions } from './export';
import { printDocuments } from './print';
import type { DefinitionSet } from '../types';

function exported(set: DefinitionSet) {
  const outcome = exportDefinitions(set);
  if (!outcome.ok) {
    throw new Error('not exported');
  }
  return { ...outcome.value, text: printDocuments(outcome.value.documents) };
}

/** KPIs and policies of a set: what an exchange has to keep. */
const meaning = (set: DefinitionSet) => plain([Array.from(set.kpis.values()), Array.from(set.policies.values())]);

const windows = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 90 }), fc.constantFrom('d', 'h'))
    .map(([n, unit]) => `{ duration: ${n}${unit}, isRolling: true }`),
  fc
    .tuple(
      fc.constantFrom('1M', '1Q', '1Y', '2w', '1d'),
      fc.integer({ min: 1, max: 28 }),
      fc.constantFrom('UTC', 'Asia/Tokyo')
    )
    .map(
      ([duration, day, zone]) =>
        `{ duration: ${duration}, isRolling: false, calendar: { startTime: 2026-01-${day < 10 ? '0' : ''}${day} 06:30:00, timeZone: ${zone} } }`
    )
);
/** 0.1 to 0.9999…: every digit has to survive. */
const targets = fc.stringMatching(/^[0-9]{0,11}[1-9]$/).map((digits) => `0.${digits}`);
const slices = fc.constantFrom('1m', '5m', '10m');

const slos: fc.Arbitrary<SloText> = fc.oneof(
  fc.record({
    indicator: fc.constantFrom(inline(GOOD), inline(BAD)),
    window: windows,
    objectives: fc
      .uniqueArray(targets, { minLength: 1, maxLength: 3 })
      .map((all) => all.map((target, i) => `{ displayName: T ${'abc'[i]}, target: ${target} }`)),
  }),
  fc.record({
    indicator: fc.constant(inline(GOOD)),
    window: windows,
    method: fc.constant('Timeslices'),
    objectives: fc
      .tuple(targets, targets, slices)
      .map(([target, share, slice]) => [`{ target: ${target}, timeSliceTarget: ${share}, timeSliceWindow: ${slice} }`]),
  }),
  fc.record({
    indicator: fc.constantFrom(inline(RAW('success')), inline(RAW('failure'))),
    window: windows,
    method: fc.constant('RatioTimeslices'),
    objectives: fc
      .tuple(targets, slices)
      .map(([target, slice]) => [`{ target: ${target}, timeSliceWindow: ${slice} }`]),
  }),
  fc.record({
    indicator: fc.constant(inline(LEVEL)),
    window: windows,
    method: fc.constant('Timeslices'),
    objectives: fc
      .tuple(
        targets,
        slices,
        fc.constantFrom('lt', 'lte', 'gt', 'gte'),
        fc.constantFrom('0', '-3.5', '12.25', '100000')
      )
      .map(([target, slice, op, value]) => [
        `{ op: ${op}, value: ${value}, target: ${target}, timeSliceWindow: ${slice} }`,
      ]),
  })
);

describe('export(import(x))', () => {
  it('means what x means, for every kind of indicator, window and target', () => {
    fc.assert(
      fc.property(slos, (text) => {
        const first = imported('openslo', slo(text)).set;
        const second = imported('openslo', exported(first).text).set;
        expect(meaning(second)).toEqual(meaning(first));
      }),
      { numRuns: 80 }
    );
  });

  it('keeps alert policies, by name where they are built in', () => {
    const { set } = imported('sloth', sloth('sum(rate(e[{{.window}}]))', 'sum(rate(t[{{.window}}]))'));
    const again = imported('openslo', exported(set).text.replace(/shop: orders/g, 'x')).set;
    expect(only(again).objectives[0].alertPolicy).toBe('sre-workbook');
    expect(again.policies.size).toBe(0);
    const own = [
      slo({ more: ['alertPolicies: [ p ]'] }),
      document(
        'AlertPolicy',
        'p',
        `{ conditions: [ { metadata: { name: c }, spec: ${condition('gt', '3.5', '2h', 'ticket')} } ] }`
      ),
    ].join('---\n');
    const first = imported('openslo', own).set;
    const [policy] = Array.from(imported('openslo', exported(first).text).set.policies.values());
    expect(plain(policy.conditions)).toEqual(plain(first.policies.get('p')?.conditions));
    expect(policy.forMs).toBe(300_000);
  });

  it('keeps composites and their weights', () => {
    const text = slo({
      indicator: 'description: both',
      objectives: [
        `{ displayName: A, target: 0.9, compositeWeight: 2.5, ${inline(GOOD)} }`,
        `{ displayName: B, target: 0.9, ${inline(BAD)} }`,
      ],
    });
    const first = imported('openslo', text).set;
    const composite = exported(first).documents.filter((one) => one.kind === 'SLO' && one.metadata.name === 'orders');
    expect(composite).toMatchObject([
      {
        spec: {
          objectives: [
            { target: 0.9, indicatorRef: 'orders-a', compositeWeight: 2.5 },
            { target: 0.9, indicatorRef: 'orders-b', compositeWeight: 1 },
          ],
        },
      },
    ]);
  });
});

describe('what OpenSLO cannot say', () => {
  const SHOP = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: postgres, grafana: { uid: db } }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: revenue }
spec:
  area: Shop front
  owner: { team: finance, contact: mail }
  unit: currency:EUR
  measure: { sum: { source: db, table: orders, time: at, value: amount, where: [ { field: state, in: [ paid, sent ] } ] } }
  segments: [ { name: region, field: region } ]
  objectives:
    - { name: floor, target: "0.95", timeWindow: { duration: 7d }, op: gte, value: 12.5, absentIs: bad, alertPolicy: none }
  thresholds: [ { name: low, severity: page, below: 1, window: 1h } ]
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: per-order }
spec:
  area: Shop front
  owner: { team: finance }
  unit: ratio:EUR/count
  measure:
    ratio:
      numerator: { source: db, table: orders, time: at, value: amount }
      denominator: { source: db, table: orders, time: at, count: rows }
`;
  const { documents, unmapped } = exported(parsed(SHOP));
  it('is told of, field for field, at its place', () => {
    expect(unmapped.map((d) => `${d.place?.line} ${/"(.*?)" of "(.*?)"/.exec(d.message)?.slice(1).join(' ')}`)).toEqual(
      [
        ...['owner.contact', 'segments', 'thresholds', 'unit', 'measure'].map((field) => `7 ${field} revenue`),
        '17 objectives.floor.absentIs revenue',
        '20 measure per-order',
        '20 unit per-order',
      ]
    );
  });

  it('SQL stays the fields of a definition', () => {
    const sli = documents.find((one) => one.kind === 'SLI');
    expect(sli?.spec).toEqual({
      thresholdMetric: {
        metricSource: {
          metricSourceRef: 'db',
          type: 'SQL',
          spec: { table: 'orders', time: 'at', value: 'amount', where: [{ field: 'state', in: ['paid', 'sent'] }] },
        },
      },
    });
    expect(documents.map((one) => `${one.kind} ${String(one.metadata.name)}`)).toEqual([
      'DataSource db',
      'Service shop-front',
      'SLI revenue',
      'SLO revenue',
    ]);
  });
});
