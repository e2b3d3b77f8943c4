/** The same objective as a Plumbline definition, asked through the real compiler and the direct host. */
import { connectSources, directTransport } from '../../src/hosts/direct';
import { runQuery } from '../../src/hosts/run';
import type { Transport } from '../../src/hosts/transport';
import { parseDefinitions, type KpiQuery, type Result, type SliceStore, type UpstreamRequest } from '../../src/kpi';
import { DAY } from './fleet';
import type { Question } from './prometheus';

export const TARGET = 0.999;
const TEXT = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: m }, scrapeInterval: 15s }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: checkout }
spec:
  area: shop
  owner: { team: payments }
  unit: ratio
  measure:
    ratio:
      failures: { source: metrics, metric: checkout_errors_total }
      denominator: { source: metrics, metric: checkout_requests_total }
  objectives:
    - { name: monthly, target: "${TARGET}", timeWindow: { duration: 30d, rolling: true }, budgetingMethod: Occurrences }
`;

export interface Asked {
  readonly result: Result;
  readonly sent: readonly UpstreamRequest[];
}
export type Ask = (view: 'budget' | 'burn', nowMs: number, store?: SliceStore) => Promise<Asked>;

export const questionsOf = (requests: readonly UpstreamRequest[]): Question[] =>
  requests.map(({ text, startMs, endMs, stepMs, mode }) => ({
    text,
    startMs,
    endMs,
    stepMs: mode === 'range' ? stepMs : 0,
  }));

/** @throws where the definition or an answer is an error, with its words */
export function connect(url: string): Ask {
  const parsed = parseDefinitions([{ file: 'bench/slo', text: TEXT }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
  }
  const direct = directTransport(connectSources(parsed.value, [`metrics=prometheus+${url}`]));
  return async (view, nowMs, store) => {
    const sent: UpstreamRequest[] = [];
    const transport: Transport = {
      send(requests, signal) {
        sent.push(...requests);
        return direct.send(requests, signal);
      },
    };
    const query: KpiQuery = { kpi: 'checkout', view, ...(view === 'burn' ? { grain: '5m' } : {}) };
    const context = { fromMs: nowMs - DAY, toMs: nowMs, nowMs };
    const result = await runQuery(parsed.value, query, context, transport, { store });
    if (result.status !== 'ok') {
      throw new Error(`${view}: ${result.status}: ${result.notices.map(({ message }) => message).join(' ')}`);
    }
    return { result, sent };
  };
}

/** Numbers of a column; `window` picks one of several of that name. */
export function column(result: Result, name: string, window?: string): ReadonlyArray<number | null> {
  const field = result.frames[0].fields.find((one) => one.name === name && (!window || one.labels?.window === window));
  if (!field) {
    throw new Error(`no ${name} ${window ?? ''} in the answer`);
  }
  return field.values as ReadonlyArray<number | null>;
}
