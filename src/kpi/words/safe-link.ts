/** Which addresses a panel may turn into a link. */

const ALLOWED = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address if it is relative or of a scheme that only opens a page or a mail; otherwise null (`javascript:`, `data:`,
 * `vbscript:`, `file:`, `blob:` …). Browsers drop control characters, tabs and newlines from an address before they read its
 * scheme, so that is done here first. Never throws.
 */
export function safeLink(url: string | null | undefined): string | null {
  if (typeof url !== 'string') {
    return null;
  }
  const cleaned = url.replace(
    /[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/g,
    ''
  );
  if (cleaned === '') {
    return null;
  }
  // Anything before a colon that comes ahead of the first / ? # is a scheme; encoded colons are not decoded by browsers there.
  const scheme = /^([^/?#\\]*?):/.exec(cleaned);
  if (scheme && !ALLOWED.has(`${scheme[1].toLowerCase()}:`)) {
    return null;
  }
  return url.trim();
}

/** As `safeLink`, but only an address in full: in a file or a mail, a relative one leads nowhere. */
export function absoluteLink(url: string | null | undefined): string | null {
  const safe = safeLink(url);
  return safe !== null && /^(https?:\/\/|mailto:)[^\s]+$/i.test(safe) ? safe : null;
}
