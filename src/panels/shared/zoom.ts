/** A drag over the plot as a time range. */

/** Shorter drags are a click with a shaking hand. */
const LEAST_PX = 5;

export interface Drag {
  /** Px in the plot's own coordinates. */
  readonly from: number;
  readonly to: number;
}

/** The range of a drag, ascending, whole milliseconds, within the chart; null where the drag is too short to be meant. */
export function zoomRange(
  { from, to }: Drag,
  msOf: (x: number) => number,
  limits: { readonly fromMs: number; readonly toMs: number }
): { from: number; to: number } | null {
  if (Math.abs(to - from) < LEAST_PX) {
    return null;
  }
  const within = (ms: number) => Math.round(Math.min(limits.toMs, Math.max(limits.fromMs, ms)));
  const [start, end] = [within(msOf(Math.min(from, to))), within(msOf(Math.max(from, to)))];
  return end > start ? { from: start, to: end } : null;
}
