import type { ColumnFrame, UpstreamRequest } from '../../../kpi';
import type { Driver } from '../driver';
import { fault } from '../fault';
import { callJson, messageOf } from '../http';

type Sample = readonly [seconds: number, value: string];
interface PrometheusSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: Sample;
  readonly values?: readonly Sample[];
}
interface PrometheusAnswer {
  readonly status?: string;
  readonly error?: string;
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
  readonly data?: { readonly resultType: string; readonly result: readonly PrometheusSeries[] | Sample };
}

/** The Prometheus HTTP API (also Thanos, Mimir, VictoriaMetrics). User and password in the URL become basic authentication. */
export function prometheusDriver(base: URL): Driver {
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
  if (base.username) {
    const login = `${decodeURIComponent(base.username)}:${decodeURIComponent(base.password)}`;
    headers.authorization = `Basic ${Buffer.from(login).toString('base64')}`;
  }
  return {
    async run(request, signal) {
      const range = request.mode === 'range';
      const url = new URL(base);
      url.username = '';
      url.password = '';
      url.pathname = `${base.pathname.replace(/\/$/, '')}/api/v1/${range ? 'query_range' : 'query'}`;
      const form = new URLSearchParams({ query: request.text });
      if (range) {
        form.set('start', seconds(request.startMs));
        form.set('end', seconds(request.endMs));
        form.set('step', seconds(request.stepMs));
      } else {
        form.set('time', seconds(request.endMs));
      }
      const { status, json } = await callJson(request, { url, method: 'POST', headers, body: form.toString() }, signal);
      const answer = json as PrometheusAnswer;
      const { source, id } = request;
      if (answer.status === 'error') {
        throw fault('PL3108', source, { source, detail: messageOf(json) || `HTTP ${status}` }, id);
      }
      if (status >= 400) {
        throw fault('PL3103', source, { source, status, detail: messageOf(json) }, id);
      }
      return { frames: framesOf(request, answer), warnings: [...(answer.warnings ?? [])] };
    },
    async close() {},
  };
}

/** Prometheus takes seconds; three decimals keep the millisecond. */
const seconds = (ms: number) => (ms / 1000).toFixed(3);

function framesOf(request: UpstreamRequest, answer: PrometheusAnswer): ColumnFrame[] {
  const { source, id } = request;
  const data = answer.data;
  if (answer.status !== 'success' || !data || !Array.isArray(data.result)) {
    throw fault('PL3107', source, { source, detail: 'no "data.result" in the answer' }, id);
  }
  if (data.resultType !== 'matrix' && data.resultType !== 'vector') {
    throw fault('PL3107', source, { source, detail: `a ${data.resultType} where series were asked for` }, id);
  }
  return (data.result as readonly PrometheusSeries[]).map((series) => {
    const samples = series.values ?? (series.value ? [series.value] : []);
    const { __name__: _, ...labels } = series.metric;
    return {
      length: samples.length,
      columns: [
        { name: 'time', type: 'time', values: Float64Array.from(samples, ([at]) => Math.round(at * 1000)) },
        { name: 'value', type: 'number', labels, values: samples.map(([, text]) => sampleValue(text)) },
      ],
    };
  });
}

/** Prometheus writes NaN, +Inf and -Inf as words. */
function sampleValue(text: string): number {
  return text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}
