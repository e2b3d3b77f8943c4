/** View `funnel`: segments…, step, count, fromFirst, fromPrevious, medianSeconds, total; a row a step of a segment. */
import { formatInstant } from '../calendar';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { FunnelDefinition } from '../definition/types';
import type { ViewOutcome } from './answer';
import { segmentFields } from './frames';
import { optionalSteps, rulesInWords, stepTitles } from './funnel-words';
import { stepShares } from './shares';
import type { FunnelMeta, ResultField } from './types';

/** Steps of one segment: how many reached each, and the median time from the step before (s). Null is missing. */
export interface SegmentSteps {
  readonly values: ReadonlyArray<string | null>;
  readonly counts: ReadonlyArray<number | null>;
  readonly medianSeconds: ReadonlyArray<number | null>;
  /** Events that attempts took as each step, where the funnel asks for them. */
  readonly totals?: ReadonlyArray<number | null>;
  /** Of a series: start of the bucket of entries. */
  readonly bucketMs?: number;
}

export interface FunnelPeriodAnswer {
  readonly fromMs: number;
  readonly toMs: number;
  readonly asOfMs: number;
  readonly segments: readonly SegmentSteps[];
  /** Entries that may still go on; null where that cannot be said (aggregate). */
  readonly open: number | null;
}

export interface FunnelAnswer {
  readonly funnel: FunnelDefinition;
  readonly by: readonly string[];
  readonly limit: number;
  readonly nowMs: number;
  readonly now: FunnelPeriodAnswer;
  readonly previous?: FunnelPeriodAnswer;
}

/**
 * One frame; no row where nobody entered. In any order step j is "any j of K". Shares are ratios 0…1 (an aggregate funnel may grow beyond), null where the step they are of
 * is 0 or missing; the first step has no previous one, and an optional step is nobody's previous one. Segments with fewer than `minCohort` entries are suppressed: all of their numbers
 * are null. With a previous period there are compareCount, compareFromFirst and compareFromPrevious, with `totals` behind all others `total`.
 */
export function funnelView(answer: FunnelAnswer): ViewOutcome {
  const { funnel, by, limit, now, previous } = answer;
  const sorted = enteredSegments(now.segments);
  const rows = sorted.slice(0, limit).map((segment) => ({
    now: cohort(funnel, segment),
    before: beforeOf(funnel, previous, segment),
  }));
  const steps = stepTitles(funnel);
  const cells = rows.flatMap((row) => stepRows(row, steps, optionalSteps(funnel)));
  const column = (name: keyof (typeof cells)[number], more: Partial<ResultField> = {}): ResultField => ({
    name,
    type: 'number',
    ...more,
    values: cells.map((cell) => cell[name]),
  });
  const compared: ResultField[] = previous
    ? [
        column('compareCount', { unit: 'count', displayName: 'Previous count' }),
        column('compareFromFirst', { unit: 'ratio', displayName: 'Previous, of first' }),
        column('compareFromPrevious', { unit: 'ratio', displayName: 'Previous, of previous' }),
      ]
    : [];
  return {
    frames: [
      {
        name: funnel.name,
        type: 'table',
        fields: [
          ...segmentFields(
            funnel,
            by,
            rows.flatMap((row) => steps.map(() => row.now.values))
          ),
          { name: 'step', type: 'string', displayName: 'Step', values: cells.map((cell) => cell.step) },
          column('count', { unit: 'count', displayName: 'Count' }),
          column('fromFirst', { unit: 'ratio', displayName: 'Of first' }),
          column('fromPrevious', { unit: 'ratio', displayName: 'Of previous' }),
          column('medianSeconds', {
            unit: 'seconds',
            displayName: 'Median time',
            description: 'median time from the previous step',
          }),
          ...compared,
          ...(funnel.type === 'actor' && funnel.totals
            ? [
                column('total', {
                  unit: 'count',
                  displayName: 'Total',
                  description: 'different events that attempts took as this step',
                }),
              ]
            : []),
        ],
        meta: { ...funnelMeta(answer) },
      },
    ],
    diagnostics: doubts(answer, sorted, rows.length),
    hasData: cells.length > 0,
  };
}

interface Row {
  readonly now: SegmentSteps;
  readonly before?: SegmentSteps;
}

/** Segments that anybody entered or brought an event to, the most entries first. */
export function enteredSegments(segments: readonly SegmentSteps[]): SegmentSteps[] {
  const some = (list: ReadonlyArray<number | null> = []) => list.some((count) => count !== null && count !== 0);
  return segments
    .filter(({ counts, totals }) => some(counts) || some(totals))
    .sort((a, b) => (b.counts[0] ?? 0) - (a.counts[0] ?? 0) || order(a, b));
}

function stepRows({ now, before }: Row, steps: readonly string[], optional: readonly boolean[]) {
  const shares = stepShares(now.counts, optional);
  const old = before ? stepShares(before.counts, optional) : undefined;
  return steps.map((step, i) => ({
    step,
    count: now.counts[i] ?? null,
    fromFirst: shares.fromFirst[i] ?? null,
    fromPrevious: shares.fromPrevious[i] ?? null,
    medianSeconds: now.medianSeconds[i] ?? null,
    compareCount: before?.counts[i] ?? null,
    compareFromFirst: old?.fromFirst[i] ?? null,
    compareFromPrevious: old?.fromPrevious[i] ?? null,
    total: now.totals?.[i] ?? null,
  }));
}

export const keyOf = (segment: SegmentSteps) => JSON.stringify(segment.values);
const order = (a: SegmentSteps, b: SegmentSteps) => (keyOf(a) < keyOf(b) ? -1 : 1);
/** Fewer entries than the definition lets be shown; of an aggregate funnel without a first step, of the first that is known. */
export const isSmall = (funnel: FunnelDefinition, { counts }: SegmentSteps) =>
  (counts.find((count) => count !== null) ?? Infinity) < funnel.minCohort;

/** The segment, or where it is too small for the definition, its name alone. */
function cohort(funnel: FunnelDefinition, segment: SegmentSteps): SegmentSteps {
  const hidden = segment.counts.map(() => null);
  return isSmall(funnel, segment)
    ? { values: segment.values, counts: hidden, medianSeconds: hidden, totals: hidden }
    : segment;
}

function beforeOf(funnel: FunnelDefinition, previous: FunnelPeriodAnswer | undefined, segment: SegmentSteps) {
  const found = previous?.segments.find((other) => keyOf(other) === keyOf(segment));
  return found && cohort(funnel, found);
}

/** What is said beside the numbers: nothing came, some may still go on, some are not shown. */
export function doubts(
  { funnel, now, previous, nowMs, limit }: FunnelAnswer,
  sorted: readonly SegmentSteps[],
  shown: number
): Diagnostic[] {
  const name = funnel.displayName;
  const at = (ms: number) => formatInstant(funnel.timeZone, ms);
  const said: Diagnostic[] = [];
  if (sorted.length === 0) {
    said.push(diagnostic('PL4001', { name, from: at(now.fromMs), to: at(now.toMs) }));
  }
  if (now.open !== null && now.open > 0) {
    const entries = sorted.reduce((all, segment) => all + (segment.counts[0] ?? 0), 0);
    said.push(diagnostic('PL4008', { name, open: now.open, entries }));
  }
  const small = sorted.slice(0, limit).filter((segment) => isSmall(funnel, segment)).length;
  if (small > 0) {
    said.push(diagnostic('PL4007', { name, suppressed: small, minimum: funnel.minCohort }));
  }
  if (sorted.length > shown) {
    said.push(diagnostic('PL4006', { name, shown, left: sorted.length - shown }));
  }
  if (previous && previous.asOfMs < nowMs) {
    said.push(diagnostic('PL4016', { name, asOf: at(previous.asOfMs) }));
  }
  return said;
}

function funnelMeta({ funnel, by, now, previous }: FunnelAnswer): FunnelMeta {
  const actor =
    funnel.type === 'actor'
      ? {
          entry: funnel.entry,
          order: funnel.order,
          ties: funnel.ties,
          window: funnel.window,
          windowMs: funnel.windowMs,
        }
      : {};
  return {
    view: 'funnel',
    funnel: funnel.name,
    displayName: funnel.displayName,
    type: funnel.type,
    ...actor,
    steps: funnel.steps.map((step) => step.displayName),
    optional: funnel.steps.filter((_, i) => optionalSteps(funnel)[i]).map((step) => step.displayName),
    rules: rulesInWords(funnel),
    fromMs: now.fromMs,
    toMs: now.toMs,
    timeZone: funnel.timeZone,
    by,
    openEntries: now.open,
    ...(previous ? { compared: { fromMs: previous.fromMs, toMs: previous.toMs } } : {}),
    owner: funnel.owner,
    links: funnel.links,
    ...(funnel.runbook === undefined ? {} : { runbook: funnel.runbook }),
    unit: 'count',
  };
}
