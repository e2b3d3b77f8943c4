/** Grafana's data frames on the wire, as `/api/ds/query` gives them. */
import type { SqlAnswer, SqlType } from '../stores/pglite';

export interface WireField {
  readonly name: string;
  readonly type: 'time' | 'number' | 'string' | 'boolean';
  readonly typeInfo: { readonly frame: string; readonly nullable?: boolean };
  readonly labels?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, unknown>>;
}

/** What JSON has no number for, by position. */
export interface Entities {
  NaN?: number[];
  Inf?: number[];
  NegInf?: number[];
}

export type WireValue = number | string | boolean | null;

export interface WireFrame {
  readonly schema: {
    readonly name?: string;
    readonly refId: string;
    readonly meta?: Readonly<Record<string, unknown>>;
    readonly fields: readonly WireField[];
  };
  readonly data: {
    readonly values: ReadonlyArray<readonly WireValue[]>;
    readonly entities?: ReadonlyArray<Entities | null>;
  };
}

/** One answer of `results`. */
export interface WireResult {
  readonly status: number;
  readonly frames?: readonly WireFrame[];
  readonly error?: string;
  readonly errorSource?: 'downstream' | 'plugin';
}

/** Numbers that JSON cannot write become null, with their place in `entities`. */
export function columnsOf(columns: ReadonlyArray<readonly WireValue[]>): WireFrame['data'] {
  let any = false;
  const entities = columns.map((column) => {
    const own: Entities = {};
    column.forEach((value, i) => {
      if (typeof value === 'number' && !Number.isFinite(value)) {
        const kind = Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : 'NegInf';
        (own[kind] ??= []).push(i);
      }
    });
    const some = Object.keys(own).length > 0;
    any ||= some;
    return some ? own : null;
  });
  const values = columns.map((column) =>
    column.map((value) => (typeof value === 'number' && !Number.isFinite(value) ? null : value))
  );
  return any ? { values, entities } : { values };
}

const FIELD_OF: Readonly<Record<SqlType, Pick<WireField, 'type' | 'typeInfo'>>> = {
  time: { type: 'time', typeInfo: { frame: 'time.Time', nullable: true } },
  integer: { type: 'number', typeInfo: { frame: 'int64', nullable: true } },
  number: { type: 'number', typeInfo: { frame: 'float64', nullable: true } },
  boolean: { type: 'boolean', typeInfo: { frame: 'bool', nullable: true } },
  string: { type: 'string', typeInfo: { frame: 'string', nullable: true } },
};

/** `format: table` of a SQL source: one frame, times in ms. A frame without rows keeps its fields. */
export function tableFrame(refId: string, sql: string, answer: SqlAnswer, notices: readonly string[]): WireFrame {
  const meta = {
    executedQueryString: sql,
    ...(notices.length > 0 ? { notices: notices.map((text) => ({ severity: 'warning', text })) } : {}),
  };
  return {
    schema: { refId, meta, fields: answer.columns.map(({ name, type }) => ({ name, ...FIELD_OF[type] })) },
    data: columnsOf(answer.columns.map((_, i) => answer.rows.map((row) => row[i]))),
  };
}
