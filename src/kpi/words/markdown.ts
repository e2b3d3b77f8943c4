/** Texts for Markdown (CommonMark and GitHub's), where names may be hostile. */

/** Keeps `@name` and `#12` from being taken for a mention or an issue; has no width. */
const WORD_JOINER = '\u2060';

/**
 * Text that shows as itself: no markup, no HTML, no link, no mention, one line. Safe in table cells too. Control characters and the marks that turn
 * the direction of text are left out; white space becomes one space.
 */
export function markdownText(text: string): string {
  return (
    text
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
      .replace(/[ \t\n\v\f\r\u2028\u2029]+/g, ' ')
      .trim()
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*_[\]|~$]/g, '\\$&')
      .replace(/:(?=\/\/|[\w+-]+:)/g, '\\:')
      .replace(/(www)\./gi, '$1\\.')
      .replace(/@/g, `\\@${WORD_JOINER}`)
      .replace(/#(?=\d)/g, `\\#${WORD_JOINER}`)
      // What would begin a heading, a list or a rule where the text begins a line.
      .replace(/^[#+=-]/, '\\$&')
      .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
  );
}

/** `[text](address)`; only the text where there is no address. Spaces, brackets and quotes in it are encoded. */
export function markdownLink(text: string, url: string | null): string {
  if (url === null) {
    return markdownText(text);
  }
  const encoded = url.replace(/[\s()<>"'\\|`[\]*_~$]/g, (mark) => `%${hex(mark)}`);
  return `[${markdownText(text)}](${encoded})`;
}

/** A picture. In its text quotes are encoded too: it becomes an attribute, and not every renderer takes care. */
export const markdownPicture = (text: string, address: string): string =>
  `![${markdownText(text).replace(/"/g, '&quot;').replace(/'/g, '&#39;')}](${address})`;

const hex = (mark: string) => mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');

/** A table; every cell is Markdown already. */
export function markdownTable(heads: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
