/** Everything that Grafana sets up before a plugin may run. Call once, before the first render. */
import { EventBusSrv, locationUtil, type GrafanaConfig } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import {
  config,
  setAppEvents,
  setBackendSrv,
  setDataSourceSrv,
  setEchoSrv,
  setPluginImportUtils,
  setRunRequest,
  setTemplateSrv,
} from '@grafana/runtime';
import * as runtimeUnstable from '@grafana/runtime/unstable';
import { backendService } from './backend-service';
import type { Boot } from './boot';
import { DataSourceService } from './data-source-service';
import { installRegistries } from './field-registry';
import { installMonacoWorker } from './monaco-worker';
import { importPanelPlugin, panelPluginFromCache } from './panel-plugins';
import { runRequest } from './run-request';
import { TemplateService } from './template-service';

export interface Services {
  readonly dataSources: DataSourceService;
  readonly templates: TemplateService;
}

export async function install(boot: Boot): Promise<Services> {
  initializeLoggers();
  await initPluginTranslations('workbench');
  installRegistries();
  installMonacoWorker();

  const templates = new TemplateService();
  setTemplateSrv(templates);
  setBackendSrv(backendService);
  setAppEvents(new EventBusSrv());
  setEchoSrv({ addBackend: () => undefined, addEvent: () => undefined, flush: () => undefined });
  setPluginImportUtils({ importPanelPlugin, getPanelPluginFromCache: panelPluginFromCache });
  setRunRequest(runRequest);
  locationUtil.initialize({
    config: { appSubUrl: '' } as GrafanaConfig,
    getVariablesUrlParams: () => ({}),
    getTimeRangeForUrl: () => ({ from: 'now-30d', to: 'now' }),
  });

  const dataSources = await DataSourceService.create(boot.datasources);
  await fillSettingsCache(dataSources);
  setDataSourceSrv(dataSources);
  for (const settings of dataSources.getList()) {
    config.datasources[settings.name] = settings;
  }
  return { dataSources, templates };
}

/** What newer versions of @grafana/runtime export and older ones do not have. */
const newer = { ...runtimeUnstable } as {
  initializeLoggersRegistry?: () => void;
  reloadDataSourceInstanceSettings?: () => Promise<void>;
};

/** From 13.2 on @grafana/runtime warns of loggers that nobody set up; before, there are none to set up. */
function initializeLoggers(): void {
  newer.initializeLoggersRegistry?.();
}

/**
 * From 13.2 on settings are looked up in a cache of @grafana/runtime's own, with a warning where it does not have them.
 * Outside Grafana only a reload fills it, which asks the backend as long as there is no DataSourceSrv: hence before that is set.
 */
async function fillSettingsCache(dataSources: DataSourceService): Promise<void> {
  const list = dataSources.getList();
  const settings = {
    datasources: Object.fromEntries(list.map((one) => [one.name, one])),
    defaultDatasource: list[0]?.name ?? '',
  };
  setBackendSrv({ ...backendService, get: () => Promise.resolve(settings as never) });
  await newer.reloadDataSourceInstanceSettings?.();
  setBackendSrv(backendService);
}
