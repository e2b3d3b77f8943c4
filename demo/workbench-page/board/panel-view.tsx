/** One panel plugin, given data: option defaults, field overrides, then the plugin's own component. */
import {
  EventBusSrv,
  FieldConfigSource,
  LoadingState,
  PluginContextProvider,
  applyFieldOverrides,
  getPanelOptionsWithDefaults,
  type AbsoluteTimeRange,
  type PanelData,
  type PanelPlugin,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { ErrorBoundaryAlert, PanelContextProvider, useTheme2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

export interface PanelViewProps {
  readonly id: number;
  readonly plugin: PanelPlugin;
  readonly title: string;
  readonly options?: Record<string, unknown>;
  readonly fieldConfig?: FieldConfigSource;
  readonly data: PanelData;
  readonly timeZone: string;
  readonly width: number;
  readonly height: number;
  readonly transparent?: boolean;
  /** The board's, over which its panels share a crosshair. */
  readonly bus?: EventBusSrv;
  readonly onChangeTimeRange?: (range: AbsoluteTimeRange) => void;
}

const NO_FIELD_CONFIG: FieldConfigSource = { defaults: {}, overrides: [] };

export function PanelView(props: PanelViewProps) {
  const { plugin, data, timeZone } = props;
  const theme = useTheme2();
  const [eventBus] = useState(() =>
    (props.bus ?? new EventBusSrv()).newScopedBus(`panel-${props.id}`, { onlyLocal: false })
  );
  const [changed, setChanged] = useState<Record<string, unknown>>({});
  const currentOptions = useMemo(() => ({ ...props.options, ...changed }), [props.options, changed]);

  const defaults = useMemo(
    () =>
      getPanelOptionsWithDefaults({
        plugin,
        currentOptions,
        currentFieldConfig: props.fieldConfig ?? NO_FIELD_CONFIG,
        isAfterPluginChange: false,
      }),
    [plugin, currentOptions, props.fieldConfig]
  );

  const replaceVariables = useMemo(
    () =>
      (...args: Parameters<ReturnType<typeof getTemplateSrv>['replace']>) =>
        getTemplateSrv().replace(...args),
    []
  );

  const shown = useMemo<PanelData>(
    () => ({
      ...data,
      series: applyFieldOverrides({
        data: data.series,
        fieldConfig: defaults.fieldConfig,
        fieldConfigRegistry: plugin.fieldConfigRegistry,
        theme,
        timeZone,
        replaceVariables,
      }),
    }),
    [data, defaults.fieldConfig, plugin, theme, timeZone, replaceVariables]
  );

  const context = useMemo(() => ({ eventsScope: `panel-${props.id}`, eventBus }), [props.id, eventBus]);
  const Panel = plugin.panel;
  if (!Panel || data.state === LoadingState.NotStarted) {
    return null;
  }
  const panel = (
    <ErrorBoundaryAlert dependencies={[data]}>
      <Panel
        id={props.id}
        title={props.title}
        data={shown}
        options={defaults.options}
        fieldConfig={defaults.fieldConfig}
        timeRange={data.timeRange}
        timeZone={timeZone}
        width={props.width}
        height={props.height}
        transparent={props.transparent ?? false}
        renderCounter={0}
        replaceVariables={replaceVariables}
        eventBus={eventBus}
        onOptionsChange={setChanged}
        onFieldConfigChange={() => undefined}
        onChangeTimeRange={props.onChangeTimeRange ?? (() => undefined)}
      />
    </ErrorBoundaryAlert>
  );
  return (
    <PanelContextProvider value={context}>
      {plugin.meta?.info ? <PluginContextProvider meta={plugin.meta}>{panel}</PluginContextProvider> : panel}
    </PanelContextProvider>
  );
}
