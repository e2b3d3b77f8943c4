/** docs/reference/dialects.md: what each store can, made from `CAPABILITIES` and the dialects themselves. */
import { CAPABILITIES } from '../../definition/capabilities';
import { SQL_DIALECTS, type SqlDialect } from '../../definition/types';
import { column } from '../tree';
import { DIALECTS } from './index';

const TITLES: Readonly<Record<SqlDialect, string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL, MariaDB',
  mssql: 'SQL Server',
  sqlite: 'SQLite',
  duckdb: 'DuckDB',
  clickhouse: 'ClickHouse',
  bigquery: 'BigQuery',
  snowflake: 'Snowflake',
  redshift: 'Redshift',
  trino: 'Trino, Athena',
  databricks: 'Databricks',
};

/** Kinds of time columns of which Grafana's own alert rules can ask the store without Plumbline. */
function alerted(name: SqlDialect): string {
  const dialect = DIALECTS[name];
  const types = (['instant', 'unixSeconds', 'unixMillis'] as const).filter(
    (type) => dialect.ofRange({ column: column('at'), type }) !== null
  );
  return types.length === 0 ? 'no' : types.length === 3 ? 'yes' : types.map((type) => `\`${type}\``).join(', ');
}

/** What finds the steps of plain funnels; those with more rules are windows on every store. */
function steps(name: SqlDialect): string {
  const dialect = DIALECTS[name];
  const { nextStep } = dialect;
  return nextStep === 'asof'
    ? 'ASOF joins'
    : nextStep === 'arrays'
      ? 'lists'
      : `windows by ${dialect.frames === 'range' ? 'time' : 'rows'}`;
}

const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** @param plugins dialect -> ids of Grafana's plugins that can ask it, the default one first; `?` behind those whose source is closed */
export function dialectsPage(plugins: Readonly<Record<SqlDialect, readonly string[]>>): string {
  const can = SQL_DIALECTS.map((dialect) => ({ dialect, name: TITLES[dialect], ...CAPABILITIES[dialect] }));
  return `# SQL dialects

Made from \`src/kpi/definition/capabilities.ts\` and \`src/kpi/sql/dialects\` by \`npx tsx scripts/generate-dialects.mts\`.

The word in \`dialect:\` of a Source. A definition that asks for what its store lacks is an error at the line that asks (PL1310, PL1311);
a filter of a board that does is one when it is asked (PL2251, PL2261).

${table(
  ['`dialect`', 'store', 'from', 'a `time` of `timeType: instant` is'],
  can.map((c) => [`\`${c.dialect}\``, c.name, c.versions, c.times])
)}

Zone-less times are read as UTC. Ranges are half-open, \`from <= time < to\`, to the microsecond, whatever the time zone of the session is; a column
of numbers is \`timeType: unixSeconds\` or \`unixMillis\`.

## What is exact and what is not

Everything is exact unless a definition says \`accuracy: approximate\`. Exact quantiles are those of PERCENTILE_CONT on every store: where there is no
such aggregate, places are counted with ROW_NUMBER, which sorts each bucket's rows.

${table(
  ['`dialect`', 'distinct', 'approximate distinct', 'exact quantile', 'approximate quantile'],
  can.map((c) => [
    `\`${c.dialect}\``,
    'exact',
    c.approximateDistinct ?? 'no',
    c.exactQuantile === 'aggregate' ? 'by the store' : 'by places',
    c.approximateQuantile ?? 'no',
  ])
)}

## Conditions, funnels, alert rules

\`matches\` means the same everywhere: the whole text, by the part of RE2 that all engines share. Where the column says "values", only values joined by
\`|\` can be asked. Texts are the same only if every character is, also upper and lower case and blanks at the end, whatever the collation of the
column is; \`lt\`, \`gte\` and their like follow the collation. Grafana's own alert rules (\`plumbline rules --target native\`) need macros of the
store's plugin.

${table(
  ['`dialect`', '`matches`', 'steps of funnels are found by', 'macros for native rules'],
  can.map((c) => {
    return [`\`${c.dialect}\``, c.patterns, steps(c.dialect), alerted(c.dialect)];
  })
)}

## Plugins of Grafana

The first is taken where a source names no \`grafana.type\`. A \`?\` marks plugins whose source is closed: their query was not read, but guessed from
others of the same maker.

${table(
  ['`dialect`', 'plugins'],
  can.map((c) => [
    `\`${c.dialect}\``,
    plugins[c.dialect].map((id) => `\`${id.replace('?', '')}\`${id.endsWith('?') ? ' ?' : ''}`).join(', '),
  ])
)}
`;
}
