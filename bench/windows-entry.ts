/** What `BenchmarkEightWindows` of pkg/core runs in sobek: the product's own sums, over slices that come as ArrayBuffers. */
import { prefixSums, tilesOf, windowTotal } from '../src/kpi/slices';

declare const globalThis: { eightWindows: typeof eightWindows };

const STEP = 300_000;
const LENGTHS = [1, 6, 12, 24, 72, 288, 864, 8640].map((slices) => slices * STEP);

/** Sum of all totals: eight windows at each of the last 289 instants, from the values and counts of consecutive 5-min slices. */
function eightWindows([values, counts]: readonly ArrayBuffer[]): string {
  const [value, observed] = [new Float64Array(values), new Float64Array(counts)];
  const endMs = value.length * STEP;
  const sums = prefixSums(tilesOf([{ startMs: 0, endMs, stepMs: STEP }]), { segment: {}, value, observed });
  let all = 0;
  for (let toMs = endMs - 288 * STEP; toMs <= endMs; toMs += STEP) {
    for (const length of LENGTHS) {
      all += windowTotal(sums, toMs - length, toMs).value ?? 0;
    }
  }
  return String(all);
}

globalThis.eightWindows = eightWindows;
