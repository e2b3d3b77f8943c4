/**
 * The compiler as the Go host sees it: a handful of functions over JSON text, one set of definitions and one store of closed
 * slices per runtime, and the queries that wait for their upstream answers. Nothing of sobek's objects is shared with Go.
 */
import {
  advance,
  catalog,
  diagnostic,
  explain,
  formatDiagnostic,
  joinRequests,
  parseDefinitions,
  planQuery,
  planSegmentValues,
  segmentValuesFrom,
  sentFor,
  sliceStore,
  type Code,
  type DefinitionSet,
  type DefinitionText,
  type Diagnostic,
  type Step,
  type UpstreamRequest,
  type UpstreamResponse,
} from '../../kpi';
import {
  decodeQuery,
  decodeSegmentValues,
  failure,
  toGrafanaRequest,
  toGrafanaResponse,
  type GrafanaRequest,
  type GrafanaResponse,
} from '../grafana-http';
import { fromJson, toJson } from './definitions-json';
import { probes } from './probe';
import type {
  BeginContext,
  ExplainJson,
  LoadedJson,
  ProbeJson,
  SegmentValuesJson,
  StepJson,
  WireResponse,
} from './protocol';
import { toUpstreamResponse } from './wire';

/** What a session does with the answers of a round. */
type Next = (responses: readonly UpstreamResponse[]) => StepJson;

interface Session {
  readonly requests: ReadonlyMap<string, UpstreamRequest>;
  /** Requests that no data source can be asked are answered here and now. */
  readonly answered: readonly UpstreamResponse[];
  readonly next: Next;
}

const NOTHING: DefinitionSet = {
  sources: new Map(),
  kpis: new Map(),
  funnels: new Map(),
  experiments: new Map(),
  policies: new Map(),
  events: new Map(),
  earlier: new Map(),
  fingerprint: '',
};

/** Slices kept by one runtime, about 16 bytes each; an instance has up to four runtimes. */
const STORED_SLICES = 200_000;

export function createHost() {
  let definitions = NOTHING;
  let ownUid: string | undefined;
  let store = sliceStore(STORED_SLICES);
  let last = 0;
  const sessions = new Map<number, Session>();

  function keep(set: DefinitionSet, uid: string) {
    ownUid = uid;
    definitions = set;
    store = sliceStore(STORED_SLICES);
  }

  const parse = (textsJson: string) => parseDefinitions(JSON.parse(textsJson) as DefinitionText[]);

  /** Asks Go for what can be asked, joined; where nothing can, goes on at once. What failed in company is asked once more alone. */
  function ask(asked: readonly UpstreamRequest[], next: Next): StepJson {
    const { sent, settle } = joinRequests(asked);
    return send(sent, (responses) => {
      const { answers, again, alone } = settle(responses);
      return again.length === 0 ? next(answers) : send(again, (more) => next([...answers, ...alone(more)]));
    });
  }

  function send(asked: readonly UpstreamRequest[], next: Next): StepJson {
    const requests: GrafanaRequest[] = [];
    const answered: UpstreamResponse[] = [];
    for (const request of asked) {
      const outcome = toGrafanaRequest(request, definitions, ownUid);
      if (outcome.ok) {
        requests.push(outcome.request);
      } else {
        answered.push({ id: request.id, ok: false, error: outcome.error });
      }
    }
    if (requests.length === 0) {
      return next(answered);
    }
    const session = ++last;
    sessions.set(session, { requests: new Map(asked.map((request) => [request.id, request])), answered, next });
    return { done: false, session, requests };
  }

  function follow(step: Step, context: BeginContext, sent = 0): StepJson {
    return step.done
      ? { done: true, response: toGrafanaResponse({ ...step.result, requests: sent }, context) }
      : ask(step.requests, (responses) =>
          follow(advance(definitions, step.plan, responses, store), context, sent + sentFor(responses))
        );
  }

  function begin(query: unknown, context: BeginContext): StepJson {
    const decoded = decodeQuery(query);
    if (!decoded.ok) {
      return failed(decoded.diagnostics);
    }
    const planned = planQuery(definitions, decoded.value, instants(context), store);
    return planned.ok ? follow(planned.value, context) : failed(planned.diagnostics);
  }

  function beginSegmentValues(asked: unknown, context: BeginContext): StepJson {
    const decoded = decodeSegmentValues(asked);
    if (!decoded.ok) {
      return failed(decoded.diagnostics);
    }
    const planned = planSegmentValues(definitions, decoded.value, instants(context));
    if (!planned.ok) {
      return failed(planned.diagnostics);
    }
    return ask(planned.value.requests, (responses) => {
      const { ok, values, more, notices } = segmentValuesFrom(planned.value, responses);
      const response: GrafanaResponse | SegmentValuesJson = ok ? { ok, values, more } : failure(notices);
      return { done: true, response };
    });
  }

  function explained(query: unknown, context: BeginContext): ExplainJson {
    const decoded = decodeQuery(query);
    if (!decoded.ok) {
      return { ok: false, diagnostics: withText(decoded.diagnostics) };
    }
    // Without the store: everything that would be asked of the sources the first time.
    const planned = planQuery(definitions, decoded.value, instants(context));
    if (!planned.ok) {
      return { ok: false, diagnostics: withText(planned.diagnostics) };
    }
    const requests = planned.value.done ? [] : explain(planned.value.plan);
    return { ok: true, requests, diagnostics: withText(planned.diagnostics) };
  }

  return {
    /** Parses the instance's definitions and keeps them; on any error nothing is kept. */
    load(textsJson: string, uid: string): string {
      const outcome = parse(textsJson);
      keep(outcome.ok ? outcome.value : NOTHING, uid);
      const loaded: LoadedJson = {
        ok: outcome.ok,
        diagnostics: withText(outcome.diagnostics),
        ...(outcome.ok ? { definitions: toJson(outcome.value) } : {}),
      };
      return JSON.stringify(loaded);
    },

    /** Takes what `load` gave in another runtime. */
    restore(definitionsJson: string, uid: string): void {
      keep(fromJson(definitionsJson), uid);
    },

    /** Parses a text and forgets it. */
    validate(textsJson: string): string {
      const outcome = parse(textsJson);
      return JSON.stringify({ ok: outcome.ok, diagnostics: withText(outcome.diagnostics) });
    },

    /** Plans a query: what to ask first, or already the response. */
    begin: (queryJson: string, contextJson: string): string =>
      JSON.stringify(begin(JSON.parse(queryJson), JSON.parse(contextJson) as BeginContext)),

    /** Begins to ask for the values of one segment of a KPI or funnel. */
    beginSegmentValues: (askedJson: string, contextJson: string): string =>
      JSON.stringify(beginSegmentValues(JSON.parse(askedJson), JSON.parse(contextJson) as BeginContext)),

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
      return JSON.stringify(running.next([...running.answered, ...responses]));
    },

    /** Forgets a query whose asker has gone. */
    drop(session: number): void {
      sessions.delete(session);
    },

    /** What would be asked, without asking it. */
    explain: (queryJson: string, contextJson: string): string =>
      JSON.stringify(explained(JSON.parse(queryJson), JSON.parse(contextJson) as BeginContext)),

    /** Every KPI and funnel, and the sources by name; no addresses, no texts of queries. */
    catalog(): string {
      const sources = [...definitions.sources.values()].map(({ name, dialect }) => ({ name, dialect }));
      return JSON.stringify({ fingerprint: definitions.fingerprint, definitions: catalog(definitions), sources });
    },

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
    fail: (code: string, paramsJson: string): string =>
      JSON.stringify(failure([diagnostic(code as Code, JSON.parse(paramsJson) as never)])),
  };
}

export type Host = ReturnType<typeof createHost>;

const instants = ({ fromMs, toMs, nowMs, maxDataPoints }: BeginContext) => ({ fromMs, toMs, nowMs, maxDataPoints });
const failed = (diagnostics: readonly Diagnostic[]): StepJson => ({
  done: true,
  response: failure(diagnostics.filter((d) => d.severity === 'error')),
});
const withText = (diagnostics: readonly Diagnostic[]) => diagnostics.map((d) => ({ ...d, text: formatDiagnostic(d) }));
