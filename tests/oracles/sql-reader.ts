/**
 * An independent reader of SQL for every family of literals: what is text and what does it say, what is a name, what is the rest? Written from
 * the manuals of the stores; it shares no code with src/kpi/sql.
 */
import type { SqlDialect } from '../../src/kpi/definition/types';

export interface Statement {
  /** The statement without comments, each literal as `?` and each name as it is. */
  readonly shape: string;
  /** What the literals decode to, in order. */
  readonly literals: readonly string[];
  /** Quoted names, in order. */
  readonly names: readonly string[];
}

interface Family {
  readonly quote: '"' | '`';
  /** How a quote is written inside a literal. */
  readonly doubled: boolean;
  /** Whether a backslash escapes in plain literals, and what may follow it. */
  readonly backslash?: Readonly<Record<string, string | 'hex2' | 'hex4'>>;
  /** What may stand before the quote, and how a backslash reads then. */
  readonly prefixes: Readonly<Record<string, 'plain' | 'escape' | 'unicode' | 'hex' | 'national'>>;
  /** The call that puts hidden characters back. */
  readonly replace?: RegExp;
  readonly multiline: boolean;
}

const C_ESCAPES = { '\\': '\\', n: '\n', r: '\r', x: 'hex2' } as const;
const standard: Family = { quote: '"', doubled: true, prefixes: {}, multiline: true };
const escaped: Family = { ...standard, prefixes: { E: 'escape' } };

const FAMILIES: Readonly<Record<SqlDialect, Family>> = {
  postgres: escaped,
  duckdb: escaped,
  sqlite: { ...standard, replace: /replace\(\?, \?, char\((\d+)\)\)/ },
  mysql: { ...standard, quote: '`', backslash: { '\\': '\\' }, prefixes: { '_utf8mb4 x': 'hex' } },
  mssql: {
    ...standard,
    prefixes: { N: 'national' },
    replace: /REPLACE\(\?(?: COLLATE Latin1_General_100_BIN2)?, \?, NCHAR\((\d+)\)\)/,
  },
  clickhouse: { ...standard, quote: '`', backslash: C_ESCAPES },
  // A literal in single quotes ends with its line there, and '' is the end of one literal and the start of the next.
  bigquery: {
    quote: '`',
    doubled: false,
    backslash: { ...C_ESCAPES, "'": "'", u: 'hex4' },
    prefixes: {},
    multiline: false,
  },
  snowflake: { ...standard, backslash: C_ESCAPES },
  redshift: {
    ...standard,
    backslash: { '\\': '\\', n: '\n', r: '\r' },
    replace: /REPLACE\(\?, \?, CHR\((\d+)\)\)/,
  },
  trino: { ...standard, prefixes: { 'U&': 'unicode' } },
  databricks: {
    quote: '`',
    doubled: false,
    backslash: { '\\': '\\', n: '\n', r: '\r', "'": "'", u: 'hex4' },
    prefixes: {},
    multiline: true,
  },
};

/** Throws where a literal or a name does not end, or holds an escape that its store does not have. */
export function readStatement(sql: string, dialect: SqlDialect): Statement {
  return new Reader(sql, FAMILIES[dialect]).read();
}

class Reader {
  private at = 0;
  private shape = '';
  private readonly literals: string[] = [];
  private readonly names: string[] = [];

  constructor(
    private readonly sql: string,
    private readonly family: Family
  ) {}

  read(): Statement {
    while (this.at < this.sql.length) {
      const c = this.sql[this.at];
      if (c === "'") {
        this.literal();
      } else if (c === this.family.quote) {
        this.name();
      } else if (c === '"' || c === '`') {
        throw new Error(`${c} outside of literals`);
      } else if (this.sql.startsWith('--', this.at)) {
        const end = this.sql.indexOf('\n', this.at);
        this.at = end < 0 ? this.sql.length : end;
      } else {
        this.shape += c;
        this.at++;
      }
    }
    return unwrapped({ shape: this.shape, literals: this.literals, names: this.names }, this.family.replace);
  }

  private name(): void {
    const end = this.sql.indexOf(this.family.quote, this.at + 1);
    if (end < 0) {
      throw new Error('a name does not end');
    }
    this.names.push(this.sql.slice(this.at + 1, end));
    this.shape += this.sql.slice(this.at, end + 1);
    this.at = end + 1;
  }

  private literal(): void {
    const prefix = Object.keys(this.family.prefixes).find(
      (one) => this.shape.endsWith(one) && !/\w/.test(this.shape[this.shape.length - one.length - 1] ?? ' ')
    );
    this.shape = `${prefix === undefined ? this.shape : this.shape.slice(0, -prefix.length)}?`;
    const kind = prefix === undefined ? 'plain' : this.family.prefixes[prefix];
    let value = '';
    for (this.at++; ;) {
      const c = this.sql[this.at];
      if (c === undefined || (!this.family.multiline && (c === '\n' || c === '\r'))) {
        throw new Error('a literal does not end');
      }
      if (c === "'" && this.sql[this.at + 1] === "'" && this.family.doubled) {
        value += "'";
        this.at += 2;
      } else if (c === "'") {
        this.at++;
        break;
      } else if (c === '\\') {
        value += this.backslash(kind);
      } else {
        value += c;
        this.at++;
      }
    }
    this.literals.push(kind === 'hex' ? Buffer.from(value, 'hex').toString('utf8') : value);
  }

  private backslash(kind: Family['prefixes'][string]): string {
    const next = this.sql[this.at + 1];
    if (kind === 'national') {
      // T-SQL drops a backslash and the line end after it.
      const continued = /^\\(?:\r\n|\n|\r)/.exec(this.sql.slice(this.at, this.at + 3));
      this.at += continued ? continued[0].length : 1;
      return continued ? '' : '\\';
    }
    if (kind === 'unicode') {
      if (next === '\\') {
        this.at += 2;
        return '\\';
      }
      return this.code(1, 4);
    }
    const known = kind === 'escape' ? C_ESCAPES : this.family.backslash;
    if (!known) {
      this.at++;
      return '\\';
    }
    const means = (known as Readonly<Record<string, string | undefined>>)[next];
    if (means === undefined) {
      throw new Error(`an unknown escape: \\${next}`);
    }
    if (means === 'hex2' || means === 'hex4') {
      return this.code(2, means === 'hex2' ? 2 : 4);
    }
    this.at += 2;
    return means;
  }

  private code(skip: number, digits: number): string {
    const hex = this.sql.slice(this.at + skip, this.at + skip + digits);
    if (!new RegExp(`^[0-9A-Fa-f]{${digits}}$`).test(hex)) {
      throw new Error(`an unknown escape: ${this.sql.slice(this.at, this.at + skip + digits)}`);
    }
    this.at += skip + digits;
    return String.fromCharCode(parseInt(hex, 16));
  }
}

/** A literal in the call that puts its hidden characters back is one literal. */
function unwrapped(statement: Statement, replace: RegExp | undefined): Statement {
  const found = replace?.exec(statement.shape);
  if (!replace || !found) {
    return statement;
  }
  const { shape, literals, names } = statement;
  const before = (shape.slice(0, found.index).match(/\?/g) ?? []).length;
  const [text, hidden] = literals.slice(before, before + 2);
  const value = text.split(hidden).join(String.fromCharCode(Number(found[1])));
  return unwrapped(
    {
      shape: `${shape.slice(0, found.index)}?${shape.slice(found.index + found[0].length)}`,
      literals: [...literals.slice(0, before), value, ...literals.slice(before + 2)],
      names,
    },
    replace
  );
}
