/** Runs a DataQueryRequest as Grafana's runRequest does: packets by key, Loading until the last, errors kept beside data. */
import {
  LoadingState,
  toDataFrame,
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
} from '@grafana/data';
import { Observable, catchError, from, isObservable, of, scan, map, startWith } from 'rxjs';

interface Progress {
  readonly packets: ReadonlyMap<string, DataQueryResponse>;
}

export function runRequest(dataSource: DataSourceApi, request: DataQueryRequest): Observable<PanelData> {
  const targets = request.targets.filter((target) => !target.hide && (dataSource.filterQuery?.(target) ?? true));
  if (targets.length === 0) {
    return of({ state: LoadingState.Done, series: [], timeRange: request.range, request });
  }
  return answer(dataSource, { ...request, targets }).pipe(
    scan(
      (progress: Progress, packet) => ({
        packets: new Map(progress.packets).set(packet.key ?? packet.data[0]?.refId ?? 'A', packet),
      }),
      { packets: new Map() }
    ),
    map((progress) => toPanelData(progress, request)),
    catchError((error: unknown) => of(failed(error, request))),
    startWith<PanelData>({ state: LoadingState.Loading, series: [], timeRange: request.range, request })
  );
}

function answer(dataSource: DataSourceApi, request: DataQueryRequest): Observable<DataQueryResponse> {
  try {
    const response = dataSource.query(request);
    return isObservable(response) ? response : from(response);
  } catch (error) {
    return new Observable((observer) => observer.error(error));
  }
}

function toPanelData({ packets }: Progress, request: DataQueryRequest): PanelData {
  const responses = [...packets.values()];
  const frames: DataFrame[] = responses.flatMap((packet) => packet.data.map((data) => toDataFrame(data)));
  const errors = responses.flatMap((packet) => packet.errors ?? (packet.error ? [packet.error] : []));
  const states = responses.map((packet) => packet.state ?? LoadingState.Done);
  return {
    state:
      [LoadingState.Loading, LoadingState.Error, LoadingState.Streaming].find((one) => states.includes(one)) ??
      (errors.length > 0 ? LoadingState.Error : LoadingState.Done),
    series: frames.filter((frame) => frame.meta?.dataTopic !== 'annotations'),
    annotations: frames.filter((frame) => frame.meta?.dataTopic === 'annotations'),
    timeRange: request.range,
    request,
    ...(errors.length > 0 ? { errors, error: errors[0] } : {}),
  };
}

function failed(error: unknown, request: DataQueryRequest): PanelData {
  const known = error as Partial<DataQueryError> | undefined;
  const message = known?.message ?? known?.data?.message ?? known?.statusText ?? String(error);
  const queryError: DataQueryError = { ...known, message };
  return {
    state: LoadingState.Error,
    series: [],
    timeRange: request.range,
    request,
    error: queryError,
    errors: [queryError],
  };
}
