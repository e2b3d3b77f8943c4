/**
 * Digests for cache keys and request ids: FNV-1a, 64 bit, over UTF-8.
 *
 * Source: Fowler, Noll, Vo, RFC 9923. Not a cryptographic hash: whoever shares an answer between people on the strength of
 * a digest has to compare the text behind it as well.
 */
const OFFSET_HIGH = 0xcbf29ce4;
const OFFSET_LOW = 0x84222325;
/** The prime is 2^40 + 0x1b3; products of its low part with 32 bits stay below 2^53, so doubles are exact. */
const PRIME_LOW = 0x1b3;
const PRIME_SHIFT = 0x100;
const TWO_32 = 0x100000000;

/**
 * FNV-1a 64 of the UTF-8 bytes of `text`, as 16 lower-case hexadecimal digits. A lone surrogate counts as its three bytes.
 * The empty text gives `cbf29ce484222325`.
 */
export function fingerprint(text: string): string {
  let high = OFFSET_HIGH;
  let low = OFFSET_LOW;
  const length = text.length;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) {
      // Written out here and below: calls are what costs in the Go host's engine.
      const x = (low ^ code) >>> 0;
      const product = x * PRIME_LOW;
      low = product >>> 0;
      high = (high * PRIME_LOW + x * PRIME_SHIFT + (product - low) / TWO_32) >>> 0;
      continue;
    }
    const next = code >= 0xd800 && code < 0xdc00 ? text.charCodeAt(i + 1) : 0;
    const pair = next >= 0xdc00 && next < 0xe000;
    if (pair) {
      i++;
    }
    for (const byte of wideBytes(pair ? 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00) : code)) {
      const x = (low ^ byte) >>> 0;
      const product = x * PRIME_LOW;
      low = product >>> 0;
      high = (high * PRIME_LOW + x * PRIME_SHIFT + (product - low) / TWO_32) >>> 0;
    }
  }
  return hex(high) + hex(low);
}

/** UTF-8 of a code point from 0x80 on. */
function wideBytes(code: number): number[] {
  const last = 0x80 | (code & 0x3f);
  if (code < 0x800) {
    return [0xc0 | (code >> 6), last];
  }
  const third = 0x80 | ((code >> 6) & 0x3f);
  return code < 0x10000
    ? [0xe0 | (code >> 12), third, last]
    : [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), third, last];
}

/** Whether a field is left out of a digest. */
export type LeaveOut = (key: string, value: unknown) => boolean;
const nothing: LeaveOut = () => false;

/**
 * Fingerprint of plain data, independent of the order of keys. `undefined` values count as absent; numbers that JSON lacks
 * (NaN, infinities, -0) differ from each other and from null. What `leaveOut` says yes to is left out, at every depth.
 */
export function fingerprintOf(value: unknown, leaveOut: LeaveOut = nothing): string {
  return fingerprint(canonicalText(value, leaveOut));
}

/** JSON with sorted keys; the text behind `fingerprintOf`. */
export function canonicalText(value: unknown, leaveOut: LeaveOut = nothing): string {
  if (typeof value === 'number') {
    return Object.is(value, -0) ? '-0' : String(value);
  }
  if (typeof value !== 'object' || value === null) {
    return value === undefined ? 'null' : JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => canonicalText(item, leaveOut)).join(',')}]`;
  }
  const record = value as Record<string, unknown>;
  const parts: string[] = [];
  for (const key of Object.keys(record).sort()) {
    if (record[key] !== undefined && !leaveOut(key, record[key])) {
      parts.push(`${JSON.stringify(key)}:${canonicalText(record[key], leaveOut)}`);
    }
  }
  return `{${parts.join(',')}}`;
}

function hex(half: number): string {
  return `0000000${half.toString(16)}`.slice(-8);
}
