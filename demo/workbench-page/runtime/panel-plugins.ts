/** Panel plugins by id: core panels as the workbench draws them, ours from their built files. */
import type { PanelPlugin, PanelPluginMeta } from '@grafana/data';
import { CORE_PANELS } from '../core-panels';
import { loadAmdModule } from './amd-loader';
import { PANEL_PLUGINS, fetchPluginMeta, type PluginFile } from './plugin-files';

const loading = new Map<string, Promise<PanelPlugin>>();
const loaded = new Map<string, PanelPlugin>(Object.entries(CORE_PANELS));

async function load(file: PluginFile): Promise<PanelPlugin> {
  const [exports, meta] = await Promise.all([
    loadAmdModule<{ plugin: PanelPlugin }>(file.module),
    fetchPluginMeta<PanelPluginMeta>(file),
  ]);
  exports.plugin.meta = meta;
  loaded.set(file.id, exports.plugin);
  return exports.plugin;
}

export const panelPluginFromCache = (id: string): PanelPlugin | undefined => loaded.get(id);

export function importPanelPlugin(id: string): Promise<PanelPlugin> {
  const ready = loaded.get(id);
  if (ready) {
    return Promise.resolve(ready);
  }
  const file = PANEL_PLUGINS.find((one) => one.id === id);
  if (!file) {
    return Promise.reject(new Error(`The workbench does not draw panels of type "${id}".`));
  }
  const known = loading.get(id) ?? load(file);
  loading.set(id, known);
  return known;
}
