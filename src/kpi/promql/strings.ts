/** PromQL string literals and RE2 quoting. A value that goes in comes out the same, whatever it holds. */

/**
 * Characters that are written as escapes: quotes and backslash, what has no shape or an ambiguous one (controls, line and paragraph
 * separators, BOM), and `$` and `[`, since Grafana replaces `$name`, `${name}` and `[[name]]` even inside literals.
 */
const ESCAPED = /["\\$[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g;

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?:[^\ud800-\udbff]|^)[\udc00-\udfff]/;

/** False for texts with a lone surrogate, which UTF-8 (and so a label) cannot hold. */
export function isUnicode(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/**
 * A double-quoted PromQL literal of `value`.
 * Source: Prometheus, util/strutil Unquote: Go's escapes, `\xHH` for one byte and `\uHHHH` for a code point.
 */
export function quoteString(value: string): string {
  const body = value.replace(ESCAPED, (c) => {
    if (c === '"' || c === '\\') {
      return `\\${c}`;
    }
    const code = c.charCodeAt(0);
    return code < 0x80 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
  });
  return `"${body}"`;
}

/** What a literal stands for, or null if it is not one that `quoteString` writes. */
export function unquoteString(literal: string): string | null {
  if (literal.length < 2 || literal[0] !== '"' || literal[literal.length - 1] !== '"') {
    return null;
  }
  let ok = true;
  const value = literal
    .slice(1, -1)
    .replace(
      /\\(?:(["\\])|x([0-9a-f]{2})|u([0-9a-f]{4})|)|"/g,
      (all: string, plain?: string, byte?: string, point?: string) => {
        if (plain !== undefined) {
          return plain;
        }
        const digits = byte ?? point;
        ok = ok && digits !== undefined;
        return digits === undefined ? all : String.fromCharCode(parseInt(digits, 16));
      }
    );
  return ok ? value : null;
}

/** A pattern that matches exactly `value`. Source: Go regexp.QuoteMeta. */
export function quotePattern(value: string): string {
  return value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
