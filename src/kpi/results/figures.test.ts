import { describe, expect, test } from 'vitest';
import type { KpiDefinition } from '../definition/types';
import type { Total } from '../slices';
import { figureOf, ratioOf } from './figures';

const total = (value: number | null): Total => ({ value, observed: 1, present: 1, expected: 1 });
const define = (kind: string, minCohort = 0) => ({ measure: { kind }, minCohort }) as KpiDefinition;
const ratio = (numerator: number | null, denominator: number | null, minCohort = 0) =>
  figureOf(define('ratio', minCohort), { numerator: total(numerator), denominator: total(denominator) });

describe('R16 a ratio', () => {
  const MAX = Number.MAX_VALUE;
  // Rows: numerator; columns: denominator null, 0, -0, 2, 5e-324, MAX, Infinity.
  const denominators = [null, 0, -0, 2, 5e-324, MAX, Infinity];
  test.each<[number | null, Array<number | null>]>([
    [null, [null, null, null, null, null, null, null]],
    [0, [null, null, null, 0, 0, 0, null]],
    [-0, [null, null, null, 0, 0, 0, null]],
    [1, [null, null, null, 0.5, null, 1 / MAX, null]],
    [-1, [null, null, null, -0.5, null, -1 / MAX, null]],
    [5e-324, [null, null, null, 0, 1, 0, null]],
    [MAX, [null, null, null, MAX / 2, null, 1, null]],
    [2 ** 53 + 1, [null, null, null, 2 ** 52, null, 2 ** 53 / MAX, null]],
    [Infinity, [null, null, null, null, null, null, null]],
    [-Infinity, [null, null, null, null, null, null, null]],
    [NaN, [null, null, null, null, null, null, null]],
  ])('of %s is never NaN, infinite, -0 or made up', (numerator, expected) => {
    denominators.forEach((denominator, i) => {
      const { value } = ratio(numerator, denominator);
      expect(Object.is(value, expected[i]), `${numerator} / ${denominator}: ${value}`).toBe(true);
      if (Number.isFinite(numerator ?? 0) && Number.isFinite(denominator ?? 0)) {
        expect(Object.is(ratioOf(numerator, denominator), expected[i])).toBe(true);
      }
    });
  });

  test('says why there is none', () => {
    expect(ratio(null, null).absence).toBe('no data');
    expect(ratio(null, 3).absence).toBe('no numerator');
    expect(ratio(3, null).absence).toBe('no denominator');
    expect(ratio(0, 0).absence).toBe('zero denominator');
    expect(ratio(Infinity, 3).absence).toBe('too large');
    expect(ratio(1, 3).absence).toBeUndefined();
  });

  test('keeps what is known beside a missing value', () => {
    expect(ratio(null, 3)).toMatchObject({ value: null, numerator: null, denominator: 3, events: 3 });
  });
});

describe('a ratio of failures', () => {
  const kpi = { measure: { kind: 'ratio', failures: true }, minCohort: 0 } as unknown as KpiDefinition;
  const of = (failures: number | null, all: number | null) =>
    figureOf(kpi, { numerator: total(failures), denominator: total(all) });

  test('is what is left of the total, and its numerator the good; none were seen where none failed', () => {
    expect(of(7, 100)).toEqual({ value: 0.93, numerator: 93, denominator: 100, events: 100 });
    expect(of(null, 100)).toEqual({ value: 1, numerator: 100, denominator: 100, events: 100 });
  });

  test('never lacks its numerator, and says what it does lack', () => {
    expect(of(null, null)).toMatchObject({ value: null, absence: 'no data' });
    expect(of(3, null)).toMatchObject({ value: null, absence: 'no denominator' });
    expect(of(null, 0)).toMatchObject({ value: null, absence: 'zero denominator' });
  });

  test.each([Infinity, NaN])('of %s failures has no value', (failures) => {
    expect(of(failures, 100)).toMatchObject({ value: null, numerator: null, absence: 'too large' });
  });
});

describe('counts and sums', () => {
  test('are their own numerator; -0 is 0, overflow is null', () => {
    const count = (value: number | null) => figureOf(define('count'), { value: total(value) });
    expect(count(5)).toEqual({ value: 5, numerator: 5, denominator: null, events: 5 });
    expect(Object.is(count(-0).value, 0)).toBe(true);
    expect(count(null)).toMatchObject({ value: null, absence: 'no data' });
    expect(count(Infinity)).toMatchObject({ value: null, absence: 'too large' });
  });

  test('a sum only knows its events from a part of its own', () => {
    expect(figureOf(define('sum'), { value: total(9.5) }).events).toBeNull();
    expect(figureOf(define('sum'), { value: total(9.5), events: total(3) }).events).toBe(3);
  });
});

describe('R08 a cohort smaller than minCohort', () => {
  test('shows no number at all; one as large does', () => {
    expect(ratio(1, 10, 11)).toEqual({
      value: null,
      numerator: null,
      denominator: null,
      events: null,
      absence: 'suppressed',
    });
    expect(ratio(1, 11, 11).value).toBe(1 / 11);
    expect(ratio(null, null, 11).absence).toBe('no data');
  });
});
