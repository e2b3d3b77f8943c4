/** View `series`: time, value, and of a comparison previous; a frame a segment, the segment in the labels. */
import { formatInstant } from '../calendar';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { accountOf } from './account';
import type { Buckets, KpiAnswer, ViewOutcome } from './answer';
import { segmentsOfBoth } from './compare';
import { rolesOf, sizeOf } from './figures';
import { contractMeta, labelsOf, titleOf } from './frames';
import { filledValues } from './gaps';
import { endsOf, figureOfSegment, figuresOf } from './segments';
import { previousField, seriesBefore } from './series-before';

/**
 * A frame for each segment, the largest first. `time` is the start of the bucket (for a first bucket that the range cuts: the start
 * of the range), UTC epoch ms; every bucket has a row, null where nothing was observed (unless the KPI's `gapFill` says otherwise: then
 * `meta.filledMs` are the times of the buckets that were filled). A bucket that is cut by the range or still open
 * is flagged: `meta.incompleteFromMs` is the time of the first such one at the end, `meta.firstIsWhole` is about the start.
 */
export function seriesView(answer: KpiAnswer): ViewOutcome {
  const { kpi, by, limit } = answer;
  const buckets = answer.buckets!;
  const before = seriesBefore(answer, buckets);
  const all = segmentsOfBoth(answer).map((segment) => ({
    values: segment.values,
    segment: segment.now,
    size: sizeOf(figureOfSegment(answer, segment.now), kpi),
    figures: figuresOf(answer, segment.now),
    before: before?.of(segment),
  }));
  const shown = all.sort((a, b) => b.size - a.size || 0).slice(0, limit);
  const closedMs = Math.min(
    ...endsOf(answer)
      .flatMap(rolesOf)
      .map(([, part]) => part.closedMs)
  );
  const incompleteFromMs = incompleteFrom(buckets, closedMs);
  const times = buckets.edges.slice(0, -1);
  const figures = shown.flatMap((segment) => segment.figures);
  const account = accountOf(answer, shown);
  const diagnostics = [
    ...account.doubts,
    ...bucketDoubts(answer, buckets, incompleteFromMs),
    ...(before?.doubts(all.flatMap((segment) => segment.before?.figures ?? [])) ?? []),
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
  const lines = shown.map((segment) => ({
    of: segment.values,
    before: segment.before,
    ...filledValues(segment.figures, kpi.gapFill),
  }));
  const gaps = lines.reduce((count, { filled }) => count + filled.length, 0);
  if (gaps > 0) {
    const shownAs = kpi.gapFill === 'zero' ? '0' : 'the value before';
    diagnostics.push(diagnostic('PL4031', { name: kpi.displayName, buckets: gaps, shownAs }));
  }
  return {
    frames: lines.map((line, row) => ({
      name: kpi.name,
      type: 'timeseries-multi' as const,
      fields: [
        { name: 'time', type: 'time' as const, values: times },
        {
          name: 'value',
          type: 'number' as const,
          unit: kpi.unit,
          displayName: titleOf(answer, line.of),
          labels: labelsOf(by, line.of),
          values: line.values,
        },
        ...(line.before ? [previousField(answer, line.of, line.before.values)] : []),
      ],
      meta: {
        ...meta,
        ...(line.filled.length > 0 ? { filledMs: line.filled.map((i) => times[i]) } : {}),
        ...account.meta(row),
      },
    })),
    diagnostics,
    hasData: figures.some((figure) => figure.value !== null || figure.absence === 'suppressed'),
  };
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
  { kpi }: Pick<KpiAnswer, 'kpi'>,
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
    const first = edges.indexOf(incompleteFromMs);
    const [from, to] = [at(edges[first]), at(edges[edges.length - 1])];
    said.push(diagnostic('PL4009', { name, from, to, buckets: edges.length - 1 - first }));
  }
  return said;
}
