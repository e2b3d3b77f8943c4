/** Grafana's own annotations: the call that asks for them, and its answer as columns. */
import { diagnostic, type UpstreamRequest, type UpstreamResponse } from '../../kpi';

/** `GET /api/annotations`, the same in every host. */
export const ANNOTATIONS_PATH = '/api/annotations';

export interface AnnotationsQuery {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  /** All of them; a parameter each. */
  readonly tags: readonly string[];
  /** Alerts' own history is none of what people wrote. */
  readonly type: 'annotation';
}

/** The parameters that a request of mode `annotations` stands for. */
export function annotationsQuery({ text, startMs, endMs }: UpstreamRequest): AnnotationsQuery {
  const { tags, limit } = JSON.parse(text) as { tags: string[]; limit: number };
  return { from: startMs, to: endMs, limit, tags, type: 'annotation' };
}

/** `from=…&to=…&limit=…&type=annotation&tags=a&tags=b`; sobek has no URLSearchParams. */
export function annotationsParameters(request: UpstreamRequest): string {
  const { tags, ...single } = annotationsQuery(request);
  const pairs = [...Object.entries(single), ...tags.map((tag) => ['tags', tag] as const)];
  return pairs.map(([name, value]) => `${name}=${encoded(String(value))}`).join('&');
}

/** Halves of a pair have no UTF-8; encodeURIComponent throws for them. */
const encoded = (text: string) =>
  encodeURIComponent(
    text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (c) => (c.length === 2 ? c : '\ufffd'))
  );

/** The name of the one column in which the Go host hands the answer over, as the JSON that it was. */
export const RAW_COLUMN = 'annotations';

/** The parsed answer as the request's columns. What is no list of annotations is PL3107. Unknown fields are left out. */
export function fromAnnotations(request: UpstreamRequest, json: unknown): UpstreamResponse {
  const { id, source, columns } = request;
  const malformed = (detail: string): UpstreamResponse => ({
    id,
    ok: false,
    error: diagnostic('PL3107', { source, detail }, { source, request: id }),
  });
  if (!Array.isArray(json)) {
    return malformed('a list of annotations was asked for, and something else came');
  }
  const items: ReadonlyArray<Record<string, unknown> | null> = json as never;
  const strange = items.find((item) => typeof item !== 'object' || item === null || typeof item.time !== 'number');
  if (strange !== undefined) {
    return malformed('one of the annotations has no time');
  }
  const values = (name: string) => items.map((item) => cell(name, item![name]));
  return {
    id,
    ok: true,
    frames: [
      { length: items.length, columns: columns.map(({ name, type }) => ({ name, type, values: values(name) })) },
    ],
  };
}

function cell(name: string, value: unknown): string | number | null {
  if (name === 'tags') {
    return JSON.stringify(Array.isArray(value) ? value.map(String) : []);
  }
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
