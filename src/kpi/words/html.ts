/** Texts for HTML and SVG, where names may be hostile. */
import { absoluteLink } from './safe-link';

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Text that shows as itself, in an element or a quoted attribute. Control characters, which XML cannot hold, and lone surrogates, which no file can, are left out; the
 * marks that turn the direction of text too.
 */
export function htmlText(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g,
      ''
    )
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) => (found.length === 2 ? found : ''))
    .replace(/[&<>"']/g, (mark) => NAMES[mark]);
}

/** A link that opens beside the page and tells it nothing; the text alone where the address may not be a link. */
export function htmlLink(text: string, url: string | null | undefined): string {
  const safe = absoluteLink(url);
  return safe === null
    ? htmlText(text)
    : `<a href="${htmlText(safe)}" target="_blank" rel="noopener noreferrer">${htmlText(text)}</a>`;
}
