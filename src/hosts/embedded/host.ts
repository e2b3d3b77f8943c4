/**
 * The compiler as the Go host sees it: a handful of functions over JSON text, one set of definitions per runtime, and the
 * queries that wait for their upstream answers.
 */
import {
  diagnostic,
  formatDiagnostic,
  type Advance,
  type Code,
  type DefinitionSet,
  type DefinitionText,
  type Diagnostic,
  type Outcome,
  type Plan,
  type PlanQuery,
  type Result,
  type Step,
  type UpstreamRequest,
  type UpstreamResponse,
} from '../../kpi';
import {
  decodeQuery,
  failure,
  toGrafanaRequest,
  toGrafanaResponse,
  type GrafanaRequest,
  type GrafanaResponse,
} from '../grafana-http';
import { catalog } from './catalog';
import { fromJson, toJson } from './definitions-json';
import { probes } from './probe';
import type {
  BeginContext,
  ExplainJson,
  LoadedJson,
  ProbeJson,
  SegmentValues,
  StepJson,
  WireResponse,
} from './protocol';
import { segmentValues, segmentValuesQuery } from './segment-values';
import { toUpstreamResponse } from './wire';

export interface Compiler {
  readonly parseDefinitions: (texts: readonly DefinitionText[]) => Outcome<DefinitionSet>;
  readonly planQuery: PlanQuery;
  readonly advance: Advance;
}

interface Session {
  readonly plan: Plan;
  readonly requests: ReadonlyMap<string, UpstreamRequest>;
  /** Answers that need no upstream: requests that no data source can be asked. */
  readonly answered: readonly UpstreamResponse[];
  readonly finish: (result: Result) => GrafanaResponse | SegmentValues;
}

const NOTHING: DefinitionSet = { sources: new Map(), kpis: new Map(), funnels: new Map(), fingerprint: '' };

/** Every function takes and gives JSON text, so that nothing of sobek's objects is shared with Go. */
export function createHost({ parseDefinitions, planQuery, advance }: Compiler) {
  let definitions = NOTHING;
  let ownUid: string | undefined;
  let last = 0;
  const sessions = new Map<number, Session>();

  function parse(textsJson: string) {
    return parseDefinitions(JSON.parse(textsJson) as DefinitionText[]);
  }

  function begin(query: unknown, context: BeginContext, finish: Session['finish']): StepJson {
    const decoded = decodeQuery(query);
    if (!decoded.ok) {
      return { done: true, response: failure(decoded.diagnostics) };
    }
    const { fromMs, toMs, nowMs, maxDataPoints } = context;
    const planned = planQuery(definitions, decoded.value, { fromMs, toMs, nowMs, maxDataPoints });
    return planned.ok
      ? follow(planned.value, finish)
      : { done: true, response: failure(errorsOf(planned.diagnostics)) };
  }

  /** Goes on until something has to be asked upstream. */
  function follow(first: Step, finish: Session['finish']): StepJson {
    let step = first;
    while (!step.done) {
      const upstream: GrafanaRequest[] = [];
      const answered: UpstreamResponse[] = [];
      for (const request of step.requests) {
        const outcome = toGrafanaRequest(request, definitions, ownUid);
        if (outcome.ok) {
          upstream.push(outcome.request);
        } else {
          answered.push({ id: request.id, ok: false, error: outcome.error });
        }
      }
      if (upstream.length > 0) {
        const session = ++last;
        const requests = new Map(step.requests.map((request) => [request.id, request]));
        sessions.set(session, { plan: step.plan, requests, answered, finish });
        return { done: false, session, requests: upstream };
      }
      step = advance(definitions, step.plan, answered);
    }
    return { done: true, response: finish(step.result) };
  }

  return {
    /** Parses the instance's definitions and keeps them; on any error nothing is kept. */
    load(textsJson: string, uid: string): string {
      ownUid = uid;
      const outcome = parse(textsJson);
      definitions = outcome.ok ? outcome.value : NOTHING;
      const loaded: LoadedJson = {
        ok: outcome.ok,
        diagnostics: withText(outcome.diagnostics),
        ...(outcome.ok ? { definitions: toJson(outcome.value) } : {}),
      };
      return JSON.stringify(loaded);
    },

    /** Takes what `load` gave in another runtime. */
    restore(definitionsJson: string, uid: string): void {
      ownUid = uid;
      definitions = fromJson(definitionsJson);
    },

    /** Parses a text and forgets it. */
    validate(textsJson: string): string {
      const outcome = parse(textsJson);
      return JSON.stringify({ ok: outcome.ok, diagnostics: withText(outcome.diagnostics) });
    },

    begin(queryJson: string, contextJson: string): string {
      const context = JSON.parse(contextJson) as BeginContext;
      return JSON.stringify(begin(JSON.parse(queryJson), context, (result) => toGrafanaResponse(result, context)));
    },

    /** The values of one segment of a KPI or funnel over a range, largest first. */
    beginSegmentValues(askedJson: string, contextJson: string): string {
      const asked = segmentValuesQuery(definitions, JSON.parse(askedJson));
      if (!asked.ok) {
        return JSON.stringify({ done: true, response: failure(asked.diagnostics) });
      }
      const { query, segment } = asked.value;
      const context = JSON.parse(contextJson) as BeginContext;
      return JSON.stringify(begin(query, context, (result) => segmentValues(result, segment, query.limit)));
    },

    /** Hands the answers of a round in; `buffers` are what `buffer` fields point at. */
    advance(session: number, responsesJson: string, buffers: readonly ArrayBuffer[]): string {
      const running = sessions.get(session);
      if (!running) {
        throw new Error(`no session ${session}`);
      }
      sessions.delete(session);
      const responses = (JSON.parse(responsesJson) as WireResponse[]).map((response) => {
        const request = running.requests.get(response.id);
        if (!request) {
          throw new Error(`an answer to ${response.id}, which nobody asked for`);
        }
        return toUpstreamResponse(request, response, buffers);
      });
      const step = advance(definitions, running.plan, [...running.answered, ...responses]);
      return JSON.stringify(follow(step, running.finish));
    },

    /** Forgets a query whose asker has gone. */
    drop(session: number): void {
      sessions.delete(session);
    },

    /** What would be asked first, without asking it. */
    explain(queryJson: string, contextJson: string): string {
      return JSON.stringify(explain(JSON.parse(queryJson), JSON.parse(contextJson) as BeginContext));
    },

    catalog: (): string => JSON.stringify(catalog(definitions)),

    /** A tiny question for each source, and what is known without asking. */
    probes(nowMs: number): string {
      const requests: GrafanaRequest[] = [];
      const known: ProbeJson[] = [];
      for (const request of probes(definitions, nowMs)) {
        const outcome = toGrafanaRequest(request, definitions, ownUid);
        if (outcome.ok) {
          requests.push(outcome.request);
        } else {
          known.push({ source: request.source, ok: false, message: formatDiagnostic(outcome.error) });
        }
      }
      return JSON.stringify({ requests, known });
    },

    /** Judges the answers to `probes`. */
    probed(nowMs: number, responsesJson: string, buffers: readonly ArrayBuffer[]): string {
      const asked = new Map(probes(definitions, nowMs).map((request) => [request.id, request]));
      const said = (JSON.parse(responsesJson) as WireResponse[]).map((wire): ProbeJson => {
        const request = asked.get(wire.id)!;
        const response = toUpstreamResponse(request, wire, buffers);
        return response.ok
          ? { source: request.source, ok: true, message: 'answers' }
          : { source: request.source, ok: false, message: formatDiagnostic(response.error) };
      });
      return JSON.stringify(said);
    },

    /** The words of a fault that only the Go host saw. */
    fail(code: string, paramsJson: string): string {
      return JSON.stringify(failure([diagnostic(code as Code, JSON.parse(paramsJson) as never)]));
    },
  };

  function explain(query: unknown, context: BeginContext): ExplainJson {
    const decoded = decodeQuery(query);
    if (!decoded.ok) {
      return { ok: false, diagnostics: decoded.diagnostics };
    }
    const planned = planQuery(definitions, decoded.value, context);
    if (!planned.ok) {
      return { ok: false, diagnostics: planned.diagnostics };
    }
    const requests = planned.value.done ? [] : planned.value.requests;
    return {
      ok: true,
      diagnostics: planned.diagnostics,
      requests: requests.map(({ source, dialect, mode, purpose, text, startMs, endMs, stepMs }) => ({
        source,
        dialect,
        mode,
        purpose,
        text,
        startMs,
        endMs,
        stepMs,
      })),
    };
  }
}

export type Host = ReturnType<typeof createHost>;

const errorsOf = (diagnostics: readonly Diagnostic[]) => diagnostics.filter((d) => d.severity === 'error');
const withText = (diagnostics: readonly Diagnostic[]) => diagnostics.map((d) => ({ ...d, text: formatDiagnostic(d) }));
