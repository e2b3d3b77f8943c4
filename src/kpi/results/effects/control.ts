/** Which segments changed, and which tell how they would have moved anyway. */
import type { SegmentSeries } from '../figures';

/** As it was asked for. `segment`: those with `value`; or, without it, all that are not `treated`. */
export type ControlAsked =
  | { readonly kind: 'auto' | 'weekday' | 'none' }
  | {
      readonly kind: 'segment';
      readonly segment: string;
      /** The one that did not change. */
      readonly value?: string;
      /** Those that did; undefined: all others. */
      readonly treated?: readonly string[];
    };

export interface Sides {
  readonly treated: readonly SegmentSeries[];
  /** Undefined: no segment tells. */
  readonly control?: readonly SegmentSeries[];
}

/**
 * The segments of one row split in two.
 * @param own whether a segment belongs to the row, all of `by` compared
 * @param place index of the control's segment among the groups
 * @param row the row's own value of that segment, where `by` has it
 */
export function sidesOf(
  all: readonly SegmentSeries[],
  asked: ControlAsked,
  own: (segment: SegmentSeries) => boolean,
  place: number,
  row: string | null | undefined
): Sides {
  if (asked.kind !== 'segment') {
    return { treated: all.filter(own) };
  }
  const valueOf = ({ values }: SegmentSeries) => values[place];
  const { value, treated } = asked;
  if (value !== undefined) {
    const isTreated = (s: SegmentSeries) =>
      row !== undefined || (valueOf(s) !== value && (treated === undefined || treated.includes(valueOf(s) ?? '')));
    const isControl = (s: SegmentSeries) => valueOf(s) === value && (row !== undefined || own(s));
    return row === value
      ? { treated: all.filter(own) }
      : { treated: all.filter((s) => own(s) && isTreated(s)), control: all.filter(isControl) };
  }
  if (row !== undefined) {
    return { treated: all.filter(own), control: all.filter((s) => valueOf(s) !== row) };
  }
  return treated === undefined
    ? { treated: all.filter(own) }
    : {
        treated: all.filter((s) => own(s) && treated.includes(valueOf(s) ?? '')),
        control: all.filter((s) => own(s) && !treated.includes(valueOf(s) ?? '')),
      };
}
