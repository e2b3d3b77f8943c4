import React from 'react';
import { useTheme2 } from '@grafana/ui';
import { fullNumber } from '../shared/format-number';
import { tonesOf } from '../shared/tones';
import { Words } from '../shared/words-svg';
import { shortValue } from './effect-words';
import { tintColor } from './glyph';
import type { Effect, KpiMeta } from './model';

export interface EffectPictureProps {
  readonly kpi: KpiMeta;
  readonly effect: Effect;
  readonly width: number;
}

const ROW = 26;
const LEFT = 70;
const RIGHT = 128;

/** Before, what was to be expected, and after with the interval that no effect would lie outside of. */
export function EffectPicture({ kpi, effect, width }: EffectPictureProps) {
  const theme = useTheme2();
  const tones = tonesOf(theme);
  const { sides, low, high } = effect;
  if (!sides) {
    return null;
  }
  const { before, expected, after } = sides;
  const interval =
    expected !== null && low !== null && high !== null ? ([expected + low, expected + high] as const) : null;
  const known = [before, expected, after, ...(interval ?? [])].filter((value): value is number => value !== null);
  if (known.length === 0) {
    return null;
  }
  const [min, max] = [Math.min(...known), Math.max(...known)];
  const inner = width - LEFT - RIGHT - 16;
  const x = (value: number) => LEFT + 8 + (max > min ? ((value - min) / (max - min)) * inner : inner / 2);
  const color = tintColor(theme, effect.verdict);
  const rows = [
    { name: 'before', value: before, events: sides.beforeEvents },
    { name: 'expected', value: expected, events: null },
    { name: 'after', value: after, events: sides.afterEvents },
  ];
  return (
    <svg
      width={width}
      height={rows.length * ROW + 4}
      role="img"
      aria-label={rows
        .map(({ name, value }) => `${name} ${value === null ? 'not known' : shortValue(kpi.unit, value)}`)
        .join(', ')}
    >
      {expected !== null && (
        <line
          x1={x(expected)}
          x2={x(expected)}
          y1={ROW / 2}
          y2={rows.length * ROW - 4}
          stroke={tones.quiet}
          strokeDasharray="2 3"
        />
      )}
      {interval && (
        <g data-testid="plumbline-interval">
          <rect
            x={x(interval[0])}
            y={2.5 * ROW - 5}
            width={Math.max(1, x(interval[1]) - x(interval[0]))}
            height={10}
            fill={color}
            fillOpacity={0.25}
          />
          <path d={`M${x(interval[0])},${2.5 * ROW - 7}v14M${x(interval[1])},${2.5 * ROW - 7}v14`} stroke={color} />
        </g>
      )}
      {rows.map(({ name, value, events }, r) => (
        <g key={name}>
          <Words x={LEFT - 6} y={(r + 0.5) * ROW} anchor="end" fill={tones.quiet} middle>
            {name}
          </Words>
          {value !== null &&
            (name === 'expected' ? (
              <path
                d={`M${x(value)},${(r + 0.5) * ROW - 5}l5,5l-5,5l-5,-5z`}
                fill={tones.background}
                stroke={tones.text}
                strokeWidth={1.5}
              />
            ) : (
              <circle
                cx={x(value)}
                cy={(r + 0.5) * ROW}
                r={5}
                fill={name === 'after' ? color : tones.quiet}
                stroke={tones.background}
              />
            ))}
          <Words
            x={width - RIGHT + 8}
            y={(r + 0.5) * ROW - (events === null ? 0 : 5)}
            fill={tones.text}
            middle
            strong={name === 'after'}
          >
            {value === null ? 'not known' : shortValue(kpi.unit, value)}
          </Words>
          {events !== null && (
            <Words x={width - RIGHT + 8} y={(r + 0.5) * ROW + 7} fill={tones.quiet} middle>
              {`of ${fullNumber(events)} events`}
            </Words>
          )}
        </g>
      ))}
    </svg>
  );
}
