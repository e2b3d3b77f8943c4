/** The documents of a text of definitions, also while it is broken: for the outline, the preview and completion. */

export interface DocumentAt {
  /** 1-based, inclusive: without the `---` before it. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly kind?: string;
  readonly name?: string;
  readonly superseded: boolean;
}

/** In the order of the text; stretches without a word are none. */
export function documentsOf(text: string): readonly DocumentAt[] {
  const lines = text.split('\n');
  const documents: DocumentAt[] = [];
  let first = 0;
  for (let i = 0; i <= lines.length; i++) {
    if (i === lines.length || /^---(\s|$)/.test(lines[i])) {
      const own = lines.slice(first, i);
      if (own.some((line) => /^\s*[^\s#]/.test(line))) {
        documents.push({ firstLine: first + 1, lastLine: i, ...namesOf(own.join('\n')) });
      }
      first = i + 1;
    }
  }
  return documents;
}

/** The document that holds a line; of a `---` line the one after it. */
export function documentAt(documents: readonly DocumentAt[], line: number): DocumentAt | undefined {
  return documents.find(({ lastLine }) => line <= lastLine);
}

/** The line where a definition begins; undefined where there is none of that name. */
export function lineOf(documents: readonly DocumentAt[], name: string): number | undefined {
  return documents.find((document) => document.name === name && !document.superseded)?.firstLine;
}

function namesOf(text: string): Pick<DocumentAt, 'kind' | 'name' | 'superseded'> {
  const kind = /^kind:\s*["']?(\w+)/m.exec(text)?.[1];
  const name = /^metadata:\s*(?:\{[^}\n]*?\bname:|\n(?:[ \t]+.*\n|\s*\n)*?[ \t]+name:)\s*["']?([\w.-]+)/m.exec(
    text
  )?.[1];
  const superseded = /\bsuperseded:\s*true\b/.test(text);
  return { ...(kind ? { kind } : {}), ...(name ? { name } : {}), superseded };
}
