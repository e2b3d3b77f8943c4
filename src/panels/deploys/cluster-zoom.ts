/** Where a click on a cluster zooms to. */
import type { DeploysView, Happening } from './model';

const LEAST_MS = 60_000;

/** The time of its events with some air; null where that shows hardly more than now, so that they have to be listed. */
export function clusterZoom(view: DeploysView, events: readonly Happening[]): { from: number; to: number } | null {
  const first = events[0].atMs;
  const last = events[events.length - 1].atMs;
  const air = Math.max(LEAST_MS, (last - first) * 0.15);
  const from = Math.max(view.fromMs, Math.floor(first - air));
  const to = Math.min(view.toMs, Math.ceil(last + air));
  return last > first && to - from <= (view.toMs - view.fromMs) * 0.8 ? { from, to } : null;
}
