import {
  diagnostic,
  type Column,
  type ColumnFrame,
  type ColumnType,
  type Diagnostic,
  type UpstreamRequest,
  type UpstreamResponse,
} from '../../kpi';
import { fromAnnotations, RAW_COLUMN } from './annotations';
import type { GrafanaField, GrafanaFrame } from './types';

/**
 * Grafana's frames -> the answer of one upstream request. Nothing is repaired: a missing or double column, columns of unequal
 * length, a text where a number was asked for, an integer too large to be exact, instants off the grid are coded errors.
 * No frames at all are an empty answer. Null, undefined, and NaN in a Float64Array mean missing.
 */
export function fromGrafanaFrames(request: UpstreamRequest, frames: readonly GrafanaFrame[]): UpstreamResponse {
  try {
    if (request.mode === 'annotations') {
      return fromAnnotations(request, rawAnnotations(request, frames));
    }
    const answered = frames.filter((frame) => frame.fields.length > 0);
    const columns =
      request.mode === 'table' ? [tableFrame(request, answered)] : answered.map((frame) => seriesFrame(request, frame));
    const warnings = unique(
      frames.flatMap((frame) => frame.meta?.notices ?? []).flatMap((n) => (n.severity === 'info' ? [] : [n.text]))
    );
    return { id: request.id, ok: true, frames: columns, ...(warnings.length > 0 ? { warnings } : {}) };
  } catch (error) {
    if (error instanceof Malformed) {
      return { id: request.id, ok: false, error: error.diagnostic };
    }
    throw error;
  }
}

/** The Go host hands the answer over as it came, in one cell. */
function rawAnnotations(request: UpstreamRequest, frames: readonly GrafanaFrame[]): unknown {
  const cell = frames[0]?.fields.find(({ name }) => name === RAW_COLUMN)?.values[0];
  try {
    return JSON.parse(String(cell));
  } catch {
    throw malformed(request, 'its JSON breaks off or is wrong');
  }
}

class Malformed extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}

const where = (request: UpstreamRequest) => ({ source: request.source, request: request.id });
const malformed = (request: UpstreamRequest, detail: string) =>
  new Malformed(diagnostic('PL3107', { source: request.source, detail }, where(request)));
const unique = (texts: readonly string[]) => [...new Set(texts)];

function tableFrame(request: UpstreamRequest, frames: readonly GrafanaFrame[]): ColumnFrame {
  if (frames.length === 0) {
    return { length: 0, columns: request.columns.map(({ name, type }) => ({ name, type, values: [] })) };
  }
  // Altinity's plugin for ClickHouse answers with a frame a column.
  const byColumn = frames.length === request.columns.length && frames.every((frame) => frame.fields.length === 1);
  if (frames.length > 1 && !byColumn) {
    throw malformed(request, `${frames.length} tables where one was asked for`);
  }
  const fields = frames.flatMap((frame) => frame.fields);
  const length = commonLength(request, fields);
  const columns = request.columns.map(({ name, type }) => {
    const field = named(request, fields, name);
    return { name, type, values: convert(request, name, type, field) };
  });
  return { length, columns };
}

/** By exact name; else by a name that differs in case only (Snowflake and Oracle fold it). */
function named(request: UpstreamRequest, fields: readonly GrafanaField[], name: string): GrafanaField {
  const exact = fields.filter((field) => field.name === name);
  const found = exact.length > 0 ? exact : fields.filter((field) => field.name.toLowerCase() === name.toLowerCase());
  if (found.length === 0) {
    throw malformed(request, `no column ${name} among ${fields.map((field) => field.name).join(', ')}`);
  }
  if (found.length > 1) {
    throw malformed(request, `${found.length} columns named ${name}`);
  }
  return found[0];
}

function commonLength(request: UpstreamRequest, fields: readonly GrafanaField[]): number {
  const length = fields[0].values.length;
  const other = fields.find((field) => field.values.length !== length);
  if (other) {
    const first = `${fields[0].name} ${length}`;
    throw malformed(request, `columns of unequal length (${first}, ${other.name} ${other.values.length})`);
  }
  return length;
}

function seriesFrame(request: UpstreamRequest, frame: GrafanaFrame): ColumnFrame {
  const length = commonLength(request, frame.fields);
  const times = frame.fields.filter((field) => field.type === 'time');
  const numbers = frame.fields.filter((field) => field.type === 'number');
  if (times.length !== 1 || numbers.length !== 1) {
    const found = frame.fields.map((field) => `${field.name} (${field.type ?? '?'})`).join(', ');
    throw malformed(request, `a series of ${found} where one time and one number field were asked for`);
  }
  const time: Column = { name: 'time', type: 'time', values: convert(request, 'time', 'time', times[0]) };
  checkStep(request, frame);
  checkInstants(request, time.values as ArrayLike<number | null>);
  const value: Column = {
    name: 'value',
    type: 'number',
    labels: numbers[0].labels ?? {},
    values: convert(request, 'value', 'number', numbers[0]),
  };
  return { length, columns: [time, value] };
}

/** Grafana's Prometheus data source says which step it took; a coarser one would pass every check of the instants. */
function checkStep(request: UpstreamRequest, frame: GrafanaFrame): void {
  const said = /^Step:\s*(\S+)\s*$/m.exec(frame.meta?.executedQueryString ?? '')?.[1];
  if (request.mode !== 'range' || said === undefined) {
    return;
  }
  const gotMs = goDurationMs(said);
  if (gotMs !== undefined && gotMs !== request.stepMs) {
    const asked = `a step of ${request.stepMs / 1000} s`;
    throw new Malformed(
      diagnostic('PL3117', { source: request.source, asked, got: `a step of ${gotMs / 1000} s` }, where(request))
    );
  }
}

/** First and last instant lie on the grid, and there is no more of them than the grid has. Ascending is Prometheus' promise. */
function checkInstants(request: UpstreamRequest, times: ArrayLike<number | null>): void {
  if (times.length === 0) {
    return;
  }
  const [startMs, stepMs] = request.mode === 'instant' ? [request.endMs, 1] : [request.startMs, request.stepMs];
  const most = request.mode === 'instant' ? 1 : (request.endMs - startMs) / stepMs + 1;
  const edges = [times[0], times[times.length - 1]];
  const off = edges.find(
    (at) => at === null || Number.isNaN(at) || at < startMs || at > request.endMs || (at - startMs) % stepMs !== 0
  );
  if (off !== undefined || times.length > most) {
    const asked = request.mode === 'instant' ? iso(startMs) : `${iso(startMs)} every ${stepMs / 1000} s`;
    const got = off !== undefined ? iso(off) : `${times.length} instants`;
    throw new Malformed(diagnostic('PL3117', { source: request.source, asked, got }, where(request)));
  }
}

const iso = (ms: number | null) =>
  ms !== null && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : 'an instant that is none';

/** `1m30s`, `5m0s`, `500ms` as Go prints durations; undefined for anything else. */
function goDurationMs(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(text)) {
    return undefined;
  }
  const unit: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
  let total = 0;
  for (const part of text.match(/\d+(\.\d+)?(h|ms|m|s)/g) ?? []) {
    const [, amount, , name] = /^(\d+(\.\d+)?)(h|ms|m|s)$/.exec(part)!;
    total += Number(amount) * unit[name];
  }
  return total;
}

type Cell = number | string | boolean | null;

function convert(request: UpstreamRequest, name: string, type: ColumnType, field: GrafanaField): Column['values'] {
  const { values } = field;
  // A loop over a Float64Array costs a hundred times more in the Go host's engine than here: numbers go through untouched.
  if (values instanceof Float64Array && (type === 'number' || type === 'time')) {
    return values;
  }
  // A float64 above 2^53 was computed as one; any other integer up there has lost digits on its way.
  const floats = field.typeInfo?.frame === 'float64' || field.typeInfo?.frame === 'float32';
  const out: Cell[] = new Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    out[i] =
      value === null || value === undefined
        ? null
        : floats && type === 'number' && typeof value === 'number'
          ? value
          : cell(request, name, type, value);
  }
  return out;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function cell(request: UpstreamRequest, name: string, type: ColumnType, value: unknown): Cell {
  switch (type) {
    case 'number':
      return numberCell(request, name, value);
    case 'time':
      return timeCell(request, name, value);
    case 'boolean':
      if (typeof value === 'boolean') {
        return value;
      }
      if (value === 1 || value === '1' || value === 't' || value === 'true') {
        return true;
      }
      if (value === 0 || value === '0' || value === 'f' || value === 'false') {
        return false;
      }
      break;
    case 'string':
      if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
        return String(value);
      }
      if (typeof value === 'string') {
        return value;
      }
      break;
  }
  throw malformed(request, `${shown(value)} in column ${name} where a ${type} was asked for`);
}

function numberCell(request: UpstreamRequest, name: string, value: unknown): number {
  if (typeof value === 'number') {
    return exact(request, name, value, String(value), Number.isInteger(value));
  }
  const text = typeof value === 'string' ? value.trim() : typeof value === 'bigint' ? String(value) : undefined;
  if (text !== undefined && DECIMAL.test(text)) {
    return exact(request, name, Number(text), text, /^[+-]?\d+$/.test(text));
  }
  const special = text === undefined ? undefined : SPECIAL[text.toLowerCase()];
  if (special !== undefined) {
    return special;
  }
  throw malformed(request, `${shown(value)} in column ${name} where a number was asked for`);
}

const SPECIAL: Readonly<Record<string, number>> = {
  nan: NaN,
  inf: Infinity,
  '+inf': Infinity,
  '-inf': -Infinity,
  infinity: Infinity,
  '-infinity': -Infinity,
};

function exact(request: UpstreamRequest, column: string, value: number, text: string, isInteger: boolean): number {
  if (isInteger && !Number.isSafeInteger(value) && !/e/i.test(text)) {
    throw new Malformed(diagnostic('PL3120', { source: request.source, column, value: text }, where(request)));
  }
  return value;
}

/** UTC epoch ms: a number as it is, ISO 8601 text with a zone, or zone-less text read as UTC. */
function timeCell(request: UpstreamRequest, name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) {
    return value;
  }
  if (typeof value === 'string') {
    const text = value.trim();
    if (DECIMAL.test(text)) {
      return Number(text);
    }
    const parts = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(
      text
    );
    const zone = (parts?.[3] ?? 'Z').replace(/^([+-]\d{2})$/, '$1:00').replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
    // More than three decimals are not in ECMA-262's date format; they are cut, not rounded.
    const clock = (parts?.[2] ?? '00:00').replace(/(\.\d{3})\d+$/, '$1');
    const at = parts ? Date.parse(`${parts[1]}T${clock}${zone}`) : NaN;
    if (!Number.isNaN(at)) {
      return at;
    }
  }
  throw malformed(request, `${shown(value)} in column ${name} where a time was asked for`);
}

function shown(value: unknown): string {
  const text =
    typeof value === 'string' ? JSON.stringify(value) : typeof value === 'object' ? 'an object' : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
