import React from 'react';
import type { Tones } from '../shared/tones';
import type { Gauge } from './layout';
import { arcPath, isBeyond, onRing, turnsOf } from './layout/scale';
import type { RingShape } from './layout/types';
import type { BudgetRow } from './model';

export interface GaugeProps<Shape> {
  readonly gauge: Gauge;
  readonly shape: Shape;
  readonly row: BudgetRow;
  readonly tones: Tones;
  readonly color: string;
  readonly hatch: string;
}

/**
 * What is left, clockwise from the top. Overspent, the ring turns inside out: the band is hollow, and what is missing runs
 * backwards inside it. Hatched where it is not known.
 */
export function Ring({ gauge, shape, row, tones, color, hatch }: GaugeProps<RingShape>) {
  const { cx, cy, radius, band } = shape;
  const { remaining } = row;
  const unknown = remaining === null || row.state === 'frozen';
  const over = remaining !== null && remaining < 0;
  const middle = radius - band / 2;
  return (
    <g>
      {over ? (
        <circle cx={cx} cy={cy} r={radius - 0.5} fill="none" stroke={tones.line} strokeDasharray="3 3" />
      ) : (
        <circle cx={cx} cy={cy} r={middle} fill="none" stroke={unknown ? hatch : tones.faint} strokeWidth={band} />
      )}
      {unknown && (
        <>
          <circle cx={cx} cy={cy} r={radius} fill="none" stroke={tones.hatch} data-testid="plumbline-unknown" />
          <circle cx={cx} cy={cy} r={Math.max(0, radius - band)} fill="none" stroke={tones.hatch} />
        </>
      )}
      {!unknown && !over && remaining !== null && remaining > 0 && (
        <path
          d={arcPath(cx, cy, middle, turnsOf(remaining))}
          fill="none"
          stroke={color}
          strokeWidth={band}
          data-testid="plumbline-left"
        />
      )}
      {!unknown && over && <Overspent shape={shape} remaining={remaining} color={color} tones={tones} />}
      <Start shape={shape} tones={tones} />
      {gauge.consequences.map(({ at, applies }, c) => (
        <Notch key={c} shape={shape} at={at} color={applies ? tones.amber : tones.text} tones={tones} />
      ))}
      {gauge.tick !== null && <Tick shape={shape} at={gauge.tick} tones={tones} />}
    </g>
  );
}

/** Backwards from the top, on the inner edge of the hollow band; an arrow head says which way, two that there is more. */
function Overspent({
  shape,
  remaining,
  color,
  tones,
}: {
  shape: RingShape;
  remaining: number;
  color: string;
  tones: Tones;
}) {
  const { cx, cy, radius, band } = shape;
  const width = band * 0.62;
  const own = radius - band + width / 2;
  return (
    <>
      <path
        d={arcPath(cx, cy, own, turnsOf(remaining))}
        fill="none"
        stroke={color}
        strokeWidth={width}
        data-testid="plumbline-over"
      />
      {isBeyond(remaining) && (
        <path
          d={arcPath(cx, cy, radius - width / 4, -1)}
          fill="none"
          stroke={color}
          strokeWidth={Math.max(1, width / 3)}
          data-testid="plumbline-beyond"
        />
      )}
      <circle cx={cx} cy={cy} r={Math.max(0, radius - band)} fill="none" stroke={tones.background} strokeWidth={0.5} />
    </>
  );
}

/** Where the ring begins: without it a full ring has no end and an empty one no beginning. */
function Start({ shape, tones }: { shape: RingShape; tones: Tones }) {
  const { cx, cy, radius, band } = shape;
  return <line x1={cx} x2={cx} y1={cy - radius} y2={cy - radius + band} stroke={tones.background} strokeWidth={1.5} />;
}

function Notch({ shape, at, color, tones }: { shape: RingShape; at: number; color: string; tones: Tones }) {
  const { cx, cy, radius, band, margin } = shape;
  const [x1, y1] = onRing(cx, cy, radius - band, at);
  const [x2, y2] = onRing(cx, cy, radius + 0.5, at);
  const [x, y] = onRing(cx, cy, radius + margin * 0.55, at);
  return (
    <g data-testid="plumbline-consequence">
      <line x1={x1} y1={y1} x2={x2} y2={y2} stroke={tones.background} strokeWidth={2} />
      <circle cx={x} cy={y} r={Math.max(1, margin * 0.28)} fill={color} />
    </g>
  );
}

/** The second hand: time left. */
function Tick({ shape, at, tones }: { shape: RingShape; at: number; tones: Tones }) {
  const { cx, cy, radius, band, margin } = shape;
  const [x1, y1] = onRing(cx, cy, radius - band - Math.min(3, margin), at);
  const [x2, y2] = onRing(cx, cy, radius + margin * 0.9, at);
  const width = radius < 16 ? 1.5 : 2.5;
  return (
    <g data-testid="plumbline-tick">
      <line x1={x1} y1={y1} x2={x2} y2={y2} stroke={tones.background} strokeWidth={width + 2} />
      <line x1={x1} y1={y1} x2={x2} y2={y2} stroke={tones.text} strokeWidth={width} />
    </g>
  );
}
