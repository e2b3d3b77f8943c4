/** View `traces`: the traces that failed, or the spans of one in the form of Grafana's trace frames. */
import type { KpiDefinition } from '../definition/types';
import { diagnostic } from '../diagnostics';
import type { ViewOutcome } from './answer';
import { contractMeta } from './frames';
import { masked } from './masks';
import type { ResultField, ResultFrame } from './types';
import type { TracesMeta } from './types-events';

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface FailedTrace {
  readonly trace: string;
  readonly atMs: number;
  readonly spans: number;
  readonly errors: number;
  readonly operation: string | null;
  readonly service: string | null;
  readonly durationMs: number | null;
}

export interface Span {
  readonly trace: string;
  readonly span: string | null;
  readonly parent: string | null;
  readonly service: string | null;
  readonly operation: string | null;
  readonly durationMs: number | null;
  readonly atMs: number;
  readonly failed: boolean;
  /** JSON text of the store. */
  readonly attributes: string | null;
}

export function failedTracesView(kpi: KpiDefinition, range: Range, traces: readonly FailedTrace[]): ViewOutcome {
  const field = (
    name: string,
    type: ResultField['type'],
    of: (trace: FailedTrace) => ResultField['values'][number]
  ) => ({
    name,
    type,
    values: traces.map(of),
  });
  const frame: ResultFrame = {
    name: `Failed traces of ${kpi.displayName}`,
    type: 'table',
    fields: [
      field('time', 'time', ({ atMs }) => atMs),
      field('trace', 'string', ({ trace }) => trace),
      field('operation', 'string', ({ operation }) => operation),
      field('service', 'string', ({ service }) => service),
      { ...field('duration', 'number', ({ durationMs }) => durationMs), unit: 'milliseconds' },
      field('spans', 'number', ({ spans }) => spans),
      field('errors', 'number', ({ errors }) => errors),
    ],
    meta: metaOf(kpi, range, 'list'),
  };
  return { frames: [frame], diagnostics: [], hasData: traces.length > 0 };
}

/**
 * A span without an id, or with one that came before, is left out and told (PL4070): Grafana's picture is a tree of ids. A parent that is not among them is none. Attributes that are no JSON object become one
 * tag `attributes`; all are masked like samples.
 */
export function spansView(kpi: KpiDefinition, range: Range, given: readonly Span[], most: number): ViewOutcome {
  const spans = new Map<string, Span>();
  let unnamed = 0;
  for (const span of given.slice(0, most)) {
    if (span.span === null || span.span === '' || spans.has(span.span)) {
      unnamed++;
    } else {
      spans.set(span.span, span);
    }
  }
  const list = [...spans.values()];
  const trace = list[0]?.trace;
  const text = (name: string, of: (span: Span) => string | null): ResultField => ({
    name,
    type: 'string',
    values: list.map(of),
  });
  const frame: ResultFrame = {
    name: trace === undefined ? `Trace of ${kpi.displayName}` : `Trace ${trace}`,
    type: 'table',
    fields: [
      text('traceID', (span) => span.trace),
      text('spanID', (span) => span.span),
      text('parentSpanID', ({ parent }) => (parent !== null && spans.has(parent) ? parent : null)),
      text('operationName', ({ operation }) => operation ?? ''),
      text('serviceName', ({ service }) => service ?? ''),
      {
        name: 'serviceTags',
        type: 'json',
        values: list.map(({ service }) => tagsText({ 'service.name': service ?? '' })),
      },
      { name: 'startTime', type: 'time', values: list.map(({ atMs }) => atMs) },
      { name: 'duration', type: 'number', unit: 'milliseconds', values: list.map(({ durationMs }) => durationMs ?? 0) },
      { name: 'statusCode', type: 'number', values: list.map(({ failed }) => (failed ? 2 : 0)) },
      { name: 'tags', type: 'json', values: list.map(tagsOf) },
    ],
    meta: { ...metaOf(kpi, range, 'spans'), ...(trace === undefined ? {} : { trace }) },
  };
  return {
    frames: [frame],
    diagnostics: [
      ...(unnamed > 0 ? [diagnostic('PL4070', { kpi: kpi.name, spans: unnamed })] : []),
      ...(given.length > most ? [diagnostic('PL4071', { kpi: kpi.name, limit: most })] : []),
    ],
    hasData: list.length > 0,
  };
}

const metaOf = (kpi: KpiDefinition, range: Range, part: TracesMeta['part']): TracesMeta & Record<string, unknown> => ({
  ...contractMeta('traces', { kpi, by: [], ...range }),
  view: 'traces',
  part,
});

/** `error: true` is what draws a span red. */
function tagsOf({ failed, attributes }: Span): string {
  const shown = masked(attributes, 'auto', '');
  return tagsText({ ...(failed ? { error: true } : {}), ...(shown === null ? {} : parsed(attributes!, shown)) });
}

/** The attributes by name. Masks work on text, so values are masked one by one; a text that is no object is one attribute. */
function parsed(text: string, shown: string): Record<string, unknown> {
  try {
    const object: unknown = JSON.parse(text);
    if (typeof object === 'object' && object !== null && !Array.isArray(object)) {
      return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, maskedValue(name, value)]));
    }
  } catch {
    // Told as it stands, masked.
  }
  return { attributes: shown };
}

/** Masked beside its name, because a name tells that a value is a secret. */
function maskedValue(name: string, value: unknown): unknown {
  const pair = masked(JSON.stringify({ [name]: value }), 'auto', '')!;
  try {
    return (JSON.parse(pair) as Record<string, unknown>)[name] ?? null;
  } catch {
    return '[hidden]';
  }
}

const tagsText = (tags: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(tags).map(([key, value]) => ({ key, value })));
