/** What a KPI's number is of. */
export interface Unit {
  readonly base: 'ratio' | 'count' | 'seconds' | 'currency';
  /** ISO 4217, for `currency`. */
  readonly currency?: string;
  /** A rate: per second, minute, hour or day. */
  readonly per?: 's' | 'min' | 'h' | 'd';
  /** For `ratio:EUR/count`: what is over what. Absent for a plain share of 0 to 1. */
  readonly of?: { readonly numerator: string; readonly denominator: string };
}

const OPERAND = '(?:[A-Z]{3}|count|seconds)';
export const UNIT_PATTERN = `^(?:ratio(?::${OPERAND}/${OPERAND})?|(?:count|seconds|currency:[A-Z]{3})(?:/(?:s|min|h|d))?)$`;
const UNIT = new RegExp(UNIT_PATTERN);
const RATIO_OF = /^ratio:([A-Za-z]+)\/([A-Za-z]+)$/;
const PLAIN = /^(count|seconds|currency)(?::([A-Z]{3}))?(?:\/(s|min|h|d))?$/;

/**
 * `ratio`, `count`, `seconds`, `currency:EUR`, each but ratio also as a rate (`currency:EUR/min`), and `ratio:EUR/count` for a
 * sum over a count. Undefined for anything else.
 */
export function parseUnit(text: string): Unit | undefined {
  if (!UNIT.test(text)) {
    return undefined;
  }
  if (text === 'ratio') {
    return { base: 'ratio' };
  }
  const ratio = RATIO_OF.exec(text);
  if (ratio) {
    return { base: 'ratio', of: { numerator: ratio[1], denominator: ratio[2] } };
  }
  const plain = PLAIN.exec(text);
  if (!plain) {
    return undefined;
  }
  return {
    base: plain[1] as Unit['base'],
    ...(plain[2] === undefined ? {} : { currency: plain[2] }),
    ...(plain[3] === undefined ? {} : { per: plain[3] as Unit['per'] }),
  };
}

/** What was probably meant by a unit that is none; undefined where nothing is near. */
export function suggestUnit(text: string): string | undefined {
  if (/^[A-Za-z]{3}$/.test(text)) {
    return `currency:${text.toUpperCase()}`;
  }
  if (/^currency:[a-z]{3}$/i.test(text)) {
    return `currency:${text.slice(9).toUpperCase()}`;
  }
  const known: Readonly<Record<string, string>> = {
    '%': 'ratio',
    percent: 'ratio',
    percentage: 'ratio',
    ratios: 'ratio',
    share: 'ratio',
    counts: 'count',
    number: 'count',
    s: 'seconds',
    sec: 'seconds',
    second: 'seconds',
  };
  return known[text.toLowerCase()];
}
