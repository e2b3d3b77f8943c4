import type { CoreApp, DataSourceApi, DataSourceRef, ScopedVars } from '@grafana/data';
import type { AnnotationsQuery } from '../grafana-http/annotations';

/** The part of Grafana's DataSourceSrv that the host needs. */
export interface DataSources {
  get(ref: DataSourceRef, scopedVars?: ScopedVars): Promise<DataSourceApi>;
  /** `GET /api/annotations` of this Grafana, as the user: the parsed answer, or rejects with Grafana's error. Absent: there is no Grafana to ask. */
  annotations?(query: AnnotationsQuery): Promise<unknown>;
}

/** Where a query comes from: handed on to the stores' data sources unchanged. */
export interface Surroundings {
  readonly app: CoreApp | string;
  readonly scopedVars: ScopedVars;
  readonly timezone: string;
  readonly dashboardUID?: string;
  readonly dashboardTitle?: string;
  readonly panelId?: number;
  readonly panelName?: string;
  readonly panelPluginId?: string;
  readonly skipQueryCache?: boolean;
}
