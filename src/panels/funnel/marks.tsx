import React from 'react';
import { useTheme2 } from '@grafana/ui';
import { Hatch } from '../shared/hatch';
import { segmentColor, Tones, tonesOf } from '../shared/tones';
import { Box, FunnelLayout, StepMark } from './layout';
import { Point } from './layout/types';

const points = (polygon: readonly Point[]) => polygon.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
const round = (px: number) => Math.round(px * 100) / 100;

export interface ShapesProps {
  readonly layout: FunnelLayout;
  readonly hatchId: string;
  /** Colour that a person chose for the count; segments beside each other keep their own hues. */
  readonly color: string | null;
}

/** Bands, trapezoids, notches and outlines. Decoration for the eye: everything is said again by the steps and the table. */
export const Shapes = React.memo(function Shapes({ layout, hatchId, color }: ShapesProps) {
  const theme = useTheme2();
  const tones = tonesOf(theme);
  const hue = (mark: StepMark) =>
    layout.mode === 'parallel' ? segmentColor(theme, mark.group) : (color ?? segmentColor(theme, 0));
  return (
    <svg
      width={layout.width}
      height={layout.height}
      aria-hidden="true"
      style={{ position: 'absolute', insetBlockStart: 0, left: 0 }}
    >
      <defs>
        <Hatch id={hatchId} color={tones.hatch} />
      </defs>
      {layout.cards.map((card, i) => (
        <rect key={i} {...card} rx={3} fill="none" stroke={theme.colors.border.weak} />
      ))}
      {layout.marks.map((mark, i) => (
        <g key={i}>
          {mark.flow && (
            <polygon
              points={points(mark.flow)}
              fill={hue(mark)}
              fillOpacity={(theme.isDark ? 0.28 : 0.2) * (layout.mode === 'stacked' ? 0.5 : 1)}
            />
          )}
          {mark.notch && (
            <polygon
              points={points(mark.notch)}
              fill={mark.worst ? tones.amber : tones.faint}
              fillOpacity={mark.worst ? 0.55 : 1}
            />
          )}
          {mark.band &&
            (mark.unknown ? (
              <rect
                {...mark.band}
                fill={`url(#${hatchId})`}
                stroke={tones.hatch}
                strokeDasharray="4 3"
                data-testid="plumbline-unknown"
              />
            ) : (
              <rect {...mark.band} rx={mark.band.width > 4 ? 2 : 0} fill={hue(mark)} data-testid="plumbline-band" />
            ))}
          {mark.outline && mark.outline.width > 0 && <Outline box={mark.outline} tones={tones} />}
        </g>
      ))}
    </svg>
  );
});

/** The previous period: a dashed line on a halo, so that it is seen on the band and beside it. */
function Outline({ box, tones }: { readonly box: Box; readonly tones: Tones }) {
  const rect = {
    x: box.x + 0.5,
    y: box.y + 0.5,
    width: Math.max(0, box.width - 1),
    height: Math.max(0, box.height - 1),
    fill: 'none',
  };
  return (
    <>
      <rect {...rect} stroke={tones.background} strokeWidth={3} strokeOpacity={0.75} />
      <rect {...rect} stroke={tones.text} strokeWidth={1.25} strokeDasharray="5 3" data-testid="plumbline-outline" />
    </>
  );
}
