import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals, hundredth, isDecimal } from './decimal';
import { DURATION_PATTERN, formatDuration, parseDuration } from './duration';
import { re2Fault } from './re2';
import { suggest } from './suggest';
import { parseUnit, UNIT_PATTERN } from './unit';

describe('durations', () => {
  it.each([
    ['7d', 604_800_000],
    ['30m', 1_800_000],
    ['1h', 3_600_000],
    ['15s', 15_000],
    ['4w', 2_419_200_000],
    ['1h30m', 5_400_000],
    ['1w2d3h4m5s6ms', 788_645_006],
    ['0s', 0],
    ['090s', 90_000],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    '',
    ' ',
    '7',
    'd',
    '7 d',
    '-1d',
    '+1d',
    '1.5h',
    '1M',
    '1y',
    '7D',
    '30min',
    '1m1h',
    '1d1d',
    '1d ',
    '1e3s',
    '∞',
    '9999999w',
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('format and parse are inverse', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(), fc.integer({ min: 0, max: 8_000_000_000_000 })), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
        expect(formatDuration(ms)).toMatch(new RegExp(DURATION_PATTERN));
      })
    );
  });

  it.each([
    [0, '0s'],
    [604_800_000, '7d'],
    [2_592_000_000, '30d'],
    [5_400_000, '1h30m'],
    [500, '500ms'],
  ])('%i ms is written %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([-1, 0.5, NaN, Infinity, 2 ** 60])('%d ms cannot be written', (ms) => {
    expect(() => formatDuration(ms)).toThrow(RangeError);
  });
});

describe('decimals', () => {
  /** A decimal text as a whole number of 10^-18. */
  const exact = (text: string): bigint => {
    const [whole, fraction = ''] = text.replace('-', '').split('.');
    const value = BigInt(whole) * 10n ** 18n + BigInt(fraction.padEnd(18, '0'));
    return text.startsWith('-') ? -value : value;
  };
  const decimal = fc.stringMatching(/^-?[0-9]{1,18}(\.[0-9]{1,18})?$/);

  it('compare exactly', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [x, y] = [exact(a), exact(b)];
        expect(Math.sign(compareDecimals(a, b))).toBe(x < y ? -1 : x > y ? 1 : 0);
      })
    );
    expect(compareDecimals('0.999999999999999999', '1')).toBeLessThan(0);
    expect(compareDecimals('-0', '0.00')).toBe(0);
  });

  it('are divided by a hundred exactly', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,16}(\.[0-9]{1,16})?$/), (text) => {
        expect(exact(hundredth(text) ?? 'none') * 100n).toBe(exact(text));
      })
    );
    expect([hundredth('99.95'), hundredth('5'), hundredth('100'), hundredth('-1')]).toEqual([
      '0.9995',
      '0.05',
      '1',
      undefined,
    ]);
  });

  it.each(['', '1.', '.5', '+1', '1e3', '1,5', '0x1', ' 1', 'NaN', 'Infinity', '1'.repeat(19)])(
    '%j is none',
    (text) => {
      expect(isDecimal(text)).toBe(false);
      expect(() => compareDecimals(text, '1')).toThrow(RangeError);
    }
  );
});

describe('units', () => {
  it.each([
    ['ratio', { base: 'ratio' }],
    ['count', { base: 'count' }],
    ['seconds', { base: 'seconds' }],
    ['currency:EUR', { base: 'currency', currency: 'EUR' }],
    ['currency:EUR/min', { base: 'currency', currency: 'EUR', per: 'min' }],
    ['count/s', { base: 'count', per: 's' }],
    ['ratio:EUR/count', { base: 'ratio', of: { numerator: 'EUR', denominator: 'count' } }],
    ['ratio:seconds/count', { base: 'ratio', of: { numerator: 'seconds', denominator: 'count' } }],
  ])('%s is read', (text, unit) => {
    expect(parseUnit(text)).toEqual(unit);
    expect(text).toMatch(new RegExp(UNIT_PATTERN));
  });

  it.each([
    '',
    'EUR',
    'currency',
    'currency:eur',
    'currency:EURO',
    'ratio/min',
    'ratio:EUR',
    'count/',
    'count/month',
    'Ratio',
    'seconds:EUR',
  ])('%j is none', (text) => {
    expect(parseUnit(text)).toBeUndefined();
  });
});

describe('patterns', () => {
  it.each([
    'abc',
    'a.*b',
    '[a-z]+',
    '[]a]',
    '[^]a]',
    '[[:alpha:]]',
    '(?:a|b)',
    '(?i)x',
    '(?P<n>a)',
    'a{2,3}?',
    '\\d+\\.\\d',
    'a{',
    '\\p{L}',
    '^a$',
    'a??',
    '\\Qa',
  ])('%s is RE2', (pattern) => {
    expect(re2Fault(pattern)).toBeUndefined();
  });

  it.each([
    '(?=a)',
    '(?!a)',
    '(?<=a)b',
    '(?<!a)b',
    '(a)\\1',
    '(?>a)',
    'a++',
    '*a',
    '(',
    ')',
    '(a',
    '[a',
    'a\\',
    '\\k',
    'a{3,2}',
    'a{1001}',
    '(?#x)',
    '|*',
    '{2}',
  ])('%s is not', (pattern) => {
    expect(re2Fault(pattern)).toEqual(expect.any(String));
  });

  it('never fails on anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (pattern) => {
        expect(['string', 'undefined']).toContain(typeof re2Fault(pattern));
      })
    );
  });
});

describe('suggestions', () => {
  it.each([
    ['postgress', ['prometheus', 'postgres'], 'postgres'],
    ['mesure', ['metric', 'measure'], 'measure'],
    ['KPI', ['Kpi', 'kpis'], 'Kpi'],
    ['hwere', ['where'], 'where'],
    ['xyz', ['abc', 'def'], undefined],
    ['', ['a'], undefined],
    ['is', ['in', 'is'], 'is'],
    ['a'.repeat(200), ['a'], undefined],
    ['constructor', [], undefined],
  ])('for %j among %j: %j', (word, candidates, expected) => {
    expect(suggest(word, candidates)).toBe(expected);
  });
});
