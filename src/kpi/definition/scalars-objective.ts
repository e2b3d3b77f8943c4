/** Scalars of objectives and alert policies: exact decimals of a range, and lengths of windows. */
import { compareDecimals } from './decimal';
import { DURATION_PATTERN, parseDuration } from './duration';
import { shown } from './report';
import { decimalText, scalar } from './scalars';
import type { JsonSchema, ScalarShape } from './shape';
import { placeOf } from './syntax';

interface Bounds {
  /** At least, or (`above`) more than this; a decimal text. */
  readonly from?: string;
  readonly above?: string;
  readonly to?: string;
  /** For people: `from 0 to 1`. */
  readonly range: string;
}

const DECIMAL_TEXT = '-?[0-9]{1,18}(\\.[0-9]{1,18})?';

/** Any exact decimal within bounds, kept as it was written. */
function decimalWithin(bounds: Bounds): ScalarShape<string> {
  const { from, above, to, range } = bounds;
  const limits: JsonSchema = {
    ...(from === undefined ? {} : { minimum: Number(from) }),
    ...(above === undefined ? {} : { exclusiveMinimum: Number(above) }),
    ...(to === undefined ? {} : { maximum: Number(to) }),
  };
  return {
    kind: 'scalar',
    expected: `a decimal number${range === '' ? '' : ` ${range}`}`,
    schema: { type: ['string', 'number'], pattern: `^${DECIMAL_TEXT}$`, ...limits },
    read: (syntax, field, report) => {
      const value = decimalText(syntax, field, report);
      if (value === undefined) {
        return undefined;
      }
      const fits =
        (from === undefined || compareDecimals(value, from) >= 0) &&
        (above === undefined || compareDecimals(value, above) > 0) &&
        (to === undefined || compareDecimals(value, to) <= 0);
      if (!fits) {
        report('PL1112', { field, value, range }, placeOf(syntax));
        return undefined;
      }
      return value;
    },
  };
}

/** 0 to 1, both included. */
export const share = decimalWithin({ from: '0', to: '1', range: 'from 0 to 1' });
/** Above 0, up to 1. */
export const positiveShare = decimalWithin({ above: '0', to: '1', range: 'above 0, up to 1' });
/** Up to 1; below 0 where more than the whole is gone. */
export const upToOne = decimalWithin({ to: '1', range: 'up to 1' });
export const decimal = decimalWithin({ range: '' });

/** Length of a time window: `ms` where it is fixed, `units` where it is one number of calendar units; `1d` and `1w` are both. */
export interface WindowLength {
  readonly text: string;
  readonly ms?: number;
  readonly units?: { readonly count: number; readonly unit: 'd' | 'w' | 'M' | 'Q' | 'Y' };
}

const UNITS = /^([1-9][0-9]{0,2})([dwMQY])$/;

export const windowLength: ScalarShape<WindowLength> = scalar(
  'a duration such as 30d, or calendar units such as 1M',
  { type: 'string', pattern: `${DURATION_PATTERN}|^[1-9][0-9]{0,2}[dwMQY]$` },
  (value, syntax, field, report) => {
    const ms = parseDuration(value);
    const match = UNITS.exec(value);
    if (ms === undefined && !match) {
      report('PL1109', { field, value: shown(value) }, placeOf(syntax));
      return undefined;
    }
    return {
      text: value,
      ...(ms === undefined ? {} : { ms }),
      ...(match ? { units: { count: Number(match[1]), unit: match[2] as 'd' } } : {}),
    };
  }
);
