/** Puts services in the place of Grafana's, as Grafana itself does at boot. */
import type { DataSourceApi, DataSourceInstanceSettings } from '@grafana/data';
import { setDataSourceSrv, setTemplateSrv, type DataSourceSrv, type TemplateSrv } from '@grafana/runtime';
import { fakeTemplates } from './templates';

export function installGrafana({
  sources = [],
  settings = [],
  templates = fakeTemplates('scenes', {}),
}: {
  readonly sources?: readonly DataSourceApi[];
  readonly settings?: ReadonlyArray<Partial<DataSourceInstanceSettings>>;
  readonly templates?: TemplateSrv;
}): void {
  setTemplateSrv(templates);
  const known = [...settings, ...sources.map(({ uid, type, name }) => ({ uid, type, name }))];
  setDataSourceSrv({
    get: ({ uid }: { uid?: string }) => {
      const found = sources.find((source) => source.uid === uid);
      return found ? Promise.resolve(found) : Promise.reject(new Error(`Datasource ${uid} was not found`));
    },
    getList: ({ pluginId }: { pluginId?: string } = {}) => known.filter(({ type }) => !pluginId || type === pluginId),
    getInstanceSettings: ({ uid }: { uid?: string }) => known.find((one) => one.uid === uid),
    reload: () => undefined,
  } as unknown as DataSourceSrv);
}

export function plumblineSettings(definitions: string, uid = 'plumbline'): DataSourceInstanceSettings {
  return {
    id: 1,
    uid,
    type: 'plumbline-kpi-datasource',
    name: 'Plumbline',
    access: 'proxy',
    readOnly: false,
    meta: { id: 'plumbline-kpi-datasource' },
    jsonData: { definitions },
  } as unknown as DataSourceInstanceSettings;
}
