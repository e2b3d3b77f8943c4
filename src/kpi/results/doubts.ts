/** What has to be said beside a KPI's numbers: gaps, oddities, what was left out. */
import { formatInstant } from '../calendar';
import type { Contract } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { PartSlices } from '../slices';
import { roughness } from './approximate';
import type { KpiAnswer, PartAnswer, Role } from './answer';
import { countsFailures, rolesOf, type Figure } from './figures';

/** Below this share of the time, a number that Prometheus gave is doubtful. DESIGN 4. */
export const COVERAGE_FLOOR = 0.9;
const MINUTE_MS = 60_000;
const LARGEST_EXACT = 9_007_199_254_740_991;

/** Share of the part's time in which any series had something; 1 for an empty range. */
export function coverageOf({ tiles, series }: PartSlices): number {
  let known = 0;
  let all = 0;
  for (let i = 0; i < tiles.starts.length; i++) {
    const length = tiles.ends[i] - tiles.starts[i];
    all += length;
    known += series.some((s) => s.observed[i] > 0) ? length : 0;
  }
  return all === 0 ? 1 : known / all;
}

/** Time between the first and the last slice with something in it that has nothing, ms. The edges may just be late, or not born yet. */
export function holesMs({ tiles, series }: PartSlices): number {
  let missing = 0;
  let since = 0;
  let begun = false;
  for (let i = 0; i < tiles.starts.length; i++) {
    if (series.some((s) => s.observed[i] > 0)) {
      missing += since;
      since = 0;
      begun = true;
    } else if (begun) {
      since += tiles.ends[i] - tiles.starts[i];
    }
  }
  return missing;
}

/** Doubts about the parts: coverage and slices of Prometheus, values that are no numbers. */
export function partDoubts(answer: KpiAnswer): Diagnostic[] {
  const said: Diagnostic[] = roughness(answer.kpi);
  const name = answer.kpi.displayName;
  for (const [role, part] of rolesOf(answer)) {
    const { source } = part;
    if (part.invalid > 0) {
      said.push(diagnostic('PL4011', { name, source, samples: part.invalid }, { source }));
    }
    // A counter of failures is born with the first of them; before it nothing failed, and nothing is missing.
    const mayBeUnborn = role === 'numerator' && countsFailures(answer.kpi);
    if (part.store === 'prometheus' && part.slices.series.length > 0 && !mayBeUnborn) {
      const coverage = coverageOf(part.slices);
      if (coverage < COVERAGE_FLOOR) {
        said.push(diagnostic('PL4005', { name, source, coverage, floor: COVERAGE_FLOOR, part: role }, { source }));
      } else if (role === 'value') {
        // A ratio hardly moves when both its parts miss the same minutes; a count loses what happened in them.
        const missing = holesMs(part.slices);
        if (missing > 0) {
          said.push(diagnostic('PL4017', { name, source, minutes: missing / MINUTE_MS }, { source }));
        }
      }
    }
    // What accumulates reaches back beyond the range, and says so itself.
    const moved = answer.kpi.accumulate ? undefined : movedRange(answer, part);
    if (moved && !said.some((d) => d.code === 'PL4010' && d.source === source)) {
      said.push(diagnostic('PL4010', { name, source, ...moved }, { source }));
    }
  }
  return said;
}

/** The range that was really asked, where it differs by more than one per cent of its length. */
function movedRange({ kpi, fromMs, toMs }: KpiAnswer, { slices: { tiles } }: PartAnswer) {
  const [from, to] = [tiles.starts[0], tiles.ends[tiles.ends.length - 1]];
  const off = Math.abs(from - fromMs) + Math.abs(to - toMs);
  return off > 0.01 * (toMs - fromMs)
    ? { from: formatInstant(kpi.timeZone, from), to: formatInstant(kpi.timeZone, to) }
    : undefined;
}

/** Doubts about the figures of one KPI, each kind said once. */
export function figureDoubts(answer: KpiAnswer, figures: readonly Figure[]): Diagnostic[] {
  const { kpi } = answer;
  const name = kpi.displayName;
  const said: Diagnostic[] = [];
  const absent = (absence: Figure['absence']) => figures.filter((figure) => figure.absence === absence).length;
  const someValue = figures.some((figure) => figure.value !== null);
  const zero = absent('zero denominator');
  const suppressed = absent('suppressed');
  if (figures.length === absent('no data')) {
    said.push(noData(answer));
  }
  for (const [absence, role] of [
    ['no numerator', 'numerator'],
    ['no denominator', 'denominator'],
  ] as const) {
    if (!someValue && absent(absence) > 0) {
      said.push(missingPart(answer, role));
    }
  }
  if (zero > 0) {
    said.push(diagnostic('PL4003', { name, buckets: zero }));
  }
  if (suppressed > 0) {
    said.push(diagnostic('PL4007', { name, suppressed, minimum: kpi.minCohort }));
  }
  const outside = kpi.unit === 'ratio' && figures.find(({ value }) => value !== null && (value < 0 || value > 1));
  if (outside) {
    said.push(diagnostic('PL4004', { name, value: outside.value! }));
  }
  const large = figures.find(
    (f) => f.absence === 'too large' || [f.numerator, f.denominator].some((n) => Math.abs(n ?? 0) > LARGEST_EXACT)
  );
  if (large) {
    said.push(diagnostic('PL4012', { name, value: large.numerator ?? Infinity }));
  }
  return said;
}

export function noData({
  kpi,
  fromMs,
  toMs,
}: Pick<KpiAnswer, 'fromMs' | 'toMs'> & { readonly kpi: Pick<Contract, 'timeZone' | 'displayName'> }): Diagnostic {
  const [from, to] = [formatInstant(kpi.timeZone, fromMs), formatInstant(kpi.timeZone, toMs)];
  return diagnostic('PL4001', { name: kpi.displayName, from, to });
}

function missingPart(answer: KpiAnswer, role: Role): Diagnostic {
  const source = answer.roles[role]!.source;
  return diagnostic('PL4002', { name: answer.kpi.displayName, part: role, source }, { source });
}
