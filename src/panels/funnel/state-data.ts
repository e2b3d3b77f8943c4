/** Builders of example frames in the shape that the data source's `funnel` view has; for states, tests and screenshots. */
import { DataFrame, Field, FieldType, QueryResultMetaNotice } from '@grafana/data';
import type { FunnelMeta } from '../../kpi/results/types';
import { stepShares, type Count } from '../../kpi/results/shares';

export interface ExampleSegment {
  /** One value per name of `by`. */
  readonly key: ReadonlyArray<string | null>;
  readonly counts: readonly Count[];
  readonly medians?: ReadonlyArray<number | null>;
  readonly compare?: readonly Count[];
}

export interface ExampleFunnel {
  readonly steps: readonly string[];
  readonly segments: readonly ExampleSegment[];
  readonly meta?: Partial<FunnelMeta>;
  readonly notices?: readonly QueryResultMetaNotice[];
  readonly countUnit?: string;
}

/** 1 Nov 2026 00:00 to 1 Dec 2026 00:00 in Berlin. */
export const NOVEMBER = { fromMs: Date.UTC(2026, 9, 31, 23), toMs: Date.UTC(2026, 10, 30, 23) };

export const EXAMPLE_META: FunnelMeta = {
  view: 'funnel',
  funnel: 'purchase',
  displayName: 'Purchase',
  type: 'actor',
  entry: 'any',
  order: 'ordered',
  ties: 'strict',
  window: '7d',
  windowMs: 7 * 86_400_000,
  ...NOVEMBER,
  timeZone: 'Europe/Berlin',
  by: [],
  openEntries: 0,
  owner: { team: 'growth', contact: 'growth@example.com' },
  links: [{ title: 'Sessions of the shop', url: '/d/shop-sessions' }],
  runbook: 'https://runbooks.example.com/purchase',
  unit: 'count',
};

const numberField = (name: string, values: ReadonlyArray<number | null>, unit?: string): Field => ({
  name,
  type: FieldType.number,
  config: unit ? { unit } : {},
  values: [...values],
});

const orNull = (count: Count): number | null => count ?? null;

/** A funnel frame: a row a segment and step, missing counts null. */
export function funnelFrame({ steps, segments, meta, notices, countUnit }: ExampleFunnel): DataFrame {
  const by = meta?.by ?? [];
  const rows = segments.flatMap((segment) => steps.map((step, i) => ({ segment, step, i })));
  const shares = new Map(segments.map((segment) => [segment, stepShares(segment.counts)]));
  const before = new Map(segments.map((segment) => [segment, stepShares(segment.compare ?? [])]));
  const fields: Field[] = [
    ...by.map((name, b): Field => ({
      name,
      type: FieldType.string,
      config: {},
      values: rows.map((row) => row.segment.key[b] ?? null),
    })),
    { name: 'step', type: FieldType.string, config: {}, values: rows.map((row) => row.step) },
    numberField(
      'count',
      rows.map(({ segment, i }) => orNull(segment.counts[i])),
      countUnit
    ),
    numberField(
      'fromFirst',
      rows.map(({ segment, i }) => shares.get(segment)!.fromFirst[i] ?? null),
      'percentunit'
    ),
    numberField(
      'fromPrevious',
      rows.map(({ segment, i }) => shares.get(segment)!.fromPrevious[i] ?? null),
      'percentunit'
    ),
    numberField(
      'medianSeconds',
      rows.map(({ segment, i }) => segment.medians?.[i] ?? null),
      's'
    ),
  ];
  if (segments.some((segment) => segment.compare)) {
    fields.push(
      numberField(
        'compareCount',
        rows.map(({ segment, i }) => orNull(segment.compare?.[i])),
        countUnit
      ),
      numberField(
        'compareFromFirst',
        rows.map(({ segment, i }) => before.get(segment)!.fromFirst[i] ?? null),
        'percentunit'
      ),
      numberField(
        'compareFromPrevious',
        rows.map(({ segment, i }) => before.get(segment)!.fromPrevious[i] ?? null),
        'percentunit'
      )
    );
  }
  return {
    refId: 'A',
    name: 'purchase',
    length: rows.length,
    fields,
    meta: { custom: { ...EXAMPLE_META, ...meta }, ...(notices ? { notices: [...notices] } : {}) },
  };
}

/** A table of some other data source: one text and one number column, nothing said about it. */
export function plainFrame(rows: ReadonlyArray<readonly [string, number | null]>): DataFrame {
  return {
    refId: 'A',
    name: 'table',
    length: rows.length,
    fields: [
      { name: 'stage', type: FieldType.string, config: {}, values: rows.map(([stage]) => stage) },
      { name: 'users', type: FieldType.number, config: {}, values: rows.map(([, users]) => users) },
    ],
  };
}
