import React from 'react';
import { GrafanaTheme2 } from '@grafana/data';
import { segmentColor, tonesOf } from '../shared/tones';
import type { Tint } from './layout';
import type { MarkKind } from './model';

const PATHS: Readonly<Record<MarkKind, string>> = {
  deploy: 'M0,-6.5L7,5.5H-7Z',
  rollback: 'M0,6.5L7,-5.5H-7Z',
  flag: 'M-4.5,-6.5L6.5,-2.5L-4.5,1.5Z',
  incident: 'M-7.5,-3H7.5V3H-7.5Z',
  promotion: 'M0,-7.5L1.9,-2.4L7.2,-2.3L2.9,1L4.5,6.1L0,3.1L-4.5,6.1L-2.9,1L-7.2,-2.3L-1.9,-2.4Z',
  other: 'M-5,0A5,5 0 1,0 5,0A5,5 0 1,0 -5,0Z',
};

/** Beside the colour, what tells a verdict. `waiting` is hollow, `unknown` hatched. */
const BADGES: Readonly<Partial<Record<Tint, string>>> = { worse: '!', better: '+', open: '!' };

export function tintColor(theme: GrafanaTheme2, tint: Tint): string {
  const tones = tonesOf(theme);
  switch (tint) {
    case 'open':
      return tones.red;
    case 'worse':
      return tones.amber;
    case 'better':
      return theme.colors.success.main;
    case 'plain':
      return segmentColor(theme, theme.isDark ? 2 : 0);
    default:
      return tones.quiet;
  }
}

export interface GlyphProps {
  readonly kind: MarkKind;
  readonly tint: Tint;
  readonly x: number;
  readonly y: number;
  readonly theme: GrafanaTheme2;
  /** Pattern for what was not measured. */
  readonly hatch: string;
}

/** One event: its shape is its kind, its filling what it did. */
export function Glyph({ kind, tint, x, y, theme, hatch }: GlyphProps) {
  const tones = tonesOf(theme);
  const color = kind === 'incident' && tint === 'plain' ? tones.text : tintColor(theme, tint);
  const hollow = tint === 'waiting' || tint === 'unknown';
  const badge = BADGES[tint];
  return (
    <g transform={`translate(${x},${y})`} data-tint={tint} data-kind={kind}>
      {kind === 'flag' && <path d="M-4.5,-6.5V7" stroke={color} strokeWidth={1.75} fill="none" />}
      <path
        d={PATHS[kind]}
        fill={hollow ? tones.background : color}
        stroke={hollow ? color : tones.background}
        strokeWidth={hollow ? 1.75 : 1}
        strokeLinejoin="round"
        paintOrder="stroke"
      />
      {tint === 'unknown' && <path d={PATHS[kind]} fill={hatch} />}
      {badge && (
        <text
          x={8.5}
          y={-1}
          textAnchor="middle"
          fontSize={11}
          fontWeight={700}
          fill={tint === 'open' ? tones.redText : tint === 'worse' ? tones.amberText : tones.good}
          style={{ stroke: tones.background, strokeWidth: 2.5, paintOrder: 'stroke' }}
        >
          {badge}
        </text>
      )}
    </g>
  );
}
