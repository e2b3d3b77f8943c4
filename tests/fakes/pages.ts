/** Plumbline data sources for tests of pages: definitions are parsed as ever, answers are a test's. */
import { locationUtil, type GrafanaConfig } from '@grafana/data';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import { DataSource } from '../../src/datasource/data-source';
import type { KpiQuery, QueryContext, Result } from '../../src/kpi';
import { configure } from '@testing-library/react';
import { installGrafana, plumblineSettings } from './grafana';

export interface Asked {
  readonly uid: string;
  readonly query: KpiQuery;
  readonly context: QueryContext;
  readonly text: string;
}

// A page waits for its answers, and machines are shared.
configure({ asyncUtilTimeout: 15_000 });

type Answer = (asked: Asked) => Result | Promise<Result>;

export const emptyResult = ({ query }: Pick<Asked, 'query'>): Result => ({
  kpi: query.kpi ?? query.kpis?.join(', ') ?? '',
  view: query.view,
  status: 'nodata',
  frames: [],
  notices: [],
  requests: 0,
});

/** Installs one Plumbline data source for each text (by uid, which is its name too); returns what was asked of them, in order. */
export function installPages(
  texts: Readonly<Record<string, string>>,
  answer: Answer = emptyResult
): { readonly asked: Asked[]; readonly sources: readonly DataSource[] } {
  installGrafana({});
  locationUtil.initialize({
    config: { appSubUrl: '/grafana' } as GrafanaConfig,
    getVariablesUrlParams: () => ({}),
    getTimeRangeForUrl: () => ({ from: 'now-6h', to: 'now' }),
  });
  const asked: Asked[] = [];
  const settings = Object.entries(texts).map(([uid, text]) => ({ ...plumblineSettings(text, uid), name: uid }));
  const sources = settings.map((one) => {
    const source = new DataSource(one as never);
    source.result = async (query, context, { text = source.definitionsText, signal } = {}) => {
      const question = { uid: one.uid, query, context, text };
      asked.push(question);
      const result = await answer(question);
      signal?.throwIfAborted();
      return result;
    };
    return source;
  });
  setDataSourceSrv({
    get: ({ uid }: { uid: string }) => {
      const found = sources.find((source) => source.uid === uid);
      return found ? Promise.resolve(found) : Promise.reject(new Error(`Datasource ${uid} was not found`));
    },
    getList: ({ pluginId }: { pluginId?: string } = {}) =>
      settings.filter(({ type }) => !pluginId || type === pluginId),
    getInstanceSettings: ({ uid }: { uid?: string }) => settings.find((one) => one.uid === uid),
    reload: () => undefined,
  } as unknown as DataSourceSrv);
  return { asked, sources };
}
