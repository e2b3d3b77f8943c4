/** Where the built bundle is served, under the very paths that Grafana uses. */
export interface PluginFile {
  readonly id: string;
  readonly module: string;
  readonly folder: string;
}

const ROOT = '/public/plugins/plumbline-kpi-app';

const file = (id: string, folder: string): PluginFile => ({ id, folder, module: `${folder}/module.js` });

export const APP_PLUGIN = file('plumbline-kpi-app', ROOT);

export const DATA_SOURCE_PLUGIN = file('plumbline-kpi-datasource', `${ROOT}/datasource`);

const panel = (id: string, folder: string): PluginFile => file(id, `${ROOT}/panels/${folder}`);

export const FUNNEL_PANEL = panel('plumbline-funnel-panel', 'funnel');
export const ERROR_BUDGET_PANEL = panel('plumbline-errorbudget-panel', 'error-budget');
export const BURN_RATE_PANEL = panel('plumbline-burnrate-panel', 'burn-rate');
export const DEPLOYS_PANEL = panel('plumbline-deploys-panel', 'deploys');

/** Our panels; the pictures of their states are `PANEL_STATES`. */
export const PANEL_PLUGINS: readonly PluginFile[] = [FUNNEL_PANEL, ERROR_BUDGET_PANEL, BURN_RATE_PANEL, DEPLOYS_PANEL];

/** The built `plugin.json` with the two paths that Grafana adds to it, and logo paths made absolute. */
export async function fetchPluginMeta<T>(plugin: PluginFile): Promise<T> {
  const url = `${plugin.folder}/plugin.json`;
  const response = await fetch(url);
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) {
    throw new Error(`${url} answered ${response.status}. Has the front end been built (npm run build)?`);
  }
  const json = await response.json();
  const logos = { small: absolute(plugin, json.info?.logos?.small), large: absolute(plugin, json.info?.logos?.large) };
  return { ...json, module: plugin.module, baseUrl: plugin.folder, info: { ...json.info, logos } };
}

const absolute = (plugin: PluginFile, path: string | undefined) => (path ? `${plugin.folder}/${path}` : '');
