import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { segmentColor } from '../../panels/shared/tones';

interface LineProps {
  readonly times: readonly number[];
  /** Null where nothing was measured: the line has a gap there. */
  readonly values: ReadonlyArray<number | null>;
  readonly width: number;
  readonly height: number;
  /** What a screen reader says instead of the picture. */
  readonly label: string;
  /** From here on the numbers are not complete: drawn dotted. */
  readonly incompleteFromMs?: number | null;
  readonly marks?: ReadonlyArray<{ readonly atMs: number; readonly label: string }>;
}

/** A quiet line of numbers over time, from its least to its greatest, with gaps where there are none. */
export function Line({ times, values, width, height, label, incompleteFromMs, marks = [] }: LineProps) {
  const theme = useTheme2();
  const known = values.filter((value): value is number => value !== null);
  if (known.length === 0) {
    return null;
  }
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const [first, last] = [times[0], times[times.length - 1]];
  const x = (ms: number) => 2 + (last === first ? 0 : ((ms - first) / (last - first)) * (width - 4));
  const y = (value: number) => (high === low ? height / 2 : height - 3 - ((value - low) / (high - low)) * (height - 6));
  const open = incompleteFromMs ?? Infinity;
  const points = times.map((ms, i) => ({ ms, value: values[i] }));
  const stretch = (part: ReadonlyArray<{ ms: number; value: number | null }>) =>
    runs(part).map((run) => run.map(({ ms, value }) => `${x(ms).toFixed(1)},${y(value).toFixed(1)}`).join(' '));
  const color = segmentColor(theme, 0);
  const closed = points.filter(({ ms }) => ms < open);
  // The open part begins at the last closed point, so that the line does not break.
  const rest = points.filter(({ ms }, i) => ms >= open || (points[i + 1]?.ms ?? -Infinity) >= open);
  return (
    <svg width={width} height={height} role="img" aria-label={label} style={{ display: 'block', maxWidth: '100%' }}>
      {marks.map(({ atMs, label: title }, i) => (
        <g key={i}>
          <line
            x1={x(atMs)}
            x2={x(atMs)}
            y1={0}
            y2={height}
            stroke={theme.colors.border.strong}
            strokeDasharray="2 3"
          />
          <path d={`M${x(atMs) - 4} ${height} l4 -7 l4 7 z`} fill={theme.colors.text.secondary}>
            <title>{title}</title>
          </path>
        </g>
      ))}
      {stretch(closed).map((run, i) => (
        <polyline key={i} points={run} fill="none" stroke={color} strokeWidth={1.5} strokeLinecap="round" />
      ))}
      {open < Infinity &&
        stretch(rest).map((run, i) => (
          <polyline key={i} points={run} fill="none" stroke={color} strokeWidth={1.5} strokeDasharray="2 3" />
        ))}
    </svg>
  );
}

/** Stretches without a gap; one of a single point gets a second, so that it shows. */
function runs(points: ReadonlyArray<{ ms: number; value: number | null }>) {
  const found: Array<Array<{ ms: number; value: number }>> = [];
  let run: Array<{ ms: number; value: number }> = [];
  for (const { ms, value } of [...points, { ms: 0, value: null }]) {
    if (value !== null) {
      run.push({ ms, value });
    } else if (run.length > 0) {
      found.push(run.length === 1 ? [run[0], run[0]] : run);
      run = [];
    }
  }
  return found;
}
