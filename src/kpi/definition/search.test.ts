import { describe, expect, it } from 'vitest';
import { fitsSearch } from './search';

const texts = ['checkout-success', 'Checkout für Gäste', 'shop', 'payments'];

describe('search', () => {
  it.each([
    ['', true],
    ['  ', true],
    ['PAY', true],
    ['gaste fur', true],
    ['shop checkout', true],
    ['shop refunds', false],
    ['shoppayments', false],
  ])('"%s" fits: %s', (typed, fits) => {
    expect(fitsSearch(texts, typed)).toBe(fits);
  });
});
