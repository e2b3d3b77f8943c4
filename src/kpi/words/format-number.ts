/**
 * Numbers as pictures show them: at most three significant digits, and never a digit that is not there. A number that
 * three digits hold exactly is written out (1,240); any other above a thousand is visibly rounded (1.24k).
 * Tooltips and tables use the `full…` forms, which keep every digit.
 */

export const NBSP = '\u00a0';
export const MINUS = '\u2212';
export const NOT_KNOWN = 'not known';

const SUFFIXES: ReadonlyArray<readonly [number, string]> = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** Thousands separators for a decimal string without exponent. */
function group(digits: string): string {
  const [whole, fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Every digit of a finite number, grouped; exponents are left as JavaScript writes them. */
export function fullNumber(value: number): string {
  const digits = String(Math.abs(value));
  return (value < 0 ? MINUS : '') + (digits.includes('e') ? digits : group(digits));
}

/** Whether three significant digits hold this number exactly. */
export const isShort = (value: number): boolean => Number(value.toPrecision(3)) === value && Math.abs(value) < 1e6;

/**
 * Three significant digits: `412`, `1,240` (exact), `1.24k` (rounded), `12.3M`, `0.0123`. With `even`, thousands are always
 * abbreviated (`4.78k`), for a picture whose other numbers are: a mix would look like two kinds of number.
 */
export function shortNumber(value: number, even = false): string {
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : '';
  if (size < 1000 && Number.isInteger(value)) {
    return sign + size;
  }
  const rounded = Number(size.toPrecision(3));
  if (isShort(size) && size >= 1e-4 && !(even && size >= 1000)) {
    return sign + group(String(size));
  }
  if (rounded >= 1e15 || (size < 1e-4 && size > 0)) {
    return sign + size.toExponential(2).replace('e+', 'e');
  }
  const [unit, suffix] = SUFFIXES.find(([unit]) => rounded >= unit) ?? [1, ''];
  return sign + (rounded / unit).toPrecision(3) + suffix;
}

/**
 * A ratio as a percentage of three significant digits, two decimals at most. Never rounds to 0 % or 100 % what is not: `<0.01 %`, `>99.9 %`,
 * `>100 %`.
 */
export function shortShare(ratio: number): string {
  const percent = Math.abs(ratio) * 100;
  const sign = ratio < 0 ? MINUS : '';
  if (percent > 0 && percent < 0.01) {
    return `${sign}<0.01${NBSP}%`;
  }
  const rounded = Number(percent.toPrecision(3));
  if (rounded === 100 && Math.abs(ratio) !== 1) {
    return `${sign}>${percent < 100 ? '99.9' : '100'}${NBSP}%`;
  }
  if (rounded >= 1e6) {
    return `${sign}${shortNumber(percent, true)}${NBSP}%`;
  }
  const digits =
    rounded === 0 || rounded >= 100
      ? group(String(rounded))
      : percent < 1
        ? percent.toFixed(2)
        : percent.toPrecision(3);
  return `${sign}${digits}${NBSP}%`;
}

/** A ratio as a percentage with every digit that a double holds (15 significant). */
export function fullShare(ratio: number): string {
  return `${fullNumber(Number((ratio * 100).toPrecision(15)))}${NBSP}%`;
}

/** A signed change in percentage points: `+1.2 pp`, `−0.8 pp`, `±0 pp`; what is too small to show keeps its sign. */
export function shortPoints(points: number): string {
  const size = Math.abs(points);
  if (size < 1e-9) {
    return `±0${NBSP}pp`;
  }
  const sign = points > 0 ? '+' : MINUS;
  const text =
    size < 0.01
      ? '<0.01'
      : size < 1
        ? String(Number(size.toFixed(2)))
        : size >= 100
          ? shortNumber(Math.round(size))
          : String(Number(size.toPrecision(2)));
  return `${sign}${text}${NBSP}pp`;
}

const UNITS: ReadonlyArray<readonly [number, string]> = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** A duration in its two largest units: `0.42 s`, `42 s`, `3 min 7 s`, `1 h 30 min`, `2 d 3 h`. Rounded to the second unit. */
export function shortDuration(seconds: number): string {
  const sign = seconds < 0 ? MINUS : '';
  const size = Math.abs(seconds);
  if (size < 60) {
    const text = size < 10 ? String(Number(size.toPrecision(2))) : String(Math.round(size));
    return text === '60' ? `${sign}1${NBSP}min` : `${sign}${text}${NBSP}s`;
  }
  let largest = UNITS.findIndex(([length]) => size >= length);
  // Rounding may carry into the larger unit: 59 min 59.6 s is 1 h.
  const [step] = UNITS[largest + 1];
  const total = Math.round(size / step) * step;
  largest = UNITS.findIndex(([length]) => total >= length);
  const [length, name] = UNITS[largest];
  const [smallLength, smallName] = UNITS[largest + 1];
  const whole = Math.floor(total / length);
  if (whole >= 1000) {
    // Years of days: hours would say nothing, and digits without end fit nowhere.
    return `${sign}${shortNumber(whole)}${NBSP}${name}`;
  }
  const rest = Math.floor((total - whole * length) / smallLength);
  return `${sign}${fullNumber(whole)}${NBSP}${name}${rest > 0 ? ` ${rest}${NBSP}${smallName}` : ''}`;
}

/** `currency:EUR` → `EUR`; null for any other unit. Money that is per something keeps it: `EUR/min`. */
export function currencyOf(unit: string | undefined): string | null {
  return unit?.startsWith('currency:') ? unit.slice('currency:'.length) : null;
}

const SYMBOLS: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£', JPY: '¥' };

/** Money with its currency in front: `€ 3,100`, `CHF 12.3k`. */
export function withCurrency(text: string, currency: string): string {
  const [code, per] = currency.split('/');
  const signed = text.startsWith(MINUS);
  const digits = signed ? text.slice(1) : text;
  return `${signed ? MINUS : ''}${SYMBOLS[code] ?? code}${NBSP}${digits}${per ? `/${per}` : ''}`;
}
