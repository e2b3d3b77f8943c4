/** Result -> Grafana's data frames in JSON form (`{schema, data}`), which the browser and the Go SDK both read. */
import { CATALOGUE, type Code, type Notice, type Result, type ResultField, type ResultFrame } from '../../kpi';
import { grafanaUnit } from './units';

export interface GrafanaFrameJson {
  readonly schema: {
    readonly name: string;
    readonly refId?: string;
    readonly meta: Readonly<Record<string, unknown>>;
    readonly fields: ReadonlyArray<Readonly<Record<string, unknown>>>;
  };
  readonly data: {
    /** Fields of JSON hold what it says. */
    readonly values: ReadonlyArray<ReadonlyArray<number | string | boolean | object | null>>;
    /** Per field: the places of values that JSON has no word for, or null. */
    readonly entities?: ReadonlyArray<Entities | null>;
  };
}

interface Entities {
  NaN?: number[];
  Inf?: number[];
  NegInf?: number[];
}

/** A result as one Grafana response: frames, or an error, never an empty frame for an error. */
export type GrafanaResponse =
  | { readonly ok: true; readonly frames: readonly GrafanaFrameJson[] }
  | {
      readonly ok: false;
      /** For people: every error, with its code and hint. */
      readonly message: string;
      readonly code: string;
      readonly errorSource: 'plugin' | 'downstream';
      /** HTTP status that fits the first error. */
      readonly status: number;
    };

export interface ToResponseOptions {
  readonly refId?: string;
  /** An alert rule asks: any error is then an error as a whole, because Grafana resolves alerts on missing series. */
  readonly forAlert?: boolean;
}

/**
 * `error` results and, for alert rules, `partial` ones become an error; everything else becomes frames, at least one, which
 * carry the notices. Values that are null stay null; NaN and infinities stay themselves.
 */
export function toGrafanaResponse(result: Result, options: ToResponseOptions = {}): GrafanaResponse {
  const forAlert = options.forAlert === true || result.view === 'alert';
  const errors = result.notices.filter((notice) => notice.severity === 'error');
  if (result.status === 'error' || (forAlert && (result.status === 'partial' || errors.length > 0))) {
    return failure(errors);
  }
  const about = { kpi: result.kpi, view: result.view, status: result.status, requests: result.requests };
  const frames = result.frames.map((frame, index) =>
    toFrame(frame, options.refId, about, index === 0 ? result.notices : [])
  );
  const empty: ResultFrame = { name: '', fields: [], type: 'table' };
  return { ok: true, frames: frames.length > 0 ? frames : [toFrame(empty, options.refId, about, result.notices)] };
}

/** The errors of one query as a response; several are listed, the first decides code, source and status. */
export function failure(errors: ReadonlyArray<Pick<Notice, 'code' | 'message' | 'hint'>>): GrafanaResponse {
  const first = errors[0] ?? { code: 'PL9001', message: CATALOGUE.PL9001.text({ what: 'an error without a reason' }) };
  const said = errors.length > 0 ? errors : [first];
  const origin = CATALOGUE[first.code as Code]?.origin ?? 'plugin';
  return {
    ok: false,
    message: [...new Set(said.map(errorText))].join('\n'),
    code: first.code,
    // Grafana knows two sources; a wrong query or definition is not a fault of the plugin.
    errorSource: origin === 'plugin' ? 'plugin' : 'downstream',
    status: statusOf(first.code, origin),
  };
}

const errorText = (e: Pick<Notice, 'code' | 'message' | 'hint'>) =>
  `${e.message.replace(/\.$/, '')} (${e.code}).${e.hint ? ` ${e.hint}` : ''}`;

const STATUS: Readonly<Record<string, number>> = {
  PL2001: 404,
  PL3101: 502,
  PL3102: 403,
  PL3103: 502,
  PL3104: 504,
  PL3105: 502,
  PL3106: 502,
  PL3107: 502,
  PL3109: 429,
  PL3112: 499,
  PL3114: 401,
  PL3116: 508,
  PL9002: 504,
};

const statusOf = (code: string, origin: 'input' | 'downstream' | 'plugin') =>
  STATUS[code] ?? { input: 400, downstream: 502, plugin: 500 }[origin];

function toFrame(
  frame: ResultFrame,
  refId: string | undefined,
  about: Readonly<Record<string, unknown>>,
  notices: readonly Notice[]
): GrafanaFrameJson {
  const columns = frame.fields.map(toColumn);
  const meta = {
    ...(frame.fields.length > 0 ? { type: frame.type, typeVersion: [0, 1] } : {}),
    ...(notices.length > 0 ? { notices: notices.map(toNotice) } : {}),
    preferredVisualisationType: preferredOf(about.view, frame),
    custom: { ...frame.meta, plumbline: about },
  };
  return {
    schema: {
      name: frame.name,
      ...(refId === undefined ? {} : { refId }),
      meta,
      fields: frame.fields.map(toSchemaField),
    },
    data: {
      values: columns.map((column) => column.values),
      ...(columns.some((column) => column.entities) ? { entities: columns.map((column) => column.entities) } : {}),
    },
  };
}

/** What Explore draws it as. */
function preferredOf(view: unknown, { meta }: ResultFrame): 'graph' | 'table' | 'trace' {
  if (view === 'traces' && meta?.part === 'spans') {
    return 'trace';
  }
  return view === 'series' ? 'graph' : 'table';
}

const toNotice = (notice: Notice) => ({
  severity: notice.severity,
  text: errorText(notice),
});

const GO_TYPE = {
  time: 'time.Time',
  number: 'float64',
  string: 'string',
  boolean: 'bool',
  json: 'json.RawMessage',
} as const;

function toSchemaField(field: ResultField): Readonly<Record<string, unknown>> {
  const unit = field.type === 'number' ? grafanaUnit(field.unit) : undefined;
  const config = {
    ...(unit === undefined ? {} : { unit }),
    ...(field.displayName === undefined ? {} : { displayName: field.displayName }),
    ...(field.description === undefined ? {} : { description: field.description }),
  };
  return {
    name: field.name,
    type: field.type === 'json' ? 'other' : field.type,
    typeInfo: { frame: GO_TYPE[field.type], nullable: true },
    ...(field.labels === undefined ? {} : { labels: field.labels }),
    ...(Object.keys(config).length === 0 ? {} : { config }),
  };
}

function toColumn(field: ResultField): {
  values: GrafanaFrameJson['data']['values'][number];
  entities: Entities | null;
} {
  if (field.type === 'json') {
    return { values: field.values.map((text) => (typeof text === 'string' ? JSON.parse(text) : null)), entities: null };
  }
  if (field.type !== 'number') {
    return { values: field.values, entities: null };
  }
  let values: Array<number | string | boolean | null> | undefined;
  const entities: Entities = {};
  for (let i = 0; i < field.values.length; i++) {
    const value = field.values[i];
    if (typeof value === 'number' && !Number.isFinite(value)) {
      const name = Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : 'NegInf';
      (entities[name] ??= []).push(i);
      values ??= field.values.slice();
      values[i] = null;
    }
  }
  return values ? { values, entities } : { values: field.values, entities: null };
}
