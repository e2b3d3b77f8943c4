/** View `retention`: cohort, segments…, size, day, retained, rate; and what the views of numbers need of a retention. */
import { formatInstant } from '../calendar';
import type { KpiDefinition, RetentionMeasure } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { PartSlices, SliceSeries } from '../slices';
import type { Buckets, KpiAnswer, PartAnswer, ViewOutcome } from './answer';
import { noData } from './doubts';
import { ratioOf } from './figures';
import { contractMeta, segmentFields } from './frames';
import { seriesView } from './series';
import type { ResultField, RetentionMeta } from './types';
import { valueView } from './value';

/** One cohort of one segment: how many started, and for each point how many can be judged and how many of these came back. */
export interface CohortRow {
  readonly cohort: number;
  readonly values: ReadonlyArray<string | null>;
  readonly size: number;
  readonly eligible: readonly number[];
  readonly retained: readonly number[];
}

export interface RetentionAnswer {
  readonly kpi: KpiDefinition & { readonly measure: RetentionMeasure };
  readonly by: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
  readonly points: readonly number[];
  readonly cohorts: Omit<Buckets, 'grain'> & { readonly grain?: string };
  /** By cohort and point. */
  readonly mature: ReadonlyArray<readonly boolean[]>;
  /** Cohorts and segments without a start are absent. */
  readonly rows: readonly CohortRow[];
}

interface Cell {
  readonly cohort: number;
  readonly values: ReadonlyArray<string | null>;
  readonly size: number | null;
  readonly day: number;
  readonly retained: number | null;
  readonly rate: number | null;
}

/**
 * One frame, a row a cohort (its start, UTC epoch ms; without `by` also those in which nobody started), segment and point. `day` counts
 * periods after the start. `retained` and `rate` (0 to 1) are null, never 0, while the period is not over for the whole cohort, and where
 * nobody started. Cohorts of fewer than `minCohort` actors show no number at all.
 */
export function retentionView(answer: RetentionAnswer): ViewOutcome {
  const { kpi, by, points, rows, cohorts } = answer;
  const shown = shownSegments(answer);
  const order = new Map(shown.kept.map((key, i) => [key, i]));
  const kept = rows.filter(({ values }) => order.has(keyOf(values)));
  const filled = by.length === 0 ? withEmpty(answer, kept) : kept;
  const sorted = [...filled].sort(
    (a, b) => a.cohort - b.cohort || order.get(keyOf(a.values))! - order.get(keyOf(b.values))!
  );
  const cells = sorted.flatMap((row) => cellsOf(answer, row));
  const column = (name: 'size' | 'day' | 'retained' | 'rate', unit: string, displayName: string): ResultField => ({
    name,
    type: 'number',
    unit,
    displayName,
    values: cells.map((cell) => cell[name]),
  });
  const immature = answer.mature.map((row) => row.filter((is) => !is).length);
  const meta: RetentionMeta & Record<string, unknown> = {
    ...contractMeta('retention', answer),
    ...ruleOf(kpi.measure),
    view: 'retention',
    cohort: cohorts.grain ?? kpi.measure.cohort,
    points,
    firstIsWhole: cohorts.firstIsWhole,
    lastIsWhole: cohorts.lastIsWhole,
    immatureFromMs: points.map((_, k) => {
      const first = answer.mature.findIndex((row) => !row[k]);
      return first < 0 ? null : cohorts.edges[first];
    }),
  };
  return {
    frames: [
      {
        name: kpi.name,
        type: 'table',
        fields: [
          {
            name: 'cohort',
            type: 'time',
            displayName: 'Cohort',
            values: cells.map((cell) => cohorts.edges[cell.cohort]),
          },
          ...segmentFields(
            kpi,
            by,
            cells.map((cell) => cell.values)
          ),
          column('size', 'count', 'Size'),
          column('day', 'count', { '1d': 'Day', '1w': 'Week', '1M': 'Month' }[kpi.measure.period]),
          column('retained', 'count', 'Retained'),
          column('rate', 'ratio', kpi.displayName),
        ],
        meta,
      },
    ],
    diagnostics: tableDoubts(
      answer,
      kept,
      shown.left,
      sorted.reduce((all, { cohort, size }) => all + (size > 0 ? immature[cohort] : 0), 0)
    ),
    hasData: rows.length > 0,
  };
}

const keyOf = (values: ReadonlyArray<string | null>) => JSON.stringify(values);

/** The largest segments, by actors over all cohorts. */
function shownSegments({ by, rows, limit }: RetentionAnswer): { kept: string[]; left: number } {
  const sizes = new Map<string, number>(by.length === 0 ? [['[]', 0]] : []);
  rows.forEach(({ values, size }) => sizes.set(keyOf(values), (sizes.get(keyOf(values)) ?? 0) + size));
  const all = [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
  return { kept: all.slice(0, limit), left: Math.max(0, all.length - limit) };
}

/** Without segments a cohort in which nobody started has a row too. */
function withEmpty({ cohorts, points }: RetentionAnswer, rows: readonly CohortRow[]): CohortRow[] {
  const byCohort = new Map(rows.map((row) => [row.cohort, row]));
  const none = points.map(() => 0);
  return cohorts.edges
    .slice(1)
    .map((_, cohort) => byCohort.get(cohort) ?? { cohort, values: [], size: 0, eligible: none, retained: none });
}

function cellsOf({ kpi, points, mature }: RetentionAnswer, row: CohortRow): Cell[] {
  const { cohort, values, size } = row;
  const small = size < kpi.minCohort;
  return points.map((day, k) => {
    const known = mature[cohort][k] && row.eligible[k] > 0 && !small;
    return {
      cohort,
      values,
      size: small ? null : size,
      day,
      retained: known ? row.retained[k] : null,
      rate: known ? ratioOf(row.retained[k], row.eligible[k]) : null,
    };
  });
}

const ruleOf = ({ period, meaning, clock, first }: RetentionMeasure) => ({ period, meaning, clock, first });

function tableDoubts(
  answer: RetentionAnswer,
  kept: readonly CohortRow[],
  left: number,
  immature: number
): Diagnostic[] {
  const { kpi, cohorts, limit } = answer;
  const name = kpi.displayName;
  const at = (ms: number) => formatInstant(kpi.timeZone, ms);
  const { edges } = cohorts;
  const said: Diagnostic[] = answer.rows.length === 0 ? [noData(answer)] : [];
  if (immature > 0) {
    said.push(diagnostic('PL4039', { name, cells: immature }));
  }
  const small = kept.filter(({ size }) => size < kpi.minCohort).length;
  if (small > 0) {
    said.push(diagnostic('PL4007', { name, suppressed: small, minimum: kpi.minCohort }));
  }
  if (left > 0) {
    said.push(diagnostic('PL4006', { name, shown: limit, left }));
  }
  if (!cohorts.firstIsWhole) {
    said.push(diagnostic('PL4013', { name, from: at(edges[0]), to: at(edges[1]) }));
  }
  // Where it is cut because it is still going on, its cells are empty anyhow.
  if (!cohorts.lastIsWhole && answer.mature[edges.length - 2].some((is) => is)) {
    said.push(diagnostic('PL4040', { name, from: at(edges[edges.length - 2]), to: at(edges[edges.length - 1]) }));
  }
  return said;
}

/**
 * A retention of one point as a ratio: those who came back over those who can be judged, cohort by cohort. Actors are in one cohort only, so both add
 * up. The views value, breakdown, series and alert are then those of any ratio; how many cannot be judged yet is told.
 */
export function retentionNumbers(answer: RetentionAnswer): {
  readonly answer: KpiAnswer;
  readonly outcome: (view: 'value' | 'breakdown' | 'series') => ViewOutcome;
} {
  const { kpi, by, fromMs, toMs, limit, cohorts } = answer;
  const mature = answer.mature.filter(([is]) => is).length;
  const part = (of: 'eligible' | 'retained'): PartAnswer => ({
    source: kpi.measure.source,
    store: 'sql',
    slices: slicesOf(answer, of),
    closedMs: cohorts.edges[mature],
    invalid: 0,
  });
  const number: KpiAnswer = {
    ...{ kpi, by, fromMs, toMs, limit },
    roles: { numerator: part('retained'), denominator: part('eligible') },
    ...(cohorts.grain === undefined ? {} : { buckets: { ...cohorts, grain: cohorts.grain } }),
  };
  const outcome = (view: 'value' | 'breakdown' | 'series'): ViewOutcome => {
    const made = view === 'series' ? seriesView(number) : valueView(number, view);
    const actors = sumOf(answer, ({ size }) => size);
    const open = actors - sumOf(answer, ({ eligible }) => eligible[0]);
    const young = open > 0 && actors >= kpi.minCohort;
    // A cohort that is not old enough is no bucket without data, and not one that is cut.
    const said = made.diagnostics.filter(({ code }) => code !== 'PL4009' && !(code === 'PL4001' && actors > 0));
    const after = `${{ '1d': 'day', '1w': 'week', '1M': 'month' }[kpi.measure.period]} ${answer.points[0]}`;
    const told = young ? [diagnostic('PL4038', { name: kpi.displayName, open, actors, after })] : [];
    return { ...made, diagnostics: [...said, ...told] };
  };
  return { answer: number, outcome };
}

const sumOf = ({ rows }: RetentionAnswer, of: (row: CohortRow) => number) =>
  rows.reduce((all, row) => all + of(row), 0);

/** One tile a cohort; a cohort in which nobody can be judged is missing, not 0. */
function slicesOf({ by, rows, cohorts }: RetentionAnswer, of: 'eligible' | 'retained'): PartSlices {
  const { edges } = cohorts;
  const count = edges.length - 1;
  const found = new Map<string, SliceSeries>();
  for (const row of rows) {
    const key = keyOf(row.values);
    const series = found.get(key) ?? {
      segment: Object.fromEntries(by.map((name, i) => [name, row.values[i]])),
      value: new Float64Array(count),
      observed: new Float64Array(count),
    };
    series.value[row.cohort] = row[of][0];
    series.observed[row.cohort] = row.eligible[0];
    found.set(key, series);
  }
  const tiles = { starts: Float64Array.from(edges.slice(0, -1)), ends: Float64Array.from(edges.slice(1)) };
  return { tiles, series: [...found.values()] };
}
