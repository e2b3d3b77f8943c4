import React from 'react';
import { useTheme2 } from '@grafana/ui';
import { tonesOf } from './tones';
import type { Drag } from './zoom';

/** The range that is being dragged, over the plot. */
export function DragMark({
  drag,
  plot,
}: {
  readonly drag: Drag;
  readonly plot: { readonly y: number; readonly height: number };
}) {
  return (
    <rect
      x={Math.min(drag.from, drag.to)}
      y={plot.y}
      width={Math.abs(drag.to - drag.from)}
      height={plot.height}
      fill={tonesOf(useTheme2()).focus}
      fillOpacity={0.2}
      data-testid="plumbline-drag"
    />
  );
}
