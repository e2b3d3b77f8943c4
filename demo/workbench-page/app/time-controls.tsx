import { dateTime, type TimeRange } from '@grafana/data';
import { RefreshPicker, TimeRangePicker } from '@grafana/ui';
import React from 'react';
import type { PageTime } from './use-time';

const INTERVALS = ['10s', '30s', '1m', '5m', '15m', '1h'];

/** The range moved by `share` of its own length, or widened about its middle. */
function moved(range: TimeRange, fromShare: number, toShare: number): TimeRange {
  const length = range.to.valueOf() - range.from.valueOf();
  const from = dateTime(range.from.valueOf() + length * fromShare);
  const to = dateTime(range.to.valueOf() + length * toShare);
  return { from, to, raw: { from, to } };
}

/** Grafana's own time range and refresh pickers; the zone in force is written on the button. */
export function TimeControls({ time, intervals }: { time: PageTime; intervals?: string[] }) {
  return (
    <>
      <TimeRangePicker
        value={time.range}
        timeZone={time.timeZone}
        onChange={time.setRange}
        onChangeTimeZone={time.setTimeZone}
        onMoveBackward={() => time.setRange(moved(time.range, -0.5, -0.5))}
        onMoveForward={() => time.setRange(moved(time.range, 0.5, 0.5))}
        onZoom={() => time.setRange(moved(time.range, -0.5, 0.5))}
      />
      <RefreshPicker
        value={time.refresh}
        intervals={intervals ?? INTERVALS}
        onRefresh={time.refreshNow}
        onIntervalChanged={time.setRefresh}
      />
    </>
  );
}
