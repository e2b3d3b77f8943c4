/** Views `value`, `breakdown` and `series` of a funnel: which share of those who entered came through. */
import { formatInstant } from '../calendar';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { ActorFunnelDefinition } from '../definition/types';
import type { View } from '../plan/query';
import type { Buckets, ViewOutcome } from './answer';
import { contractMeta, labelsOf, segmentFields, segmentTitle } from './frames';
import { doubts, enteredSegments, isSmall, keyOf, type FunnelAnswer, type SegmentSteps } from './funnel';
import { rulesInWords } from './funnel-words';
import { shareOf } from './shares';

/** `mature`: whether the windows of the entries in a bucket that ends then are over. */
export interface FunnelNumbers extends FunnelAnswer {
  readonly funnel: ActorFunnelDefinition;
  readonly buckets?: Buckets;
  readonly closedMs: number;
}

interface Number {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

const MISSING: Number = { value: null, numerator: null, denominator: null };

/** Actors that came through / actors that entered; suppressed where fewer than `minCohort` entered. */
function numberOf(funnel: ActorFunnelDefinition, segment: SegmentSteps): Number {
  if (isSmall(funnel, segment)) {
    return MISSING;
  }
  const [denominator, numerator] = [segment.counts[0] ?? null, segment.counts[segment.counts.length - 1] ?? null];
  return { value: shareOf(numerator, denominator), numerator, denominator };
}

/**
 * Fields segments…, value (ratio), numerator, denominator (counts), as of a KPI that is a ratio. Without `by` always one row: where nobody
 * entered, 0 of 0, whose share is null.
 */
export function funnelNumbersView(answer: FunnelNumbers, view: 'value' | 'breakdown'): ViewOutcome {
  const { funnel, by, limit, now } = answer;
  const sorted = enteredSegments(now.segments);
  const rows = by.length === 0 ? now.segments.slice(0, 1) : sorted.slice(0, limit);
  const numbers = rows.map((segment) => numberOf(funnel, segment));
  const last = funnel.steps[funnel.steps.length - 1].displayName;
  const field = (name: keyof Number, unit: string, displayName: string) => ({
    name,
    type: 'number' as const,
    unit,
    displayName,
    values: numbers.map((number) => number[name]),
  });
  return {
    frames: [
      {
        name: funnel.name,
        type: 'table',
        fields: [
          ...segmentFields(
            funnel,
            by,
            rows.map(({ values }) => values)
          ),
          field('value', 'ratio', funnel.displayName),
          field('numerator', 'count', last),
          field('denominator', 'count', 'Entered'),
        ],
        meta: metaOf(answer, view),
      },
    ],
    diagnostics: doubts(answer, sorted, Math.min(sorted.length, limit)),
    hasData: numbers.some((number) => number.value !== null) || rows.some((row) => isSmall(funnel, row)),
  };
}

/**
 * Fields time, value; a frame a segment. A value is the share of those who entered in the bucket that came through, whenever they did; null
 * where nobody entered, or fewer than `minCohort`. Buckets whose entries may still go on, or that the range cuts, are flagged from
 * `meta.incompleteFromMs` on.
 */
export function funnelSeriesView(answer: FunnelNumbers): ViewOutcome {
  const { funnel, by, limit, now } = answer;
  const buckets = answer.buckets!;
  const times = buckets.edges.slice(0, -1);
  const segments = new Map<string, SegmentSteps[]>();
  for (const row of now.segments) {
    segments.set(keyOf(row), [...(segments.get(keyOf(row)) ?? []), row]);
  }
  if (by.length === 0 && segments.size === 0) {
    segments.set('[]', []);
  }
  const size = (rows: readonly SegmentSteps[]) => rows.reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0);
  const all = [...segments].sort(([x, a], [y, b]) => size(b) - size(a) || (x < y ? -1 : 1));
  const shown = all.slice(0, limit);
  const lines = shown.map(([key, rows]) => {
    const at = new Map(rows.map((row) => [row.bucketMs, row] as const));
    const values = times.map((time) => {
      const row = at.get(time);
      return row ? numberOf(funnel, row).value : null;
    });
    return { segment: JSON.parse(key) as Array<string | null>, values };
  });
  const small = shown.flatMap(([, rows]) => rows).filter((row) => isSmall(funnel, row)).length;
  const incompleteFromMs = incompleteFrom(answer, buckets);
  const meta = {
    ...metaOf(answer, 'series'),
    grain: buckets.grain,
    firstIsWhole: buckets.firstIsWhole,
    incompleteFromMs,
  };
  return {
    frames: lines.map(({ segment, values }) => ({
      name: funnel.name,
      type: 'timeseries-multi' as const,
      fields: [
        { name: 'time', type: 'time' as const, values: times },
        {
          name: 'value',
          type: 'number' as const,
          unit: 'ratio',
          displayName: by.length === 0 ? funnel.displayName : segmentTitle(segment),
          labels: labelsOf(by, segment),
          values,
        },
      ],
      meta,
    })),
    diagnostics: seriesDoubts(answer, buckets, { small, shown: shown.length, all: all.length, incompleteFromMs }),
    hasData: lines.some(({ values }) => values.some((value) => value !== null)) || small > 0,
  };
}

/** Start of the first bucket whose last entries may still go on, or that the end of the range cuts; null where none is. */
function incompleteFrom({ funnel, closedMs }: FunnelNumbers, { edges, lastIsWhole }: Buckets): number | null {
  const open = edges.slice(0, -1).findIndex((_, i) => edges[i + 1] + funnel.windowMs > closedMs);
  const first = open >= 0 ? open : lastIsWhole ? -1 : edges.length - 2;
  return first < 0 ? null : edges[first];
}

function seriesDoubts(
  { funnel, now }: FunnelNumbers,
  { edges, firstIsWhole }: Buckets,
  found: { small: number; shown: number; all: number; incompleteFromMs: number | null }
): Diagnostic[] {
  const name = funnel.displayName;
  const at = (ms: number) => formatInstant(funnel.timeZone, ms);
  const said: Diagnostic[] = [];
  if (now.segments.length === 0) {
    said.push(diagnostic('PL4001', { name, from: at(now.fromMs), to: at(now.toMs) }));
  }
  if (!firstIsWhole && edges.length > 2) {
    said.push(diagnostic('PL4013', { name, from: at(edges[0]), to: at(edges[1]) }));
  }
  if (found.incompleteFromMs !== null) {
    said.push(diagnostic('PL4042', { name, from: at(found.incompleteFromMs), window: funnel.window }));
  }
  if (found.small > 0) {
    said.push(diagnostic('PL4007', { name, suppressed: found.small, minimum: funnel.minCohort }));
  }
  if (found.all > found.shown) {
    said.push(diagnostic('PL4006', { name, shown: found.shown, left: found.all - found.shown }));
  }
  return said;
}

const metaOf = ({ funnel, by, now: { fromMs, toMs } }: FunnelNumbers, view: View) => ({
  ...contractMeta(view, { kpi: { ...funnel, unit: 'ratio' }, by, fromMs, toMs }),
  rules: rulesInWords(funnel),
});
