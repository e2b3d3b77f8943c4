/**
 * The store keeps tiles of the UTC grid. Anchored runs begin elsewhere on it (a zone's midnight), so what is kept of them is moved by that
 * much, under a key of its own; nobody else sees the moved times.
 */
import type { HeldSlices, Run, SliceStore } from '../slices';

const phaseOf = ({ startMs, anchored }: Run, stepMs: number): number =>
  anchored ? ((startMs % stepMs) + stepMs) % stepMs : 0;
const keyOf = (key: string, phase: number): string => (phase === 0 ? key : `${key} +${phase}`);

/** What the store holds of a run whose tiles are `stepMs` long, at the run's own times. */
export function heldOf(
  store: SliceStore | undefined,
  key: string,
  run: Run,
  stepMs: number,
  adds: boolean
): HeldSlices | undefined {
  const phase = phaseOf(run, stepMs);
  const held = store?.get(keyOf(key, phase), stepMs, run.startMs - phase, run.endMs - phase, adds);
  return held && phase !== 0 ? moved(held, phase) : held;
}

/** Gives the store slices of a run: whole tiles at the run's own times. */
export function hold(store: SliceStore, key: string, run: Run, stepMs: number, slices: HeldSlices): void {
  const phase = phaseOf(run, stepMs);
  store.put(keyOf(key, phase), stepMs, phase === 0 ? slices : moved(slices, -phase));
}

function moved(slices: HeldSlices, byMs: number): HeldSlices {
  const stretches = slices.stretches.map(({ startMs, endMs }) => ({ startMs: startMs + byMs, endMs: endMs + byMs }));
  return { ...slices, stretches };
}
