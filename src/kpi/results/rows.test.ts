import { describe, expect, test } from 'vitest';
import type { KpiDefinition } from '../definition/types';
import { tilesOf } from '../slices';
import type { KpiAnswer } from './answer';
import { valueView } from './value';

const part = (values: readonly number[]): KpiAnswer['roles']['value'] => ({
  source: 'db',
  store: 'sql',
  slices: {
    tiles: tilesOf([{ startMs: 0, endMs: 60_000, stepMs: null }]),
    series: values.map((value, i) => ({
      segment: { device: `s${i}` },
      value: Float64Array.of(value),
      observed: Float64Array.of(1),
    })),
  },
  closedMs: 60_000,
  invalid: 0,
});

const aggregate = { kind: 'distinct', field: 'person', approximate: false } as const;
const kpi = {
  kind: 'KPI',
  name: 'people',
  displayName: 'People',
  unit: 'count',
  timeZone: 'UTC',
  segments: [{ name: 'device', field: 'device' }],
  minCohort: 0,
  links: [],
  measure: { kind: 'count', part: { store: 'sql', source: 'db', aggregate } },
} as unknown as KpiDefinition;

const answer = (values: readonly number[]): KpiAnswer => ({
  kpi,
  by: ['device'],
  fromMs: 0,
  toMs: 60_000,
  limit: 1,
  roles: { value: part(values) },
});

describe('levels in a breakdown', () => {
  test('have no contributions and no rest, and it is said why', () => {
    const earlier = answer([7, 9]);
    const compared = { compare: 'previous', fromMs: 0, toMs: 60_000, localFrom: 0, answer: earlier } as const;
    const { frames, diagnostics } = valueView({ ...answer([5, 3]), other: true, compared }, 'breakdown');
    const fields = Object.fromEntries(frames[0].fields.map(({ name, values }) => [name, values]));
    expect(fields).toEqual({
      device: ['s0', null],
      value: [5, null],
      numerator: [5, null],
      denominator: [null, null],
      previous: [7, null],
      change: [-2, null],
      changeRatio: [-2 / 7, null],
      contribution: [null, null],
    });
    expect(frames[0].meta).toMatchObject({ otherRow: 1 });
    expect(frames[0].meta).not.toHaveProperty('whole');
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        'PL4046',
        'People cannot be added up over segments: there is no number for contributions to the change and the row of the rest.',
      ],
    ]);
  });
});
