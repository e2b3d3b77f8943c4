import { describe, expect, it } from 'vitest';
import { SQL_DIALECTS, type DefinitionSet, type SourceDefinition, type UpstreamRequest } from '../../kpi';
import { DEFAULT_PLUGIN, SQL_PLUGINS } from './data-sources';
import { toGrafanaRequest } from './to-grafana';

const source = (over: Partial<SourceDefinition>): SourceDefinition => ({
  kind: 'Source',
  name: 'store',
  place: { file: 'd.yaml', line: 1, column: 1 },
  dialect: 'postgres',
  grafana: { uid: 'u1' },
  latenessMs: 0,
  scrapeIntervalMs: 15_000,
  ...over,
});
const set = (definition: SourceDefinition): DefinitionSet => ({
  sources: new Map([[definition.name, definition]]),
  kpis: new Map(),
  funnels: new Map(),
  experiments: new Map(),
  policies: new Map(),
  events: new Map(),
  earlier: new Map(),
  fingerprint: '',
});
const request = (over: Partial<UpstreamRequest> = {}): UpstreamRequest => ({
  id: 'r1',
  source: 'store',
  dialect: 'postgres',
  mode: 'table',
  text: 'SELECT 1',
  startMs: 60_000,
  endMs: 120_000,
  stepMs: 60_000,
  columns: [],
  purpose: '',
  ...over,
});

describe('toGrafanaRequest', () => {
  it.each(SQL_DIALECTS)('asks a %s source for a table with exactly the text', (dialect) => {
    const outcome = toGrafanaRequest(request({ dialect, text: "SELECT '$__from', 2" }), set(source({ dialect })));
    expect(outcome).toMatchObject({
      ok: true,
      request: { uid: 'u1', type: DEFAULT_PLUGIN[dialect], rangeMatters: false },
    });
    const query = outcome.ok ? outcome.request.query : {};
    expect(Object.values(query)).toContain("SELECT '$__from', 2");
    expect([query.format ?? query.queryType, query.querySettings]).not.toEqual([undefined, undefined]);
    expect(query.datasource).toEqual({ uid: 'u1', type: DEFAULT_PLUGIN[dialect] });
  });

  it('keeps every known plugin apart from the time-series format, which would refuse or fill rows', () => {
    for (const { shape } of Object.values(SQL_PLUGINS)) {
      const { format, queryType, querySettings } = shape('x') as Record<string, unknown>;
      expect(['table', 1, undefined]).toContain(format);
      expect(['table', undefined]).toContain(queryType);
      expect((querySettings ?? { convertLongToWide: false }) as object).toMatchObject({ convertLongToWide: false });
    }
  });

  // Read from the plugins' sources: research/analytics.md 5, and their repositories.
  it.each<[string, SourceDefinition['dialect'], object]>([
    ['postgres', 'redshift', { rawSql: 'SELECT 1', format: 'table', rawQuery: true }],
    ['mysql', 'mysql', { rawSql: 'SELECT 1', format: 'table', rawQuery: true }],
    ['mssql', 'mssql', { rawSql: 'SELECT 1', format: 'table', rawQuery: true }],
    ['frser-sqlite-datasource', 'sqlite', { queryText: 'SELECT 1', queryType: 'table', timeColumns: [] }],
    ['motherduck-duckdb-datasource', 'duckdb', { rawSql: 'SELECT 1', format: 'table' }],
    [
      'grafana-clickhouse-datasource',
      'clickhouse',
      { rawSql: 'SELECT 1', format: 1, queryType: 'table', editorType: 'sql' },
    ],
    [
      'vertamedia-clickhouse-datasource',
      'clickhouse',
      { query: 'SELECT 1', format: 'table', extrapolate: false, round: '0s', adHocFilters: [] },
    ],
    [
      'grafana-bigquery-datasource',
      'bigquery',
      { rawSql: 'SELECT 1', format: 1, connectionArgs: { enableStorageAPI: false } },
    ],
    ['michelin-snowflake-datasource', 'snowflake', { queryText: 'SELECT 1', queryType: 'table', timeColumns: [] }],
    ['grafana-redshift-datasource', 'redshift', { rawSQL: 'SELECT 1', format: 1 }],
    [
      'grafana-athena-datasource',
      'trino',
      {
        rawSQL: 'SELECT 1',
        format: 1,
        connectionArgs: { region: '__default', catalog: '__default', database: '__default' },
      },
    ],
    ['trino-datasource', 'trino', { rawSQL: 'SELECT 1', format: 1 }],
    [
      'mullerpeter-databricks-datasource',
      'databricks',
      { rawSqlQuery: 'SELECT 1', querySettings: { convertLongToWide: false } },
    ],
  ])('asks %s, named by a source of %s', (type, dialect, query) => {
    const outcome = toGrafanaRequest(request({ dialect }), set(source({ dialect, grafana: { uid: 'u1', type } })));
    expect(outcome).toMatchObject({
      ok: true,
      request: { type, query: { datasource: { type, uid: 'u1' }, ...query } },
    });
  });

  it('has a plugin for every dialect, and the default one is for it', () => {
    for (const dialect of SQL_DIALECTS) {
      expect(SQL_PLUGINS[DEFAULT_PLUGIN[dialect]].dialect).toBe(dialect);
    }
    // Plugins whose sources are closed, so that their shape is a guess that docs/reference/dialects.md tells.
    expect(Object.keys(SQL_PLUGINS).filter((type) => !SQL_PLUGINS[type].verified)).toEqual([
      'grafana-snowflake-datasource',
      'grafana-databricks-datasource',
    ]);
  });

  it('asks Prometheus with its own step and range', () => {
    const outcome = toGrafanaRequest(
      request({ dialect: 'prometheus', mode: 'range', text: 'up' }),
      set(source({ dialect: 'prometheus' }))
    );
    expect(outcome).toMatchObject({
      ok: true,
      request: {
        fromMs: 60_000,
        toMs: 120_000,
        rangeMatters: true,
        query: { expr: 'up', range: true, instant: false, interval: '60s', maxDataPoints: 11_000, exemplar: false },
      },
    });
  });

  it.each([
    ['a source without a data source', { grafana: undefined }, 'PL3111'],
    ['its own data source', { grafana: { uid: 'own' } }, 'PL3110'],
    ['its own plugin under another uid', { grafana: { uid: 'u2', type: 'plumbline-kpi-datasource' } }, 'PL3110'],
    ['a plugin nobody taught it', { grafana: { uid: 'u1', type: 'acme-sql-datasource' } }, 'PL3119'],
    ['a plugin named like an object’s own function', { grafana: { uid: 'u1', type: 'toString' } }, 'PL3119'],
  ])('refuses %s', (_, over, code) => {
    expect(toGrafanaRequest(request(), set(source(over)), 'own')).toMatchObject({
      ok: false,
      error: { code, source: 'store', request: 'r1' },
    });
  });

  it('refuses a source that the definitions do not hold', () => {
    expect(toGrafanaRequest(request({ source: 'gone' }), set(source({})))).toMatchObject({ error: { code: 'PL3111' } });
  });
});
