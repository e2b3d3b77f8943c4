/** A panel in its frame on the board: asks its data, shows loading, errors, notices and the way to Explore. */
import {
  EventBusSrv,
  LoadingState,
  type AbsoluteTimeRange,
  type DataFrame,
  type PanelData,
  type PanelPlugin,
  type QueryResultMetaNotice,
} from '@grafana/data';
import { Icon, Menu, PanelChrome, Tooltip } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { hrefTo } from '../app/navigation';
import { importPanelPlugin, panelPluginFromCache } from '../runtime/panel-plugins';
import type { PanelModel } from './model';
import { PanelView } from './panel-view';
import { usePanelData, type PanelQueryContext } from './use-panel-data';

interface Props {
  readonly panel: PanelModel;
  readonly context: PanelQueryContext;
  /** What happened in the board's time, for pictures over time. */
  readonly annotations?: DataFrame[];
  readonly width: number;
  readonly height: number;
  readonly onChangeTimeRange: (range: AbsoluteTimeRange) => void;
}

/** One board is open at a time. */
const BUS = new EventBusSrv();

export function PanelFrame({ panel, context, annotations, width, height, onChangeTimeRange }: Props) {
  const own = usePanelData(panel, context, width);
  const data = useMemo(() => (annotations ? { ...own, annotations } : own), [own, annotations]);
  const { plugin, error } = usePanelPlugin(panel.type);
  const failure = error ?? errorText(data);
  return (
    <div data-panel-id={panel.id} data-panel-title={panel.title} data-state={data.state}>
      <PanelChrome
        width={width}
        height={height}
        title={panel.title}
        description={panel.description}
        loadingState={data.state}
        statusMessage={failure}
        titleItems={<Notices data={data} />}
        padding={plugin?.noPadding ? 'none' : 'md'}
        displayMode={panel.transparent ? 'transparent' : 'default'}
        menu={() => <PanelMenu panel={panel} context={context} />}
      >
        {(innerWidth, innerHeight) =>
          plugin && (
            <PanelView
              id={panel.id}
              plugin={plugin}
              title={panel.title}
              options={panel.options}
              fieldConfig={panel.fieldConfig}
              data={data}
              timeZone={context.timeZone}
              width={innerWidth}
              height={innerHeight}
              transparent={panel.transparent}
              bus={BUS}
              onChangeTimeRange={onChangeTimeRange}
            />
          )
        }
      </PanelChrome>
    </div>
  );
}

function usePanelPlugin(type: string): { plugin?: PanelPlugin; error?: string } {
  const [state, setState] = useState<{ plugin?: PanelPlugin; error?: string }>({ plugin: panelPluginFromCache(type) });
  useEffect(() => {
    let current = true;
    importPanelPlugin(type).then(
      (plugin) => current && setState({ plugin }),
      (error: Error) => current && setState({ error: error.message })
    );
    return () => {
      current = false;
    };
  }, [type]);
  return state;
}

function errorText(data: PanelData): string | undefined {
  const messages = (data.errors ?? (data.error ? [data.error] : [])).map(
    (error) => error.message ?? error.data?.message
  );
  return messages.length > 0 ? [...new Set(messages)].join('\n') : undefined;
}

const LOUDEST: ReadonlyArray<QueryResultMetaNotice['severity']> = ['error', 'warning', 'info'];

/** What the frames say beside their numbers, gathered in one sign in the header. */
function Notices({ data }: { data: PanelData }) {
  const notices = useMemo(() => {
    const all = data.series.flatMap((frame) => frame.meta?.notices ?? []);
    return all.filter((notice, at) => all.findIndex((other) => other.text === notice.text) === at);
  }, [data.series]);
  const loudest = LOUDEST.find((severity) => notices.some((notice) => notice.severity === severity));
  if (!loudest || data.state === LoadingState.NotStarted) {
    return null;
  }
  const text = notices.map((notice) => notice.text).join('\n');
  return (
    <PanelChrome.TitleItem title={text}>
      <Tooltip content={<div style={{ whiteSpace: 'pre-line' }}>{text}</div>}>
        <Icon
          name={loudest === 'info' ? 'info-circle' : 'exclamation-triangle'}
          aria-label={`${notices.length} notice${notices.length === 1 ? '' : 's'}`}
          size="md"
        />
      </Tooltip>
    </PanelChrome.TitleItem>
  );
}

function PanelMenu({ panel, context }: { panel: PanelModel; context: PanelQueryContext }) {
  const target = panel.targets?.[0];
  const { from, to } = context.range.raw;
  const text = (edge: typeof from) => (typeof edge === 'string' ? edge : edge.toISOString());
  return (
    <Menu>
      <Menu.Item
        label="Explore"
        icon="compass"
        url={hrefTo('explore', { query: JSON.stringify(target ?? {}), from: text(from), to: text(to) })}
      />
    </Menu>
  );
}
