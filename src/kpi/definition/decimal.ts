/** Exact decimal texts: digits, a point, digits; at most 18 on either side. No exponent, no sign but a leading minus. */
export const DECIMAL_PATTERN = '^-?[0-9]{1,18}(\\.[0-9]{1,18})?$';
const DECIMAL = /^(-?)([0-9]{1,18})(?:\.([0-9]{1,18}))?$/;

/** Whether `text` is a decimal of that form. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/**
 * Compares two decimal texts exactly: negative, 0 or positive.
 * @throws RangeError where one is not a decimal; check with `isDecimal` first
 */
export function compareDecimals(a: string, b: string): number {
  const [x, y] = [partsOf(a), partsOf(b)];
  if (x.sign !== y.sign) {
    return x.sign - y.sign;
  }
  return x.sign * (x.digits < y.digits ? -1 : x.digits > y.digits ? 1 : 0);
}

/** Both sides padded to 18 digits, so that texts compare like numbers. */
function partsOf(text: string): { sign: number; digits: string } {
  const match = DECIMAL.exec(text);
  if (!match) {
    throw new RangeError(`Not a decimal: ${text}`);
  }
  const zeros = '000000000000000000';
  const digits = (zeros + match[2]).slice(-18) + ((match[3] ?? '') + zeros).slice(0, 18);
  const sign = /^0*$/.test(digits) ? 0 : match[1] === '-' ? -1 : 1;
  return { sign, digits };
}

/** A hundredth of a decimal of at least 0, exactly: `99.9` -> `0.999`. Undefined where `text` is not one. */
export function hundredth(text: string): string | undefined {
  const match = DECIMAL.exec(text);
  if (!match || match[1] === '-') {
    return undefined;
  }
  const whole = `00${match[2]}`;
  const fraction = (whole.slice(-2) + (match[3] ?? '')).replace(/0+$/, '');
  const integer = whole.slice(0, -2).replace(/^0+(?=[0-9])/, '');
  return fraction === '' ? integer : `${integer}.${fraction}`;
}
