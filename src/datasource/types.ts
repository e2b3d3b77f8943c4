import type { DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { EventKind, KpiQuery, View } from '../kpi';

/**
 * A query as dashboards and alert rules save it: exactly the query contract beside Grafana's own fields, so that the Go host
 * reads the same. Names and filter values may be dashboard variables (`$device`), which the browser resolves.
 */
export type KpiDataQuery = DataQuery & { -readonly [K in keyof KpiQuery]: KpiQuery[K] };

export interface PlumblineJsonData extends DataSourceJsonData {
  /** All definitions, YAML documents in one text. */
  definitions?: string;
  /** Where the plugin's process reaches Grafana, if not at the address that Grafana tells it. */
  grafanaUrl?: string;
}

export interface PlumblineSecureJsonData {
  serviceAccountToken?: string;
}

export const DEFAULT_VIEW: View = 'value';

/** What a dashboard variable may list. */
export interface KpiVariableQuery extends DataQuery {
  list: 'areas' | 'kpis' | 'segmentValues' | 'deploys';
  area?: string;
  /** Of KPIs: only those with an objective, which budgets and burn rates need. */
  objectives?: boolean;
  kpi?: string;
  segment?: string;
  /** Of events: only these kinds. */
  kinds?: EventKind[];
}
