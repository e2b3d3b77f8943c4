import {
  dataFrameFromJSON,
  LoadingState,
  type DataFrame,
  type DataFrameJSON,
  type DataQueryError,
  type DataQueryResponse,
} from '@grafana/data';
import { Observable } from 'rxjs';
import {
  diagnostic,
  formatDiagnostic,
  planSegmentValues,
  segmentValuesFrom,
  type Diagnostic,
  type KpiQuery,
  type Notice,
  type Outcome,
  type QueryContext,
  type Result,
  type SegmentValuesQuery,
  type SliceStore,
} from '../../kpi';
import { failure, toGrafanaResponse } from '../grafana-http/frames';
import type { RunQuery } from '../transport';
import { definitionsOf } from './definitions';
import { detailOf } from './faults';
import { grafanaTransport } from './grafana-transport';
import { InFlight } from './in-flight';
import type { DataSources, Surroundings } from './surroundings';

/** One query of a panel: what it asks, or why that cannot be asked. */
export interface KpiTarget {
  readonly refId: string;
  readonly query: Outcome<KpiQuery>;
}

export interface BrowserHostOptions {
  readonly dataSources: DataSources;
  readonly run: RunQuery;
  readonly store?: SliceStore;
  /** Shared by every host of the page, so that panels share their requests. */
  readonly inFlight?: InFlight;
}

/** Grafana replaces an earlier packet of a panel by a later one with the same key. */
const KEY = 'plumbline';

/** Runs the queries of a panel in the browser, against the organisation's own data sources, as the user who looks. */
export class BrowserHost {
  private readonly inFlight: InFlight;

  constructor(private readonly options: BrowserHostOptions) {
    this.inFlight = options.inFlight ?? new InFlight();
  }

  /**
   * Emits Loading at once, again with what is there whenever one of several targets is answered, and Done at the end. A target
   * that fails is in `errors` with its refId; the others keep their frames. Unsubscribing cancels what nobody else waits for.
   * @param text the definitions, as the data source's settings hold them
   */
  query(
    text: string,
    targets: readonly KpiTarget[],
    context: QueryContext,
    surroundings: Surroundings
  ): Observable<DataQueryResponse> {
    return new Observable((subscriber) => {
      const abort = new AbortController();
      const answers = new Map<string, Answer>();
      const emit = (state: LoadingState) => subscriber.next(packetOf(targets, answers, state));
      emit(LoadingState.Loading);
      let waiting = targets.length;
      const done = () => {
        emit(LoadingState.Done);
        subscriber.complete();
      };
      if (waiting === 0) {
        done();
      }
      for (const target of targets) {
        void this.answer(text, target, context, surroundings, abort.signal).then((answer) => {
          if (abort.signal.aborted) {
            return;
          }
          answers.set(target.refId, answer);
          waiting -= 1;
          if (waiting === 0) {
            done();
          } else {
            emit(LoadingState.Loading);
          }
        });
      }
      return () => abort.abort(new DOMException('Nobody waits for the answer any more.', 'AbortError'));
    });
  }

  /** The bare result of one query, for editors and variables. Never rejects but for an abort; faults are in its notices. */
  async result(
    text: string,
    query: KpiQuery,
    context: QueryContext,
    surroundings: Surroundings,
    signal: AbortSignal = new AbortController().signal
  ): Promise<Result> {
    const definitions = definitionsOf(text);
    if (!definitions.ok) {
      return errorResult(query, definitions.diagnostics);
    }
    const { dataSources, run, store } = this.options;
    const transport = grafanaTransport(definitions.value, dataSources, this.inFlight, surroundings);
    return run(definitions.value, query, context, transport, { signal, ...(store ? { store } : {}) });
  }

  /**
   * Values that a segment of a KPI has in the context's range.
   * @throws with the coded reason where they cannot be had
   */
  async segmentValues(
    text: string,
    query: SegmentValuesQuery,
    context: QueryContext,
    surroundings: Surroundings,
    signal: AbortSignal = new AbortController().signal
  ): Promise<readonly string[]> {
    const definitions = definitionsOf(text);
    const planned = definitions.ok ? planSegmentValues(definitions.value, query, context) : definitions;
    if (!definitions.ok || !planned.ok) {
      throw new Error(planned.diagnostics.map(formatDiagnostic).join('\n'));
    }
    const transport = grafanaTransport(definitions.value, this.options.dataSources, this.inFlight, surroundings);
    const found = segmentValuesFrom(planned.value, await transport.send(planned.value.requests, signal));
    if (!found.ok) {
      throw new Error(found.notices.map(({ code, message }) => `${message} (${code})`).join('\n'));
    }
    return found.values;
  }

  private async answer(
    text: string,
    { refId, query }: KpiTarget,
    context: QueryContext,
    surroundings: Surroundings,
    signal: AbortSignal
  ): Promise<Answer> {
    if (!query.ok) {
      return errorAnswer(refId, query.diagnostics.map(noticeOf));
    }
    try {
      return answerOf(refId, await this.result(text, query.value, context, surroundings, signal));
    } catch (error) {
      const what = detailOf(error) || 'an error without a reason';
      return errorAnswer(refId, [noticeOf(diagnostic('PL9001', { what }))]);
    }
  }
}

interface Answer {
  readonly frames: readonly DataFrame[];
  readonly errors: readonly DataQueryError[];
}

function packetOf(
  targets: readonly KpiTarget[],
  answers: ReadonlyMap<string, Answer>,
  state: LoadingState
): DataQueryResponse {
  const said = targets.flatMap(({ refId }) => answers.get(refId) ?? []);
  const errors = said.flatMap((answer) => answer.errors);
  return {
    key: KEY,
    state,
    data: said.flatMap((answer) => answer.frames),
    // Grafana's state becomes Error as soon as a packet carries one, so they are told when all is said.
    ...(state === LoadingState.Done && errors.length > 0 ? { errors, error: errors[0] } : {}),
  };
}

/** Frames for a result that has any, one error for each error notice; a result that failed has no frame. */
function answerOf(refId: string, result: Result): Answer {
  const errors = result.notices.filter((notice) => notice.severity === 'error');
  const response = toGrafanaResponse(result, { refId });
  if (!response.ok) {
    return errorAnswer(refId, errors);
  }
  const frames = response.frames.map((json) => {
    return { ...dataFrameFromJSON(json as unknown as DataFrameJSON), refId };
  });
  return { frames, errors: errors.map((error) => queryError(refId, error)) };
}

function errorAnswer(refId: string, errors: readonly Notice[]): Answer {
  const said = errors.length > 0 ? errors : [noticeOf(diagnostic('PL9001', { what: 'an error without a reason' }))];
  return { frames: [], errors: said.map((error) => queryError(refId, error)) };
}

function queryError(refId: string, notice: Notice): DataQueryError {
  const response = failure([notice]);
  return response.ok ? { refId } : { refId, message: response.message, status: response.status };
}

function errorResult(query: KpiQuery, diagnostics: readonly Diagnostic[]): Result {
  const kpi = query.kpi ?? query.kpis?.join(', ') ?? query.area ?? '';
  return { kpi, view: query.view, status: 'error', frames: [], notices: diagnostics.map(noticeOf), requests: 0 };
}

function noticeOf({ code, severity, message, hint, source, place }: Diagnostic): Notice {
  const where = place ? `${place.file}:${place.line}:${place.column}: ` : '';
  return { code, severity, message: where + message, ...(hint ? { hint } : {}), ...(source ? { source } : {}) };
}
