import {
  dateTime,
  LoadingState,
  type DataFrame,
  type DataQuery,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type TimeRange,
} from '@grafana/data';
import { from, type Subscription } from 'rxjs';
import {
  diagnostic,
  type DefinitionSet,
  type Diagnostic,
  type UpstreamRequest,
  type UpstreamResponse,
} from '../../kpi';
import { fromGrafanaFrames } from '../grafana-http/from-grafana';
import { toGrafanaRequest } from '../grafana-http/to-grafana';
import type { GrafanaRequest } from '../grafana-http/types';
import { detailOf, upstreamFault } from './faults';
import type { Surroundings } from './surroundings';

/** A request and the query that asks it of its data source. */
export interface Errand {
  readonly request: UpstreamRequest;
  readonly grafana: GrafanaRequest;
}

/** How long a store may take to answer, ms. */
export const DEADLINE_MS = 25_000;

const CANARY = 'canary';
let asked = 0;

/**
 * Sends requests to one data source in one `query()` call, under the user's own permissions. The caller sees to it that they
 * share a time range where that matters. Every request is answered: with its frames or with a fault that names the source.
 * Aborting unsubscribes.
 */
export async function askDataSource(
  dataSource: DataSourceApi,
  errands: readonly Errand[],
  definitions: DefinitionSet,
  surroundings: Surroundings,
  signal: AbortSignal,
  deadlineMs = DEADLINE_MS
): Promise<readonly UpstreamResponse[]> {
  const end = Date.now() + deadlineMs;
  const first = await ask(dataSource, errands, surroundings, signal, deadlineMs, deadlineMs);
  const silent = errands.filter(({ request }) => !first.has(request.id));
  if (silent.length === 0) {
    return errands.map(({ request }) => first.get(request.id)!);
  }
  // Some data sources answer no rows with no frame, and Grafana turns an HTML page into no frame as well. The two are told
  // apart by asking again beside a question that always has an answer: when even that one gets none, it was not an answer.
  const left = Math.max(1, end - Date.now());
  const canary = canaryOf(silent[0].request, definitions);
  const second = await ask(dataSource, [...silent, ...canary], surroundings, signal, left, deadlineMs);
  const heard = second.get(CANARY);
  const reads = heard?.ok === true && heard.frames.some((frame) => frame.length > 0);
  return errands.map(({ request }) => {
    const { id, source } = request;
    const answer = first.get(id) ?? second.get(id);
    if (answer) {
      return answer;
    }
    return reads
      ? fromGrafanaFrames(request, [])
      : fail(request, diagnostic('PL3105', { source, contentType: 'nothing readable' }, { source, request: id }));
  });
}

/** Answers by request id; a request that got neither frames nor an error is absent. */
function ask(
  dataSource: DataSourceApi,
  errands: readonly Errand[],
  surroundings: Surroundings,
  signal: AbortSignal,
  waitMs: number,
  deadlineMs: number
): Promise<ReadonlyMap<string, UpstreamResponse>> {
  return new Promise((resolve, reject) => {
    const byRefId = new Map(errands.map((errand, i) => [`P${i}`, errand]));
    const packets = new Map<string, DataQueryResponse>();
    let subscription: Subscription | undefined;
    let settled = false;

    const settle = (finish: () => void) => {
      if (!settled) {
        settled = true;
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        subscription?.unsubscribe();
        finish();
      }
    };
    const failAll = (fault: (request: UpstreamRequest) => Diagnostic) =>
      settle(() => resolve(new Map(errands.map(({ request }) => [request.id, fail(request, fault(request))]))));
    const onAbort = () => settle(() => reject(signal.reason));
    const timer = setTimeout(() => {
      failAll(({ id, source }) =>
        diagnostic('PL3104', { source, seconds: deadlineMs / 1000 }, { source, request: id })
      );
    }, waitMs);
    const finish = () => {
      try {
        const answers = answersOf(byRefId, [...packets.values()]);
        settle(() => resolve(answers));
      } catch (error) {
        failAll((request) => unreadable(request, error));
      }
    };

    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      subscription = from(dataSource.query(requestFor(dataSource, byRefId, surroundings))).subscribe({
        next: (packet) => {
          packets.set(packet.key ?? packet.data?.[0]?.refId ?? '', packet);
          // A source that keeps its stream open has still answered once every request has its part of a finished packet.
          if (packet.state !== undefined && packet.state !== LoadingState.Loading && isComplete(byRefId, packet)) {
            finish();
          }
        },
        error: (error: unknown) => failAll((request) => upstreamFault(request, error)),
        complete: finish,
      });
      if (settled) {
        subscription.unsubscribe();
      }
    } catch (error) {
      failAll((request) => upstreamFault(request, error));
    }
  });
}

function requestFor(
  dataSource: DataSourceApi,
  byRefId: ReadonlyMap<string, Errand>,
  surroundings: Surroundings
): DataQueryRequest<DataQuery> {
  const asking = [...byRefId.values()];
  // Where the range matters all have the same; SQL carries its own in its text and only shows this one.
  const range = rangeOf(
    Math.min(...asking.map(({ grafana }) => grafana.fromMs)),
    Math.max(...asking.map(({ grafana }) => grafana.toMs)),
    Number(asking[0].grafana.query.utcOffsetSec ?? 0)
  );
  // Grafana writes the request's interval and number of points over those of every query in it.
  const { intervalMs, maxDataPoints } = asking[0].grafana.query as { intervalMs: number; maxDataPoints: number };
  asked += 1;
  return {
    ...surroundings,
    // Grafana cancels a request when another with the same id starts, so this one belongs to nobody else.
    requestId: `plumbline-${dataSource.uid}-${asked}`,
    range,
    interval: `${Math.max(1, Math.round(intervalMs / 1000))}s`,
    intervalMs,
    maxDataPoints,
    startTime: Date.now(),
    targets: [...byRefId].map(([refId, { grafana }]) => ({
      ...grafana.query,
      refId,
      datasource: { uid: dataSource.uid, type: dataSource.type },
    })),
  };
}

/**
 * A UTC range: Grafana's Prometheus data source moves instants by the zone of `range.to`, whatever the query says, so a local
 * one would shift them by the browser's zone, and an offset that is asked for has to be said there.
 */
function rangeOf(fromMs: number, toMs: number, utcOffsetSec: number): TimeRange {
  const range = { from: dateTime(fromMs).utc(), to: dateTime(toMs).utc() };
  if (utcOffsetSec !== 0) {
    range.to.utcOffset = () => utcOffsetSec / 60;
  }
  return { ...range, raw: range };
}

function answersOf(
  byRefId: ReadonlyMap<string, Errand>,
  packets: readonly DataQueryResponse[]
): ReadonlyMap<string, UpstreamResponse> {
  const errors = packets.flatMap(errorsOf);
  const frames = packets.flatMap((packet) => packet.data as DataFrame[]);
  const answers = new Map<string, UpstreamResponse>();
  for (const [refId, { request }] of byRefId) {
    const error = errors.find((e) => e.refId === refId) ?? errors.find((e) => e.refId === undefined);
    const own = frames.filter((frame) => frame.refId === refId || (frame.refId === undefined && byRefId.size === 1));
    const bad = own.flatMap((frame) => frame.meta?.notices ?? []).find((notice) => notice.severity === 'error');
    if (error || bad) {
      answers.set(request.id, fail(request, upstreamFault(request, error ?? { refId, message: bad!.text })));
    } else if (own.length > 0) {
      answers.set(request.id, read(request, own));
    }
  }
  return answers;
}

function read(request: UpstreamRequest, frames: readonly DataFrame[]): UpstreamResponse {
  try {
    return fromGrafanaFrames(request, frames);
  } catch (error) {
    return fail(request, unreadable(request, error));
  }
}

/** Everything a packet complains of. A finished packet in the error state that names no error is an error still. */
function errorsOf(packet: DataQueryResponse): readonly DataQueryError[] {
  if (packet.errors?.length) {
    return packet.errors;
  }
  if (packet.error) {
    return [packet.error];
  }
  return packet.state === LoadingState.Error ? [{ message: 'the data source failed and gave no reason' }] : [];
}

function isComplete(byRefId: ReadonlyMap<string, Errand>, packet: DataQueryResponse): boolean {
  const heard = new Set([...(packet.data as DataFrame[]).map((f) => f.refId), ...errorsOf(packet).map((e) => e.refId)]);
  return [...byRefId.keys()].every((refId) => heard.has(refId));
}

function unreadable({ id, source }: UpstreamRequest, problem: unknown): Diagnostic {
  const detail = detailOf(problem) || 'it is not what Grafana data sources answer';
  return diagnostic('PL3107', { source, detail }, { source, request: id });
}

function fail({ id }: UpstreamRequest, error: Diagnostic): UpstreamResponse {
  return { id, ok: false, error };
}

/** A question that every store of the dialect answers with one row. */
function canaryOf(request: UpstreamRequest, definitions: DefinitionSet): readonly Errand[] {
  const prometheus = request.dialect === 'prometheus';
  const question: UpstreamRequest = {
    ...request,
    id: CANARY,
    mode: prometheus ? request.mode : 'table',
    text: prometheus ? 'vector(1)' : 'SELECT 1 AS one',
    columns: prometheus ? [] : [{ name: 'one', type: 'number' }],
    purpose: 'does the source answer at all',
  };
  const asked = toGrafanaRequest(question, definitions);
  return asked.ok ? [{ request: question, grafana: asked.request }] : [];
}
