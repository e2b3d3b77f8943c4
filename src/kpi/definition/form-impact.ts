/** The form of `impact`: how the effect of a change on a KPI is measured. */
import { DAY_MS as DAY } from './duration';
import * as scalars from './scalars';
import { either, object, optional, required, type Reads } from './shape';

const MINUTE = 60_000;

export const impact = object('Impact', {
  minimumEffect: optional(
    scalars.positiveDecimal,
    'Smallest effect that matters, an exact decimal: in the KPI’s unit (0.005 of a ratio is half a point); of counts and sums a share of what was expected (0.05 is 5 %).',
    'half the error budget of the first objective; else 5 %, of ratios above a half 0.005'
  ),
  control: optional(
    either(
      scalars.oneOf(['auto', 'weekday', 'none']),
      object('A control', {
        segment: required(scalars.name, 'Segment whose other values did not see the change, such as region.'),
      })
    ),
    'What tells how the number would have moved anyway: the same hours of up to four weeks before (`weekday`), the other values of a segment, or nothing.',
    'auto: weekday where there is history'
  ),
  before: optional(
    scalars.duration(10 * MINUTE, 7 * DAY),
    'So much time before a change counts as usual.',
    'as long as `after`, at least 1h'
  ),
  after: optional(scalars.duration(5 * MINUTE, 7 * DAY), 'So long a change is looked at.', '1h'),
  settle: optional(
    scalars.duration(0, DAY),
    'Just after a change, while old and new run side by side: left out.',
    '2m'
  ),
});

export type ReadImpact = Reads<typeof impact>;
