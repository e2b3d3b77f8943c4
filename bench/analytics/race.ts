/** Statements that must give the same, timed in turn. */
import type { Answer, Store } from './stores';

/** Statements over this are stopped: a ratio is then at least this by ours. */
const LIMIT_MS = Number(process.env.LIMIT_S ?? 90) * 1000;
const ROUNDS = Number(process.env.ROUNDS ?? 3);

export interface Race {
  readonly name: string;
  readonly ours: string;
  readonly byHand: Readonly<Record<string, string>>;
  readonly comparable: (rows: Answer) => readonly string[];
}
export interface Shape {
  readonly name: string;
  readonly ms: number;
  /** It was stopped at `ms`. */
  readonly stopped: boolean;
}
export interface Raced {
  readonly ours: number;
  /** Those that gave the same, the quickest first. */
  readonly others: readonly Shape[];
  readonly wrong: readonly string[];
}

/**
 * The first round says which give the same and which are too slow; the others are timed in turn over more rounds, so that a busy machine
 * slows all alike, and the quickest round counts.
 */
export async function race(store: Store, { ours, byHand, comparable }: Race): Promise<Raced> {
  const expected = await store.ask(ours, LIMIT_MS);
  if (expected === undefined) {
    throw new Error(`ours took longer than ${LIMIT_MS} ms`);
  }
  const truth = JSON.stringify(comparable(expected));
  const best = new Map<string, number>();
  const stopped = new Map<string, number>();
  const wrong: string[] = [];
  const time = async (name: string, sql: string) => {
    const start = performance.now();
    const rows = await store.ask(sql, LIMIT_MS);
    const ms = performance.now() - start;
    if (rows === undefined) {
      stopped.set(name, ms);
      return;
    }
    const found = JSON.stringify(comparable(rows));
    if (found !== truth) {
      wrong.push(`${name} says ${found.slice(0, 200)}, ours ${truth.slice(0, 200)}`);
    }
    best.set(name, Math.min(best.get(name) ?? Infinity, ms));
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, sql] of Object.entries({ ours, ...byHand })) {
      if (!stopped.has(name)) {
        await time(name, sql);
      }
    }
  }
  const shapes = [
    ...[...best]
      .filter(([name]) => name !== 'ours' && !stopped.has(name))
      .map(([name, ms]) => ({ name, ms, stopped: false })),
    ...[...stopped].map(([name, ms]) => ({ name, ms, stopped: true })),
  ];
  return { ours: best.get('ours') ?? NaN, others: shapes.sort((a, b) => a.ms - b.ms), wrong };
}
