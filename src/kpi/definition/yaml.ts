import { readWithLibrary, type SyntaxDocument } from './library-yaml';
import { readQuickly } from './quick-yaml';
import type { Report } from './report';
import type { SourceText } from './syntax';

/** A document's first line, or one that ends it: dashes or dots alone at the margin, perhaps with something behind. */
const MARKER = /^(?:---|\.\.\.)(?:[ \t\r].*)?$/;

/**
 * Text -> syntax, every YAML document of it. Empty documents are left out. Faults go to `report`, with their places.
 *
 * Usual documents are read by `readQuickly`, the others by the `yaml` library (`readWithLibrary`), each alone: one unusual document does not
 * slow the rest, and one that is not YAML does not hide the errors of the next.
 */
export function readYaml(source: SourceText, report: Report): readonly SyntaxDocument[] {
  const text = source.text;
  // Directives and explicit ends reach beyond one document.
  if (/^(?:%|\.\.\.)/m.test(text)) {
    return readWithLibrary(source, 0, text.length, report).filter(hasContent);
  }
  const documents: SyntaxDocument[] = [];
  let start = 0;
  let content = 0;
  const take = (end: number): void => {
    const quick = content < 0 ? undefined : readQuickly(source, content, end);
    if (quick === undefined) {
      documents.push(...readWithLibrary(source, start, end, report).filter(hasContent));
    } else if (quick !== null) {
      documents.push({ root: quick, sound: true });
    }
  };
  for (let at = text.indexOf('---'); at >= 0; at = text.indexOf('---', at + 3)) {
    const lineEnd = text.indexOf('\n', at);
    const line = text.slice(at, lineEnd < 0 ? text.length : lineEnd);
    if ((at > 0 && text[at - 1] !== '\n') || !MARKER.test(line)) {
      continue;
    }
    take(at);
    start = at;
    // Content behind the dashes is for the library.
    content = line === '---' && lineEnd >= 0 ? lineEnd + 1 : -1;
  }
  take(text.length);
  return documents;
}

const hasContent = (document: SyntaxDocument): boolean => document.root !== undefined;
