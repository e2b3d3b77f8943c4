/** The scalars of the form: one reader and one JSON Schema each. */
import { isTimeZone, timeZoneNames } from '../calendar';
import { compareDecimals, DECIMAL_PATTERN, hundredth, isDecimal } from './decimal';
import { DURATION_PATTERN, formatDuration, parseDuration } from './duration';
import { re2Fault } from './re2';
import { wrongType } from './read';
import { shown, type Report } from './report';
import { resolveScalar } from './scalar';
import type { JsonSchema, ScalarShape } from './shape';
import { suggest } from './suggest';
import { placeOf, type ScalarSyntax } from './syntax';
import type { Scalar } from './types';
import { suggestUnit, UNIT_PATTERN, parseUnit, type Unit } from './unit';

export const NAME_PATTERN = '^[a-z][a-z0-9_.-]{0,63}$';
const NAME = new RegExp(NAME_PATTERN);

/** Whether a definition or a segment may be called so. */
export function isName(text: string): boolean {
  return NAME.test(text);
}

/** Tabs and line ends are allowed in text; other control characters never are. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Text that is text to YAML too: `42` and `true` need quotes, so that nothing changes its kind unnoticed. */
function textOf(scalar: ScalarSyntax, expected: string, field: string, report: Report): string | undefined {
  if (scalar.plain && resolveScalar(scalar).kind !== 'text') {
    return wrongType(expected, scalar, field, report);
  }
  const control = CONTROL.exec(scalar.text);
  if (control) {
    const character = `U+${`000${control[0].charCodeAt(0).toString(16).toUpperCase()}`.slice(-4)}`;
    report('PL1120', { field, character }, placeOf(scalar));
    return undefined;
  }
  if (!/\S/.test(scalar.text)) {
    report('PL1105', { field, minimum: 1, found: 0 }, placeOf(scalar));
    return undefined;
  }
  return scalar.text;
}

type Checked<T> = (text: string, scalar: ScalarSyntax, field: string, report: Report) => T | undefined;

export function scalar<T>(expected: string, schema: JsonSchema, check: Checked<T>): ScalarShape<T> {
  return {
    kind: 'scalar',
    expected,
    schema,
    read: (syntax, field, report) => {
      const text = textOf(syntax, expected, field, report);
      return text === undefined ? undefined : check(text, syntax, field, report);
    },
  };
}

export const text: ScalarShape<string> = scalar('text', { type: 'string', minLength: 1 }, (value) => value);

export const name: ScalarShape<string> = scalar(
  'a name',
  { type: 'string', pattern: NAME_PATTERN },
  (value, syntax, field, report) => {
    if (isName(value)) {
      return value;
    }
    const mended = value
      .trim()
      .toLowerCase()
      .replace(/[^a-z0-9_.-]+/g, '-')
      .replace(/^[^a-z]+|-+$/g, '')
      .slice(0, 64);
    const suggestion = isName(mended) ? { suggestion: mended } : {};
    report('PL1108', { field, value: shown(value), ...suggestion }, placeOf(syntax));
    return undefined;
  }
);

/** One of a few words; `not yet` words are known but refused with an advice. */
export function oneOf<const V extends string>(
  values: readonly V[],
  notYet: Readonly<Record<string, string>> = {}
): ScalarShape<V> {
  return scalar(`one of ${values.join(', ')}`, { enum: values }, (value, syntax, field, report) => {
    if ((values as readonly string[]).indexOf(value) >= 0) {
      return value as V;
    }
    if (Object.prototype.hasOwnProperty.call(notYet, value)) {
      report('PL1119', { what: `"${field}: ${value}"`, instead: notYet[value] }, placeOf(syntax));
      return undefined;
    }
    const suggestion = suggest(value, [...values, ...Object.keys(notYet)]);
    const allowed = suggestion === undefined ? {} : { suggestion };
    report('PL1104', { field, value: shown(value), allowed: values, ...allowed }, placeOf(syntax));
    return undefined;
  });
}

export const boolean: ScalarShape<boolean> = {
  kind: 'scalar',
  expected: 'true or false',
  schema: { type: 'boolean' },
  read: (syntax, field, report) => {
    const resolved = resolveScalar(syntax);
    return resolved.kind === 'boolean' ? resolved.value : wrongType('true or false', syntax, field, report);
  },
};

export function integer(minimum: number, maximum: number): ScalarShape<number> {
  const expected = 'a whole number';
  return {
    kind: 'scalar',
    expected,
    schema: { type: 'integer', minimum, maximum },
    read: (syntax, field, report) => {
      const resolved = resolveScalar(syntax);
      if (resolved.kind !== 'number' || Math.floor(resolved.value) !== resolved.value) {
        return wrongType(expected, syntax, field, report);
      }
      if (resolved.value < minimum || resolved.value > maximum) {
        const range = `${minimum} to ${maximum}`;
        report('PL1112', { field, value: shown(syntax.text), range }, placeOf(syntax));
        return undefined;
      }
      return resolved.value;
    },
  };
}

/** Exactly the digits that were written, quoted or not: a target never passes through a floating-point number. */
export function decimalText(syntax: ScalarSyntax, field: string, report: Report): string | undefined {
  const written = syntax.text.trim();
  if (syntax.plain && resolveScalar(syntax).kind === 'null') {
    return wrongType('a decimal number', syntax, field, report);
  }
  if (isDecimal(written)) {
    return written;
  }
  report('PL1110', { field, value: shown(syntax.text) }, placeOf(syntax));
  return undefined;
}

/** A decimal above zero, as text. */
export const positiveDecimal: ScalarShape<string> = {
  kind: 'scalar',
  expected: 'a decimal number above 0',
  schema: { type: ['string', 'number'], pattern: `^(?![0.]+$)${DECIMAL_PATTERN.slice(3)}`, exclusiveMinimum: 0 },
  read: (syntax, field, report) => {
    const value = decimalText(syntax, field, report);
    if (value !== undefined && compareDecimals(value, '0') <= 0) {
      report('PL1112', { field, value, range: 'above 0' }, placeOf(syntax));
      return undefined;
    }
    return value;
  },
};

/** A share between 0 and 1, without either, as text. */
export const target: ScalarShape<string> = {
  kind: 'scalar',
  expected: 'a share between 0 and 1',
  schema: {
    type: ['string', 'number'],
    pattern: '^0{1,18}\\.[0-9]{0,17}[1-9][0-9]{0,17}$',
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
  },
  read: (syntax, field, report) => {
    const percent = /^\s*([0-9.]+)\s*%\s*$/.exec(syntax.text);
    const value = percent ? percent[1] : decimalText(syntax, field, report);
    if (value === undefined || (!percent && isDecimal(value) && between0And1(value))) {
      return value;
    }
    const share = percent || (isDecimal(value) && compareDecimals(value, '1') > 0) ? hundredth(value) : value;
    if (share !== undefined && compareDecimals(share, '1') === 0) {
      report('PL1130', { value: shown(syntax.text) }, placeOf(syntax));
    } else {
      const suggestion = share !== undefined && share !== value && between0And1(share) ? { suggestion: share } : {};
      report('PL1131', { value: shown(syntax.text), ...suggestion }, placeOf(syntax));
    }
    return undefined;
  },
};

function between0And1(value: string): boolean {
  return compareDecimals(value, '0') > 0 && compareDecimals(value, '1') < 0;
}

export interface Duration {
  readonly ms: number;
  readonly text: string;
}

/** A duration of `minimum` to `maximum` ms. */
export function duration(minimum: number, maximum: number): ScalarShape<Duration> {
  const schema = { type: 'string', pattern: DURATION_PATTERN };
  return scalar('a duration such as 30m', schema, (value, syntax, field, report) => {
    const ms = parseDuration(value);
    if (ms === undefined) {
      report('PL1109', { field, value: shown(value) }, placeOf(syntax));
      return undefined;
    }
    if (ms < minimum || ms > maximum) {
      const range = `${formatDuration(minimum)} to ${formatDuration(maximum)}`;
      report('PL1112', { field, value, range }, placeOf(syntax));
      return undefined;
    }
    return { ms, text: value };
  });
}

export const date: ScalarShape<string> = scalar(
  'a day such as 2026-03-01',
  { type: 'string', format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
  (value, syntax, field, report) => {
    const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(value);
    if (match && isDay(Number(match[1]), Number(match[2]), Number(match[3]))) {
      return value;
    }
    report('PL1113', { field, value: shown(value) }, placeOf(syntax));
    return undefined;
  }
);

/** Whether there is such a day, Gregorian calendar. */
export function isDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/** `http(s)://host…`, or a path of the same Grafana; never `javascript:`, `//host`, backslashes or blanks. */
export const LINK_PATTERN =
  '^(?:https?://[^/\\s\\\\"<>@?#]+(?:[/?#][^\\s\\\\"<>]*)?|/(?:[^/\\s\\\\"<>][^\\s\\\\"<>]*)?)$';
const LINK = new RegExp(LINK_PATTERN, 'i');

export const url: ScalarShape<string> = scalar(
  'an address',
  { type: 'string', pattern: LINK_PATTERN },
  (value, syntax, field, report) => {
    if (LINK.test(value)) {
      return value;
    }
    report('PL1114', { field, value: shown(value) }, placeOf(syntax));
    return undefined;
  }
);

export const timeZone: ScalarShape<string> = scalar(
  'a time zone such as Europe/Berlin',
  { type: 'string' },
  (value, syntax, field, report) => {
    if (isTimeZone(value)) {
      return value;
    }
    const suggestion = suggest(value, timeZoneNames());
    report('PL1116', { field, value: shown(value), ...(suggestion ? { suggestion } : {}) }, placeOf(syntax));
    return undefined;
  }
);

export const currency: ScalarShape<string> = scalar(
  'a currency such as EUR',
  { type: 'string', pattern: '^[A-Z]{3}$' },
  (value, syntax, field, report) => {
    if (/^[A-Z]{3}$/.test(value)) {
      return value;
    }
    report('PL1117', { field, value: shown(value) }, placeOf(syntax));
    return undefined;
  }
);

export interface WrittenUnit {
  readonly text: string;
  readonly unit: Unit;
}

export const unit: ScalarShape<WrittenUnit> = scalar(
  'a unit such as ratio',
  { type: 'string', pattern: UNIT_PATTERN },
  (value, syntax, field, report) => {
    const parsed = parseUnit(value);
    if (parsed) {
      return { text: value, unit: parsed };
    }
    const suggestion = suggestUnit(value);
    report('PL1115', { field, value: shown(value), ...(suggestion ? { suggestion } : {}) }, placeOf(syntax));
    return undefined;
  }
);

/** A pattern of RE2 that covers the whole value. */
export const pattern: ScalarShape<string> = scalar(
  'a pattern',
  { type: 'string', minLength: 1 },
  (value, syntax, _field, report) => {
    const reason = re2Fault(value);
    if (reason === undefined) {
      return value;
    }
    report('PL1121', { value: shown(value), reason }, placeOf(syntax));
    return undefined;
  }
);

/** Text, number, true or false, as a row may hold it. The empty text counts; nothing at all does not. */
export const value: ScalarShape<Scalar> = {
  kind: 'scalar',
  expected: 'text, a number, true or false',
  schema: { type: ['string', 'number', 'boolean'] },
  read: (syntax, field, report) => {
    const resolved = resolveScalar(syntax);
    if (resolved.kind === 'number') {
      return number(resolved.value, syntax, field, report);
    }
    if (resolved.kind === 'null') {
      return wrongType('text, a number, true or false (for "nothing" write present: false)', syntax, field, report);
    }
    const control = resolved.kind === 'text' ? /\u0000/.exec(resolved.value) : null;
    if (control) {
      report('PL1120', { field, character: 'U+0000' }, placeOf(syntax));
      return undefined;
    }
    return resolved.value;
  },
};

/** What a value may be compared with by size: a number, or a text such as a day. */
export const bound: ScalarShape<number | string> = {
  kind: 'scalar',
  expected: 'a number or text',
  schema: { type: ['string', 'number'] },
  read: (syntax, field, report) => {
    const read = resolveScalar(syntax).kind === 'boolean' ? undefined : value.read(syntax, field, report);
    return typeof read === 'boolean' || (read === undefined && resolveScalar(syntax).kind === 'boolean')
      ? wrongType('a number or text', syntax, field, report)
      : read;
  },
};

/** Numbers that a double cannot hold are refused; those written in an unusual way are told of. */
function number(read: number, syntax: ScalarSyntax, field: string, report: Report): number | undefined {
  const written = syntax.text;
  if (!isFinite(read)) {
    report('PL1112', { field, value: shown(written), range: 'a finite number' }, placeOf(syntax));
    return undefined;
  }
  if (/^[-+]?[0-9]+$/.test(written) && !Number.isSafeInteger(read) && String(read) !== written) {
    report('PL1111', { field, value: shown(written), nearest: String(read) }, placeOf(syntax));
    return undefined;
  }
  if (String(read) !== written) {
    report('PL1118', { field, written: shown(written), read: String(read) }, placeOf(syntax));
  }
  return read;
}
