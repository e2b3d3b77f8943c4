/**
 * The crosshair shared with other panels. Grafana's own charts publish `DataHoverEvent` with `point.time` (UTC epoch ms) on the event bus of the
 * panel's context, read the same of others, and skip events with the tag `uplot`, which they synchronise among themselves: so ours
 * carry no tag. The same from 11.0 to 13.2.
 */
import { useEffect, useMemo, useState } from 'react';
import { DashboardCursorSync, DataHoverClearEvent, DataHoverEvent, EventBus } from '@grafana/data';
import { usePanelContext } from '@grafana/ui';

export interface Crosshair {
  /** Where another panel points to; null where none does. */
  readonly theirs: number | null;
  /** Tells the others; null: the pointer has left. */
  readonly tell: (atMs: number | null) => void;
}

/** Publishes each moment once, and what takes it back only if something was published. */
export function publisher(bus: EventBus): (atMs: number | null) => void {
  let last: number | null = null;
  return (atMs) => {
    if (atMs === last) {
      return;
    }
    last = atMs;
    bus.publish(atMs === null ? new DataHoverClearEvent() : new DataHoverEvent({ point: { time: atMs } }));
  };
}

/** Calls back with the moment that others point to, until the returned function is called. What came from this bus itself is skipped. */
export function listen(bus: EventBus, told: (atMs: number | null) => void): () => void {
  const foreign = (event: { readonly origin?: unknown }) => event.origin !== bus;
  const hover = bus.getStream(DataHoverEvent).subscribe((event) => {
    const time: unknown = event.payload?.point?.time;
    if (foreign(event) && typeof time === 'number' && Number.isFinite(time)) {
      told(time);
    }
  });
  const clear = bus.getStream(DataHoverClearEvent).subscribe((event) => {
    if (foreign(event)) {
      told(null);
    }
  });
  return () => {
    hover.unsubscribe();
    clear.unsubscribe();
  };
}

/** Off where the board keeps its crosshairs apart. */
export function useCrosshair(): Crosshair {
  const { eventBus, sync } = usePanelContext();
  const [theirs, setTheirs] = useState<number | null>(null);
  const off = sync?.() === DashboardCursorSync.Off || !eventBus;
  useEffect(() => (off ? undefined : listen(eventBus, setTheirs)), [eventBus, off]);
  const tell = useMemo(() => (off ? () => undefined : publisher(eventBus)), [eventBus, off]);
  return { theirs: off ? null : theirs, tell };
}
