/** View `series`: time, value; a frame a segment, the segment in the labels. */
import { formatInstant } from '../calendar';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { tilesOfBuckets, totalOf } from '../slices';
import type { Buckets, KpiAnswer, Role, ViewOutcome } from './answer';
import { figureDoubts, partDoubts } from './doubts';
import {
  figureOf,
  figureOfSegment,
  rolesOf,
  segmentsOf,
  sizeOf,
  totalsOf,
  type Figure,
  type SegmentSeries,
} from './figures';
import { contractMeta, labelsOf } from './frames';

/**
 * A frame for each segment, the largest first. `time` is the start of the bucket (for a first bucket that the range cuts: the start
 * of the range), UTC epoch ms; every bucket has a row, null where nothing was observed. A bucket that is cut by the range or still open
 * is flagged: `meta.incompleteFromMs` is the time of the first such one at the end, `meta.firstIsWhole` is about the start.
 */
export function seriesView(answer: KpiAnswer): ViewOutcome {
  const { kpi, by, limit } = answer;
  const buckets = answer.buckets!;
  const bounds: Partial<Record<Role, number[]>> = {};
  rolesOf(answer).forEach(([role, part]) => (bounds[role] = tilesOfBuckets(part.slices.tiles, buckets.edges)));
  const all = segmentsOf(answer).map((segment) => ({
    ...segment,
    size: sizeOf(figureOfSegment(answer, segment)),
    figures: bucketFigures(answer, segment, bounds, buckets.edges.length - 1),
  }));
  const shown = all.sort((a, b) => b.size - a.size || 0).slice(0, limit);
  const closedMs = Math.min(...rolesOf(answer).map(([, part]) => part.closedMs));
  const incompleteFromMs = incompleteFrom(buckets, closedMs);
  const times = buckets.edges.slice(0, -1);
  const figures = shown.flatMap((segment) => segment.figures);
  const diagnostics = [
    ...partDoubts(answer),
    ...figureDoubts(answer, figures),
    ...bucketDoubts(answer, buckets, incompleteFromMs),
  ];
  if (all.length > shown.length) {
    diagnostics.push(
      diagnostic('PL4006', { name: kpi.displayName, shown: shown.length, left: all.length - shown.length })
    );
  }
  const meta = {
    ...contractMeta('series', answer),
    grain: buckets.grain,
    firstIsWhole: buckets.firstIsWhole,
    incompleteFromMs,
  };
  return {
    frames: shown.map(({ values, figures: list }) => ({
      name: kpi.name,
      type: 'timeseries-multi' as const,
      fields: [
        { name: 'time', type: 'time' as const, values: times },
        {
          name: 'value',
          type: 'number' as const,
          unit: kpi.unit,
          displayName: by.length === 0 ? kpi.displayName : values.map((value) => value ?? '(none)').join(' · '),
          labels: labelsOf(by, values),
          values: list.map((figure) => figure.value),
        },
      ],
      meta,
    })),
    diagnostics,
    hasData: figures.some((figure) => figure.value !== null || figure.absence === 'suppressed'),
  };
}

function bucketFigures(
  answer: KpiAnswer,
  segment: SegmentSeries,
  bounds: Partial<Record<Role, number[]>>,
  count: number
): Figure[] {
  return Array.from({ length: count }, (_, i) =>
    figureOf(
      answer.kpi,
      totalsOf(answer, segment, (series, role) => totalOf(series, bounds[role]![i], bounds[role]![i + 1]))
    )
  );
}

/** Start of the first bucket at the end that is cut or still open; null where all are complete. */
function incompleteFrom({ edges, lastIsWhole }: Buckets, closedMs: number): number | null {
  const last = edges.length - 2;
  let i = last + 1;
  while (i > 0 && edges[i] > closedMs) {
    i--;
  }
  const first = Math.min(i, lastIsWhole ? last + 1 : last);
  return first > last ? null : edges[first];
}

function bucketDoubts(
  { kpi }: KpiAnswer,
  { edges, firstIsWhole }: Buckets,
  incompleteFromMs: number | null
): Diagnostic[] {
  const at = (ms: number) => formatInstant(kpi.timeZone, ms);
  const name = kpi.displayName;
  const said: Diagnostic[] = [];
  if (!firstIsWhole && edges.length > 2) {
    said.push(diagnostic('PL4013', { name, from: at(edges[0]), to: at(edges[1]) }));
  }
  if (incompleteFromMs !== null) {
    said.push(diagnostic('PL4009', { name, from: at(edges[edges.length - 2]), to: at(edges[edges.length - 1]) }));
  }
  return said;
}
