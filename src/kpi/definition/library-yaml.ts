import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, Parser, type Document, type ParsedNode } from 'yaml';
import type { Report } from './report';
import type { MappingEntry, SourceText, Syntax } from './syntax';

/** No definition nests deeper than about twelve; the parser's own recursion is safe far beyond this. */
export const MAX_DEPTH = 40;
/** Values of one document after its aliases are followed: no alias bomb gets far. */
export const MAX_EXPANDED = 100_000;
const MAX_YAML_ERRORS = 10;

/** One YAML document. `sound` is false where its YAML was at fault: then `root` is only good for guessing at names. */
export interface SyntaxDocument {
  readonly root: Syntax | undefined;
  readonly sound: boolean;
}

/** The part [start, end) of a text by the `yaml` library: every construct of YAML 1.2, every fault with its place. */
export function readWithLibrary(
  source: SourceText,
  start: number,
  end: number,
  report: Report
): readonly SyntaxDocument[] {
  const documents: SyntaxDocument[] = [];
  const parser = new Parser();
  // Failsafe: every scalar stays the text that was written. Duplicate keys are found below, with both places.
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  const take = (parsed: Iterable<Document.Parsed<ParsedNode, boolean>>): void => {
    for (const document of parsed) {
      documents.push(convert(document, source, start, report));
    }
  };
  for (const lexeme of new Lexer().lex(source.text.slice(start, end))) {
    for (const token of parser.next(lexeme)) {
      take(composer.next(token));
    }
    // A level of YAML is a collection and its item on the parser's stack.
    if (parser.stack.length > 2 * MAX_DEPTH) {
      report('PL1003', { limit: MAX_DEPTH }, source.place(start + parser.offset));
      return documents;
    }
  }
  for (const token of parser.end()) {
    take(composer.next(token));
  }
  take(composer.end());
  return documents;
}

function convert(
  document: Document.Parsed<ParsedNode, boolean>,
  source: SourceText,
  start: number,
  report: Report
): SyntaxDocument {
  for (const error of document.errors.slice(0, MAX_YAML_ERRORS)) {
    report('PL1001', { reason: error.message }, source.place(start + error.pos[0]));
  }
  const conversion = new Conversion(source, start, report);
  const root = document.contents === null ? undefined : conversion.node(document.contents);
  const empty = root?.type === 'scalar' && root.plain && root.text === '';
  return { root: empty ? undefined : root, sound: document.errors.length === 0 && !conversion.failed };
}

/** One document's nodes to syntax: aliases followed and counted, tags and doubled keys refused. */
class Conversion {
  failed = false;
  private expanded = 0;
  private readonly anchors = new Map<string, { readonly syntax: Syntax; readonly size: number }>();

  constructor(
    private readonly source: SourceText,
    private readonly start: number,
    private readonly reportTo: Report
  ) {}

  node(node: ParsedNode): Syntax {
    const offset = this.start + node.range[0];
    if (isAlias(node)) {
      return this.alias(node.source, offset);
    }
    const before = this.expanded++;
    if (node.tag && node.tag !== '!') {
      this.report('PL1005', { tag: node.tag }, offset);
    }
    const syntax = this.content(node, offset);
    if (node.anchor) {
      this.anchors.set(node.anchor, { syntax, size: this.expanded - before });
    }
    return syntax;
  }

  private content(node: Exclude<ParsedNode, { source: string }> | ParsedNode, offset: number): Syntax {
    const source = this.source;
    if (isScalar(node)) {
      return { type: 'scalar', offset, source, text: node.source ?? '', plain: node.type === 'PLAIN' };
    }
    if (isSeq<ParsedNode>(node)) {
      return { type: 'sequence', offset, source, items: node.items.map((item) => this.node(item)) };
    }
    const entries: MappingEntry[] = [];
    const seen = new Map<string, number>();
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      for (const pair of node.items) {
        const key = this.node(pair.key);
        const written = pair.value ? this.node(pair.value) : undefined;
        // An empty value has no place of its own that people would look at.
        const value: Syntax =
          !written || (written.type === 'scalar' && written.plain && written.text === '')
            ? { type: 'scalar', offset: key.offset, source, text: '', plain: true }
            : written;
        if (key.type !== 'scalar') {
          this.report('PL1008', { found: `a ${key.type}` }, key.offset);
          continue;
        }
        const first = seen.get(key.text);
        if (first !== undefined) {
          const { line, column } = source.place(first);
          this.report('PL1006', { key: key.text, first: `${line}:${column}` }, key.offset);
          continue;
        }
        seen.set(key.text, key.offset);
        entries.push({ key: key.text, keyOffset: key.offset, value });
      }
    }
    return { type: 'mapping', offset, source, entries };
  }

  private alias(name: string, offset: number): Syntax {
    const anchor = this.anchors.get(name);
    if (anchor) {
      this.expanded += anchor.size;
      if (this.expanded <= MAX_EXPANDED) {
        return anchor.syntax;
      }
      this.report('PL1004', { alias: name, limit: MAX_EXPANDED }, offset);
    } else {
      this.report('PL1007', { alias: name }, offset);
    }
    return { type: 'scalar', offset, source: this.source, text: '', plain: true };
  }

  private report(...[code, params, offset]: ReportAt): void {
    this.failed = true;
    (this.reportTo as (c: unknown, p: unknown, at: unknown) => void)(code, params, this.source.place(offset));
  }
}

type TextCode = 'PL1004' | 'PL1005' | 'PL1006' | 'PL1007' | 'PL1008';
type ReportAt = { [C in TextCode]: [code: C, params: import('../diagnostics').Params[C], offset: number] }[TextCode];
