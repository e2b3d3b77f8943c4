import React from 'react';
import { useTheme2 } from '@grafana/ui';
import { Hatch } from '../shared/hatch';
import { tonesOf } from '../shared/tones';
import { Glyph } from './glyph';
import type { ListLayout } from './layout';

export interface ListSignsProps {
  readonly layout: ListLayout;
  readonly id: string;
  readonly chosen: string;
}

/** The signs at the rows of the list, and a line between rows. */
export const ListSigns = React.memo(function ListSigns({ layout, id, chosen }: ListSignsProps) {
  const theme = useTheme2();
  const tones = tonesOf(theme);
  return (
    <svg
      width={layout.width}
      height={layout.height}
      aria-hidden="true"
      style={{ position: 'absolute', top: 0, left: 0, direction: 'ltr' }}
    >
      <defs>
        <Hatch id={`${id}-unknown`} color={tones.hatch} />
      </defs>
      {layout.marks.map(({ hit, kind, tint, events }, i) => (
        <g key={i}>
          <line x1={0} x2={layout.width} y1={hit.y + hit.height + 1} y2={hit.y + hit.height + 1} stroke={tones.faint} />
          <Glyph kind={kind ?? 'other'} tint={tint} {...layout.signs[i]} theme={theme} hatch={`url(#${id}-unknown)`} />
          {chosen !== '' && events[0].id === chosen && (
            <rect
              x={1}
              y={hit.y}
              width={layout.width - 2}
              height={hit.height}
              rx={3}
              fill="none"
              stroke={tones.focus}
              strokeWidth={2}
            />
          )}
        </g>
      ))}
    </svg>
  );
});
