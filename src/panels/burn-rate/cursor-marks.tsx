import React from 'react';
import { useTheme2 } from '@grafana/ui';
import { DragMark } from '../shared/drag-mark';
import { tonesOf } from '../shared/tones';
import { BurnLayout } from './layout';
import { BurnChart } from './model';
import { burnColor } from './shapes';
import { Drag } from '../shared/zoom';

export interface CursorProps {
  readonly chart: BurnChart;
  readonly layout: BurnLayout;
  /** Row under the pointer or the keyboard's cursor. */
  readonly row: number | null;
  /** Moment that another panel points to. */
  readonly theirs: number | null;
  readonly drag: Drag | null;
}

/** What follows the pointer: the crosshair with a dot on every line, that of other panels, and the range being dragged. */
export function Cursor({ chart, layout, row, theirs, drag }: CursorProps) {
  const theme = useTheme2();
  const tones = tonesOf(theme);
  const { plot, scale } = layout;
  const inside = theirs !== null && theirs >= chart.fromMs && theirs <= chart.toMs;
  if (row === null && !inside && !drag) {
    return null;
  }
  const atMs = row === null ? theirs! : chart.times[row];
  const x = layout.xOf(atMs);
  const drawn = new Set(layout.lines.map(({ window }) => window));
  return (
    <svg
      width={layout.width}
      height={layout.height}
      aria-hidden="true"
      style={{ position: 'absolute', top: 0, left: 0, pointerEvents: 'none' }}
    >
      {drag && <DragMark drag={drag} plot={plot} />}
      {(row !== null || inside) && (
        <line
          x1={x}
          x2={x}
          y1={plot.y}
          y2={layout.height}
          stroke={tones.text}
          strokeOpacity={0.7}
          strokeDasharray={row === null ? '4 4' : undefined}
          data-testid={row === null ? 'plumbline-their-crosshair' : 'plumbline-crosshair'}
        />
      )}
      {row !== null &&
        chart.lines.map(({ window, values }) => {
          const value = values[row] ?? null;
          return value === null || !drawn.has(window) ? null : (
            <circle
              key={window}
              cx={x}
              cy={plot.y + plot.height * (1 - scale.toShare(value))}
              r={3}
              fill={burnColor(theme)}
              stroke={tones.background}
            />
          );
        })}
    </svg>
  );
}
