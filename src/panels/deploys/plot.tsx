import React, { useEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { useCrosshair } from '../shared/crosshair';
import { Text, getTextStyles } from '../shared/text';
import { DragMark } from '../shared/drag-mark';
import { tonesOf } from '../shared/tones';
import { Drag, zoomRange } from '../shared/zoom';
import type { LanesLayout } from './layout';
import type { DeploysView } from './model';
import { MomentTooltip } from './tooltip';

export interface PlotProps {
  readonly view: DeploysView;
  readonly layout: LanesLayout;
  readonly onZoom: (range: { from: number; to: number }) => void;
  /** The picture itself, under what the pointer meets. */
  readonly children: React.ReactNode;
}

/** The lanes as the pointer meets them between marks: a crosshair shared with other panels, a drag that zooms. The keyboard walks over marks. */
export function Plot({ view, layout, onZoom, children }: PlotProps) {
  const styles = useStyles2(getStyles);
  const text = useStyles2(getTextStyles);
  const surface = useRef<HTMLDivElement>(null);
  const { theirs, tell } = useCrosshair();
  const [point, setPoint] = useState<{ atMs: number; x: number; y: number } | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const { plot } = layout;
  // Whoever is unmounted while it points must not leave its crosshair on the other panels.
  useEffect(() => () => tell(null), [tell]);

  const localX = (event: { readonly clientX: number }) =>
    event.clientX - (surface.current?.getBoundingClientRect().left ?? 0) + plot.x;
  const leave = () => {
    setPoint(null);
    setDrag(null);
    tell(null);
  };
  const onPointerMove = (event: React.PointerEvent) => {
    const x = localX(event);
    const atMs = Math.round(Math.min(view.toMs, Math.max(view.fromMs, layout.msOf(x))));
    if (drag) {
      setDrag({ ...drag, to: x });
    }
    setPoint({ atMs, x: event.clientX, y: event.clientY });
    tell(atMs);
  };
  const onPointerDown = (event: React.PointerEvent) => {
    if (event.button === 0) {
      const x = localX(event);
      setDrag({ from: x, to: x });
      surface.current?.setPointerCapture?.(event.pointerId);
    }
  };
  const onPointerUp = (event: React.PointerEvent) => {
    const range = drag && zoomRange({ ...drag, to: localX(event) }, layout.msOf, view);
    setDrag(null);
    if (range) {
      leave();
      onZoom(range);
    }
  };
  return (
    <>
      {children}
      {layout.names.map((box, i) => (
        <Text key={i} styles={text} box={box} />
      ))}
      <Cursor layout={layout} view={view} atMs={point?.atMs ?? theirs} own={point !== null} drag={drag} />
      <div
        ref={surface}
        className={styles.surface}
        style={{ left: plot.x, top: plot.y, width: plot.width, height: plot.height }}
        data-testid="plumbline-surface"
        onPointerMove={onPointerMove}
        onPointerDown={onPointerDown}
        onPointerUp={onPointerUp}
        onPointerCancel={leave}
        onPointerLeave={() => !drag && leave()}
      />
      {point && <MomentTooltip view={view} atMs={point.atMs} x={point.x} y={point.y} />}
    </>
  );
}

interface CursorProps {
  readonly layout: LanesLayout;
  readonly view: DeploysView;
  readonly atMs: number | null;
  /** Ours, and not that of another panel. */
  readonly own: boolean;
  readonly drag: Drag | null;
}

function Cursor({ layout, view, atMs, own, drag }: CursorProps) {
  const tones = tonesOf(useTheme2());
  const { plot } = layout;
  const inside = atMs !== null && atMs >= view.fromMs && atMs <= view.toMs;
  if (!inside && !drag) {
    return null;
  }
  const x = inside ? layout.xOf(atMs) : 0;
  return (
    <svg
      width={layout.width}
      height={layout.height}
      aria-hidden="true"
      style={{ position: 'absolute', top: 0, left: 0, pointerEvents: 'none' }}
    >
      {drag && <DragMark drag={drag} plot={plot} />}
      {inside && (
        <line
          x1={x}
          x2={x}
          y1={plot.y}
          y2={plot.y + plot.height}
          stroke={tones.text}
          strokeOpacity={0.7}
          strokeDasharray={own ? undefined : '4 4'}
          data-testid={own ? 'plumbline-crosshair' : 'plumbline-their-crosshair'}
        />
      )}
    </svg>
  );
}

const getStyles = (_theme: GrafanaTheme2) => ({
  surface: css({ position: 'absolute', cursor: 'crosshair', touchAction: 'pan-y' }),
});
