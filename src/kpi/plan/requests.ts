/** Turns parts into upstream requests: parts of one table share a statement, equal requests are one. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import { formatDuration } from '../definition';
import type { PrometheusPart, SourceDefinition, SqlDialect, SqlPart } from '../definition/types';
import { canonicalText, fingerprint, fingerprintOf } from '../fingerprint';
import { buildIncrease } from '../promql';
import type { Run } from '../slices';
import { buildSlices, type SqlStatement } from '../sql';
import { tileMs } from './level-runs';
import type { Keyed } from './multiplied';
import type { PartAsk } from './parts';
import type { UpstreamRequest } from './request';
import type { PartWork, Reading } from './work';

/** Prometheus (and Grafana before it) refuses more points for a series. */
export const MOST_POINTS = 11_000;

export interface Asked {
  readonly requests: readonly UpstreamRequest[];
  /** In the order of the asks. */
  readonly parts: readonly PartWork[];
}

/** The requests for all asks, and where each ask finds its slices in the answers. */
export function requestsFor(asks: readonly PartAsk[]): Asked {
  const requests = new Map<string, UpstreamRequest>();
  const readings = asks.map((): Reading[] => []);
  const failures: Array<Diagnostic | undefined> = asks.map(() => undefined);
  const tables = new Map<string, number[]>();
  asks.forEach((ask, i) => {
    if (ask.missing.length === 0) {
      return;
    }
    if (ask.part.store === 'prometheus') {
      failures[i] = askPrometheus(ask, ask.part, requests, readings[i]);
    } else {
      const { source, relation, time, timeType } = ask.part;
      const key = fingerprintOf({
        source,
        relation,
        time,
        timeType,
        groups: ask.groups,
        filters: ask.filters,
        runs: ask.missing,
      });
      tables.set(key, [...(tables.get(key) ?? []), i]);
    }
  });
  for (const together of tables.values()) {
    const failure = askTable(asks, together, requests, readings);
    if (failure) {
      // One aggregate that the dialect cannot say must not take the others with it.
      for (const i of together) {
        failures[i] = together.length === 1 ? failure : askTable(asks, [i], requests, readings);
      }
    }
  }
  const parts = asks.map((ask, i): PartWork => {
    const { key, source, part, groups, runs, cached, closedMs } = ask;
    const columns = part.store === 'sql' ? columnNames(groups) : groups.map((group) => group.field);
    return {
      key,
      source: source.name,
      store: part.store,
      groups: groups.map((group) => group.name),
      columns,
      runs,
      cached,
      readings: readings[i],
      closedMs,
      ...(part.store === 'sql' && part.aggregate.kind === 'newest' ? { newest: true as const } : {}),
      ...(failures[i] ? { failure: failures[i] } : {}),
    };
  });
  return { requests: [...requests.values()], parts };
}

/** Names that statements use for columns of their own. */
const TAKEN =
  /^(?:bucket|observed|open|(?:[nm]|total)[0-9]+|(?:value|numerator|denominator|events|rows|keys)(?:_[0-9]+)?)$/;

/** Output columns of the segments: their names, unless a statement has a column of that name itself. */
export function columnNames(groups: ReadonlyArray<{ readonly name: string }>): string[] {
  return groups.map(({ name }) => (TAKEN.test(name) ? `segment_${name}` : name));
}

export function tableRequest(
  source: SourceDefinition,
  statement: SqlStatement,
  time: { startMs: number; endMs: number; stepMs: number },
  purpose: string
): UpstreamRequest {
  return withId({
    source: source.name,
    dialect: source.dialect,
    mode: 'table',
    text: statement.text,
    ...time,
    columns: statement.columns,
    purpose,
  });
}

/** Gives a request its id: a digest of all that decides the answer, so not of `purpose`. */
export function withId(request: Omit<UpstreamRequest, 'id'>): UpstreamRequest {
  const { source, dialect, mode, text, startMs, endMs, stepMs, columns } = request;
  const parts = [
    source,
    dialect,
    mode,
    digestOf(text),
    startMs,
    endMs,
    stepMs,
    ...columns.map(({ name, type }) => [name, type]),
  ];
  return Object.freeze({ ...request, id: fingerprint(JSON.stringify(parts)) });
}

/** Digests of texts: PromQL is the same from one minute to the next, and a digest is what costs most in the Go host's engine. */
const digests = new Map<string, string>();
const MOST_DIGESTS = 500;

function digestOf(text: string): string {
  let digest = digests.get(text);
  if (digest === undefined) {
    digest = fingerprint(text);
    if (digests.size >= MOST_DIGESTS) {
      digests.clear();
    }
    digests.set(text, digest);
  }
  return digest;
}

function askTable(
  asks: readonly PartAsk[],
  together: readonly number[],
  requests: Map<string, UpstreamRequest>,
  readings: readonly Reading[][]
): Diagnostic | undefined {
  const first = asks[together[0]];
  const part = first.part as SqlPart;
  const columns = columnNames(first.groups);
  const used = new Set<string>();
  const names = together.map((i) => unused(asks[i].word, used));
  // Parts that count the same rows by the same key share its columns.
  const keys = new Map<string, { readonly where: SqlPart['where']; readonly keyed: Keyed }>();
  const keyed = together.map((i) => {
    const { key, where } = asks[i].part as SqlPart;
    if (key === undefined) {
      return undefined;
    }
    const id = canonicalText({ key, where });
    const known = keys.get(id) ?? {
      where,
      keyed: { field: key, rows: unused('rows', used), keys: unused('keys', used) },
    };
    keys.set(id, known);
    return known.keyed;
  });
  const statement = buildSlices({
    dialect: first.source.dialect as SqlDialect,
    relation: part.relation,
    time: part.time,
    timeType: part.timeType,
    runs: first.missing,
    groups: first.groups.map(({ field }, i) => ({ name: columns[i], field })),
    filters: first.filters,
    aggregates: [
      ...together.map((i, n) => {
        const { aggregate, where } = asks[i].part as SqlPart;
        return { name: names[n], of: aggregate, where };
      }),
      ...[...keys.values()].flatMap(({ where, keyed: { field, rows, keys: different } }) => [
        { name: rows, of: { kind: 'rows' as const }, where },
        { name: different, of: { kind: 'distinct' as const, field, approximate: false }, where },
      ]),
    ],
  });
  if (!statement.ok) {
    const [fault] = statement.diagnostics;
    return fault ?? diagnostic('PL9001', { what: 'no statement and no reason' });
  }
  const runs = first.missing;
  const time = { startMs: runs[0].startMs, endMs: runs[runs.length - 1].endMs };
  const stepMs = runs[0].stepMs ?? time.endMs - time.startMs;
  const titles = together.map((i) => asks[i].title);
  const request = tableRequest(first.source, statement.value, { ...time, stepMs }, purposeOf(titles, first, runs));
  requests.set(request.id, requests.get(request.id) ?? request);
  together.forEach((i, n) => {
    for (const run of runs) {
      const key = keyed[n];
      readings[i].push({ request: request.id, run, aggregate: names[n], ...(key ? { keyed: key } : {}) });
    }
  });
  return undefined;
}

function askPrometheus(
  ask: PartAsk,
  part: PrometheusPart,
  requests: Map<string, UpstreamRequest>,
  readings: Reading[]
): Diagnostic | undefined {
  for (const run of ask.missing) {
    // A bucket of its own length, such as the day on which clocks change, is one point.
    const stepMs = tileMs(run);
    const text = buildIncrease({
      metric: part.metric,
      promql: part.promql,
      type: part.type,
      ...(part.q === undefined ? {} : { q: part.q }),
      by: ask.groups.map((group) => group.field).filter((field, i, all) => all.indexOf(field) === i),
      where: [...part.where, ...ask.filters],
      stepMs,
      scrapeIntervalMs: ask.source.scrapeIntervalMs,
    });
    if (!text.ok) {
      return text.diagnostics[0];
    }
    for (const piece of run.stepMs === null ? [run] : pieces(run, stepMs)) {
      const request = withId({
        source: ask.source.name,
        dialect: 'prometheus',
        mode: 'range',
        text: text.value,
        // The value at a slice's end is the slice.
        startMs: piece.startMs + stepMs,
        endMs: piece.endMs,
        stepMs,
        columns: [],
        purpose: purposeOf([ask.title], ask, [piece]),
      });
      requests.set(request.id, requests.get(request.id) ?? request);
      readings.push({ request: request.id, run: piece });
    }
  }
  return undefined;
}

function pieces(run: Run, stepMs: number): Run[] {
  const out: Run[] = [];
  for (let startMs = run.startMs; startMs < run.endMs; startMs += MOST_POINTS * stepMs) {
    out.push({ ...run, startMs, endMs: Math.min(run.endMs, startMs + MOST_POINTS * stepMs) });
  }
  return out;
}

function unused(word: string, used: Set<string>): string {
  let name = word;
  for (let n = 2; used.has(name); n++) {
    name = `${word}_${n}`;
  }
  used.add(name);
  return name;
}

function purposeOf(titles: readonly string[], ask: PartAsk, runs: readonly Run[]): string {
  const by = ask.groups.length > 0 ? ` by ${ask.groups.map((group) => group.name).join(', ')}` : '';
  const steps = runs.map((run) => run.stepMs).filter((step, i, all) => all.indexOf(step) === i);
  const slices = steps.map((step) => (step === null ? 'the whole range' : formatDuration(step))).join(', ');
  return `${titles.filter((title, i) => titles.indexOf(title) === i).join(', ')}${by}, ${steps[0] === null ? '' : 'slices of '}${slices}`;
}
