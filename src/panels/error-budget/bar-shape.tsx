import React from 'react';
import { barScale, isBeyond } from './layout/scale';
import type { BarShape } from './layout/types';
import type { GaugeProps } from './ring-shape';

/** What is left from the left; overspent, it lies on the other side of zero, and the bar itself is hollow. */
export function Bar({ gauge, shape, row, tones, color, hatch }: GaugeProps<BarShape>) {
  const { x, y, width, height } = shape;
  const { remaining } = row;
  const unknown = remaining === null || row.state === 'frozen';
  const scale = barScale(unknown ? null : remaining);
  const at = (share: number) => x + share * width;
  const zero = at(scale.zero);
  const end = at(scale.end);
  const over = !unknown && remaining < 0;
  return (
    <g>
      <rect
        x={zero + 0.5}
        y={y + 0.5}
        width={Math.max(0, x + width - zero - 1)}
        height={Math.max(0, height - 1)}
        rx={2}
        fill={unknown ? hatch : over ? 'none' : tones.faint}
        stroke={unknown ? tones.hatch : over ? tones.line : 'none'}
        strokeDasharray={over ? '3 3' : undefined}
        data-testid={unknown ? 'plumbline-unknown' : undefined}
      />
      {!unknown && remaining !== 0 && (
        <rect
          x={Math.min(zero, end)}
          y={y}
          width={Math.abs(end - zero)}
          height={height}
          rx={2}
          fill={color}
          data-testid={over ? 'plumbline-over' : 'plumbline-left'}
        />
      )}
      {over && <line x1={zero} x2={zero} y1={y - 3} y2={y + height + 3} stroke={tones.text} strokeWidth={1.5} />}
      {over && isBeyond(remaining) && (
        // Cut off: more is overspent than there is room for.
        <path
          d={`M${x + 5} ${y - 1}l-3 ${height / 4 + 0.5}l3 ${height / 4 + 0.5}l-3 ${height / 4 + 0.5}l3 ${height / 4 + 0.5}`}
          fill="none"
          stroke={tones.background}
          strokeWidth={2}
          data-testid="plumbline-beyond"
        />
      )}
      {gauge.consequences.map(({ at: share, applies }, c) => (
        <g key={c} data-testid="plumbline-consequence">
          <line
            x1={at(scale.at(share))}
            x2={at(scale.at(share))}
            y1={y}
            y2={y + height}
            stroke={tones.background}
            strokeWidth={2}
          />
          <circle cx={at(scale.at(share))} cy={y - 3} r={1.8} fill={applies ? tones.amber : tones.text} />
        </g>
      ))}
      {gauge.tick !== null && (
        <g data-testid="plumbline-tick">
          <line
            x1={at(scale.at(gauge.tick))}
            x2={at(scale.at(gauge.tick))}
            y1={y - 4}
            y2={y + height + 4}
            stroke={tones.background}
            strokeWidth={4.5}
          />
          <line
            x1={at(scale.at(gauge.tick))}
            x2={at(scale.at(gauge.tick))}
            y1={y - 4}
            y2={y + height + 4}
            stroke={tones.text}
            strokeWidth={2.5}
          />
        </g>
      )}
    </g>
  );
}
