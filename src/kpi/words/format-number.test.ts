import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  currencyOf,
  fullNumber,
  fullShare,
  shortDuration,
  shortNumber,
  shortPoints,
  shortShare,
  withCurrency,
} from './format-number';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('shortNumber', () => {
  it.each([
    [0, '0'],
    [412, '412'],
    [999, '999'],
    [1240, '1,240'],
    [1694, '1.69k'],
    [12_330, '12.3k'],
    [13_400, '13,400'],
    [999_950, '1.00M'],
    [2_500_315.63, '2.50M'],
    [1e9, '1.00B'],
    [8_123_456_789_012, '8.12T'],
    [1.234e17, '1.23e17'],
    [0.01234, '0.0123'],
    [0.5, '0.5'],
    [-1653, '−1.65k'],
    [0.00001234, '1.23e-5'],
  ])('writes %s as %s', (value, text) => expect(shortNumber(value)).toBe(text));

  it('abbreviates every thousand where the picture is to be even', () => {
    expect([6020, 612, 4780].map((value) => shortNumber(value, true))).toEqual(['6.02k', '612', '4.78k']);
  });

  it('is never further from the number than half of its third digit', () => {
    const factors: Record<string, number> = { k: 1e3, M: 1e6, B: 1e9, T: 1e12 };
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e17, noNaN: true }), (value) => {
        const text = shortNumber(value).replace(/,/g, '');
        const read = parseFloat(text) * (factors[text.slice(-1)] ?? 1);
        expect(Math.abs(read - value) / value).toBeLessThanOrEqual(0.00500001);
      })
    );
  });
});

describe('shortShare', () => {
  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.206, '20.6 %'],
    [0.5, '50.0 %'],
    [0.08, '8.00 %'],
    [0.0001, '0.01 %'],
    [0.00001, '<0.01 %'],
    [0.9999999, '>99.9 %'],
    [1.0004, '>100 %'],
    [1.169, '117 %'],
    [123.45, '12,300 %'],
    [-0.05, '−5.00 %'],
  ])('writes %s as %s', (ratio, text) => expect(plain(shortShare(ratio))).toBe(text));

  it('says 0 % and 100 % only of exactly 0 and 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2, noNaN: true }), (ratio) => {
        expect(plain(shortShare(ratio)) === '0 %').toBe(ratio === 0);
        expect(plain(shortShare(ratio)) === '100 %').toBe(ratio === 1);
      })
    );
  });
});

it('keeps all digits in the full forms', () => {
  expect(fullNumber(2_500_315.63)).toBe('2,500,315.63');
  expect(fullNumber(-1234)).toBe('−1,234');
  expect(plain(fullShare(1908 / 12330))).toBe('15.4744525547445 %');
  expect(plain(fullShare(0.07))).toBe('7 %');
});

it('signs points, and never hides a change', () => {
  expect([1.234, -0.8, 0, 0.0001, 120].map((points) => plain(shortPoints(points)))).toEqual([
    '+1.2 pp',
    '−0.8 pp',
    '±0 pp',
    '+<0.01 pp',
    '+120 pp',
  ]);
});

describe('shortDuration', () => {
  it.each([
    [0, '0 s'],
    [0.42, '0.42 s'],
    [42, '42 s'],
    [59.7, '1 min'],
    [187, '3 min 7 s'],
    [3599.6, '1 h'],
    [5400, '1 h 30 min'],
    [86_400 * 2 + 3 * 3600, '2 d 3 h'],
    [86_399, '1 d'],
    [-90, '−1 min 30 s'],
    [86_400 * 999 + 3600, '999 d 1 h'],
    [86_400 * 12_345, '12.3k d'],
    [-1e300, '−1.16e295 d'],
  ])('writes %s s as %s', (seconds, text) => expect(plain(shortDuration(seconds))).toBe(text));
});

it('carries the currency, and what it is per', () => {
  expect(currencyOf('currency:EUR')).toBe('EUR');
  expect(currencyOf('count')).toBeNull();
  expect(plain(withCurrency('−3,100', 'EUR'))).toBe('−€ 3,100');
  expect(plain(withCurrency('12.3k', 'CHF/min'))).toBe('CHF 12.3k/min');
});
