import { compareDecimals, hundredth } from '../decimal';
import type { Fields } from './fields';

/**
 * The share that a field says, as an exact decimal: `99.9` per cent -> `0.999`, no digit more or less.
 * Undefined and reported where it is not strictly between 0 and 1 (100).
 */
export function targetOf(fields: Fields, key: string, scale: 'percent' | 'share'): string | undefined {
  const written = fields.decimal(key);
  if (written === undefined) {
    return undefined;
  }
  const share = scale === 'percent' ? hundredth(written) : shortest(written);
  if (share === undefined || compareDecimals(share, '0') <= 0 || compareDecimals(share, '1') >= 0) {
    const range = scale === 'percent' ? 'above 0 and below 100' : 'above 0 and below 1';
    fields.report('PL1504', { field: fields.nameOf(key), value: written, range }, fields.place(key));
    return undefined;
  }
  return share;
}

/** `0.9950` -> `0.995`, `00.5` -> `0.5`. */
function shortest(decimal: string): string {
  const [whole, fraction = ''] = decimal.split('.');
  const digits = fraction.replace(/0+$/, '');
  const plain = whole.replace(/^(-?)0+(?=[0-9])/, '$1');
  return digits === '' ? plain : `${plain}.${digits}`;
}
