/** Which tiles a level is asked on: one for each bucket of the result, since levels of shorter stretches cannot be added up. */
import type { Run } from '../slices';

/** Stretches that each get one number: [edges[i], edges[i + 1]). The outer two may be cut by the range. */
export interface Stretches {
  readonly edges: readonly number[];
  readonly firstIsWhole: boolean;
  readonly lastIsWhole: boolean;
}

/**
 * Whole buckets of one length that follow each other are one anchored run, so that the days of a month are two statements' worth of
 * arithmetic and not thirty comparisons; a cut bucket is a run of one tile, which no store keeps. Buckets that begin at or after `toMs`
 * (now) are left out, and the one that it lies in ends there.
 */
export function levelRuns({ edges, firstIsWhole, lastIsWhole }: Stretches, toMs: number): Run[] {
  const runs: Run[] = [];
  const last = edges.length - 2;
  for (let i = 0; i <= last && edges[i] < toMs; i++) {
    const [startMs, endMs] = [edges[i], Math.min(edges[i + 1], toMs)];
    const cut = endMs < edges[i + 1] || (i === 0 && !firstIsWhole) || (i === last && !lastIsWhole);
    const before = runs[runs.length - 1];
    if (cut) {
      runs.push({ startMs, endMs, stepMs: null });
    } else if (before && before.stepMs === endMs - startMs) {
      runs[runs.length - 1] = { ...before, endMs };
    } else {
      runs.push({ startMs, endMs, stepMs: endMs - startMs, anchored: true });
    }
  }
  return runs;
}

/** Tiles of `stepMs` on the UTC grid that lie wholly in [fromMs, toMs): those that time slices judge. */
export function sliceRuns(fromMs: number, toMs: number, stepMs: number): Run[] {
  const [startMs, endMs] = [Math.ceil(fromMs / stepMs) * stepMs, Math.floor(toMs / stepMs) * stepMs];
  return startMs < endMs ? [{ startMs, endMs, stepMs }] : [];
}

/** Length of the tiles of a run, ms. */
export const tileMs = ({ startMs, endMs, stepMs }: Run): number => stepMs ?? endMs - startMs;
