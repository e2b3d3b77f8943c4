/** The form of retention: who started, what counts as coming back, and how the time between is counted. */
import { conditions, oneRelation, relation, source, timeType } from './form-parts';
import * as scalars from './scalars';
import { list, object, optional, required } from './shape';

/** Periods after the start; three years of days. */
const periods = scalars.integer(0, 1100);
const LENGTHS = ['1d', '1w', '1M'] as const;

export const retention = object(
  'A retention',
  {
    source,
    ...relation,
    time: required(scalars.text, 'Column with the time of the event.'),
    timeType,
    actor: required(scalars.text, 'Column that says who it was; rows without a value are nobody’s and not counted.'),
    start: required(conditions, 'Which rows are a start. An actor’s first one puts it into a cohort.'),
    return: required(conditions, 'Which rows are a return; they may be the same as the starts.'),
    period: optional(scalars.oneOf(LENGTHS), 'What is counted after the start: days, weeks or months.', '1d'),
    after: required(periods, 'How many periods after the start the number is about: 30 for the thirtieth day.'),
    curve: optional(list(periods, 1), 'Periods that the view `retention` shows, ascending.', 'only `after`'),
    meaning: optional(
      scalars.oneOf(['on', 'onOrAfter', 'within']),
      '`on`: came back in that very period; `onOrAfter`: in it or any later one; `within`: in any from the first to it.',
      'on'
    ),
    clock: optional(
      scalars.oneOf(['calendar', 'rolling']),
      '`calendar`: days, weeks, months of the KPI’s zone; `rolling`: stretches of 24 hours (weeks: seven of them) from the start itself.',
      'calendar'
    ),
    cohort: optional(scalars.oneOf(LENGTHS), 'Actors that started in the same day, week or month are a cohort.', '1d'),
    first: optional(
      scalars.oneOf(['ever', 'inRange']),
      '`ever`: the first start in all the history of the table, so that nobody starts twice; `inRange`: the first one in the range that is asked for.',
      'ever'
    ),
  },
  [oneRelation]
);
