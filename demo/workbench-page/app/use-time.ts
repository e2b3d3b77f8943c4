/** Time range, zone and refresh interval of the page, held in its address. */
import { dateTime, rangeUtil, type AbsoluteTimeRange, type RawTimeRange, type TimeRange } from '@grafana/data';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ParamChange, Route } from './navigation';

export interface TimeDefaults {
  readonly from?: string;
  readonly to?: string;
  readonly timeZone?: string;
  readonly refresh?: string;
}

export interface PageTime {
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly refresh: string;
  /** Counts refreshes. */
  readonly tick: number;
  readonly refreshNow: () => void;
  readonly setRange: (range: TimeRange) => void;
  readonly setAbsolute: (range: AbsoluteTimeRange) => void;
  readonly setTimeZone: (zone: string) => void;
  readonly setRefresh: (interval: string) => void;
}

const isMath = (text: string) => text.includes('now');
const edge = (text: string) => (isMath(text) ? text : dateTime(/^\d+$/.test(text) ? Number(text) : text));
const written = (value: RawTimeRange['from']) => (typeof value === 'string' ? value : value.toISOString());

export function usePageTime(route: Route, change: (params: ParamChange) => void, defaults: TimeDefaults): PageTime {
  const [tick, setTick] = useState(0);
  const from = route.params.get('from') ?? defaults.from ?? 'now-24h';
  const to = route.params.get('to') ?? defaults.to ?? 'now';
  const timeZone = route.params.get('tz') ?? (defaults.timeZone || 'browser');
  const refresh = route.params.get('refresh') ?? defaults.refresh ?? '';

  const range = useMemo(
    () => rangeUtil.convertRawToRange({ from: edge(from), to: edge(to) }, timeZone),
    // A refresh moves "now".
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [from, to, timeZone, tick]
  );

  const refreshNow = useCallback(() => setTick((count) => count + 1), []);
  useEffect(() => {
    if (!refresh) {
      return undefined;
    }
    const timer = setInterval(() => document.hidden || refreshNow(), rangeUtil.intervalToMs(refresh));
    return () => clearInterval(timer);
  }, [refresh, refreshNow]);

  return {
    range,
    timeZone,
    refresh,
    tick,
    refreshNow,
    setRange: (next) => change({ from: written(next.raw.from), to: written(next.raw.to) }),
    setAbsolute: (next) => change({ from: String(next.from), to: String(next.to) }),
    setTimeZone: (zone) => change({ tz: zone }),
    setRefresh: (interval) => change({ refresh: interval }),
  };
}
