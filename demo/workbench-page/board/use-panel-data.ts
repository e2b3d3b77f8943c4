/** Data of one panel: its targets, grouped by data source, run whenever time, variables, width or a refresh ask for it. */
import {
  LoadingState,
  dateTime,
  rangeUtil,
  type DataQueryRequest,
  type PanelData,
  type ScopedVars,
  type TimeRange,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { useEffect, useRef, useState } from 'react';
import { Observable, combineLatest, from, map, of, switchMap } from 'rxjs';
import { runRequest } from '../runtime/run-request';
import type { PanelModel } from './model';

export interface PanelQueryContext {
  readonly boardUid: string;
  readonly boardTitle: string;
  readonly range: TimeRange;
  readonly timeZone: string;
  /** Changes with every chosen variable value and every refresh. */
  readonly revision: string;
}

let requests = 0;

export function usePanelData(panel: PanelModel, context: PanelQueryContext, width: number): PanelData {
  const [data, setData] = useState<PanelData>(() => empty(context.range, LoadingState.NotStarted));
  const ready = width > 0;
  const latest = useRef({ panel, context, width });
  latest.current = { panel, context, width };

  // Width only sets the resolution; a resize alone must not ask again.
  useEffect(() => {
    if (!ready) {
      return undefined;
    }
    const { panel, context, width } = latest.current;
    const subscription = panelData(panel, context, width).subscribe((next) =>
      // Earlier pictures stay while a newer answer is on its way.
      setData((shown) =>
        next.state === LoadingState.Loading && next.series.length === 0 ? { ...shown, state: next.state } : next
      )
    );
    return () => subscription.unsubscribe();
  }, [ready, panel, context.boardUid, context.range, context.timeZone, context.revision]);

  return data;
}

/** A panel may look further back than its board: `14d` is the fourteen days before the board's end. */
function ownTime(panel: PanelModel, context: PanelQueryContext): PanelQueryContext {
  if (!panel.timeFrom) {
    return context;
  }
  const raw = { from: `now-${panel.timeFrom}`, to: 'now' };
  const { to } = context.range;
  if (context.range.raw.to === 'now') {
    return { ...context, range: rangeUtil.convertRawToRange(raw, context.timeZone) };
  }
  const from = dateTime(to.valueOf() - rangeUtil.intervalToMs(panel.timeFrom));
  return { ...context, range: { from, to, raw: { from, to } } };
}

function panelData(panel: PanelModel, board: PanelQueryContext, width: number): Observable<PanelData> {
  const context = ownTime(panel, board);
  const targets = (panel.targets ?? []).filter((target) => !target.hide);
  const groups = new Map<string, typeof targets>();
  for (const target of targets) {
    const uid = target.datasource?.uid ?? panel.datasource?.uid ?? '';
    groups.set(uid, [...(groups.get(uid) ?? []), target]);
  }
  if (groups.size === 0) {
    return of(empty(context.range, LoadingState.Done));
  }
  const answers = [...groups].map(([uid, own]) =>
    from(getDataSourceSrv().get(uid)).pipe(
      switchMap((dataSource) => runRequest(dataSource, request(panel, own, context, width)))
    )
  );
  return combineLatest(answers).pipe(map((parts) => parts.reduce(merge)));
}

function merge(left: PanelData, right: PanelData): PanelData {
  const errors = [...(left.errors ?? []), ...(right.errors ?? [])];
  const states = [left.state, right.state];
  return {
    ...left,
    state: [LoadingState.Loading, LoadingState.Error].find((state) => states.includes(state)) ?? LoadingState.Done,
    series: [...left.series, ...right.series],
    ...(errors.length > 0 ? { errors, error: errors[0] } : {}),
  };
}

function request(
  panel: PanelModel,
  targets: NonNullable<PanelModel['targets']>,
  context: PanelQueryContext,
  width: number
): DataQueryRequest {
  const maxDataPoints = panel.maxDataPoints ?? Math.max(1, Math.floor(width));
  const { interval, intervalMs } = rangeUtil.calculateInterval(context.range, maxDataPoints, panel.interval);
  const scopedVars: ScopedVars = {
    __interval: { text: interval, value: interval },
    __interval_ms: { text: String(intervalMs), value: intervalMs },
  };
  requests += 1;
  return {
    app: 'dashboard',
    requestId: `Q${requests}`,
    dashboardUID: context.boardUid,
    dashboardTitle: context.boardTitle,
    panelId: panel.id,
    panelName: panel.title,
    panelPluginId: panel.type,
    timezone: context.timeZone,
    range: context.range,
    rangeRaw: context.range.raw,
    interval,
    intervalMs,
    maxDataPoints,
    scopedVars,
    startTime: Date.now(),
    targets: targets.map((target) => ({ ...target, datasource: target.datasource ?? panel.datasource })),
  };
}

const empty = (timeRange: TimeRange, state: LoadingState): PanelData => ({ state, series: [], timeRange });
