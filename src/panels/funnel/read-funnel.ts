/** Frames -> FunnelModel. Reads, checks and names; the arithmetic of plain tables is `src/kpi/results/shares.ts`. */
import { DataFrame, Field, FieldType, QueryResultMetaNotice } from '@grafana/data';
import { contributions, stepLosses, stepShares, worstDrop } from '../../kpi/results/shares';
import type { FunnelMeta } from '../../kpi/results/types';
import { formatBetween } from '../shared/format-range';
import { FunnelGroup, FunnelModel, FunnelStep, NoFunnel } from './model';
import { funnelWords } from './words';

const UNFIT: NoFunnel = {
  kind: 'unfit',
  text: 'A funnel needs one row a step: a text column (step) and a number column (count).',
  hint: 'Choose the view “funnel” of a Plumbline data source, or any query that returns such a table.',
  notices: [],
};

const DATA_SOURCE_FIELDS = ['count', 'fromFirst', 'fromPrevious', 'medianSeconds'];

export function funnelMetaOf(frame: DataFrame): FunnelMeta | null {
  const custom = frame.meta?.custom;
  return custom?.view === 'funnel' ? (custom as FunnelMeta) : null;
}

/** The first funnel of the data source, else the first table that can be one, with the notices of all frames. */
export function readFunnel(series: readonly DataFrame[]): FunnelModel | NoFunnel {
  const notices = series.flatMap((frame) => frame.meta?.notices ?? []);
  const funnels = series.filter((frame) => funnelMetaOf(frame));
  const frame = funnels[0] ?? series.find((candidate) => columnsOf(candidate, null) !== null);
  const meta = frame ? funnelMetaOf(frame) : null;
  const columns = frame ? columnsOf(frame, meta) : null;
  if (!frame || !columns) {
    return { ...UNFIT, notices };
  }
  if (funnels.length > 1) {
    notices.push({
      severity: 'info',
      text: `The query returns ${funnels.length} funnels; this panel draws the first. Give each its own panel.`,
    });
  }
  const groups = readGroups(frame, meta, columns);
  if (groups.every((group) => group.steps.every((step) => step.count === 0)) || frame.length === 0) {
    return { ...nothingIn(meta, groups), notices };
  }
  return {
    kind: 'funnel',
    meta,
    frame,
    by: columns.segments.map((field) => field.name),
    groups,
    compared: columns.compareCount !== undefined,
    words: funnelWords(columns.count, columns.fromFirst, meta),
    notices,
    medianTitle: columns.median?.config.description ?? 'median time from the previous step',
  };
}

function nothingIn(meta: FunnelMeta | null, groups: readonly FunnelGroup[]): NoFunnel {
  const first = groups[0]?.steps[0]?.name;
  const what = first ? `No “${first}”` : meta ? `Nothing entered “${meta.displayName}”` : 'No steps in this table';
  return meta
    ? {
        kind: 'empty',
        text: `${what} ${formatBetween(meta.fromMs, meta.toMs, meta.timeZone)}`,
        hint: 'The sources answered; there was nothing to count. A longer range or fewer filters may show more.',
        notices: [],
      }
    : { kind: 'empty', text: first ? `${what}: every count is 0` : what, notices: [] };
}

interface Columns {
  readonly segments: readonly Field[];
  readonly step: Field;
  readonly count: Field;
  readonly fromFirst?: Field;
  readonly fromPrevious?: Field;
  readonly median?: Field;
  readonly compareCount?: Field;
  readonly compareFromFirst?: Field;
  readonly compareFromPrevious?: Field;
}

function columnsOf(frame: DataFrame, meta: FunnelMeta | null): Columns | null {
  const named = (name: string) => frame.fields.find((field) => field.name === name);
  const texts = frame.fields.filter((field) => field.type === FieldType.string || field.type === FieldType.enum);
  const numbers = frame.fields.filter((field) => field.type === FieldType.number);
  const step = named('step') ?? texts.find((field) => /^(step|stage)$/i.test(field.name)) ?? texts[0];
  const count = named('count') ?? numbers.find((field) => !DATA_SOURCE_FIELDS.includes(field.name));
  if (!step || !count || (!meta && (texts.length === 0 || numbers.length === 0))) {
    return null;
  }
  const by = meta?.by ?? [];
  // Of a plain table other text columns are segments only if one column is clearly the step.
  const others = /^(step|stage)$/i.test(step.name) ? texts.filter((field) => field !== step) : [];
  return {
    segments: meta ? by.map(named).filter((field): field is Field => field !== undefined) : others,
    step,
    count,
    fromFirst: named('fromFirst'),
    fromPrevious: named('fromPrevious'),
    median: named('medianSeconds'),
    compareCount: named('compareCount'),
    compareFromFirst: named('compareFromFirst'),
    compareFromPrevious: named('compareFromPrevious'),
  };
}

/** A finite number, or null: NaN and infinities are not known either. */
function numberAt(field: Field | undefined, row: number): number | null {
  const value: unknown = row < 0 ? null : field?.values[row];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function textAt(field: Field, row: number): string {
  const value: unknown = field.values[row];
  if (value === null || value === undefined || value === '') {
    return '(not set)';
  }
  const mapped = field.config.mappings?.length ? field.display?.(value).text : undefined;
  return (
    mapped ??
    (field.type === FieldType.enum ? (field.config.type?.enum?.text?.[Number(value)] ?? String(value)) : String(value))
  );
}

function readGroups(frame: DataFrame, meta: FunnelMeta | null, columns: Columns): FunnelGroup[] {
  const rowsOf = new Map<string, { label: string; rows: number[] }>();
  for (let row = 0; row < frame.length; row++) {
    const values = columns.segments.map((field) => textAt(field, row));
    const key = JSON.stringify(values);
    const group = rowsOf.get(key) ?? { label: values.join(' · '), rows: [] };
    group.rows.push(row);
    rowsOf.set(key, group);
  }
  const groups = [...rowsOf.values()];
  const names = stepNames(groups.map((group) => group.rows.map((row) => textAt(columns.step, row))));
  const aligned = groups.map((group) => ({
    label: group.label,
    rows: names ? names.map((name) => group.rows.find((row) => textAt(columns.step, row) === name) ?? -1) : group.rows,
  }));
  const parts = (aligned[0]?.rows ?? []).map((_, i) =>
    aligned.length > 1 ? contributions(aligned.map(({ rows }) => numberAt(columns.count, rows[i] ?? -1))) : []
  );
  return aligned.map(({ label, rows }, g) => {
    const counts = rows.map((row) => numberAt(columns.count, row));
    const named = rows.map((row, i) => (row < 0 ? names![i] : textAt(columns.step, row)));
    const optional = named.map((name) => (meta?.optional ?? []).includes(name));
    const shares = stepShares(counts, optional);
    const losses = stepLosses(counts, optional);
    const steps = rows.map((row, i): FunnelStep => ({
      index: i,
      row,
      name: optional[i] ? `${named[i]} (optional)` : named[i],
      count: counts[i],
      // The data source's shares are the numbers; only a table without them gets them computed.
      fromFirst: columns.fromFirst ? numberAt(columns.fromFirst, row) : shares.fromFirst[i],
      fromPrevious: columns.fromPrevious ? numberAt(columns.fromPrevious, row) : shares.fromPrevious[i],
      medianSeconds: numberAt(columns.median, row),
      lost: losses[i].lost,
      lostShare: losses[i].share,
      before: columns.compareCount
        ? {
            count: numberAt(columns.compareCount, row),
            fromFirst: numberAt(columns.compareFromFirst, row),
            fromPrevious: numberAt(columns.compareFromPrevious, row),
          }
        : null,
      contribution: parts[i]?.[g] ?? null,
    }));
    return { label, steps, worst: steps.length > 2 ? worstDrop(counts, optional) : -1 };
  });
}

/** All step names in order of first appearance if every segment names each step once; null otherwise (then rows are taken as they come). */
function stepNames(named: readonly string[][]): string[] | null {
  if (named.length < 2 || named.some((names) => new Set(names).size !== names.length)) {
    return null;
  }
  return [...new Set(named.flat())];
}

/** Why this count is missing: the notice that names the step, else the only serious one, else that nobody said. */
export function reasonFor(step: FunnelStep, notices: readonly QueryResultMetaNotice[]): string {
  const serious = notices.filter((notice) => notice.severity !== 'info');
  const naming = serious.find((notice) => notice.text.includes(step.name));
  const reason = naming ?? (serious.length === 1 ? serious[0] : undefined);
  return reason?.text ?? (step.row < 0 ? 'This segment has no row for this step.' : 'The source gave no number.');
}
