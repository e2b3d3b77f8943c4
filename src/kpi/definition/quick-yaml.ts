/**
 * A quick reader for the YAML that definitions are usually written in. The `yaml` library takes 0.2 s for 256 kB in V8, but
 * half a minute in the Go host's engine; this one reads line by line with few operations a character.
 *
 * It reads a subset only, and gives up on anything else (anchors, tags, escapes, tabs, odd indentation, whatever is or may be
 * an error), so that the library has the last word: on what it does read, the two must agree to the offset
 * (quick-yaml.test.ts compares them on generated and mutilated texts).
 */
import type { MappingEntry, MappingSyntax, ScalarSyntax, SequenceSyntax, SourceText, Syntax } from './syntax';

/** Characters whose treatment is subtle: controls, tabs, lone carriage returns, other line ends, the byte-order mark. */
const ODD = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\r[^\n]|\r$/;
const KEY = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
/** How a plain scalar may begin here; a minus only before a digit or a letter. */
const PLAIN_START = /^(?:[A-Za-z0-9_./+~$^(<=;\u00a1-\uffff]|-[A-Za-z0-9.])/;
const MAX_QUICK_DEPTH = 20;

const UNFAMILIAR = new Error('not of the quick subset');
function giveUp(): never {
  throw UNFAMILIAR;
}

/**
 * One document, without its `---` line, to syntax; undefined where the library has to read it. A document without content
 * is `null`.
 * @param start offset of the document in `source.text`, at the beginning of a line
 * @param end its end, exclusive
 */
export function readQuickly(source: SourceText, start: number, end: number): Syntax | null | undefined {
  const text = source.text.slice(start, end);
  if (ODD.test(text)) {
    return undefined;
  }
  try {
    return new QuickReader(source, start, text).document();
  } catch (error) {
    if (error === UNFAMILIAR) {
      return undefined;
    }
    throw error;
  }
}

class QuickReader {
  private readonly lines: readonly string[];
  /** Offset of each line in the whole text. */
  private readonly starts: number[] = [];
  /** Leading blanks; the length of the line where there is nothing else. */
  private readonly indents: number[] = [];
  /** The line being read. */
  private row = 0;
  /** Where in it a flow collection has got to. */
  private column = 0;
  private depth = 0;

  constructor(
    private readonly source: SourceText,
    start: number,
    text: string
  ) {
    const lines = text.split('\n');
    this.lines = lines;
    let offset = start;
    for (let row = 0; row < lines.length; row++) {
      let line = lines[row];
      this.starts.push(offset);
      offset += line.length + 1;
      if (line.charCodeAt(line.length - 1) === 13) {
        line = lines[row] = line.slice(0, -1);
      }
      let indent = 0;
      while (line.charCodeAt(indent) === 32) {
        indent++;
      }
      this.indents.push(indent);
    }
  }

  document(): Syntax | null {
    this.skipEmptyLines();
    if (this.row >= this.lines.length) {
      return null;
    }
    const root = this.block();
    if (this.row < this.lines.length) {
      giveUp();
    }
    return root;
  }

  /** To the next line with something on it but a comment. */
  private skipEmptyLines(): void {
    while (this.row < this.lines.length) {
      const line = this.lines[this.row];
      const indent = this.indents[this.row];
      if (indent < line.length && line[indent] !== '#') {
        return;
      }
      this.row++;
    }
  }

  private isDash(row: number, column: number): boolean {
    const line = this.lines[row];
    return line[column] === '-' && (column + 1 === line.length || line[column + 1] === ' ');
  }

  /** The mapping or sequence that begins on this line. */
  private block(): Syntax {
    if (++this.depth > MAX_QUICK_DEPTH) {
      giveUp();
    }
    const indent = this.indents[this.row];
    const read = this.isDash(this.row, indent) ? this.sequence(indent) : this.mapping(indent);
    this.depth--;
    return read;
  }

  private mapping(indent: number): MappingSyntax {
    const offset = this.starts[this.row] + indent;
    const entries: MappingEntry[] = [];
    const seen = new Set<string>();
    while (this.row < this.lines.length && this.indents[this.row] === indent && !this.isDash(this.row, indent)) {
      const line = this.lines[this.row];
      const colon = line.indexOf(':', indent);
      const key = colon < 0 ? '' : line.slice(indent, colon);
      if (!KEY.test(key) || seen.has(key) || (colon + 1 < line.length && line[colon + 1] !== ' ')) {
        giveUp();
      }
      seen.add(key);
      const keyOffset = this.starts[this.row] + indent;
      const at = nextVisible(line, colon + 1);
      const value =
        at === line.length || line[at] === '#' ? this.valueBelow(indent, keyOffset) : this.inline(at, indent, true);
      entries.push({ key, keyOffset, value });
      this.skipEmptyLines();
    }
    if (this.row < this.lines.length && this.indents[this.row] > indent) {
      giveUp();
    }
    return { type: 'mapping', offset, source: this.source, entries };
  }

  /** The value of a key with nothing behind its colon: what stands deeper, a list at the same depth, or nothing. */
  private valueBelow(indent: number, keyOffset: number): Syntax {
    this.row++;
    this.skipEmptyLines();
    if (this.row < this.lines.length) {
      const below = this.indents[this.row];
      if (below > indent && '{["\''.indexOf(this.lines[this.row][below]) >= 0) {
        return this.inline(below, indent, false);
      }
      if (below > indent || (below === indent && this.isDash(this.row, below))) {
        return this.block();
      }
    }
    return { type: 'scalar', offset: keyOffset, source: this.source, text: '', plain: true };
  }

  private sequence(indent: number): SequenceSyntax {
    const offset = this.starts[this.row] + indent;
    const items: Syntax[] = [];
    while (this.row < this.lines.length && this.indents[this.row] === indent && this.isDash(this.row, indent)) {
      const line = this.lines[this.row];
      const at = nextVisible(line, indent + 1);
      if (at === line.length || line[at] === '#' || this.isDash(this.row, at)) {
        giveUp();
      }
      const colon = line.indexOf(':', at);
      if (colon > 0 && (colon + 1 === line.length || line[colon + 1] === ' ') && KEY.test(line.slice(at, colon))) {
        // A mapping that begins behind the dash: its other keys stand below this one.
        this.indents[this.row] = at;
        items.push(this.block());
      } else {
        items.push(this.inline(at, indent, false));
      }
      this.skipEmptyLines();
    }
    if (this.row < this.lines.length && this.indents[this.row] > indent) {
      giveUp();
    }
    return { type: 'sequence', offset, source: this.source, items };
  }

  /** A value that begins on this line, in a block of `indent`. Leaves the reader on the line after it. */
  private inline(at: number, indent: number, inMapping: boolean): Syntax {
    const line = this.lines[this.row];
    const c = line[at];
    if (c === '{' || c === '[') {
      this.column = at;
      const value = this.flow(indent);
      this.endOfLine(this.column);
      return value;
    }
    if (c === '"' || c === "'") {
      const value = this.quoted(at);
      this.endOfLine(this.column);
      return value;
    }
    if (c === '|' || c === '>') {
      return inMapping ? this.blockScalar(at, indent) : giveUp();
    }
    const comment = line.indexOf(' #', at);
    const text = trimEnd(comment < 0 ? line.slice(at) : line.slice(at, comment));
    if (!PLAIN_START.test(text) || text.indexOf(': ') >= 0 || text[text.length - 1] === ':') {
      giveUp();
    }
    this.row++;
    return this.scalar(at, this.row - 1, text, true);
  }

  private scalar(column: number, row: number, text: string, plain: boolean): ScalarSyntax {
    return { type: 'scalar', offset: this.starts[row] + column, source: this.source, text, plain };
  }

  /** Nothing but a comment may follow. */
  private endOfLine(column: number): void {
    const line = this.lines[this.row];
    const at = nextVisible(line, column);
    if (at < line.length && (line[at] !== '#' || at === column)) {
      giveUp();
    }
    this.row++;
  }

  /** A quoted text of one line without escapes. */
  private quoted(at: number): ScalarSyntax {
    const line = this.lines[this.row];
    const quote = line[at];
    const close = line.indexOf(quote, at + 1);
    const text = line.slice(at + 1, close);
    if (close < 0 || line[close + 1] === quote || text.indexOf('\\') >= 0) {
      giveUp();
    }
    this.column = close + 1;
    return this.scalar(at, this.row, text, false);
  }

  /** `|`, `|-`, and `>`, `>-` of plain paragraphs without blank lines. */
  private blockScalar(at: number, indent: number): ScalarSyntax {
    const header = trimEnd(this.lines[this.row].slice(at));
    if (header !== '|' && header !== '|-' && header !== '>' && header !== '>-') {
      giveUp();
    }
    const first = this.row + 1;
    const depth = first < this.lines.length ? this.indents[first] : 0;
    if (depth <= indent || depth === this.lines[first].length) {
      giveUp();
    }
    let row = first;
    let last = first;
    for (; row < this.lines.length; row++) {
      const line = this.lines[row];
      const blank = this.indents[row] === line.length;
      if (!blank && this.indents[row] <= indent) {
        break;
      }
      if (blank ? line.length > depth : this.indents[row] < depth) {
        giveUp();
      }
      if (!blank) {
        last = row;
      }
    }
    // At the very end of a text without a last line end, chomping is subtle.
    if (last === this.lines.length - 1) {
      giveUp();
    }
    const content = this.lines.slice(first, last + 1).map((line) => line.slice(depth));
    if (header[0] === '>' && content.some((line) => line === '' || line[0] === ' ' || trimEnd(line) !== line)) {
      giveUp();
    }
    const text = content.join(header[0] === '|' ? '\n' : ' ') + (header.length === 1 ? '\n' : '');
    const scalar = this.scalar(at, this.row, text, false);
    this.row = row;
    return scalar;
  }

  /** The flow collection at `this.column`; leaves the reader behind its closing bracket. */
  private flow(indent: number): Syntax {
    if (++this.depth > MAX_QUICK_DEPTH) {
      giveUp();
    }
    const offset = this.starts[this.row] + this.column;
    const isMapping = this.lines[this.row][this.column] === '{';
    const close = isMapping ? '}' : ']';
    const entries: MappingEntry[] = [];
    const items: Syntax[] = [];
    const seen = new Set<string>();
    this.column++;
    for (;;) {
      if (this.nextInFlow(indent) === close) {
        break;
      }
      if (isMapping) {
        const line = this.lines[this.row];
        const colon = line.indexOf(':', this.column);
        const key = colon < 0 ? '' : line.slice(this.column, colon);
        if (!KEY.test(key) || seen.has(key) || line[colon + 1] !== ' ') {
          giveUp();
        }
        seen.add(key);
        const keyOffset = this.starts[this.row] + this.column;
        this.column = nextVisible(line, colon + 1);
        entries.push({ key, keyOffset, value: this.flowValue(indent) });
      } else {
        items.push(this.flowValue(indent));
      }
      const after = this.nextInFlow(indent);
      if (after === ',') {
        this.column++;
      } else if (after !== close) {
        giveUp();
      }
    }
    this.column++;
    this.depth--;
    const source = this.source;
    return isMapping ? { type: 'mapping', offset, source, entries } : { type: 'sequence', offset, source, items };
  }

  /** Moves to the next visible character of a flow collection, over line ends, and gives it. */
  private nextInFlow(indent: number): string {
    for (;;) {
      const line = this.lines[this.row];
      const at = nextVisible(line, this.column);
      if (at < line.length) {
        this.column = at;
        return line[at] === '#' ? giveUp() : line[at];
      }
      this.row++;
      this.column = 0;
      if (this.row >= this.lines.length) {
        giveUp();
      }
      if (this.indents[this.row] < this.lines[this.row].length && this.indents[this.row] <= indent) {
        giveUp();
      }
    }
  }

  private flowValue(indent: number): Syntax {
    const line = this.lines[this.row];
    const at = this.column;
    const c = line[at];
    if (c === '{' || c === '[') {
      return this.flow(indent);
    }
    if (c === '"' || c === "'") {
      const scalar = this.quoted(at);
      const next = line[this.column];
      return next === undefined || next === ' ' || next === ',' || next === '}' || next === ']' ? scalar : giveUp();
    }
    let end = at;
    for (; end < line.length; end++) {
      const code = line.charCodeAt(end);
      // , ] }
      if (code === 44 || code === 93 || code === 125) {
        break;
      }
      // [ { and # : where they might mean something
      if (
        code === 91 ||
        code === 123 ||
        (code === 35 && line[end - 1] === ' ') ||
        (code === 58 && endsKey(line, end + 1))
      ) {
        giveUp();
      }
    }
    const text = trimEnd(line.slice(at, end));
    if (!PLAIN_START.test(text)) {
      giveUp();
    }
    this.column = end;
    return this.scalar(at, this.row, text, true);
  }
}

/** Whether a colon before `at` might end a key of a flow mapping. */
function endsKey(line: string, at: number): boolean {
  return at >= line.length || ' ,[]{}'.indexOf(line[at]) >= 0;
}

function nextVisible(line: string, from: number): number {
  let at = from;
  while (line.charCodeAt(at) === 32) {
    at++;
  }
  return Math.min(at, line.length);
}

/** Without blanks at the end. Every other kind of white space was refused before. */
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 32) {
    end--;
  }
  return end === text.length ? text : text.slice(0, end);
}
