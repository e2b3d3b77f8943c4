/** Seeded randomness: the same seed gives the same shop. sfc32 (Chris Doty-Humphrey, PractRand), seeded by FNV-1a. */

const GOLDEN = 0x9e3779b9;

/** 32-bit FNV-1a over the parts' characters, with a separator between parts. */
function fnv1a(parts: ReadonlyArray<string | number>, offset: number): number {
  let hash = offset >>> 0;
  for (const part of parts) {
    const text = `${part}\u0000`;
    for (let i = 0; i < text.length; i++) {
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    }
  }
  return hash >>> 0;
}

/** A number in [0, 1) from three integers; for decisions that are too many for a generator each (murmur3's finalizer). */
export function hashFraction(a: number, b: number, c: number): number {
  let h = Math.imul(a ^ GOLDEN, 0x85ebca6b) ^ Math.imul(b ^ (b >>> 15), 0xc2b2ae35) ^ Math.imul(c + GOLDEN, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** 32 bits of a text, for `hashFraction`. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash;
}

/** A standard normal from three integers (Box and Muller), for decisions that may not shift those of a generator. */
export function hashNormal(a: number, b: number, c: number): number {
  return (
    Math.sqrt(-2 * Math.log(1 - hashFraction(a, b, c))) * Math.cos(2 * Math.PI * hashFraction(a, b, c + 0x5bd1e995))
  );
}

export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** @param seed any parts; equal parts give equal sequences */
  constructor(...seed: Array<string | number>) {
    this.a = fnv1a(seed, 0x811c9dc5);
    this.b = fnv1a(seed, 0x01234567);
    this.c = fnv1a(seed, 0x89abcdef);
    for (let i = 0; i < 12; i++) {
      this.next();
    }
  }

  private next(): number {
    const t = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    this.c |= 0;
    return t >>> 0;
  }

  /** In [0, 1). */
  float(): number {
    return this.next() / 4294967296;
  }

  /** In [from, to). */
  between(from: number, to: number): number {
    return from + (to - from) * this.float();
  }

  /** A whole number in [from, to], both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.float() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.float() < probability;
  }

  /** One of the keys, as often as its weight says. */
  pick<K extends string>(weights: Readonly<Record<K, number>>): K {
    const keys = Object.keys(weights) as K[];
    let left = this.float() * keys.reduce((sum, key) => sum + weights[key], 0);
    for (const key of keys) {
      left -= weights[key];
      if (left < 0) {
        return key;
      }
    }
    return keys[keys.length - 1];
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.float());
  }

  /** Standard normal by Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.float())) * Math.cos(2 * Math.PI * this.float());
  }

  /** A Poisson count by Knuth's product; the mean has to be small (below about 500). */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.float(); product > limit; product *= this.float()) {
      count++;
    }
    return count;
  }
}
