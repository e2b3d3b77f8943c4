import {
  advance,
  diagnostic,
  joinRequests,
  planQuery,
  sentFor,
  type Diagnostic,
  type KpiQuery,
  type Notice,
  type Result,
  type UpstreamRequest,
  type UpstreamResponse,
} from '../kpi';
import type { RunQuery, Transport } from './transport';

/** More rounds than this mean that a plan goes in circles. */
const MOST_ROUNDS = 10;

/**
 * Plans a query, sends its requests, hands the answers in, until there is a result. A query that cannot be planned gives a result with the
 * status `error`, no frame and the reasons as notices. `requests` counts what was handed to the transport, over all rounds.
 * @throws the signal's reason (by default an AbortError) where it was aborted, also while the transport was asked
 */
export const runQuery: RunQuery = async (definitions, query, context, transport, options = {}) => {
  const { store, signal = new AbortController().signal } = options;
  signal.throwIfAborted();
  const planned = planQuery(definitions, query, context, store);
  if (!planned.ok) {
    return failed(query, planned.diagnostics, 0);
  }
  let step = planned.value;
  let requests = 0;
  for (let round = 0; !step.done; round++) {
    if (round === MOST_ROUNDS) {
      return failed(
        query,
        [diagnostic('PL9001', { what: `no result after ${MOST_ROUNDS} rounds of requests` })],
        requests
      );
    }
    const responses = await (transport.joins
      ? transport.send(step.requests, signal)
      : sendJoined(transport, step.requests, signal));
    signal.throwIfAborted();
    requests += sentFor(responses);
    step = advance(definitions, step.plan, responses, store);
  }
  return { ...step.result, requests };
};

/** Sends requests joined; what failed in company is asked once more alone, so that a failing part takes only its own KPI along. */
export async function sendJoined(
  transport: Pick<Transport, 'send'>,
  requests: readonly UpstreamRequest[],
  signal: AbortSignal
): Promise<readonly UpstreamResponse[]> {
  const joined = joinRequests(requests);
  const { answers, again, alone } = joined.settle(await transport.send(joined.sent, signal));
  if (again.length === 0) {
    return answers;
  }
  signal.throwIfAborted();
  return [...answers, ...alone(await transport.send(again, signal))];
}

function failed(query: KpiQuery, diagnostics: readonly Diagnostic[], requests: number): Result {
  const kpi = query.kpi ?? query.kpis?.join(',') ?? query.area ?? '';
  const notices = diagnostics.map(({ code, severity, message, hint, source }): Notice => ({
    code,
    severity,
    message,
    hint,
    source,
    ...(query.kpi ? { kpi } : {}),
  }));
  return { kpi, view: query.view, status: 'error', frames: [], notices, requests };
}
