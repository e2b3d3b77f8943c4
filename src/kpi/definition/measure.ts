import type { Measure, MeasurePart } from './types';

/** The parts of a measure that stores are asked for: numerator and denominator, or the only one; composites, derived ones and retentions have none of their own. */
export function measureParts(measure: Measure): readonly MeasurePart[] {
  switch (measure.kind) {
    case 'ratio':
      return [measure.numerator, measure.denominator];
    case 'composite':
    case 'derived':
    case 'retention':
      return [];
    default:
      return [measure.part];
  }
}

/** Whether a part cannot be added up: it is asked bucket by bucket. */
export function isLevel(part: MeasurePart): boolean {
  return part.store === 'sql' ? LEVELS.includes(part.aggregate.kind) : part.type !== 'counter';
}

const LEVELS: ReadonlyArray<Extract<MeasurePart, { store: 'sql' }>['aggregate']['kind']> = [
  'min',
  'max',
  'distinct',
  'quantile',
  'newest',
];
