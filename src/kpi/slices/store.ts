/** Keeps closed slices in memory, in blocks, and forgets the blocks that were not used for longest. */
import type { PartSlices, SliceSeries, SliceStore } from './types';

/** Tiles of one block. */
const BLOCK = 256;

interface Block {
  /** Key of the list and number of the block: what the map of all blocks knows it by. */
  readonly id: string;
  readonly known: Uint8Array;
  readonly series: Map<string, SliceSeries>;
  slices: number;
}

/**
 * A bounded store. `capacity` is counted in slices (one value of one segment; about 16 bytes); the default is some 8 MB.
 * Instants must be whole tiles of the UTC grid of `stepMs`; other tiles given to `put` are not kept. A tile without a series is kept
 * too: that nothing was there is known. `stats.evicted` counts slices forgotten for space.
 */
export function sliceStore(capacity = 500_000): SliceStore {
  /** In order of last use: a Map keeps the order in which keys were set. */
  const blocks = new Map<string, Block>();
  let slices = 0;
  let evicted = 0;
  let hits = 0;
  let misses = 0;

  const touch = (id: string): Block | undefined => {
    const block = blocks.get(id);
    if (block) {
      blocks.delete(id);
      blocks.set(id, block);
    }
    return block;
  };
  const blockFor = (id: string): Block => {
    let block = touch(id);
    if (!block) {
      block = { id, known: new Uint8Array(BLOCK), series: new Map(), slices: 0 };
      blocks.set(id, block);
    }
    return block;
  };
  const grow = (block: Block, by: number) => {
    block.slices += by;
    slices += by;
  };
  const shrink = () => {
    for (const [id, block] of blocks) {
      if (slices <= capacity) {
        return;
      }
      blocks.delete(id);
      slices -= block.slices;
      evicted += block.slices;
    }
  };

  return {
    get(key, stepMs, startMs, endMs) {
      const first = Math.ceil(startMs / stepMs);
      const end = Math.floor(endMs / stepMs);
      const found: Array<{ block: Block; at: number; tile: number }> = [];
      for (let number = Math.floor(first / BLOCK); number * BLOCK < end; number++) {
        const block = touch(`${key}/${stepMs}/${number}`);
        const from = number * BLOCK;
        for (let tile = Math.max(first, from); block && tile < Math.min(end, from + BLOCK); tile++) {
          if (block.known[tile - from] === 1) {
            found.push({ block, at: tile - from, tile });
          }
        }
      }
      hits += found.length;
      misses += Math.max(0, end - first) - found.length;
      return found.length === 0 ? undefined : gather(found, stepMs);
    },

    put(key, stepMs, given: PartSlices) {
      const { starts, ends } = given.tiles;
      for (let i = 0; i < starts.length; i++) {
        const tile = starts[i] / stepMs;
        if (!Number.isInteger(tile) || ends[i] !== starts[i] + stepMs) {
          continue;
        }
        const number = Math.floor(tile / BLOCK);
        const at = tile - number * BLOCK;
        const block = blockFor(`${key}/${stepMs}/${number}`);
        if (block.known[at] === 0) {
          block.known[at] = 1;
          grow(block, 1);
        }
        for (const series of given.series) {
          if (series.observed[i] > 0) {
            const id = JSON.stringify(series.segment);
            let kept = block.series.get(id);
            if (!kept) {
              kept = { segment: series.segment, value: new Float64Array(BLOCK), observed: new Float64Array(BLOCK) };
              block.series.set(id, kept);
              grow(block, BLOCK);
            }
            kept.value[at] = series.value[i];
            kept.observed[at] = series.observed[i];
          } else {
            const kept = block.series.get(JSON.stringify(series.segment));
            if (kept) {
              kept.observed[at] = 0;
            }
          }
        }
      }
      shrink();
    },

    get stats() {
      return { slices, evicted, hits, misses };
    },
  };
}

function gather(found: ReadonlyArray<{ block: Block; at: number; tile: number }>, stepMs: number): PartSlices {
  const n = found.length;
  const tiles = { starts: new Float64Array(n), ends: new Float64Array(n) };
  const series = new Map<string, SliceSeries>();
  found.forEach(({ block, at, tile }, i) => {
    tiles.starts[i] = tile * stepMs;
    tiles.ends[i] = (tile + 1) * stepMs;
    for (const [id, kept] of block.series) {
      let out = series.get(id);
      if (!out) {
        out = { segment: kept.segment, value: new Float64Array(n), observed: new Float64Array(n) };
        series.set(id, out);
      }
      out.value[i] = kept.value[at];
      out.observed[i] = kept.observed[at];
    }
  });
  return { tiles, series: [...series.values()] };
}
