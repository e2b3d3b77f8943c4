/** A shop's clicks, the same for every seed: skewed actors, ties, duplicates, nobodies, and times outside the range. */
export interface Click {
  readonly at: number;
  readonly user_id: string | null;
  readonly page: string;
  readonly device: string | null;
}

export const START = Date.UTC(2026, 0, 1);
export const DAYS = 30;
const PAGES = [
  'home',
  'home',
  'home',
  'home',
  'home',
  'home',
  'search',
  'search',
  'search',
  'checkout',
  'checkout',
  'confirmation',
  'about',
  'blog',
];
const DEVICES = ['desktop', 'mobile', 'tablet'];

/** mulberry32: 32-bit state, uniform in [0, 1). */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` clicks of about a tenth as many actors; three heavy ones (robots) make 1 % of all. */
export function* clicks(count: number, seed = 42): Generator<Click> {
  const next = random(seed);
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)];
  let last: Click | undefined;
  for (let i = 0; i < count; i++) {
    if (last && next() < 0.003) {
      yield last; // ingested twice
      continue;
    }
    const robot = next() < 0.01;
    const user = robot ? Math.floor(next() * 3) : Math.floor(next() ** 2 * (count / 10));
    const tie = last && next() < 0.01;
    last = {
      at: tie && last ? last.at : START + Math.floor(next() * DAYS * 86_400_000),
      user_id: next() < 0.005 ? null : tie && last ? last.user_id : `${robot ? 'robot' : 'u'}${user}`,
      page: pick(PAGES),
      device: next() < 0.03 ? null : pick(DEVICES),
    };
    yield last;
  }
}

export const COLUMNS = { at: 'timestamptz', user_id: 'text', page: 'text', device: 'text' } as const;
export const STEPS = ['home', 'search', 'checkout', 'confirmation'] as const;
