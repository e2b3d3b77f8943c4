/** The saved settings of a data source, read and written as Grafana's own settings page does. */
import type { DataSourceSettings } from '@grafana/data';
import { config, getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import type { PlumblineJsonData } from '../../datasource/types';
import { reasonOf } from '../shared/use-asked';

/** As `/api/datasources/uid/:uid` gives them; `version` tells a later save of somebody else. */
export type Settings = DataSourceSettings<PlumblineJsonData> & { readonly version?: number };

/** Whether Grafana will let this person change data sources; the last word is Grafana's. */
export function mayWrite(): boolean {
  const user = config.bootData?.user;
  return Boolean(
    user && (user.isGrafanaAdmin || user.orgRole === 'Admin' || user.permissions?.['datasources:write'] === true)
  );
}

export function readSettings(uid: string): Promise<Settings> {
  return getBackendSrv().get(`/api/datasources/uid/${encodeURIComponent(uid)}`, undefined, undefined, {
    showErrorAlert: false,
  });
}

export type Saved =
  | { readonly ok: true; readonly version: number | undefined }
  /** `conflict`: somebody saved since the settings were read. `refused`: may not, or read-only. */
  | { readonly ok: false; readonly why: 'conflict' | 'refused' | 'failed'; readonly reason: string };

/**
 * Writes a text of definitions; everything else stays as it was read. Secrets stay too: Grafana keeps those that a change does not name. Where somebody
 * saved since, nothing is written.
 */
export async function saveDefinitions(settings: Settings, definitions: string): Promise<Saved> {
  const { secureJsonFields: _, secureJsonData: __, ...rest } = settings;
  const data = { ...rest, jsonData: { ...settings.jsonData, definitions } };
  try {
    // Grafana refuses an old version itself (409); looking first says it in our words and before anything is sent.
    const now = await readSettings(settings.uid);
    if (now.version !== settings.version) {
      return { ok: false, why: 'conflict', reason: 'Somebody else saved these settings since you opened them.' };
    }
    const answer = await getBackendSrv().put<{ datasource?: Settings }>(
      `/api/datasources/uid/${encodeURIComponent(settings.uid)}`,
      data,
      { showErrorAlert: false, showSuccessAlert: false }
    );
    await reload();
    return { ok: true, version: answer?.datasource?.version };
  } catch (error) {
    const { status } = (error ?? {}) as { status?: number };
    const why = status === 409 || status === 412 ? 'conflict' : status === 401 || status === 403 ? 'refused' : 'failed';
    return { ok: false, why, reason: reasonOf(error) };
  }
}

/** Lets panels of this page ask by the new text; where a Grafana cannot, the next load of the page does. */
async function reload(): Promise<void> {
  try {
    await (getDataSourceSrv() as { reload?: () => Promise<void> | void }).reload?.();
  } catch {
    // What is saved is saved.
  }
}
