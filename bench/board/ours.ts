/** The provisioned executive board as a page of Grafana asks it: one host for the page, every panel at once, then a refresh. */
import {
  dataFrameFromJSON,
  LoadingState,
  type DataFrameJSON,
  type DataQueryRequest,
  type DataSourceApi,
} from '@grafana/data';
import { from, lastValueFrom } from 'rxjs';
import { executive } from '../../boards/executive';
import { boardText } from '../../boards/frame';
import { runQueries, type WorkbenchSource } from '../../demo/server/ds-query';
import type { DataSourceQuery } from '../../demo/server/request';
import { resolveQuery } from '../../src/datasource/variables/resolve-query';
import type { KpiDataQuery } from '../../src/datasource/types';
import { BrowserHost } from '../../src/hosts/browser';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, sliceStore } from '../../src/kpi';
import { fakeTemplates, type FakeVariable } from '../../tests/fakes/templates';
import type { Stores } from './stores';

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly targets?: readonly KpiDataQuery[];
  readonly timeFrom?: string;
}

interface Mark {
  readonly name: string;
  readonly target?: KpiDataQuery;
}

const DAY = 86_400_000;

export interface OurBoard {
  /** Asks every panel and mark as at `nowMs`. Resolves with what failed. */
  draw(nowMs: number): Promise<string[]>;
}

/** A data source of the page, in front of the stores. */
function dataSourceOf(sources: ReadonlyMap<string, WorkbenchSource>, source: WorkbenchSource): DataSourceApi {
  const query = (request: DataQueryRequest) =>
    from(
      runQueries(
        sources,
        {
          queries: request.targets.map((target) => ({
            ...target,
            datasource: { uid: source.uid, type: source.type },
            intervalMs: request.intervalMs,
            maxDataPoints: request.maxDataPoints,
          })) as unknown as DataSourceQuery[],
          range: { fromMs: request.range.from.valueOf(), toMs: request.range.to.valueOf() },
        },
        { multiStatus: true, signal: new AbortController().signal }
      ).then(({ body: { results } }) => {
        const errors = Object.entries(results).flatMap(([refId, { error }]) =>
          error === undefined ? [] : [{ refId, message: error }]
        );
        const data = Object.values(results).flatMap(({ frames = [] }) =>
          frames.map((frame) => dataFrameFromJSON(frame as unknown as DataFrameJSON))
        );
        return { state: LoadingState.Done, data, ...(errors.length > 0 ? { errors, error: errors[0] } : {}) };
      })
    );
  return { uid: source.uid, type: source.type, name: source.name, query } as unknown as DataSourceApi;
}

const ALL = (options: readonly string[]): FakeVariable => ({
  value: ['$__all'],
  text: 'All',
  includeAll: true,
  options,
});

/** @param text the provisioned definitions */
export function ourBoard(
  text: string,
  { sources, annotations: notes }: Pick<Stores, 'sources' | 'annotations'>
): OurBoard {
  const parsed = parseDefinitions([{ file: 'definitions', text }]);
  if (!parsed.ok) {
    throw new Error('the definitions do not hold together');
  }
  const promises = [...parsed.value.kpis.values()].filter(({ objectives }) => objectives.length > 0);
  const areas = [...new Set([...parsed.value.kpis.values()].map(({ area }) => area))];
  const templates = fakeTemplates('scenes', {
    area: ALL(areas),
    kpi: ALL(promises.map(({ name }) => name)),
    region: ALL(['eu', 'us']),
    window: { value: '1h' },
  });
  const apis = new Map([...sources.values()].map((source) => [source.uid, dataSourceOf(sources, source)]));
  const host = new BrowserHost({
    dataSources: { get: (ref) => Promise.resolve(apis.get(ref.uid!)!), annotations: notes },
    run: runQuery,
    store: sliceStore(),
  });
  const { panels, annotations } = JSON.parse(boardText(executive())) as {
    readonly panels: readonly Panel[];
    readonly annotations: { readonly list: readonly Mark[] };
  };
  const asked = [
    ...panels,
    ...annotations.list.map(({ name, target }) => ({
      title: name,
      targets: target ? [target] : [],
      timeFrom: undefined,
    })),
  ].filter(({ targets = [] }) => targets.length > 0);
  return {
    async draw(nowMs) {
      const answers = await Promise.all(
        asked.map(async ({ title, targets = [], timeFrom }) => {
          const fromMs = nowMs - (timeFrom ? 14 : 1) * DAY;
          const packet = await lastValueFrom(
            host.query(
              text,
              targets.map((target) => ({ refId: target.refId, query: resolveQuery(target, templates, {}) })),
              { fromMs, toMs: nowMs, nowMs, maxDataPoints: 500 },
              { app: 'dashboard', scopedVars: {}, timezone: 'Europe/Berlin' }
            )
          );
          return (packet.errors ?? []).map(({ message }) => `${title}: ${message}`);
        })
      );
      return answers.flat();
    },
  };
}
