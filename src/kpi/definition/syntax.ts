import type { Place } from '../diagnostics';

/** A text and where its lines begin, so that offsets become places. */
export class SourceText {
  private lineStarts: number[] | undefined;

  constructor(
    readonly file: string,
    readonly text: string
  ) {}

  /** 1-based line and column (UTF-16 code units) of an offset; the offset may lie at the end of the text. */
  place(offset: number): Place {
    const starts = (this.lineStarts ??= lineStartsOf(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { file: this.file, line: low + 1, column: offset - starts[low] + 1 };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

/** What YAML said, before anybody asked what it means. Aliases point to the very node of their anchor. */
export type Syntax = ScalarSyntax | MappingSyntax | SequenceSyntax;

export interface ScalarSyntax {
  readonly type: 'scalar';
  readonly offset: number;
  readonly source: SourceText;
  /** The text without quotes, escapes resolved; '' where nothing is written. */
  readonly text: string;
  /** Not quoted and not a block: only then may it be a number, true, false or null. */
  readonly plain: boolean;
}

export interface MappingSyntax {
  readonly type: 'mapping';
  readonly offset: number;
  readonly source: SourceText;
  readonly entries: readonly MappingEntry[];
}

export interface MappingEntry {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: Syntax;
}

export interface SequenceSyntax {
  readonly type: 'sequence';
  readonly offset: number;
  readonly source: SourceText;
  readonly items: readonly Syntax[];
}

export function placeOf(syntax: Syntax): Place {
  return syntax.source.place(syntax.offset);
}

/** The value under `key`, or undefined. */
export function entryOf(mapping: MappingSyntax, key: string): MappingEntry | undefined {
  return mapping.entries.find((entry) => entry.key === key);
}
