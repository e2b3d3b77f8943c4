/** The board's annotation queries, asked as Grafana asks them: the frames that the data source gives, each with its query's colour. */
import { toDataFrame, type DataFrame, type DataQueryRequest } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { useEffect, useState } from 'react';
import { filter, firstValueFrom } from 'rxjs';
import { runRequest } from '../runtime/run-request';
import type { AnnotationModel } from './model';
import type { PanelQueryContext } from './use-panel-data';

const NONE: DataFrame[] = [];

/** Frames of every query that is switched on; none while they are asked, and of those that fail. */
export function useAnnotations(
  list: readonly AnnotationModel[],
  context: PanelQueryContext,
  ready: boolean
): DataFrame[] {
  const [frames, setFrames] = useState(NONE);
  useEffect(() => {
    if (!ready) {
      return undefined;
    }
    let current = true;
    const asked = list.filter((one) => one.enable && one.target && one.datasource?.uid?.startsWith('-- ') === false);
    Promise.all(asked.map((one) => framesOf(one, context).catch(() => NONE))).then(
      (all) => current && setFrames(all.flat())
    );
    return () => {
      current = false;
    };
  }, [list, context, ready]);
  return frames;
}

async function framesOf(annotation: AnnotationModel, context: PanelQueryContext): Promise<DataFrame[]> {
  const dataSource = await getDataSourceSrv().get(annotation.datasource);
  const support = dataSource.annotations;
  const prepared = support?.prepareQuery?.(annotation as never) ?? annotation.target;
  if (!prepared) {
    return NONE;
  }
  const request = {
    app: 'dashboard',
    requestId: `annotations-${annotation.name}`,
    dashboardUID: context.boardUid,
    timezone: context.timeZone,
    range: context.range,
    interval: '1m',
    intervalMs: 60_000,
    maxDataPoints: 100,
    scopedVars: { __annotation: { text: annotation.name, value: annotation } },
    startTime: Date.now(),
    targets: [{ ...prepared, datasource: annotation.datasource }],
  } as unknown as DataQueryRequest;
  const answer = await firstValueFrom(
    runRequest(dataSource, request).pipe(filter(({ state }) => state === 'Done' || state === 'Error'))
  );
  const events = support?.processEvents
    ? await firstValueFrom(support.processEvents(annotation as never, answer.series))
    : undefined;
  const series = events ? [toDataFrame(events)] : answer.series;
  return series.map((frame) => ({
    ...frame,
    fields: [
      ...frame.fields,
      { name: 'color', type: 'string', config: {}, values: Array(frame.length).fill(annotation.iconColor) },
    ] as DataFrame['fields'],
  }));
}
