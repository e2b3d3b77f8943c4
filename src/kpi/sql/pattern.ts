/**
 * RE2 patterns for stores whose engines differ. A pattern is read in RE2's syntax and written again in the part that RE2 (DuckDB)
 * and PostgreSQL's ARE both have with one meaning: `.` and `\w` are spelt out as classes, since PostgreSQL's match newlines and
 * the locale's letters. What has no such spelling (word boundaries, Unicode classes, flags inside) is refused, PL2255.
 * Source of the syntax: https://github.com/google/re2/wiki/Syntax ; of ARE: the PostgreSQL manual, 9.7.3.
 */
import { fault } from './fault';

export interface AnchoredPattern {
  /** To be put between anchors, in a group. */
  readonly body: string;
  readonly ignoreCase: boolean;
}

const CLASSES: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' };
const POSIX: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: '0-9A-Za-z',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\t\\n\\v\\f\\r ',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
/** The most that PostgreSQL repeats. */
const MAX_REPEAT = 255;
const REPEAT = /^(?:[*+?]|\{\d+(?:,\d*)?\})/;

/**
 * How a store's engine reads patterns. `plain`: RE2, ARE. `capturing`: RE2 in POSIX syntax, which has no `(?:…)`. `perl`: Java, PCRE, ICU, Joni, where
 * `\\v` is more than the vertical tab.
 */
export type Flavour = 'plain' | 'capturing' | 'perl';

/** Throws SqlFault PL2255 where the pattern is not RE2, or cannot mean the same in every store. */
export function anchoredPattern(pattern: string, field: string, flavour: Flavour = 'plain'): AnchoredPattern {
  const reader = new Reader(pattern, field, flavour === 'capturing' ? '(' : '(?:');
  const body = reader.whole();
  return { body: flavour === 'perl' ? perlBody(body) : body, ignoreCase: reader.ignoreCase };
}

/**
 * A body as Perl's descendants read it, with RE2's meaning: to them `\\v` is every vertical space, and `$` also the place before a last line
 * end.
 */
function perlBody(body: string): string {
  return body.replace(/\\[\s\S]|\[\^|[\^$]/g, (token) => PERL[token] ?? token);
}

const PERL: Readonly<Record<string, string>> = { '\\v': '\\x0B', '^': '\\A', $: '\\z' };

class Reader {
  private at = 0;
  private readonly chars: readonly string[];
  private dot = '[^\\n]';
  ignoreCase = false;

  constructor(
    private readonly pattern: string,
    private readonly field: string,
    private readonly open: string
  ) {
    this.chars = Array.from(pattern);
  }

  whole(): string {
    const flags = /^\(\?([is]+)\)/.exec(this.pattern);
    if (flags) {
      this.at = flags[0].length;
      this.ignoreCase = flags[1].indexOf('i') >= 0;
      this.dot = flags[1].indexOf('s') >= 0 ? `${this.open}[^\\n]|\\n)` : this.dot;
    }
    const body = this.alternatives();
    if (this.at < this.chars.length) {
      throw this.refuse('a ")" has no "("');
    }
    return body;
  }

  private alternatives(): string {
    let out = this.sequence();
    while (this.chars[this.at] === '|') {
      this.at++;
      out += `|${this.sequence()}`;
    }
    return out;
  }

  private sequence(): string {
    let out = '';
    while (this.at < this.chars.length && this.chars[this.at] !== '|' && this.chars[this.at] !== ')') {
      const atom = this.atom();
      out += atom + this.repeat(atom);
    }
    // PostgreSQL takes an empty branch only in a group of its own.
    return out === '' ? `${this.open})` : out;
  }

  private repeat(atom: string): string {
    const rest = this.chars.slice(this.at, this.at + 12).join('');
    const found = REPEAT.exec(rest)?.[0];
    if (!found) {
      return '';
    }
    if (atom === '^' || atom === '$') {
      throw this.refuse(`"${found}" has nothing to repeat`);
    }
    if ((found.match(/\d+/g) ?? []).some((n) => Number(n) > MAX_REPEAT)) {
      throw this.refuse(`it repeats more than ${MAX_REPEAT} times`);
    }
    this.at += found.length;
    // Lazy or greedy is all the same to a match of the whole text.
    if (this.chars[this.at] === '?') {
      this.at++;
    }
    if (REPEAT.test(this.chars.slice(this.at, this.at + 12).join(''))) {
      throw this.refuse('it repeats a repeat');
    }
    return found;
  }

  private atom(): string {
    const c = this.chars[this.at++];
    switch (c) {
      case '(':
        return this.group();
      case '[':
        return this.bracket();
      case '.':
        return this.dot;
      case '^':
      case '$':
        return c;
      case '*':
      case '+':
      case '?':
        throw this.refuse(`"${c}" has nothing to repeat`);
      case '\\':
        return this.escape(false);
      default:
        return literal(c);
    }
  }

  private group(): string {
    const rest = this.chars.slice(this.at, this.at + 70).join('');
    const head = /^(?:\?:|\?P?<[A-Za-z_]\w*>)/.exec(rest)?.[0] ?? '';
    if (head === '' && rest[0] === '?') {
      throw this.refuse(`"(${rest.slice(0, 3)}" is a group that not every store has`);
    }
    this.at += head.length;
    const inner = this.alternatives();
    if (this.chars[this.at++] !== ')') {
      throw this.refuse('a "(" is not closed');
    }
    return `${this.open}${inner})`;
  }

  private bracket(): string {
    let out = '';
    const negated = this.chars[this.at] === '^';
    if (negated) {
      this.at++;
    }
    for (let first = true; ; first = false) {
      const c = this.chars[this.at++];
      if (c === undefined) {
        throw this.refuse('a "[" is not closed');
      } else if (c === ']' && !first) {
        break;
      } else if (c === '[' && this.chars[this.at] === ':') {
        const name = /^:(\w+):\]/.exec(this.chars.slice(this.at, this.at + 12).join(''));
        if (!name || !POSIX[name[1]]) {
          throw this.refuse('it has a class that not every store has');
        }
        this.at += name[0].length;
        out += POSIX[name[1]];
      } else if (c === '\\') {
        out += this.escape(true);
      } else if (c === '-') {
        const isRange = out !== '' && this.chars[this.at] !== ']';
        out += isRange ? '-' : '\\-';
      } else {
        // Java would take && for an intersection.
        out += c === '&' ? '\\&' : literal(c);
      }
    }
    return `[${negated ? '^' : ''}${out}]`;
  }

  private escape(inClass: boolean): string {
    const c = this.chars[this.at++];
    if (c === undefined) {
      throw this.refuse('it ends with a backslash');
    }
    if (CLASSES[c]) {
      return inClass ? CLASSES[c] : `[${CLASSES[c]}]`;
    }
    if (!inClass && CLASSES[c.toLowerCase()]) {
      return `[^${CLASSES[c.toLowerCase()]}]`;
    }
    if ('tnrfv'.indexOf(c) >= 0) {
      return `\\${c}`;
    }
    if (!inClass && (c === 'A' || c === 'z')) {
      return c === 'A' ? '^' : '$';
    }
    if (/[A-Za-z0-9]/.test(c)) {
      throw this.refuse(`\\${c} does not mean the same in every store`);
    }
    return literal(c);
  }

  private refuse(reason: string) {
    return fault('PL2255', { field: this.field, pattern: this.pattern, reason });
  }
}

function literal(c: string): string {
  return /[\\.^$*+?()[\]{}|-]/.test(c) ? `\\${c}` : c;
}
