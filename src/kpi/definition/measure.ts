import type { Measure, MeasurePart } from './types';

/** The parts of a measure that stores are asked for: numerator and denominator, or the only one; a composite has none of its own. */
export function measureParts(measure: Measure): readonly MeasurePart[] {
  switch (measure.kind) {
    case 'ratio':
      return [measure.numerator, measure.denominator];
    case 'composite':
      return [];
    default:
      return [measure.part];
  }
}
