/** What is left of a budget -> how far an arc or a bar goes. Monotone; below zero it goes the other way. */

/**
 * Turns of the ring, clockwise from the top: 1 is the whole budget. Below zero the arc runs backwards, on the same scale, up to one
 * whole turn (a second budget overspent); beyond that the ring is full and `isBeyond` marks it. Above 1 the ring is full too.
 */
export const turnsOf = (remaining: number): number => Math.max(-1, Math.min(1, remaining));

/** More is overspent than the ring can tell. */
export const isBeyond = (remaining: number): boolean => remaining < -1;

/** Where a bar has its zero and its end, as shares of its length. Overspending moves the zero in, so that both keep one scale. */
export interface BarScale {
  readonly zero: number;
  /** Of what is left: left of zero where it is overspent. */
  readonly end: number;
  /** Place of a share of the budget. */
  readonly at: (share: number) => number;
}

export function barScale(remaining: number | null): BarScale {
  const over = Math.min(1, Math.max(0, -(remaining ?? 0)));
  const at = (share: number) => (share + over) / (1 + over);
  return { zero: at(0), end: at(turnsOf(remaining ?? 0)), at };
}

const point = (cx: number, cy: number, radius: number, turns: number): [number, number] => [
  cx + radius * Math.sin(turns * 2 * Math.PI),
  cy - radius * Math.cos(turns * 2 * Math.PI),
];

/** A point of a ring, `turns` from the top. */
export const onRing = point;

const round = (px: number) => Math.round(px * 100) / 100;

/** An SVG path along a circle from the top by so many turns, backwards where negative; empty for 0. */
export function arcPath(cx: number, cy: number, radius: number, turns: number): string {
  if (turns === 0 || !(radius > 0)) {
    return '';
  }
  const sweep = turns > 0 ? 1 : 0;
  const size = Math.min(1, Math.abs(turns));
  const start = point(cx, cy, radius, 0).map(round).join(' ');
  const to = (share: number) =>
    point(cx, cy, radius, Math.sign(turns) * share)
      .map(round)
      .join(' ');
  const arc = (large: 0 | 1, end: string) => `A${round(radius)} ${round(radius)} 0 ${large} ${sweep} ${end}`;
  // A whole turn ends where it starts, which SVG would leave out: two halves.
  return size > 0.999 ? `M${start}${arc(0, to(0.5))}${arc(0, to(1))}` : `M${start}${arc(size > 0.5 ? 1 : 0, to(size))}`;
}
