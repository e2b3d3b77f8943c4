/** Answers of the stores -> slices of parts, with what each source said or failed with. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { PartAnswer, Role } from '../results/answer';
import {
  addHeld,
  addPrometheus,
  addTable,
  collected,
  collector,
  mostSegments,
  tilesOf,
  type Collector,
  type PartSlices,
  type SliceStore,
  type Tiles,
} from '../slices';
import { freshnessOf } from './freshness';
import { hold } from './held';
import { tileMs } from './level-runs';
import { multiplied } from './multiplied';
import type { UpstreamResponse } from './request';
import type { Plan } from './types';
import type { KpiWork, PartWork, Reading, Work } from './work';

type Answered = PartAnswer | { readonly error: Diagnostic };

export interface Answers {
  /** Of the answer to a request: its response, or why it cannot be used. */
  readonly of: (request: string) => Extract<UpstreamResponse, { ok: true }> | Diagnostic;
  /** In the order of `Work.parts`. */
  readonly parts: readonly Answered[];
  /** Requests that answered, but with a warning. */
  readonly warnings: readonly Diagnostic[];
}

/** The parts of a measure by role, and the faults of those that failed. `places`: indexes into `Answers.parts`. */
export function partsByRole(
  places: KpiWork['roles'],
  answers: Pick<Answers, 'parts'>
): { readonly roles: Readonly<Partial<Record<Role, PartAnswer>>>; readonly errors: readonly Diagnostic[] } {
  const roles: Partial<Record<Role, PartAnswer>> = {};
  const errors: Diagnostic[] = [];
  for (const [role, place] of Object.entries(places) as Array<[Role, number]>) {
    const part = answers.parts[place];
    if ('error' in part) {
      errors.push(part.error);
    } else {
      roles[role] = part;
    }
  }
  return { roles, errors };
}

/** Reads every part once. Closed slices go to the store, unless the answer came with warnings (it may be a part of the truth). */
export function readAnswers(plan: Plan, responses: readonly UpstreamResponse[], store?: SliceStore): Answers {
  const byId = new Map(responses.map((response) => [response.id, response]));
  const sourceOf = new Map(plan.requests.map((request) => [request.id, request.source]));
  const of: Answers['of'] = (id) => {
    const response = byId.get(id);
    const where = { source: sourceOf.get(id), request: id };
    if (!response) {
      return diagnostic('PL9001', { what: `${where.source ?? 'a source'} was not answered for (${id})` }, where);
    }
    return response.ok ? response : { ...response.error, ...(response.error.source ? {} : where) };
  };
  // Parts of one range share their tiles: whoever divides one by the other then sees at a glance that they fit.
  const known = new Map<string, Tiles>();
  const tilesFor = (runs: PartWork['runs']): Tiles => {
    const key = JSON.stringify(runs);
    const tiles = known.get(key) ?? tilesOf(runs);
    known.set(key, tiles);
    return tiles;
  };
  const parts = (plan.work as Work).parts.map((part) => readPart(part, tilesFor, of, store));
  return { of, parts, warnings: warningsOf(plan, byId) };
}

function warningsOf(plan: Plan, byId: ReadonlyMap<string, UpstreamResponse>): Diagnostic[] {
  const said = new Map<string, Diagnostic>();
  for (const { id, source } of plan.requests) {
    const response = byId.get(id);
    for (const detail of (response?.ok && response.warnings) || []) {
      said.set(`${source} ${detail}`, diagnostic('PL3113', { source, detail }, { source, request: id }));
    }
  }
  return [...said.values()];
}

function readPart(
  part: PartWork,
  tilesFor: (runs: PartWork['runs']) => Tiles,
  of: Answers['of'],
  store?: SliceStore
): Answered {
  if (part.failure) {
    return { error: part.failure };
  }
  const c = collector(tilesFor(part.runs), part.groups);
  for (const held of part.cached) {
    addHeld(c, held, held.stepMs);
  }
  const read = new Set<string>();
  const certain: Reading[] = [];
  for (const reading of part.readings) {
    const response = of(reading.request);
    if ('code' in response) {
      return { error: response };
    }
    if ((response.warnings ?? []).length === 0) {
      certain.push(reading);
    }
    if (read.has(reading.request)) {
      continue;
    }
    read.add(reading.request);
    const { frames } = response;
    const fault =
      reading.aggregate === undefined
        ? addPrometheus(c, frames, part.columns, tileMs(reading.run))
        : addTable(c, frames, part.columns, reading.aggregate);
    const where = { source: part.source, request: reading.request };
    if (fault !== null) {
      return { error: diagnostic('PL3107', { source: part.source, detail: fault }, where) };
    }
    const rows = reading.keyed && multiplied(frames, reading.keyed);
    if (rows) {
      return { error: diagnostic('PL4030', { source: part.source, ...rows }, where) };
    }
    if (c.beyond.size > 0) {
      const limit = mostSegments(c.tiles.starts.length);
      return { error: diagnostic('PL3121', { source: part.source, segments: limit + c.beyond.size, limit }, where) };
    }
  }
  const slices = part.runs.some(({ stepMs }) => stepMs !== null) ? withSomething(collected(c)) : collected(c);
  if (store) {
    keep(store, part, c, certain);
  }
  return {
    source: part.source,
    store: part.store,
    slices: part.newest ? freshnessOf(slices) : slices,
    closedMs: part.closedMs,
    invalid: c.invalid,
  };
}

/**
 * Only segments that have a value somewhere: of others, whose rows have none, the store of slices knows nothing, and no answer may depend on what
 * is in it.
 */
const withSomething = ({ tiles, series }: PartSlices): PartSlices => ({
  tiles,
  series: series.filter(({ observed }) => observed.some((rows) => rows > 0)),
});

/** Gives the store what was read just now and is closed: whole tiles only. */
function keep(store: SliceStore, part: PartWork, c: Collector, readings: readonly Reading[]): void {
  for (const { run } of readings) {
    const { stepMs } = run;
    if (stepMs === null) {
      continue;
    }
    // An anchored run begins and ends with whole tiles wherever it is.
    const origin = run.anchored ? run.startMs : 0;
    const startMs = Math.ceil((run.startMs - origin) / stepMs) * stepMs + origin;
    const endMs = Math.floor((Math.min(run.endMs, part.closedMs) - origin) / stepMs) * stepMs + origin;
    if (startMs < endMs) {
      const first = c.countBefore(startMs);
      const end = first + (endMs - startMs) / stepMs;
      const series = [...c.series.values()].map(({ segment, value, observed }) => ({
        segment,
        value: value.subarray(first, end),
        observed: observed.subarray(first, end),
      }));
      hold(store, part.key, run, stepMs, { stretches: [{ startMs, endMs }], series });
    }
  }
}
