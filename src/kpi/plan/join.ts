/**
 * Several requests as few: what one Prometheus source is asked at the same instants goes out as one text, and a range that lies in
 * another one of the same text is cut out of its answer. Pure; the hosts send.
 */
import { diagnostic, type Code, type Diagnostic } from '../diagnostics';
import { buildJoined, PART_LABEL } from '../promql';
import type { Column, ColumnFrame, UpstreamRequest, UpstreamResponse } from './request';
import { MOST_POINTS, withId } from './requests';

/** So many texts in one, and so long: a store must not be asked for everything at once, nor past the limits of its proxies. */
export const MOST_JOINED = 8;
export const MOST_TEXT = 30_000;

export interface Joined {
  /** What to send: at most as many as there were requests. */
  readonly sent: readonly UpstreamRequest[];
  /** By the id of what is sent: the ids of the requests that it answers. */
  readonly carried: ReadonlyMap<string, readonly string[]>;
  /** The answers to what was sent (or to some of it), as answers to the requests that were joined. */
  settle(responses: readonly UpstreamResponse[]): Settled;
}

export interface Settled {
  readonly answers: readonly UpstreamResponse[];
  /** What has to be asked by itself: it was joined, and the fault may be another part's. It has no answer yet. */
  readonly again: readonly UpstreamRequest[];
  /** The answers to `again`, counted together with what was sent for them in vain. */
  alone(responses: readonly UpstreamResponse[]): readonly UpstreamResponse[];
}

/** One text over one range, and the requests that it answers. */
interface Piece {
  readonly request: UpstreamRequest;
  readonly answers: readonly UpstreamRequest[];
}

/** Faults that one part can bring over all others. What the way to the store suffers from (PL3101-PL3105, PL3109 …) it would do again. */
const OF_ONE_PART: ReadonlySet<Code> = new Set<Code>(['PL3106', 'PL3107', 'PL3108', 'PL3117', 'PL3120']);

/**
 * Joins requests; equal ids are one. SQL and instant queries are sent as they are. Requests that cannot be joined (their text has the label
 * `plumbline_part` itself) go alone. The order of `sent` is that of the first request that each answers.
 */
export function joinRequests(requests: readonly UpstreamRequest[]): Joined {
  const pieces = unions([...new Map(requests.map((request) => [request.id, request])).values()]);
  const groups = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const key = instantsOf(piece.request);
    const group = groups.get(key);
    if (group) {
      group.push(piece);
    } else {
      groups.set(key, [piece]);
    }
  }
  const sent: UpstreamRequest[] = [];
  const pieceOf = new Map<string, readonly Piece[]>();
  for (const group of groups.values()) {
    for (const together of portions(group)) {
      const joined = together.length > 1 ? join(together) : undefined;
      for (const list of joined ? [together] : together.map((piece) => [piece])) {
        const request = joined ?? list[0].request;
        sent.push(request);
        pieceOf.set(request.id, list);
      }
    }
  }
  const idsOf = (list: readonly Piece[]) => list.flatMap(({ answers }) => answers.map(({ id }) => id));
  const carried = new Map(sent.map(({ id }) => [id, idsOf(pieceOf.get(id)!)] as const));
  return { sent, carried, settle: (responses) => settle(sent, pieceOf, responses) };
}

/** True where the answer to `other` holds the answer to `request`: the same text at the same instants and more. */
export function isWithin(request: UpstreamRequest, other: UpstreamRequest): boolean {
  return (
    isRange(request) &&
    isRange(other) &&
    request.source === other.source &&
    request.text === other.text &&
    request.stepMs === other.stepMs &&
    (request.startMs - other.startMs) % request.stepMs === 0 &&
    request.startMs >= other.startMs &&
    request.endMs <= other.endMs
  );
}

/** The part of an answer to `other` that answers `request`, which is within it. */
export function answerWithin(
  request: UpstreamRequest,
  other: UpstreamRequest,
  response: UpstreamResponse
): UpstreamResponse {
  const { id } = request;
  const from = { id, sent: response.sent ?? [other.id] };
  return response.ok
    ? { ...response, ...from, frames: cut(response.frames, request, other) }
    : { ...response, ...from, error: { ...response.error, request: id } };
}

/** How many requests were sent for these answers. */
export function sentFor(responses: readonly UpstreamResponse[]): number {
  return new Set(responses.flatMap(({ id, sent }) => sent ?? [id])).size;
}

const isRange = ({ dialect, mode }: UpstreamRequest) => dialect === 'prometheus' && mode === 'range';

/** Equal for requests of one source and the same instants; what is not joined stands alone. */
function instantsOf(request: UpstreamRequest): string {
  const { id, source, startMs, endMs, stepMs } = request;
  return isRange(request) ? JSON.stringify([source, startMs, endMs, stepMs]) : id;
}

/** Ranges of one text that overlap or touch become their union, within what a store gives in one answer. */
function unions(requests: readonly UpstreamRequest[]): Piece[] {
  const texts = new Map<string, UpstreamRequest[]>();
  for (const request of requests) {
    const { source, text, stepMs } = request;
    const key = isRange(request) ? JSON.stringify([source, text, stepMs, request.startMs % stepMs]) : request.id;
    texts.set(key, [...(texts.get(key) ?? []), request]);
  }
  const pieces: Piece[] = [];
  for (const list of texts.values()) {
    let open: { request: UpstreamRequest; answers: UpstreamRequest[] } | undefined;
    for (const request of [...list].sort((a, b) => a.startMs - b.startMs)) {
      const { startMs, stepMs } = request;
      const endMs = Math.max(open?.request.endMs ?? 0, request.endMs);
      const touches = open && isRange(request) && startMs <= open.request.endMs + stepMs;
      if (open && touches && (endMs - open.request.startMs) / stepMs < MOST_POINTS) {
        open.request = ranged(open.request, open.request.startMs, endMs);
        open.answers.push(request);
      } else {
        open = { request, answers: [request] };
        pieces.push(open);
      }
    }
  }
  const order = new Map(requests.map((request, i) => [request.id, i]));
  const first = (piece: Piece) => Math.min(...piece.answers.map(({ id }) => order.get(id)!));
  return pieces.sort((a, b) => first(a) - first(b));
}

function ranged(request: UpstreamRequest, startMs: number, endMs: number): UpstreamRequest {
  // The same bounds again: the same request.
  return request.startMs === startMs && request.endMs === endMs ? request : withId({ ...request, startMs, endMs });
}

function portions(pieces: readonly Piece[]): Piece[][] {
  const out: Piece[][] = [];
  let length = Infinity;
  for (const piece of pieces) {
    const last = out[out.length - 1];
    // What joining puts around a text is shorter than this.
    const more = piece.request.text.length + 60;
    if (last && last.length < MOST_JOINED && length + more <= MOST_TEXT) {
      last.push(piece);
      length += more;
    } else {
      out.push([piece]);
      length = more;
    }
  }
  return out;
}

/** Undefined where the texts cannot be joined. */
function join(pieces: readonly Piece[]): UpstreamRequest | undefined {
  const text = buildJoined(pieces.map(({ request }) => request.text));
  if (!text.ok) {
    return undefined;
  }
  const purposes = pieces.map(({ request }) => request.purpose);
  const purpose = purposes.filter((one, i) => purposes.indexOf(one) === i).join('; ');
  return withId({ ...pieces[0].request, text: text.value, purpose });
}

function settle(
  sent: readonly UpstreamRequest[],
  carried: ReadonlyMap<string, readonly Piece[]>,
  responses: readonly UpstreamResponse[]
): Settled {
  const byId = new Map(responses.map((response) => [response.id, response]));
  const answers: UpstreamResponse[] = [];
  const again: UpstreamRequest[] = [];
  const vain = new Map<string, string>();
  for (const request of sent) {
    const pieces = carried.get(request.id)!;
    const response = byId.get(request.id);
    if (!response) {
      continue;
    }
    const parts = response.ok && pieces.length > 1 ? partsOf(request, response.frames, pieces.length) : undefined;
    const error = response.ok ? (parts && 'code' in parts ? parts : undefined) : response.error;
    pieces.forEach((piece, i) => {
      for (const asked of piece.answers) {
        const { id } = asked;
        const from = id === request.id && !response.sent ? {} : { sent: response.sent ?? [request.id] };
        if (!error && response.ok) {
          const frames = parts && !('code' in parts) ? parts[i] : response.frames;
          answers.push({ ...response, id, frames: cut(frames, asked, request), ...from });
        } else if (pieces.length > 1 && OF_ONE_PART.has(error!.code)) {
          again.push(asked);
          vain.set(id, request.id);
        } else {
          answers.push({ id, ok: false, error: { ...error!, request: id }, ...from });
        }
      }
    });
  }
  const alone = (own: readonly UpstreamResponse[]) =>
    own.map((response) => ({ ...response, sent: [vain.get(response.id)!, ...(response.sent ?? [response.id])] }));
  return { answers, again, alone };
}

/** The frames of each part, without the label that told them apart. */
function partsOf(
  request: UpstreamRequest,
  frames: readonly ColumnFrame[],
  count: number
): ColumnFrame[][] | Diagnostic {
  const parts = Array.from({ length: count }, (): ColumnFrame[] => []);
  for (const frame of frames) {
    const value = frame.columns.find((column) => column.labels);
    const { [PART_LABEL]: part, ...labels } = value?.labels ?? {};
    const own = part === undefined ? undefined : parts[Number(part)];
    if (value && own) {
      const columns = frame.columns.map((column) => (column === value ? { ...column, labels } : column));
      own.push({ ...frame, columns });
    } else if (frame.length > 0) {
      const detail = `a series without the label ${PART_LABEL} that was asked for`;
      return diagnostic('PL3107', { source: request.source, detail }, { source: request.source, request: request.id });
    }
  }
  return parts;
}

/** The instants of `asked`; series that have none of them are left out, as a store does. */
function cut(frames: readonly ColumnFrame[], asked: UpstreamRequest, sent: UpstreamRequest): readonly ColumnFrame[] {
  if (!isRange(asked) || (asked.startMs === sent.startMs && asked.endMs === sent.endMs)) {
    return frames;
  }
  const inside: ColumnFrame[] = [];
  for (const frame of frames) {
    const times = frame.columns.find((column) => column.type === 'time')?.values ?? [];
    let first = 0;
    while (first < times.length && (times[first] as number) < asked.startMs) {
      first++;
    }
    let end = first;
    while (end < times.length && (times[end] as number) <= asked.endMs) {
      end++;
    }
    if (first < end) {
      const columns = frame.columns.map((column): Column => ({ ...column, values: sliced(column.values, first, end) }));
      inside.push({ length: end - first, columns });
    }
  }
  return inside;
}

function sliced(values: Column['values'], first: number, end: number): Column['values'] {
  return values instanceof Float64Array
    ? values.subarray(first, end)
    : (Array.prototype.slice.call(values, first, end) as Column['values']);
}
