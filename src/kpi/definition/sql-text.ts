/**
 * How each store cuts a text of SQL into literals, comments and code: enough to find what stands outside of quotes. Where a store's
 * settings or versions decide (a backslash before a quote in MySQL, a comment within a comment), the text is `unclear`.
 * Sources: the lexical chapters of each store's manual; ClickHouse's Lexer.cpp; Spark's SqlBaseLexer.g4.
 */
import type { SqlDialect } from './types';

export interface SqlToken {
  /** `quoted`: a literal or a name in quotes. `open`: a quote or comment that does not end. `code`: a word or one other character. */
  readonly kind: 'quoted' | 'comment' | 'open' | 'unclear' | 'code';
  readonly text: string;
}

interface Lexicon {
  /** What a text may stand between beside '…'; the rest is code. */
  readonly quotes: string;
  /** The quotes in which a backslash takes the next character with it. */
  readonly escapes: string;
  /** Letters before a quote that make a backslash escape (E'…'), or not (r'…'). */
  readonly escaped?: string;
  readonly raw?: string;
  /** Quotes of three, $$…$$ and [name]. */
  readonly others?: string;
  /** Pattern of what begins a comment up to the end of the line. */
  readonly line: string;
}

const DOLLARS = '\\$\\$[\\s\\S]*?\\$\\$';
const BRACKETS = '\\[(?:[^\\]]|\\]\\])*\\]';
const TRIPLES = `'''(?:[^\\\\]|\\\\[\\s\\S])*?'''|"""(?:[^\\\\]|\\\\[\\s\\S])*?"""`;
const POSTGRES: Lexicon = { quotes: '\'"`', escapes: '', escaped: 'eE', others: DOLLARS, line: '--' };

const LEXICONS: Readonly<Record<SqlDialect, Lexicon>> = {
  postgres: POSTGRES,
  redshift: { ...POSTGRES, escapes: "'" },
  duckdb: POSTGRES,
  sqlite: { quotes: '\'"`', escapes: '', others: '\\[[^\\]]*\\]', line: '--' },
  mssql: { quotes: '\'"', escapes: '', others: BRACKETS, line: '--' },
  trino: { quotes: '\'"`', escapes: '', line: '--' },
  // A minus before a minus, unless a blank follows.
  mysql: { quotes: '\'"`', escapes: '\'"', line: '--(?![^\\s\\x00-\\x1f])|#' },
  clickhouse: { quotes: '\'"`', escapes: '\'"`', others: DOLLARS, line: '--|#(?=[ !])' },
  bigquery: { quotes: '\'"`', escapes: '\'"`', others: TRIPLES, line: '--|#' },
  snowflake: { quotes: '\'"', escapes: "'", others: DOLLARS, line: '--|//' },
  databricks: { quotes: '\'"`', escapes: '\'"', raw: 'rR', line: '--' },
};

/** Where settings of the server say whether a backslash escapes. */
const EITHER_WAY: readonly SqlDialect[] = ['mysql', 'redshift'];

const plain = (quote: string) => `${quote}(?:[^${quote}]|${quote}${quote})*${quote}`;
const escaping = (quote: string) => `${quote}(?:[^${quote}\\\\]|${quote}${quote}|\\\\[\\s\\S])*${quote}`;
/** A comment with another in it is none: some stores nest them, others end at the first end. */
const BLOCK = '/\\*(?:[^*/]|\\*(?!/)|/(?!\\*))*\\*/';
const WORD = '[\\w\\u0080-\\uffff]+';

function patternOf({ quotes, escapes, escaped = '', raw = '', others, line }: Lexicon): string {
  // Of three that do not end, two and one would be something else.
  const notTriple = others === TRIPLES ? `(?!'''|""")` : '';
  const quoted = [
    ...(others === undefined ? [] : [others]),
    ...(escaped === '' ? [] : [`[${escaped}]${escaping("'")}`]),
    ...(raw === '' ? [] : [`[${raw}]'[^']*'`, `[${raw}]"[^"]*"`]),
    ...quotes.split('').map((quote) => notTriple + (escapes.indexOf(quote) >= 0 ? escaping(quote) : plain(quote))),
  ];
  return `(${quoted.join('|')})|((?:${line})[^\\n]*|${BLOCK})|([${quotes}]|/\\*)|${WORD}|[\\s\\S]`;
}

const PATTERNS = new Map<SqlDialect, string>();

/**
 * The text in pieces, whole and in order.
 * @param dialect undefined: as PostgreSQL reads it
 */
export function sqlTokens(text: string, dialect: SqlDialect = 'postgres'): readonly SqlToken[] {
  const pattern = PATTERNS.get(dialect) ?? patternOf(LEXICONS[dialect]);
  PATTERNS.set(dialect, pattern);
  const found: SqlToken[] = [];
  const reader = new RegExp(pattern, 'g');
  for (let match = reader.exec(text); match !== null; match = reader.exec(text)) {
    const [piece, quoted, comment, open] = match;
    const kind = quoted ? 'quoted' : comment ? 'comment' : open ? 'open' : 'code';
    const isSure = kind === 'code' || !isUnclear(kind, piece, text, match.index, dialect);
    found.push({ kind: isSure ? kind : 'unclear', text: piece });
  }
  return found;
}

function isUnclear(kind: SqlToken['kind'], piece: string, text: string, at: number, dialect: SqlDialect): boolean {
  if (kind === 'quoted') {
    const isEitherWay = EITHER_WAY.indexOf(dialect) >= 0 && /^['"]/.test(piece) && piece.indexOf('\\') > 0;
    return isEitherWay && new RegExp(`^${plain(piece[0])}`).exec(text.slice(at))?.[0] !== piece;
  }
  if (kind === 'open') {
    return piece === '/*' && text.indexOf('*/', at) > 0;
  }
  if (kind !== 'comment') {
    return false;
  }
  // MySQL runs what is in /*! … */; a lone CR ends a line for some; Spark goes on after a backslash at the end of one.
  const isBlock = /^\/\*/.test(piece);
  return isBlock
    ? dialect === 'mysql' && /^\/\*M?!/.test(piece)
    : /\r./.test(piece) || (dialect === 'databricks' && /\\\r?$/.test(piece));
}

/** What stands outside of literals, names in quotes and comments, each of which is a blank. What is unclear stays as it is. */
export function sqlCode(text: string, dialect?: SqlDialect): string {
  const tokens = sqlTokens(text, dialect);
  // One unclear piece, and nothing after it is sure to be what it seems.
  return tokens.some(({ kind }) => kind === 'unclear' || kind === 'open')
    ? text
    : tokens.map((token) => (token.kind === 'code' ? token.text : ' ')).join('');
}
