import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsed } from './testdata/read';
import {
  BAD,
  condition,
  document,
  ERRORS,
  inline,
  LEVEL,
  pyrra,
  RATIO,
  RAW,
  slo,
  sloth,
  TOTAL,
} from './testdata/texts';
import { importDefinitions } from './import';
import { printDocuments } from './print';
import type { ImportFormat } from './types';

const SAMPLES: ReadonlyArray<readonly [ImportFormat, string]> = [
  [
    'sloth',
    sloth(ERRORS, TOTAL, '99.9', [
      'alerting: { page_alert: { disable: true }, annotations: { runbook: https://x/y } }',
    ]),
  ],
  ['pyrra', pyrra(RATIO, '"99"', '4w', ['alerting: { disabled: false }'])],
  ['pyrra', pyrra('{ bool_gauge: { metric: up, grouping: [ a ] } }')],
  [
    'openslo',
    slo({ indicator: inline(BAD), more: ['alertPolicies: [ p ]'] }) +
      '---\n' +
      document('AlertPolicy', 'p', `{ conditions: [ { metadata: { name: c }, spec: ${condition('gte', '2')} } ] }`),
  ],
  [
    'openslo',
    slo({ indicator: inline(LEVEL), method: 'Timeslices', objectives: ['{ target: 0.9, op: lt, value: 1 }'] }),
  ],
  [
    'openslo',
    slo({
      indicator: inline(RAW('failure')),
      window: '{ duration: 1M, isRolling: false, calendar: { startTime: 2026-01-01 00:00:00, timeZone: UTC } }',
    }),
  ],
];

const pieces = [
  '',
  '{',
  '}',
  '[]',
  ': ',
  '- ',
  '"',
  "'",
  '0',
  '-1',
  '.nan',
  '1e9',
  'null',
  'true',
  '~',
  '&a ',
  '*a',
  '$window',
  '\n',
  '\u0000',
  '#',
  '|',
  'x',
];

describe('a mutilated document', () => {
  it('never throws: it is imported soundly, or refused with codes and places', () => {
    const cut = fc.record({ at: fc.nat(2000), length: fc.nat(4), put: fc.constantFrom(...pieces) });
    let imported = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLES),
        fc.array(cut, { minLength: 1, maxLength: 3 }),
        ([format, sample], cuts) => {
          const text = cuts.reduce((all, { at, length, put }) => {
            const from = at % all.length;
            return all.slice(0, from) + put + all.slice(from + length);
          }, sample);
          const outcome = importDefinitions(format, [{ file: 'in.yaml', text }]);
          if (outcome.ok) {
            imported++;
            parsed(printDocuments(outcome.value.documents));
          } else {
            const errors = outcome.diagnostics.filter((d) => d.severity === 'error');
            expect(errors.length).toBeGreaterThan(0);
            expect(outcome.diagnostics.filter((d) => !(d.place && d.place.line >= 1 && d.place.column >= 1))).toEqual(
              []
            );
          }
        }
      ),
      { numRuns: 800 }
    );
    expect(imported).toBeGreaterThan(20);
  }, 60_000);
});
