/** Collects the measure parts of a plan: equal ones once, each with the slices that it still needs. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { Condition, DefinitionSet, MeasurePart, SourceDefinition } from '../definition/types';
import { canonicalText } from '../fingerprint';
import { missingRuns, tileCount, tilingOf, type Run, type SliceStore } from '../slices';
import { isLevel } from '../definition';
import { heldOf } from './held';
import { levelRuns, sliceRuns, tileMs, type Stretches } from './level-runs';
import { SLICE_STEPS_MS } from '../calendar';
import type { SegmentFilter, Target } from './resolve';
import type { CachedSlices } from './work';

/** A part to be asked: what, by what, of which rows, when. */
export interface PartAsk {
  readonly part: MeasurePart;
  readonly source: SourceDefinition;
  readonly groups: ReadonlyArray<{ readonly name: string; readonly field: string }>;
  readonly filters: readonly Condition[];
  readonly key: string;
  readonly runs: readonly Run[];
  readonly cached: readonly CachedSlices[];
  /** What of `runs` the store does not hold. */
  readonly missing: readonly Run[];
  readonly closedMs: number;
  /** For people: `session-conversion numerator`. */
  readonly title: string;
  /** Word for the column: `numerator`. */
  readonly word: string;
}

export interface Need {
  readonly part: MeasurePart;
  readonly target: Target;
  readonly title: string;
  readonly word: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
  /** No slice longer than this: the zone's grid and the grain. Null: one bucket for the whole range, where the store can. */
  readonly longestMs: number | null;
  readonly grain?: string;
  /** Slices are as fine as if it were this time, and never one for all: a verdict on the past is that of then. Default now. */
  readonly anchorMs?: number;
  /** See `TilingNeeds`. */
  readonly fine?: ReadonlyArray<readonly [number, number]>;
  readonly cuts?: readonly number[];
  /** Of a level: the stretches that each get one number; without it the whole range is one. */
  readonly stretches?: Stretches;
  /** Of a level instead: tiles of this length on the UTC grid, ms. */
  readonly sliceMs?: number;
  /** Of the newest row: so far before the range it is looked for. */
  readonly lookbackMs?: number;
  readonly store?: SliceStore;
}

/** Slices asked of one part: the longest window (400 days) in five minutes, where time is excluded, or a quarter in minutes. */
export const MOST_TILES = 150_000;
/** Beyond so many slices a SQL total is asked in one piece. */
const TILES_WORTH_KEEPING = 20_000;
const HOUR = 3_600_000;

/** The ask of a part, or why there is none (PL2016, PL2017, PL2022, PL2024). */
export function askOf(definitions: DefinitionSet, need: Need): PartAsk | Diagnostic {
  const { part, target } = need;
  const source = definitions.sources.get(part.source);
  if (!source) {
    return diagnostic('PL9001', { what: `the source "${part.source}" of ${need.title} is not defined` });
  }
  const level = isLevel(part) && !readsAsItGoes(part, need);
  const runs = level
    ? runsOfLevel(source, need)
    : part.store === 'sql'
      ? sqlRuns(source, need)
      : prometheusRuns(source, need);
  if (!Array.isArray(runs)) {
    return runs as Diagnostic;
  }
  const groups = target.by.map((segment) => ({
    name: segment.name,
    field: part.fields[segment.name] ?? segment.field,
  }));
  const filters = target.filters.map((filter) => conditionFor(filter, part));
  // The text itself, not its digest: alert rules of different people meet in the Go host's store, and a filter can be made to collide.
  const key = canonicalText({ part, groups, filters, source }, (name) => name === 'place');
  const { cached, missing } = fromStore(key, runs as Run[], !isLevel(part), need.store);
  return {
    part,
    source,
    groups,
    filters,
    key,
    runs: runs as Run[],
    cached,
    missing,
    closedMs: need.nowMs - source.latenessMs,
    title: need.title,
    word: need.word,
  };
}

export function conditionFor({ segment, condition }: SegmentFilter, part?: MeasurePart): Condition {
  return condition(part?.fields[segment.name] ?? segment.field);
}

const anchorOf = ({ nowMs, anchorMs = nowMs }: Need): number => Math.min(nowMs, anchorMs);

function sqlRuns(source: SourceDefinition, need: Need): Run[] | Diagnostic {
  const whole = [{ startMs: need.fromMs, endMs: Math.min(need.toMs, need.nowMs), stepMs: null }];
  if (need.longestMs === null) {
    return whole;
  }
  const runs = tilingOf({
    ...need,
    nowMs: anchorOf(need),
    latenessMs: source.latenessMs,
    longestMs: need.longestMs,
    shortestMs: 0,
    exact: true,
  });
  const tiles = tileCount(runs);
  if (need.grain === undefined && need.anchorMs === undefined && tiles > TILES_WORTH_KEEPING) {
    return whole;
  }
  return tiles > MOST_TILES ? diagnostic('PL2017', { tiles, limit: MOST_TILES }) : runs;
}

function prometheusRuns(source: SourceDefinition, need: Need): Run[] | Diagnostic {
  const longestMs = need.longestMs ?? HOUR;
  // A range of fewer than four scrapes says little; one slice and a scrape interval reach over four where a slice has three.
  const shortestMs = [...SLICE_STEPS_MS].reverse().find((step) => step >= 3 * source.scrapeIntervalMs);
  const minutes = (shortestMs ?? 3 * source.scrapeIntervalMs) / 60_000;
  if (shortestMs === undefined || shortestMs > longestMs) {
    return diagnostic('PL2024', { grain: need.grain ?? `${longestMs / 60_000}m`, source: source.name, minutes });
  }
  const runs = tilingOf({
    ...need,
    nowMs: anchorOf(need),
    latenessMs: source.latenessMs,
    longestMs,
    shortestMs,
    exact: false,
  });
  if (runs.length === 0) {
    return diagnostic('PL2022', { source: source.name, seconds: (need.toMs - need.fromMs) / 1000, minutes });
  }
  const tiles = tileCount(runs);
  return tiles > MOST_TILES ? diagnostic('PL2017', { tiles, limit: MOST_TILES }) : runs;
}

/** A gauge under an objective: its readings in a time slice are averaged, so that it may be read as slices are. */
const readsAsItGoes = (part: MeasurePart, { anchorMs, sliceMs }: Need): boolean =>
  part.store === 'prometheus' && part.type === 'gauge' && anchorMs !== undefined && sliceMs === undefined;

/** Prometheus is asked at whole seconds. */
const SECOND = 1000;

function runsOfLevel(source: SourceDefinition, need: Need): Run[] | Diagnostic {
  const { part, fromMs, toMs, nowMs, sliceMs, lookbackMs } = need;
  const end = Math.min(toMs, nowMs);
  const prometheus = part.store === 'prometheus';
  const [from, to] = prometheus
    ? [Math.ceil(fromMs / SECOND) * SECOND, Math.floor(end / SECOND) * SECOND]
    : [fromMs, end];
  const { edges, ...whole } = need.stretches ?? { edges: [from, to], firstIsWhole: false, lastIsWhole: false };
  const inner = edges.slice(1, -1).filter((edge) => edge > from && edge < to);
  const all =
    sliceMs === undefined
      ? levelRuns({ edges: [from, ...inner, Math.max(edges[edges.length - 1], to)], ...whole }, to)
      : sliceRuns(from, to, sliceMs);
  const least = prometheus ? 3 * source.scrapeIntervalMs : 0;
  const runs = withoutScraps(all, least);
  const shortest = Math.min(...runs.map(tileMs));
  if (shortest < least) {
    const minutes = least / 60_000;
    return runs.length === 1
      ? diagnostic('PL2022', { source: source.name, seconds: (to - from) / SECOND, minutes })
      : diagnostic('PL2024', { grain: need.grain ?? `${shortest / 60_000}m`, source: source.name, minutes });
  }
  const tiles = tileCount(runs);
  if (tiles > MOST_TILES) {
    return diagnostic('PL2017', { tiles, limit: MOST_TILES });
  }
  const first = runs[0]?.startMs ?? from;
  return lookbackMs === undefined ? runs : [{ startMs: first - lookbackMs, endMs: first, stepMs: null }, ...runs];
}

/**
 * Without a cut bucket at either end that is too short to say anything: it stays without a number. Ranges that end now have such an end after
 * each whole bucket, and the others must not be lost with it.
 */
function withoutScraps(runs: readonly Run[], leastMs: number): Run[] {
  const isScrap = (run: Run) => run.stepMs === null && tileMs(run) < leastMs;
  const kept = runs.filter((run, i) => !((i === 0 || i === runs.length - 1) && isScrap(run)));
  return kept.length > 0 ? kept : runs.slice(0, 1);
}

function fromStore(
  key: string,
  runs: readonly Run[],
  canAdd: boolean,
  store?: SliceStore
): Pick<PartAsk, 'cached' | 'missing'> {
  const cached: CachedSlices[] = [];
  const missing: Run[] = [];
  for (const run of runs) {
    const held = run.stepMs === null ? undefined : heldOf(store, key, run, run.stepMs, canAdd);
    if (!held) {
      missing.push(run);
      continue;
    }
    cached.push({ ...held, stepMs: run.stepMs! });
    missing.push(...missingRuns(run, held.stretches));
  }
  return { cached, missing };
}
