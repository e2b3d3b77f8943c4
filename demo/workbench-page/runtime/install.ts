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
  setDataSourceSrv(dataSources);
  for (const settings of dataSources.getList()) {
    config.datasources[settings.name] = settings;
  }
  return { dataSources, templates };
}
