import React, { useEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2, InterpolateFunction } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { BurnSpan } from '../../kpi/results/types';
import { isFocusVisible } from '../shared/focus-visible';
import { LinkMenu, MenuLink } from '../shared/link-menu';
import { Brackets } from './brackets';
import { useCrosshair } from '../shared/crosshair';
import { nextRow } from './cursor';
import { Cursor } from './cursor-marks';
import { BurnLayout } from './layout';
import { linksOf, mayHaveLinks } from './links';
import { BurnChart } from './model';
import { describeMoment, eventsWithin, spansAt } from './moment';
import { nearestIndex } from '../shared/sorted-times';
import { MomentTooltip } from './tooltip';
import { Drag, zoomRange } from '../shared/zoom';

export interface PlotProps {
  readonly chart: BurnChart;
  readonly layout: BurnLayout;
  readonly tableId: string;
  readonly replaceVariables: InterpolateFunction;
  readonly onZoom: (range: { from: number; to: number }) => void;
  /** The picture itself. */
  readonly children: React.ReactNode;
}

/** Px around the pointer within which a deploy is meant. */
const NEAR = 9;

/** The picture as pointer and keyboard meet it: a slider over time, brackets as buttons, a drag that zooms. */
export function Plot({ chart, layout, tableId, replaceVariables, onZoom, children }: PlotProps) {
  const styles = useStyles2(getStyles);
  const surface = useRef<HTMLDivElement>(null);
  const { theirs, tell } = useCrosshair();
  const [row, setRow] = useState<number | null>(null);
  const [tip, setTip] = useState<{ x: number; y: number } | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [menu, setMenu] = useState<{ x: number; y: number; links: MenuLink[] } | null>(null);
  const { plot } = layout;
  const last = chart.times.length - 1;
  const current = row === null ? last : Math.min(row, last);
  const linked = mayHaveLinks(chart);
  // Whoever is unmounted while it points must not leave its crosshair on the other panels.
  useEffect(() => () => tell(null), [tell]);

  const localX = (event: { readonly clientX: number }) =>
    event.clientX - (surface.current?.getBoundingClientRect().left ?? 0) + plot.x;
  const place = (at: number): { x: number; y: number } => {
    const box = surface.current?.getBoundingClientRect();
    return box ? { x: box.left + layout.xOf(chart.times[at]) - plot.x, y: box.top + plot.height / 2 } : { x: 0, y: 0 };
  };
  const point = (next: number, at: { x: number; y: number }) => {
    setRow(next);
    setTip(at);
    tell(chart.times[next] ?? null);
  };
  const leave = () => {
    setTip(null);
    setDrag(null);
    tell(null);
  };
  const openMenu = (span: BurnSpan | null, at: { x: number; y: number }) => {
    const links = linksOf(chart, span, current, replaceVariables);
    if (links.length > 0) {
      setTip(null);
      setMenu({ ...at, links });
    }
  };
  /** The alert that a click at a row means: pages before tickets. */
  const alertAt = (at: number): BurnSpan | null => {
    const spans = spansAt(chart, chart.times[at]);
    return spans.find(({ kind }) => kind === 'page') ?? spans.find(({ kind }) => kind === 'ticket') ?? null;
  };

  const onPointerMove = (event: React.PointerEvent) => {
    if (menu || last < 0) {
      return;
    }
    const x = localX(event);
    if (drag) {
      setDrag({ ...drag, to: x });
    }
    point(nearestIndex(chart.times, layout.msOf(x)), { x: event.clientX, y: event.clientY });
  };
  const onPointerDown = (event: React.PointerEvent) => {
    if (event.button === 0 && !menu) {
      const x = localX(event);
      setDrag({ from: x, to: x });
      surface.current?.setPointerCapture?.(event.pointerId);
    }
  };
  const onPointerUp = (event: React.PointerEvent) => {
    if (!drag) {
      return;
    }
    setDrag(null);
    const range = zoomRange({ ...drag, to: localX(event) }, layout.msOf, chart);
    if (range) {
      leave();
      onZoom(range);
    } else {
      openMenu(alertAt(current), { x: event.clientX, y: event.clientY });
    }
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      openMenu(alertAt(current), place(current));
    } else if (event.key === 'Escape') {
      // Only swallowed while there is something to close: Grafana leaves a full-screen panel with it.
      if (tip || drag) {
        event.stopPropagation();
        leave();
      }
    } else {
      const next = nextRow(chart, current, event.key, event.shiftKey);
      if (next !== null) {
        event.preventDefault();
        point(next, place(next));
      }
    }
  };
  const onFocus = (event: React.FocusEvent) => {
    // A click focuses too, and then the pointer already tells.
    if (isFocusVisible(event.target)) {
      point(current, place(current));
    }
  };

  const shown = tip || drag ? chart.times[current] : null;
  const near =
    shown === null
      ? []
      : eventsWithin(chart, layout.msOf(layout.xOf(shown) - NEAR), layout.msOf(layout.xOf(shown) + NEAR));
  return (
    <div className={styles.plot} style={{ width: layout.width, height: layout.height }}>
      {children}
      <Cursor
        chart={chart}
        layout={layout}
        row={shown === null ? null : current}
        theirs={shown === null ? theirs : null}
        drag={drag}
      />
      <div
        ref={surface}
        className={styles.surface}
        style={{ left: plot.x, top: plot.y, width: plot.width, height: layout.height - plot.y }}
        role="slider"
        tabIndex={0}
        aria-label={`Time on the burn rate of “${chart.name}”`}
        aria-describedby={tableId}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={current}
        aria-valuetext={describeMoment(chart, current)}
        aria-haspopup={linked ? 'menu' : undefined}
        data-testid="plumbline-surface"
        onPointerMove={onPointerMove}
        onPointerDown={onPointerDown}
        onPointerUp={onPointerUp}
        onPointerCancel={leave}
        onPointerLeave={() => !drag && leave()}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onBlur={() => !menu && leave()}
      />
      <Brackets chart={chart} brackets={layout.brackets} linked={linked} onOpen={openMenu} />
      {tip && !menu && last >= 0 && (
        <MomentTooltip chart={chart} row={current} events={near} x={tip.x} y={tip.y} linked={linked} />
      )}
      {menu && (
        <LinkMenu
          x={menu.x}
          y={menu.y}
          links={menu.links}
          onClose={() => {
            setMenu(null);
            surface.current?.focus({ preventScroll: true });
          }}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  plot: css({ position: 'relative', overflow: 'hidden', direction: 'ltr' }),
  surface: css({
    position: 'absolute',
    cursor: 'crosshair',
    touchAction: 'pan-y',
    borderRadius: theme.shape.radius.default,
    '&:focus': { outline: 'none' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
});
