import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText, fingerprint, fingerprintOf } from './fingerprint';

/** FNV-1a 64 as the RFC writes it, on big integers. */
function oracle(bytes: Uint8Array): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

describe('fingerprint', () => {
  it.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
  ])('gives the published value of %j', (text, expected) => {
    expect(fingerprint(text)).toBe(expected);
  });

  it('equals the 64-bit definition over UTF-8 for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(fingerprint(text)).toBe(oracle(new TextEncoder().encode(text)));
      })
    );
  });

  it('takes a lone surrogate without throwing', () => {
    expect(fingerprint('\ud800')).toBe(oracle(new Uint8Array([0xed, 0xa0, 0x80])));
    expect(fingerprint('\udc00x')).toBe(oracle(new Uint8Array([0xed, 0xb0, 0x80, 0x78])));
  });
});

describe('fingerprintOf', () => {
  it('does not depend on the order of keys, nor on absent values', () => {
    expect(fingerprintOf({ a: 1, b: [1, { c: 2, d: undefined }] })).toBe(fingerprintOf({ b: [1, { c: 2 }], a: 1 }));
  });

  it('tells text from number, missing from zero, and one order of a list from another', () => {
    const values = [
      1,
      '1',
      0,
      -0,
      null,
      NaN,
      Infinity,
      -Infinity,
      '',
      [],
      {},
      [1, 2],
      [2, 1],
      ['1,2'],
      { a: 1 },
      true,
      'true',
    ];
    expect(new Set(values.map((v) => fingerprintOf(v))).size).toBe(values.length);
  });

  it('leaves out what it is told to, at every depth', () => {
    expect(canonicalText({ a: 1, place: 2, b: { place: 3, c: 4 } }, (key) => key === 'place')).toBe(
      '{"a":1,"b":{"c":4}}'
    );
  });
});
