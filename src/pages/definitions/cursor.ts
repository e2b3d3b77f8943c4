/**
 * Where a cursor is in YAML that is being written and may be broken: which document, which path of keys, in a key or a value. Reads block and flow
 * style, line by line; what it cannot tell, it leaves open rather than guess. Only for completion and hover: the parser has the say.
 */

export interface CursorContext {
  /** Keys from the document's root; `[]` for an item of a list. */
  readonly path: readonly string[];
  /** In a value, the last of `path` is its key. */
  readonly at: 'key' | 'value';
  /** What is written of the word so far. */
  readonly prefix: string;
}

export const ITEM = '[]';

interface Level {
  readonly indent: number;
  readonly key: string;
}

interface Flow {
  readonly bracket: '{' | '[';
  key?: string;
}

/** Lines of one document up to the cursor (the last one cut there) -> where that is. */
export function contextAt(lines: readonly string[]): CursorContext {
  const reader = new Reader();
  lines.forEach((line, i) => reader.line(i === lines.length - 1 ? line : withoutComment(line), i === lines.length - 1));
  return reader.context();
}

class Reader {
  private levels: Level[] = [];
  private flow: Flow[] = [];
  private word = '';
  private inValue = false;

  line(text: string, isLast: boolean): void {
    if (!isLast && text.trim() === '') {
      return;
    }
    if (this.flow.length > 0) {
      this.flowText(text);
      return;
    }
    let indent = text.length - text.trimStart().length;
    let rest = text.slice(indent);
    this.leave(indent, rest.startsWith('-') && /^-(\s|$)/.test(rest));
    for (let item = /^-(\s+|$)/.exec(rest); item; item = /^-(\s+|$)/.exec(rest)) {
      this.levels.push({ indent, key: ITEM });
      indent += item[0].length;
      rest = rest.slice(item[0].length);
    }
    const key = /^("[^"]*"|'[^']*'|[^\s:{}[\],'"][^:{}[\],]*?):(\s+|$)/.exec(rest);
    if (!key) {
      this.word = '';
      this.inValue = false;
      this.flowText(rest);
      return;
    }
    this.levels.push({ indent, key: unquoted(key[1]) });
    this.word = '';
    this.inValue = true;
    this.flowText(rest.slice(key[0].length));
  }

  context(): CursorContext {
    const path = this.levels.map(({ key }) => key);
    for (const { bracket, key } of this.flow) {
      if (bracket === '[') {
        path.push(ITEM);
      } else if (key !== undefined) {
        path.push(key);
      }
    }
    const inner = this.flow[this.flow.length - 1];
    const inValue = inner ? inner.bracket === '[' || inner.key !== undefined : this.inValue;
    return { path, at: inValue ? 'value' : 'key', prefix: this.word.trim() };
  }

  /** Levels that a line at this indent has left; a list may stand at the indent of its key. */
  private leave(indent: number, isItem: boolean): void {
    this.levels = this.levels.filter(
      (level) => level.indent < indent || (level.indent === indent && isItem && level.key !== ITEM)
    );
  }

  private flowText(text: string): void {
    let quote = '';
    for (const c of text) {
      const inner = this.flow[this.flow.length - 1];
      if (quote) {
        quote = c === quote ? '' : quote;
        this.word += c;
      } else if ((c === '"' || c === "'") && this.word.trim() === '') {
        quote = c;
        this.word += c;
      } else if ((c === '{' || c === '[') && this.word.trim() === '') {
        this.flow.push({ bracket: c });
        this.word = '';
      } else if (inner && (c === '}' || c === ']')) {
        this.flow.pop();
        this.word = '';
      } else if (inner && c === ',') {
        delete inner.key;
        this.word = '';
      } else if (inner && c === ':' && inner.bracket === '{' && inner.key === undefined) {
        inner.key = unquoted(this.word.trim());
        this.word = '';
      } else {
        this.word += c;
      }
    }
  }
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2');

/** A `#` begins a comment at the start or after a blank, outside quotes. */
function withoutComment(line: string): string {
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (quote) {
      quote = c === quote ? '' : quote;
    } else if (c === '"' || c === "'") {
      // An apostrophe within a word quotes nothing.
      quote = i === 0 || /[\s{[,:]/.test(line[i - 1]) ? c : '';
    } else if (c === '#' && (i === 0 || /\s/.test(line[i - 1]))) {
      return line.slice(0, i);
    }
  }
  return line;
}
