/** Every named state of a panel, in light and dark: where one looks whether a stranger gets the point in three seconds. */
import { css } from '@emotion/css';
import { ThemeContext, createTheme, dateTime, type PanelData, type PanelPlugin, type TimeRange } from '@grafana/data';
import { Alert, RadioButtonGroup } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import type { PanelState } from '../../../src/panels/shared/panel-state';
import type { ParamChange, Route } from '../app/navigation';
import { Page } from '../app/page';
import { PanelView } from '../board/panel-view';
import { importPanelPlugin } from '../runtime/panel-plugins';
import { PANEL_STATES } from './panel-states';

type Mode = 'light' | 'dark';

/** A fixed month, in a fixed zone: pictures must not depend on the day they are taken. */
const NOVEMBER = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 1) };
const TIME_ZONE = 'utc';
const PADDING = 8;

function rangeOf({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): TimeRange {
  const [from, to] = [dateTime(fromMs), dateTime(toMs)];
  return { from, to, raw: { from, to } };
}

interface Props {
  readonly route: Route;
  readonly change: (params: ParamChange) => void;
}

/** `?panel=id` says which panel; `?show=dark|light` draws one theme only; `?state=name` one state only. */
export function StatesPage({ route, change }: Props) {
  const wanted = route.params.get('panel') ?? PANEL_STATES[0].id;
  const panel = PANEL_STATES.find(({ id }) => id === wanted);
  const choice = (
    // No taller than the title: what is under it keeps its place on the grid of pixels, and with it its pictures.
    <div style={{ marginBlock: -2 }}>
      <RadioButtonGroup
        size="sm"
        aria-label="Panel"
        options={PANEL_STATES.map(({ id, title }) => ({ value: id, label: title }))}
        value={wanted}
        onChange={(id) => change({ panel: id, state: null })}
      />
    </div>
  );
  return (
    <Page title={`Panel states${panel ? `: ${panel.title.toLowerCase()}` : ''}`} filters={choice}>
      {panel ? (
        <States key={panel.id} id={panel.id} states={panel.states} params={route.params} />
      ) : (
        <Alert severity="error" title={`There are no states of a panel "${wanted}".`} />
      )}
    </Page>
  );
}

interface StatesProps {
  readonly id: string;
  readonly states: ReadonlyArray<PanelState<object>>;
  readonly params: URLSearchParams;
}

function States({ id, states, params }: StatesProps) {
  const show = params.get('show');
  const only = params.get('state');
  const modes: Mode[] = show === 'dark' || show === 'light' ? [show] : ['light', 'dark'];
  const { plugin, error } = usePlugin(id);
  const shown = states.filter((state) => only === null || state.name === only);
  return (
    <>
      {error && <Alert severity="error" title={error} />}
      {plugin && (
        <div className={list}>
          {shown.map((state) => (
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
    </>
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

function StateView({ plugin, state, mode }: { plugin: PanelPlugin; state: PanelState<object>; mode: Mode }) {
  const theme = useMemo(() => createTheme({ colors: { mode } }), [mode]);
  const data: PanelData = useMemo(
    () => ({
      state: state.data.state,
      series: [...state.data.series],
      timeRange: rangeOf(state.range ?? NOVEMBER),
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
