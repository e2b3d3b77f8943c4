/**
 * What Grafana's PostgreSQL source replaces in a text before it runs it, also inside literals. Plumbline writes no macro; they
 * are here so that a text which could be mistaken for one fails in the workbench as it would fail in Grafana.
 */
import { QueryError, type Range } from './request';

const MACRO = /\$([_a-zA-Z0-9]+)\(([^)]*)\)/g;
const literal = (ms: number) => `'${new Date(ms).toISOString().replace('.000Z', 'Z')}'`;
const seconds = (ms: number) => String(Math.floor(ms / 1000));

/** @throws QueryError for a macro that Grafana does not know, or that the workbench does not imitate */
export function interpolateSql(sql: string, range: Range, intervalMs: number): string {
  return sql
    .replaceAll('$__interval_ms', String(intervalMs))
    .replaceAll('$__interval', `${intervalMs % 1000 === 0 ? `${intervalMs / 1000}s` : `${intervalMs}ms`}`)
    .replaceAll('$__unixEpochFrom()', seconds(range.fromMs))
    .replaceAll('$__unixEpochTo()', seconds(range.toMs))
    .replace(MACRO, (whole, name: string, list: string) => {
      const [column] = list.split(',').map((one) => one.trim());
      switch (name) {
        case '__time':
          return `${column} AS "time"`;
        case '__timeEpoch':
          return `extract(epoch from ${column}) as "time"`;
        case '__timeFilter':
          return `${column} BETWEEN ${literal(range.fromMs)} AND ${literal(range.toMs)}`;
        case '__timeFrom':
          return literal(range.fromMs);
        case '__timeTo':
          return literal(range.toMs);
        case '__unixEpochFilter':
          return `${column} >= ${seconds(range.fromMs)} AND ${column} <= ${seconds(range.toMs)}`;
        case '__timeGroup':
        case '__timeGroupAlias':
        case '__unixEpochGroup':
        case '__unixEpochGroupAlias':
        case '__unixEpochNanoFilter':
          throw new QueryError(`The workbench does not imitate the macro $${name}.`, 'plugin');
        default:
          throw new QueryError(`unknown macro "${name}" in ${whole}`, 'downstream');
      }
    });
}
