/** The Plumbline data sources of this Grafana, and the instance that answers for one. */
import type { DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
// Types alone: the compiler stays in the data source's own module (decision 36).
import type { DataSource } from '../../datasource/data-source';
import type { PlumblineJsonData } from '../../datasource/types';

export type PlumblineSettings = DataSourceInstanceSettings<PlumblineJsonData>;
export type { DataSource };

/** Plugin id of the data source. */
export const DATA_SOURCE = 'plumbline-kpi-datasource';

export function plumblineSources(): readonly PlumblineSettings[] {
  return getDataSourceSrv().getList({ pluginId: DATA_SOURCE }) as PlumblineSettings[];
}

/**
 * The instance of a Plumbline data source; definitions, queries and requests are asked of it.
 * @throws where there is none, or where it is another type's
 */
export async function dataSourceOf(uid: string): Promise<DataSource> {
  const found = await getDataSourceSrv().get({ uid });
  if (found.uid !== uid || found.type !== DATA_SOURCE) {
    throw new Error(`No Plumbline data source has the uid ${uid}.`);
  }
  return found as unknown as DataSource;
}
