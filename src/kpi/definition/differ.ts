import type { Scalar } from './types';

/**
 * Whether two values differ in every store. Stores differ in how they compare text with numbers, and some ignore case, accents and
 * trailing blanks; where that could make them equal, they do not differ.
 */
export function differ(a: Scalar, b: Scalar): boolean {
  if (typeof a !== typeof b) {
    return false;
  }
  return typeof a === 'string' ? fold(a) !== fold(String(b)) : a !== b;
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .trim()
    .toLowerCase();
}
