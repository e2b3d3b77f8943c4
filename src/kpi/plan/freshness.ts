/** Newest rows of tiles -> how old the newest row was at the end of each tile. */
import type { PartSlices } from '../slices';

/**
 * Seconds from the newest row of a tile or of those before it to the tile's end. The first tile is the look-back: it only says what was
 * newest when the range began, and is left out. A segment is missing until its first row. A row from the future (a clock that is ahead)
 * makes an age below 0, which is shown and not cut off.
 */
export function freshnessOf({ tiles, series }: PartSlices): PartSlices {
  const n = tiles.starts.length - 1;
  const { ends } = tiles;
  return {
    tiles: { starts: tiles.starts.slice(1), ends: ends.slice(1) },
    series: series.map((one) => {
      const value = new Float64Array(n);
      const observed = new Float64Array(n);
      let newest = -Infinity;
      for (let i = 0; i <= n; i++) {
        if (one.observed[i] > 0 && one.value[i] > newest) {
          newest = one.value[i];
        }
        if (i > 0 && newest > -Infinity) {
          value[i - 1] = (ends[i] - newest) / 1000;
          observed[i - 1] = 1;
        }
      }
      return { segment: one.segment, value, observed };
    }),
  };
}
