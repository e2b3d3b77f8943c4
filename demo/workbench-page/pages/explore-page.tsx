/** A query by hand: the data source's real editor, and its answer as a funnel, a series or a table. */
import {
  CoreApp,
  DataSourcePluginContextProvider,
  LoadingState,
  rangeUtil,
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type PanelData,
  type PanelPlugin,
  type QueryEditorProps,
} from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { Alert, Button, Combobox, Field, PanelChrome } from '@grafana/ui';
import React, { useEffect, useRef, useState, type ComponentType } from 'react';
import type { ParamChange, Route } from '../app/navigation';
import { Page } from '../app/page';
import { TimeControls } from '../app/time-controls';
import { useElementWidth } from '../app/use-element-width';
import { usePageTime } from '../app/use-time';
import { PanelView } from '../board/panel-view';
import type { Services } from '../runtime/install';
import { importPanelPlugin } from '../runtime/panel-plugins';
import { BURN_RATE_PANEL, DATA_SOURCE_PLUGIN, ERROR_BUDGET_PANEL, FUNNEL_PANEL } from '../runtime/plugin-files';
import { runRequest } from '../runtime/run-request';

interface Props {
  readonly services: Services;
  readonly route: Route;
  readonly change: (params: ParamChange) => void;
  /** Where the address names none. */
  readonly timeZone?: string;
}

type Editor = ComponentType<QueryEditorProps<DataSourceApi, DataQuery>>;

export function ExplorePage({ services, route, change, timeZone }: Props) {
  const time = usePageTime(route, change, { from: 'now-7d', to: 'now', timeZone });
  const choices = services.dataSources.getList({ type: DATA_SOURCE_PLUGIN.id });
  const uid = route.params.get('ds') ?? choices[0]?.uid;
  const settings = services.dataSources.getInstanceSettings(uid);
  const { dataSource, error } = useDataSource(services, uid);
  const [query, setQuery] = useState(() => readQuery(route.params.get('query')));
  const [run, setRun] = useState({ count: 0, query });
  const data = useAnswer(dataSource, run.query, time.range, time.timeZone, run.count + time.tick);
  const latest = useRef(query);
  const onChange = (next: DataQuery) => {
    latest.current = next;
    setQuery(next);
    change({ query: JSON.stringify(next) });
  };
  const onRun = () => setRun(({ count }) => ({ count: count + 1, query: latest.current }));

  services.templates.setVariables([]);
  services.templates.updateTimeRange(time.range);

  const QueryEditor = dataSource?.components?.QueryEditor as Editor | undefined;
  return (
    <Page
      title="Explore"
      toolbar={<TimeControls time={time} />}
      filters={
        <Combobox
          aria-label="Data source"
          width={30}
          value={uid ?? null}
          options={choices.map((one) => ({ label: one.name, value: one.uid }))}
          onChange={(chosen) => change({ ds: chosen.value })}
        />
      }
    >
      {error && <Alert severity="error" title={error} />}
      {dataSource && settings && QueryEditor && (
        <DataSourcePluginContextProvider instanceSettings={settings as DataSourceInstanceSettings}>
          <section aria-label="Query">
            <QueryEditor
              datasource={dataSource}
              query={query}
              onChange={onChange}
              onRunQuery={onRun}
              range={time.range}
              data={data}
              app={CoreApp.Explore}
              queries={[query]}
            />
            <Field noMargin>
              <Button icon="sync" onClick={onRun}>
                Run query
              </Button>
            </Field>
          </section>
        </DataSourcePluginContextProvider>
      )}
      <Answer data={data} timeZone={time.timeZone} />
    </Page>
  );
}

function readQuery(text: string | null): DataQuery {
  try {
    return { refId: 'A', ...(JSON.parse(text ?? '{}') as object) };
  } catch {
    return { refId: 'A' };
  }
}

function useDataSource(services: Services, uid: string | undefined): { dataSource?: DataSourceApi; error?: string } {
  const [state, setState] = useState<{ dataSource?: DataSourceApi; error?: string }>({});
  useEffect(() => {
    services.dataSources.get(uid).then(
      (dataSource) => setState({ dataSource }),
      (error: Error) => setState({ error: error.message })
    );
  }, [services, uid]);
  return state;
}

function useAnswer(
  dataSource: DataSourceApi | undefined,
  query: DataQuery,
  range: PanelData['timeRange'],
  timezone: string,
  revision: number
): PanelData {
  const [data, setData] = useState<PanelData>({ state: LoadingState.NotStarted, series: [], timeRange: range });
  useEffect(() => {
    if (!dataSource) {
      return undefined;
    }
    const maxDataPoints = 1000;
    const { interval, intervalMs } = rangeUtil.calculateInterval(range, maxDataPoints);
    const subscription = runRequest(dataSource, {
      app: CoreApp.Explore,
      requestId: `explore-${revision}`,
      interval,
      intervalMs,
      maxDataPoints,
      range,
      timezone,
      scopedVars: {},
      startTime: Date.now(),
      targets: [query],
    }).subscribe(setData);
    return () => subscription.unsubscribe();
  }, [dataSource, query, range, timezone, revision]);
  return data;
}

/** Panels that draw a view of ours. */
const OWN_PANELS: Readonly<Record<string, string | undefined>> = {
  funnel: FUNNEL_PANEL.id,
  budget: ERROR_BUDGET_PANEL.id,
  burn: BURN_RATE_PANEL.id,
};

/** Views of ours as their own panels draw them, times as series, the rest as a table. */
function panelTypeOf(data: PanelData): string {
  const metas = data.series.map((frame) => frame.meta?.custom as { view?: string } | undefined);
  const own = metas.map((meta) => OWN_PANELS[meta?.view ?? '']).find((id) => id !== undefined);
  if (own) {
    return own;
  }
  return data.series.some((frame) => frame.fields[0]?.type === 'time') ? 'timeseries' : 'table';
}

function Answer({ data, timeZone }: { data: PanelData; timeZone: string }) {
  const [element, width] = useElementWidth();
  const [plugin, setPlugin] = useState<PanelPlugin>();
  const type = panelTypeOf(data);
  useEffect(() => {
    importPanelPlugin(type).then(setPlugin, () => setPlugin(undefined));
  }, [type]);
  const errors = (data.errors ?? []).map((error) => error.message).join('\n');
  return (
    <div ref={element} style={{ marginTop: 16 }} data-answer={type} data-state={data.state}>
      {errors && <Alert severity="error" title={errors} />}
      {data.state !== LoadingState.NotStarted && width > 0 && plugin && (
        <PanelChrome width={width} height={420} title="Answer" loadingState={data.state}>
          {(innerWidth, innerHeight) => (
            <PanelView
              key={type}
              id={1}
              plugin={plugin}
              title="Answer"
              data={data}
              timeZone={timeZone}
              width={innerWidth}
              height={innerHeight}
            />
          )}
        </PanelChrome>
      )}
    </div>
  );
}
