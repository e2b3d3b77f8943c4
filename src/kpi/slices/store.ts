/** Keeps closed slices in memory, in blocks, and forgets the blocks that were not used for longest. */
import { add, total, type RunningSum } from './sums';
import type { HeldSlices, SliceSeries, SliceStore, Stretch } from './types';

/** Tiles of one block. */
const BLOCK = 256;
/** Longer slices may be made of these; not of minutes, which undercount rare errors (research/performance.md A4). */
const FINE_MS = 300_000;

interface Block {
  readonly list: List;
  readonly known: Uint8Array;
  readonly series: Map<string, SliceSeries>;
  slices: number;
}

/** What the blocks of one key have in common: a short name for a long key. */
interface List {
  readonly key: string;
  readonly name: number;
  blocks: number;
}

/** Tiles [first, end) of a grid. */
interface Span {
  readonly first: number;
  readonly end: number;
}

/**
 * A bounded store. `capacity` is counted in slices (one value of one segment; about 16 bytes); the default is some 8 MB.
 * What is given to `put` must lie on whole tiles of the UTC grid of `stepMs`; a stretch that does not is not kept. A tile without a series
 * is kept too: that nothing was there is known. `stats.evicted` counts slices forgotten for space.
 */
export function sliceStore(capacity = 500_000): SliceStore {
  /** In order of last use: a Map keeps the order in which keys were set. */
  const blocks = new Map<string, Block>();
  const lists = new Map<string, List>();
  let names = 0;
  const stats = { slices: 0, evicted: 0, hits: 0, misses: 0, composed: 0 };

  const blockAt = (list: List, stepMs: number, number: number): Block | undefined => {
    const id = `${list.name}/${stepMs}/${number}`;
    const block = blocks.get(id);
    if (block) {
      blocks.delete(id);
      blocks.set(id, block);
    }
    return block;
  };
  const blockFor = (list: List, stepMs: number, number: number): Block => {
    let block = blockAt(list, stepMs, number);
    if (!block) {
      block = { list, known: new Uint8Array(BLOCK), series: new Map(), slices: 0 };
      blocks.set(`${list.name}/${stepMs}/${number}`, block);
      list.blocks++;
    }
    return block;
  };
  const listFor = (key: string): List => {
    let list = lists.get(key);
    if (!list) {
      list = { key, name: ++names, blocks: 0 };
      lists.set(key, list);
    }
    return list;
  };
  const grow = (block: Block, by: number) => {
    block.slices += by;
    stats.slices += by;
  };
  const shrink = () => {
    for (const [id, block] of blocks) {
      if (stats.slices <= capacity) {
        return;
      }
      blocks.delete(id);
      stats.slices -= block.slices;
      stats.evicted += block.slices;
      block.list.blocks--;
      if (block.list.blocks === 0) {
        lists.delete(block.list.key);
      }
    }
  };

  /** Known tiles of [first, end), as spans within one block each. */
  const knownIn = (list: List, stepMs: number, { first, end }: Span): Piece[] => {
    const found: Piece[] = [];
    for (let number = Math.floor(first / BLOCK); number * BLOCK < end; number++) {
      const block = blockAt(list, stepMs, number);
      const from = number * BLOCK;
      if (block) {
        const last = Math.min(end - from, BLOCK);
        for (let at = Math.max(first - from, 0); at < last;) {
          const a = block.known.indexOf(1, at);
          if (a < 0 || a >= last) {
            break;
          }
          const gap = block.known.indexOf(0, a);
          const b = gap < 0 || gap > last ? last : gap;
          found.push({ block, at: a, first: from + a, end: from + b });
          at = b;
        }
      }
    }
    return found;
  };

  const write = (list: List, stepMs: number, { first, end }: Span, series: readonly SliceSeries[], offset: number) => {
    const ids = series.map((one) => JSON.stringify(one.segment));
    for (let number = Math.floor(first / BLOCK); number * BLOCK < end; number++) {
      const block = blockFor(list, stepMs, number);
      const [a, b] = [Math.max(first - number * BLOCK, 0), Math.min(end - number * BLOCK, BLOCK)];
      let fresh = 0;
      for (let at = a; at < b; at++) {
        fresh += 1 - block.known[at];
      }
      block.known.fill(1, a, b);
      grow(block, fresh);
      const from = offset + number * BLOCK + a - first;
      series.forEach(({ segment, value, observed }, i) => {
        const there = observed.subarray(from, from + b - a);
        let kept = block.series.get(ids[i]);
        if (!kept && there.some((rows) => rows > 0)) {
          kept = { segment, value: new Float64Array(BLOCK), observed: new Float64Array(BLOCK) };
          block.series.set(ids[i], kept);
          grow(block, BLOCK);
        }
        kept?.value.set(value.subarray(from, from + b - a), a);
        kept?.observed.set(there, a);
      });
    }
  };

  /** Makes the unknown tiles of [first, end) out of slices of 5 min, where all of a tile are known. */
  const compose = (list: List, stepMs: number, known: readonly Piece[], { first, end }: Span) => {
    const parts = stepMs / FINE_MS;
    let at = first;
    let made = false;
    for (const { first: a, end: b } of [...known, { first: end, end }]) {
      // A span within one block may end where the next begins, so spans of known slices are joined first.
      for (const span of at < a ? joined(knownIn(list, FINE_MS, { first: at * parts, end: a * parts })) : []) {
        const tiles = { first: Math.ceil(span.first / parts), end: Math.floor(span.end / parts) };
        if (tiles.first < tiles.end) {
          const fine = gather(knownIn(list, FINE_MS, { first: tiles.first * parts, end: tiles.end * parts }));
          write(
            list,
            stepMs,
            tiles,
            fine.map((one) => inParts(one, parts)),
            0
          );
          stats.composed += tiles.end - tiles.first;
          made = true;
        }
      }
      at = b;
    }
    return made;
  };

  return {
    get(key, stepMs, startMs, endMs, adds = true) {
      const span = { first: Math.ceil(startMs / stepMs), end: Math.floor(endMs / stepMs) };
      const list = lists.get(key);
      const all = Math.max(0, span.end - span.first);
      let found = list ? knownIn(list, stepMs, span) : [];
      let count = countOf(found);
      if (adds && list && count < all && stepMs > FINE_MS && compose(list, stepMs, found, span)) {
        found = knownIn(list, stepMs, span);
        count = countOf(found);
        shrink();
      }
      stats.hits += count;
      stats.misses += all - count;
      if (count === 0) {
        return undefined;
      }
      const stretches = joined(found).map(({ first, end }) => ({ startMs: first * stepMs, endMs: end * stepMs }));
      return { stretches, series: gather(found) };
    },

    put(key, stepMs, { stretches, series }: HeldSlices) {
      const list = listFor(key);
      let offset = 0;
      for (const stretch of stretches) {
        const span = { first: stretch.startMs / stepMs, end: stretch.endMs / stepMs };
        if (Number.isInteger(span.first) && Number.isInteger(span.end)) {
          write(list, stepMs, span, series, offset);
        }
        offset += tilesIn(stretch, stepMs);
      }
      if (list.blocks === 0) {
        lists.delete(key);
      }
      shrink();
    },

    get stats() {
      return { ...stats };
    },
  };
}

/** Known tiles of one block: [first, end) of the grid, from place `at` of the block on. */
interface Piece extends Span {
  readonly block: Block;
  readonly at: number;
}

const tilesIn = ({ startMs, endMs }: Stretch, stepMs: number) =>
  Math.ceil(endMs / stepMs) - Math.floor(startMs / stepMs);

function countOf(spans: readonly Span[]): number {
  return spans.reduce((count, { first, end }) => count + end - first, 0);
}

/** Spans that touch become one. */
function joined(spans: readonly Span[]): Span[] {
  const out: Array<{ first: number; end: number }> = [];
  for (const { first, end } of spans) {
    const before = out[out.length - 1];
    if (before?.end === first) {
      before.end = end;
    } else {
      out.push({ first, end });
    }
  }
  return out;
}

/** The series of all pieces, one after the other. Who has nothing in them is not there, though the block that they are of knows it. */
function gather(pieces: readonly Piece[]): SliceSeries[] {
  const n = countOf(pieces);
  const series = new Map<string, SliceSeries>();
  let to = 0;
  for (const { block, at, first, end } of pieces) {
    for (const [id, kept] of block.series) {
      let out = series.get(id);
      if (!out) {
        if (!hasSome(kept.observed, at, at + end - first)) {
          continue;
        }
        out = { segment: kept.segment, value: new Float64Array(n), observed: new Float64Array(n) };
        series.set(id, out);
      }
      out.value.set(kept.value.subarray(at, at + end - first), to);
      out.observed.set(kept.observed.subarray(at, at + end - first), to);
    }
    to += end - first;
  }
  return [...series.values()];
}

function hasSome(observed: Float64Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (observed[i] > 0) {
      return true;
    }
  }
  return false;
}

/** Each `parts` slices as one; what none of them observed stays missing. */
function inParts({ segment, value, observed }: SliceSeries, parts: number): SliceSeries {
  const n = value.length / parts;
  const out = { segment, value: new Float64Array(n), observed: new Float64Array(n) };
  for (let i = 0; i < n; i++) {
    const running: RunningSum = { sum: 0, lost: 0 };
    for (let j = i * parts; j < (i + 1) * parts; j++) {
      if (observed[j] > 0) {
        add(running, value[j]);
        out.observed[i] += observed[j];
      }
    }
    out.value[i] = total(running) + 0;
  }
  return out;
}
