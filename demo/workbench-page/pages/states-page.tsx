/** Every named state of a panel, in light and dark: where one looks whether a stranger gets the point in three seconds. */
import { css } from '@emotion/css';
import { ThemeContext, createTheme, dateTime, type PanelData, type PanelPlugin, type TimeRange } from '@grafana/data';
import { Alert } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { FUNNEL_STATES, type FunnelState } from '../../../src/panels/funnel/states';
import type { Route } from '../app/navigation';
import { Page } from '../app/page';
import { PanelView } from '../board/panel-view';
import { importPanelPlugin } from '../runtime/panel-plugins';
import { PANEL_PLUGINS } from '../runtime/plugin-files';

type Mode = 'light' | 'dark';

const FUNNEL = PANEL_PLUGINS[0].id;
/** A fixed month, in a fixed zone: pictures must not depend on the day they are taken. */
const NOVEMBER: TimeRange = range('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z');
const TIME_ZONE = 'utc';
const PADDING = 8;

function range(from: string, to: string): TimeRange {
  return { from: dateTime(from), to: dateTime(to), raw: { from: dateTime(from), to: dateTime(to) } };
}

/** `?show=dark|light` draws one theme only; `?state=name` one state only. */
export function StatesPage({ route }: { route: Route }) {
  const show = route.params.get('show');
  const only = route.params.get('state');
  const modes: Mode[] = show === 'dark' || show === 'light' ? [show] : ['light', 'dark'];
  const { plugin, error } = usePlugin(FUNNEL);
  const states = FUNNEL_STATES.filter((state) => only === null || state.name === only);
  return (
    <Page title="Panel states: funnel">
      {error && <Alert severity="error" title={error} />}
      {plugin && (
        <div className={list}>
          {states.map((state) => (
            <div key={state.name} className={pair}>
              {modes
                .filter((mode) => state.theme === undefined || state.theme === mode)
                .map((mode) => (
                  <StateView key={mode} plugin={plugin} state={state} mode={mode} />
                ))}
            </div>
          ))}
        </div>
      )}
    </Page>
  );
}

const list = css({ display: 'flex', flexDirection: 'column', gap: 16 });
const pair = css({ display: 'flex', flexWrap: 'wrap', gap: 16 });

function usePlugin(id: string): { plugin?: PanelPlugin; error?: string } {
  const [state, setState] = useState<{ plugin?: PanelPlugin; error?: string }>({});
  useEffect(() => {
    importPanelPlugin(id).then(
      (plugin) => setState({ plugin }),
      (error: Error) => setState({ error: error.message })
    );
  }, [id]);
  return state;
}

function StateView({ plugin, state, mode }: { plugin: PanelPlugin; state: FunnelState; mode: Mode }) {
  const theme = useMemo(() => createTheme({ colors: { mode } }), [mode]);
  const data: PanelData = useMemo(
    () => ({
      state: state.data.state,
      series: [...state.data.series],
      timeRange: NOVEMBER,
      ...(state.data.errors ? { errors: [...state.data.errors], error: state.data.errors[0] } : {}),
    }),
    [state]
  );
  const { width, height } = state;
  return (
    <ThemeContext.Provider value={theme}>
      <figure style={{ margin: 0, color: theme.colors.text.secondary }}>
        <figcaption>
          {state.name} · {width} × {height} · {mode}
        </figcaption>
        {/* Not Grafana's panel frame: the size is the panel's own, and the picture the same under every Grafana. */}
        <div
          data-state-name={state.name}
          data-theme={mode}
          style={{
            width: width + 2 * PADDING,
            padding: PADDING,
            color: theme.colors.text.primary,
            background: theme.colors.background.primary,
            colorScheme: mode,
          }}
        >
          <PanelView
            id={1}
            plugin={plugin}
            title={state.name}
            options={state.options as Record<string, unknown> | undefined}
            data={data}
            timeZone={TIME_ZONE}
            width={width}
            height={height}
          />
        </div>
      </figure>
    </ThemeContext.Provider>
  );
}
