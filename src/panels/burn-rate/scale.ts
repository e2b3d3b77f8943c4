/** Scales of the burn axis: value -> share of the axis' height, both monotone and invertible. */

export interface Scale {
  /** Lowest and highest value of the axis. */
  readonly min: number;
  readonly max: number;
  /** 0 at `min`, 1 at `max`; beyond both it goes on. */
  toShare(value: number): number;
  toValue(share: number): number;
}

/** How far the symmetric logarithm is nearly linear: up to the ground, where the budget just lasts. */
const LINEAR_UP_TO = 1;

/** sign(v) · ln(1 + |v|): a logarithm that has a place for 0 (Webber, "A bi-symmetric log transformation", 2012, with C = 1). */
export const symlog = (value: number): number => Math.sign(value) * Math.log1p(Math.abs(value) / LINEAR_UP_TO);
export const symexp = (share: number): number => Math.sign(share) * LINEAR_UP_TO * Math.expm1(Math.abs(share));

const same = (value: number): number => value;

/** `max` above `min`, both finite; an empty domain is widened. */
export function scaleOf(kind: 'log' | 'linear', min: number, max: number): Scale {
  const forth = kind === 'log' ? symlog : same;
  const back = kind === 'log' ? symexp : same;
  const low = forth(min);
  const size = forth(max > min ? max : min + 1) - low;
  return {
    min,
    max: max > min ? max : min + 1,
    toShare: (value) => (forth(value) - low) / size,
    toValue: (share) => back(low + share * size),
  };
}

/** The values that have to be on the axis: 0, the ground at 1, every threshold, and what was measured, with a little air. */
export function domainOf(
  columns: ReadonlyArray<ReadonlyArray<number | null>>,
  thresholds: readonly number[]
): { min: number; max: number } {
  let min = 0;
  let max = 1;
  for (const value of thresholds) {
    max = Math.max(max, value);
  }
  for (const values of columns) {
    for (const value of values) {
      if (value !== null) {
        min = value < min ? value : min;
        max = value > max ? value : max;
      }
    }
  }
  return { min, max: max * 1.15 };
}

/** Round values for the axis, ascending, at least `gap` px apart on `height` px; 0 and 1 come before all others. */
export function ticksOf(scale: Scale, height: number, gap: number, kind: 'log' | 'linear'): number[] {
  const candidates: number[] = [0, 1];
  if (kind === 'log') {
    for (const factor of [1, 5, 2]) {
      for (let power = 10; power * factor <= scale.max && power < 1e15; power *= 10) {
        candidates.push(power * factor);
      }
    }
    candidates.push(5, 2);
  } else {
    const rough = (scale.max - scale.min) / Math.max(1, Math.floor(height / gap));
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
    for (let n = 1; n * step <= scale.max && n < 100; n++) {
      candidates.push(Number((n * step).toPrecision(12)));
    }
  }
  const kept: number[] = [];
  for (const value of candidates) {
    const far = kept.every((other) => Math.abs(scale.toShare(other) - scale.toShare(value)) * height >= gap);
    if (value <= scale.max && value >= scale.min && far) {
      kept.push(value);
    }
  }
  return kept.sort((a, b) => a - b);
}
