/**
 * Text and names that cannot be anything else than text and names.
 *
 * Two readers come before the store: Grafana's template engine, which replaces `$name`, `${name}` and `[[name]]` anywhere in a
 * statement (also in literals and comments), and the macros of its SQL sources, `$__name(…)`. So no statement holds a `$` or
 * `[[`: each dialect family writes them another way.
 */
import { fault } from './fault';

/** Throws SqlFault PL2253 for what no SQL text can hold: NUL, and half of a surrogate pair. */
export function checkText(value: string, field: string): string {
  if (value.indexOf('\0') >= 0) {
    throw fault('PL2253', { field, reason: 'a NUL character' });
  }
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = value.charCodeAt(i + 1);
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) {
        throw fault('PL2253', { field, reason: 'half of a surrogate pair' });
      }
      i++;
    }
  }
  return value;
}

/** `'…'` with `''`, or, where the value holds `\`, `$` or `[[`, PostgreSQL's and DuckDB's escape string `E'…'`. */
export function escapeStringLiteral(value: string): string {
  const quoted = value.replace(/'/g, "''");
  // Not only for $ and [[: with standard_conforming_strings off a backslash escapes in '…', in E'…' it always does.
  if (!/[\\$]|\[\[/.test(value)) {
    return `'${quoted}'`;
  }
  return `E'${quoted
    .replace(/\\/g, '\\\\')
    .replace(/\$/g, '\\x24')
    .replace(/\[(?=\[)/g, '\\x5B')}'`;
}

/**
 * `'…'` with `''`; SQLite has no escapes in literals, so `$` and the first of each `[[` are written as a character that the value
 * does not hold, and put back by `replace`: `replace('US¤100', '¤', char(36))`. One call however many there are.
 */
export function replaceStringLiteral(value: string): string {
  const { text, marks } = hide(value, false);
  const quoted = `'${text.replace(/'/g, "''")}'`;
  // The bracket first, as it always was: the last one is the outermost.
  return marks
    .slice()
    .reverse()
    .reduce((literal, { code, mark }) => `replace(${literal}, '${mark}', char(${code}))`, quoted);
}

/** How a family writes what it cannot write as it is. */
export interface BackslashForms {
  readonly quote: "''" | "\\'";
  readonly dollar: string;
  readonly bracket: string;
}

/**
 * `'…'` where a backslash escapes: `\\` is one, a quote is `quote`, and `$` and the first of each `[[` are `dollar` and `bracket`.
 * Line ends are escaped too: BigQuery has none in its literals.
 */
export function backslashStringLiteral(
  value: string,
  { quote, dollar, bracket }: BackslashForms = { quote: "''", dollar: '\\x24', bracket: '\\x5B' }
): string {
  const escaped = value
    .replace(/\\/g, '\\\\')
    .replace(/'/g, () => quote)
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\$/g, () => dollar)
    .replace(/\[(?=\[)/g, () => bracket);
  return `'${escaped}'`;
}

/** `'…'` with `''`, or, where the value holds `$` or `[[`, the SQL standard's `U&'…'` with `\0024`, in which `\\` is a backslash. */
export function unicodeStringLiteral(value: string): string {
  const quoted = value.replace(/'/g, "''");
  if (!/\$|\[\[/.test(value)) {
    return `'${quoted}'`;
  }
  const escaped = quoted.replace(/\\/g, '\\\\').replace(/\$/g, '\\0024');
  return `U&'${escaped.replace(/\[(?=\[)/g, '\\005B')}'`;
}

/** Characters of `value` that must not be in a statement, each with one that the value does not hold and that stands for it. */
export interface Hidden {
  readonly text: string;
  /** Code of the hidden character, and what stands for it. */
  readonly marks: ReadonlyArray<{ readonly code: number; readonly mark: string }>;
}

/** Hides `$`, the first of each `[[`, and with `continuations` backslashes before a line end (T-SQL drops both). */
export function hide(value: string, continuations: boolean): Hidden {
  const [dollar, bracket, backslash] = unused(value, 3);
  const text = value
    .split('$')
    .join(dollar)
    .replace(/\[(?=\[)/g, bracket)
    .replace(/\\(?=[\r\n])/g, continuations ? backslash : '\\');
  const all = [
    { code: 36, mark: dollar },
    { code: 91, mark: bracket },
    { code: 92, mark: backslash },
  ];
  return { text, marks: all.filter(({ mark }) => text.indexOf(mark) >= 0) };
}

/**
 * `'…'` with `''`, or, where the value holds `\\`, `$` or `[[`, its bytes in UTF-8: `_utf8mb4 x'5553243130'`, which says the same whatever a
 * backslash means in the session (NO_BACKSLASH_ESCAPES).
 */
export function hexStringLiteral(value: string): string {
  if (!/[\\$]|\[\[/.test(value)) {
    return `'${value.replace(/'/g, "''")}'`;
  }
  let hex = '';
  for (const byte of utf8(value)) {
    hex += (byte < 16 ? '0' : '') + byte.toString(16).toUpperCase();
  }
  return `_utf8mb4 x'${hex}'`;
}

/** The compiler has no TextEncoder. `value` holds no half of a surrogate pair. */
function utf8(value: string): number[] {
  const bytes: number[] = [];
  for (const character of Array.from(value)) {
    const c = character.codePointAt(0) as number;
    if (c < 0x80) {
      bytes.push(c);
    } else if (c < 0x800) {
      bytes.push(0xc0 | (c >> 6), 0x80 | (c & 63));
    } else if (c < 0x10000) {
      bytes.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
    } else {
      bytes.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
    }
  }
  return bytes;
}

/** Characters that `value` does not hold: currency sign and section sign, else of the private use area. */
function unused(value: string, count: number): string[] {
  const found: string[] = [];
  for (let i = -2; found.length < count; i++) {
    const candidate = i === -2 ? '\u00a4' : i === -1 ? '\u00a7' : String.fromCharCode(0xe000 + i);
    if (i === 6400) {
      throw fault('PL2253', { field: '', reason: 'every character of the private use area' });
    }
    if (value.indexOf(candidate) < 0) {
      found.push(candidate);
    }
  }
  return found;
}

const NAME = /^[A-Za-z_\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff][A-Za-z0-9_ \u00c0-\u024f\u0370-\u03ff\u0400-\u04ff-]*$/;

/** What a dialect lets a name be; see `Syntax`. */
export interface NameRules {
  readonly quote: '"' | '`';
  readonly maxNameBytes: number;
  readonly reservedNames?: RegExp;
}

/** `"name"` or `` `name` ``. Throws SqlFault PL2252 for names off the allow-list, for longer ones, which stores cut without a word, and for reserved ones. */
export function quoteIdentifier(name: string, { quote, maxNameBytes, reservedNames }: NameRules): string {
  if (!NAME.test(name)) {
    throw fault('PL2252', { name, reason: name === '' ? 'it is empty' : 'it holds a character that is not allowed' });
  }
  let bytes = 0;
  for (let i = 0; i < name.length; i++) {
    bytes += name.charCodeAt(i) < 0x80 ? 1 : 2;
  }
  if (bytes > maxNameBytes) {
    throw fault('PL2252', { name, reason: `it is ${bytes} bytes long` });
  }
  if (reservedNames?.test(name)) {
    throw fault('PL2252', { name, reason: 'the store keeps this name for itself' });
  }
  return quote + name + quote;
}

/** Decimal text of a finite number. Throws SqlFault PL2254 for others. */
export function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) {
    throw fault('PL2254', { value });
  }
  return value === 0 ? '0' : String(value);
}

/** A decimal as it was written, such as `0.95`. Throws SqlFault PL2254 for anything that is not digits with a point between them. */
export function decimalLiteral(digits: string): string {
  if (!/^\d{1,15}(?:\.\d{1,15})?$/.test(digits)) {
    throw fault('PL2254', { value: digits });
  }
  return digits;
}
