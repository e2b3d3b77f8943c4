import React, { type ReactNode } from 'react';
import { useElementWidth } from '../app/use-element-width';
import { GRID, panelHeight, type PanelModel } from './model';

interface Props {
  readonly panels: readonly PanelModel[];
  readonly children: (panel: PanelModel, width: number, height: number) => ReactNode;
}

/** Below this many pixels panels stand under one another, as on a phone in Grafana. */
const SINGLE_COLUMN_BELOW = 768;

/** Places panels by `gridPos` in 24 columns and tells each its size in pixels. */
export function Grid({ panels, children }: Props) {
  const [element, width] = useElementWidth();
  const single = width < SINGLE_COLUMN_BELOW;
  const column = (width + GRID.gap) / GRID.columns;
  const unit = GRID.rowHeight + GRID.gap;
  const bottom = Math.max(0, ...panels.map((panel) => panel.gridPos.y + panel.gridPos.h));
  return (
    <div ref={element} style={{ position: 'relative', height: single ? 'auto' : bottom * unit }}>
      {width > 0 &&
        panels.map((panel) => {
          const { x, y, w } = panel.gridPos;
          const panelWidth = single ? width : Math.floor(w * column - GRID.gap);
          const place = single
            ? { marginBottom: GRID.gap }
            : { position: 'absolute' as const, left: Math.round(x * column), top: y * unit };
          return (
            <div key={panel.id} style={place}>
              {children(panel, panelWidth, panelHeight(panel.gridPos))}
            </div>
          );
        })}
    </div>
  );
}
