import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { sqlCode, sqlTokens } from './sql-text';
import { SQL_DIALECTS, type SqlDialect } from './types';

/** The last character of each is code where it says 'out', in a literal or comment where it says 'in', and nobody's guess where it says '?'. */
const of = (text: string, dialect: SqlDialect): 'in' | 'out' | '?' => {
  const tokens = sqlTokens(`${text};`, dialect);
  if (tokens.some(({ kind }) => kind === 'unclear')) {
    return '?';
  }
  return tokens[tokens.length - 1].text === ';' && tokens.every(({ kind }) => kind !== 'open') ? 'out' : 'in';
};
const all = (said: 'in' | 'out' | '?') => Object.fromEntries(SQL_DIALECTS.map((dialect) => [dialect, said]));

const CASES: ReadonlyArray<readonly [string, Partial<Record<SqlDialect, string>>]> = [
  ["'a'", all('out')],
  ["'a''b'", all('out')],
  ["'a''", all('in')],
  ['"a""b"', all('out')],
  ['/* a */', all('out')],
  ['/* a', all('in')],
  ['/* a /* b */ c */', all('?')],
  ['-- a', all('in')],
  ['-- a\n', all('out')],
  ['-- a\r b', all('?')],
  ['-- a\r\n', all('out')],
  // A backslash takes the quote with it, or it does not, or who knows.
  [
    "'a\\'",
    { ...all('out'), mysql: 'in', redshift: 'in', clickhouse: 'in', bigquery: 'in', snowflake: 'in', databricks: 'in' },
  ],
  [
    "'a\\''",
    {
      ...all('in'),
      mysql: '?',
      redshift: '?',
      clickhouse: 'out',
      bigquery: 'out',
      snowflake: 'out',
      databricks: 'out',
    },
  ],
  ["'a\\\\'", all('out')],
  ["E'a\\''", { postgres: 'out', duckdb: 'out', redshift: 'out', sqlite: 'in', trino: 'in', mssql: 'in' }],
  ["nameE'a\\''", { postgres: 'in', duckdb: 'in' }],
  ['"a\\""', { ...all('in'), mysql: '?', clickhouse: 'out', bigquery: 'out', databricks: 'out' }],
  ["r'a\\'", { databricks: 'out', bigquery: 'in' }],
  // Other comments.
  ['# a', { ...all('out'), mysql: 'in', clickhouse: 'in', bigquery: 'in' }],
  ['#a', { ...all('out'), mysql: 'in', bigquery: 'in' }],
  ['1--1', { ...all('in'), mysql: 'out' }],
  ['// a', { ...all('out'), snowflake: 'in' }],
  ['/*! a */', { ...all('out'), mysql: '?' }],
  ['/*M! a */', { ...all('out'), mysql: '?' }],
  ['-- a \\\n', { ...all('out'), databricks: '?' }],
  // Other quotes.
  ["`a'`", { mysql: 'out', bigquery: 'out', clickhouse: 'out', databricks: 'out', sqlite: 'out' }],
  ["[a']", { ...all('in'), mssql: 'out', sqlite: 'out' }],
  ["[a]]']", { mssql: 'out', sqlite: 'in' }],
  ["$$ ' $$", { ...all('in'), postgres: 'out', redshift: 'out', duckdb: 'out', snowflake: 'out', clickhouse: 'out' }],
  ["''' ' '''", { bigquery: 'out' }],
  ["''' ' ", { bigquery: 'in' }],
];

describe('literals and comments as each store reads them', () => {
  test.each(CASES)('%j', (text, wanted) => {
    const names = Object.keys(wanted) as SqlDialect[];
    expect(Object.fromEntries(names.map((dialect) => [dialect, of(text, dialect)]))).toEqual(wanted);
  });

  it('loses nothing, and gives code for what has no quotes', () => {
    const soup = fc.array(
      fc.constantFrom("'", '"', '`', '\\', '/*', '*/', '--', '#', '\n', 'E', 'é', ';', '$', '[', ']')
    );
    fc.assert(
      fc.property(soup, fc.constantFrom(...SQL_DIALECTS), (parts, dialect) => {
        const text = parts.join('');
        expect(
          sqlTokens(text, dialect)
            .map((token) => token.text)
            .join('')
        ).toBe(text);
      })
    );
    expect(sqlCode("a 'join' b", 'mysql')).toBe('a   b');
    expect(sqlCode("a 'join\\' b", 'mysql')).toBe("a 'join\\' b");
  });

  it('is quick for long texts', () => {
    const text = `${"'".repeat(100_001)}${'/*'.repeat(50_000)}${'\\'.repeat(100_000)}`;
    for (const dialect of SQL_DIALECTS) {
      expect(sqlTokens(text, dialect).length).toBeGreaterThan(0);
    }
  });
});
