/** getDataSourceSrv(): the real Plumbline plugin for its own type, a plain `/api/ds/query` client for any other. */
import type {
  DataSourceApi,
  DataSourceInstanceSettings,
  DataSourceJsonData,
  DataSourcePlugin,
  DataSourcePluginMeta,
  DataSourceRef,
} from '@grafana/data';
import { DataSourceWithBackend, type DataSourceSrv, type GetDataSourceListFilters } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import type { BootDataSource } from './boot';
import { loadAmdModule } from './amd-loader';
import { DATA_SOURCE_PLUGIN, fetchPluginMeta, type PluginFile } from './plugin-files';

type AnyDataSourcePlugin = DataSourcePlugin<DataSourceApi<DataQuery, DataSourceJsonData>>;

/** Sends its targets unchanged to `/api/ds/query`, as Grafana's SQL and Prometheus sources do after their own interpolation. */
class UpstreamDataSource extends DataSourceWithBackend<DataQuery, DataSourceJsonData> {}

function upstreamMeta(type: string): DataSourcePluginMeta {
  const logo = '/public/build/img/icons/unicons/database.svg';
  const info = { author: { name: 'Workbench' }, description: '', links: [], logos: { large: logo, small: logo } };
  const rest = { screenshots: [], updated: '', version: '' };
  return {
    id: type,
    name: type,
    type: 'datasource' as DataSourcePluginMeta['type'],
    info: { ...info, ...rest },
    module: '',
    baseUrl: '',
    metrics: true,
  };
}

export class DataSourceService implements DataSourceSrv {
  private readonly settings: DataSourceInstanceSettings[];
  private readonly instances = new Map<string, Promise<DataSourceApi>>();

  private constructor(settings: DataSourceInstanceSettings[]) {
    this.settings = settings;
  }

  static async create(datasources: readonly BootDataSource[]): Promise<DataSourceService> {
    const own = datasources.some((one) => one.type === DATA_SOURCE_PLUGIN.id);
    const ownMeta = own ? await fetchPluginMeta<DataSourcePluginMeta>(DATA_SOURCE_PLUGIN) : undefined;
    return new DataSourceService(
      datasources.map((one, index) => ({
        id: index + 1,
        uid: one.uid,
        name: one.name,
        type: one.type,
        meta: one.type === DATA_SOURCE_PLUGIN.id && ownMeta ? ownMeta : upstreamMeta(one.type),
        url: `/api/datasources/proxy/uid/${one.uid}`,
        access: 'proxy',
        readOnly: true,
        jsonData: one.jsonData ?? {},
        isDefault: index === 0,
      }))
    );
  }

  getList(filters: GetDataSourceListFilters = {}): DataSourceInstanceSettings[] {
    const types = filters.type === undefined ? undefined : [filters.type].flat();
    return this.settings.filter(
      (one) =>
        (!types || types.includes(one.type)) &&
        (!filters.pluginId || filters.pluginId === one.type) &&
        (!filters.alerting || one.meta.alerting) &&
        (!filters.annotations || one.meta.annotations) &&
        (!filters.filter || filters.filter(one))
    );
  }

  getInstanceSettings(ref?: DataSourceRef | string | null): DataSourceInstanceSettings | undefined {
    if (ref === undefined || ref === null) {
      return this.settings[0];
    }
    const key = typeof ref === 'string' ? ref : ref.uid;
    return this.settings.find((one) => one.uid === key || one.name === key);
  }

  get(ref?: DataSourceRef | string | null): Promise<DataSourceApi> {
    const settings = this.getInstanceSettings(ref);
    if (!settings) {
      const name = typeof ref === 'string' ? ref : ref?.uid;
      return Promise.reject(new Error(`Data source ${name} was not found.`));
    }
    const known = this.instances.get(settings.uid);
    if (known) {
      return known;
    }
    const created = this.create(settings);
    this.instances.set(settings.uid, created);
    return created;
  }

  private async create(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
    if (settings.type !== DATA_SOURCE_PLUGIN.id) {
      return new UpstreamDataSource(settings);
    }
    const plugin = await loadDataSourcePlugin(DATA_SOURCE_PLUGIN);
    const instance = new plugin.DataSourceClass(settings);
    instance.components = plugin.components;
    instance.meta = settings.meta;
    return instance;
  }

  reload(): Promise<void> {
    return Promise.resolve();
  }

  registerRuntimeDataSource(): void {
    throw new Error('The workbench has no runtime data sources.');
  }
}

let loaded: Promise<AnyDataSourcePlugin> | undefined;

/** The built plugin of our bundle, loaded once. */
export function loadDataSourcePlugin(file: PluginFile): Promise<AnyDataSourcePlugin> {
  loaded ??= loadAmdModule<{ plugin: AnyDataSourcePlugin }>(file.module).then((exports) => exports.plugin);
  return loaded;
}
