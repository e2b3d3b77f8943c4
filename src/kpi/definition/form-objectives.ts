/** Shapes of what KPIs promise and when somebody is told: objectives, exclusions, alerting, alert policies. */
import { DAY_MS as DAY } from './duration';
import * as scalars from './scalars';
import * as numbers from './scalars-objective';
import * as times from './scalars-time';
import { keyed, list, named, object, optional, required, type Reads } from './shape';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const severity = scalars.oneOf(['page', 'ticket']);

const timeWindow = object('A time window', {
  duration: required(
    numbers.windowLength,
    'Its length: `30d` or `6h` where it rolls; `1d`, `1w`, `1M`, `1Q` or `1Y` where it follows a calendar. `m` is minutes, `M` months.'
  ),
  rolling: optional(
    scalars.boolean,
    '`true`: it ends now and moves along; `false`: it follows the calendar.',
    '`true`, with `calendar` `false`'
  ),
  calendar: optional(
    object('A calendar', {
      startTime: optional(
        times.localTime,
        'Local time at which any one of the windows begins, such as `2026-04-01 00:00:00` for a fiscal year; the day of a month is at most 28.',
        '1970-01-01T00:00; for weeks, quarters and years as the KPI’s calendar says'
      ),
      timeZone: optional(scalars.timeZone, 'IANA zone of the calendar.', 'the KPI’s'),
    }),
    'Calendar windows: one follows the other, all equally many months, weeks or days.'
  ),
});

const consequence = object('A consequence', {
  below: required(numbers.upToOne, 'Share of the budget that is left, a decimal up to 1; 0 where all of it is gone.'),
  then: required(scalars.text, 'What is decided then, such as `Freeze releases.`'),
});

const objectiveShape = object(
  'An objective',
  {
    name: required(scalars.name, 'Name within the KPI.'),
    displayName: optional(scalars.text, 'Name on screens.', 'the name'),
    target: required(
      scalars.target,
      'Share between 0 and 1, without either; an exact decimal such as "0.995". Of what, the budgeting method says.'
    ),
    timeWindow: required(timeWindow, 'The time the target is for.'),
    budgetingMethod: optional(
      scalars.oneOf(['Occurrences', 'Timeslices', 'RatioTimeslices']),
      '`Occurrences`: good events over all events; `Timeslices`: good slices of time over all of them; `RatioTimeslices`: the mean of the slices’ ratios. OpenSLO’s meaning.',
      '`Occurrences`, with `op` `Timeslices`'
    ),
    timeSliceWindow: optional(
      scalars.duration(MINUTE, 60 * MINUTE),
      'Length of a slice: whole minutes that divide an hour. Not for `Occurrences`.',
      '5m'
    ),
    timeSliceTarget: optional(
      numbers.positiveShare,
      '`Timeslices` of a ratio: a slice is good if the ratio is at least this.'
    ),
    op: optional(
      scalars.oneOf(['lt', 'lte', 'gt', 'gte']),
      'Threshold objective, for every KPI: a slice is good if its value is less than, at most, more than or at least `value`.'
    ),
    value: optional(
      numbers.decimal,
      'What `op` compares with, an exact decimal in the KPI’s unit; may be 0 or negative.'
    ),
    absentIs: optional(
      scalars.oneOf(['gap', 'good', 'bad']),
      'What a time is in which nothing was measured: `gap`: unknown, so coverage sinks; `good`; `bad`: a failed slice (not for `Occurrences`).',
      'gap'
    ),
    coverageFloor: optional(
      numbers.share,
      'With a smaller share of the window measured the budget is “no data”, and its alerts freeze. A decimal from 0 to 1.',
      '"0.9"'
    ),
    minimumEvents: optional(
      scalars.integer(0, 1_000_000_000),
      'With fewer events (or slices) in the long window of an alert’s condition there is no verdict.',
      '0'
    ),
    minimumFailures: optional(scalars.integer(0, 1_000_000_000), 'With fewer failures there is no alert.', '0'),
    consequences: optional(list(consequence), 'What is decided when so little of the budget is left.'),
    alertPolicy: optional(
      scalars.name,
      'Name of an AlertPolicy, or of a built-in one: `sre-workbook`, `guide-escalation`; `none`: no alerts. Named here, all of its conditions must fit the objective; of the default one those that do not are left out, with a warning.',
      'sre-workbook'
    ),
  },
  [{ keys: ['timeSliceTarget', 'op'], required: false }]
);
export const objective = named('objective', () => objectiveShape);
export type ReadObjective = Reads<typeof objectiveShape>;

const exclusionFields = {
  name: required(scalars.name, 'Name within the KPI.'),
  reason: optional(scalars.text, 'Why, for people; shown on screen.'),
  treatAs: optional(
    scalars.oneOf(['removed', 'good']),
    '`removed`: as if the time had not been; `good`: as if nothing had failed in it.',
    'removed'
  ),
};
const zone = optional(scalars.timeZone, 'IANA zone of its local times.', 'the KPI’s');

/** Named days, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const exclusionShape = keyed(
  'An exclusion',
  {
    once: object('A one-off exclusion', {
      ...exclusionFields,
      from: required(times.instant, 'Instant with its zone, such as `2026-03-01T02:00:00+01:00`; included.'),
      to: required(times.instant, 'Instant with its zone; not included.'),
    }),
    recurring: object('A recurring exclusion', {
      ...exclusionFields,
      rrule: required(
        times.rrule,
        'Rule of RFC 5545, such as `FREQ=MONTHLY;BYDAY=1SU`; hourly at the finest, without DTSTART and TZID.'
      ),
      start: required(times.localTime, 'Local time from which on the rule holds; its time of day is the rule’s.'),
      duration: required(scalars.duration(MINUTE, 31 * DAY), 'How long it lasts each time.'),
      timeZone: zone,
    }),
    businessHours: object('Business hours', {
      ...exclusionFields,
      businessHours: required(
        object('Business hours', {
          days: required(list(scalars.oneOf(WEEKDAYS), 1), 'Days of the week.'),
          from: required(times.clock, 'Time of day, such as `"08:00"`.'),
          to: required(times.clock, 'Time of day, later than `from`; `"24:00"` is the end of the day.'),
          timeZone: zone,
        }),
        'Only these hours count; all other time is excluded.'
      ),
    }),
    events: object('An exclusion around events', {
      ...exclusionFields,
      events: required(scalars.name, 'Name of Events, such as deploys.'),
      before: optional(scalars.duration(0, DAY), 'From how long before each event.', '0s'),
      after: optional(scalars.duration(0, DAY), 'Until how long after it.', '10m'),
    }),
  },
  { once: ['from', 'to'], recurring: ['rrule'], businessHours: ['businessHours'], events: ['events'] }
);
export const exclusion = named('exclusion', () => exclusionShape);
export type ReadExclusion = Reads<typeof exclusionShape>;

export const alerting = object('Alerting', {
  by: optional(list(scalars.name), 'Segments that alert one by one; notifications are grouped by them.'),
  impact: optional(
    scalars.oneOf(['critical', 'high', 'normal', 'low']),
    'How bad it is for the business when the promise breaks; `low` never pages.',
    'normal'
  ),
  suppress: optional(
    object('A suppression', {
      events: required(scalars.name, 'Name of Events, such as deploys.'),
      after: optional(scalars.duration(MINUTE, DAY), 'How long after each event alerts are held back.', '10m'),
      severities: optional(list(severity, 1), 'Which ones.', '`ticket`'),
    }),
    'Holds alerts back around events.'
  ),
  board: optional(scalars.url, 'Board that an alert links to.'),
});

const burnCondition = object(
  'A condition',
  {
    severity: required(severity, '`page`: now; `ticket`: in working hours.'),
    long: required(scalars.duration(MINUTE, 30 * DAY), 'Window over which enough of the budget must be gone.'),
    short: required(
      scalars.duration(MINUTE, 30 * DAY),
      'Shorter window that must burn as fast, so that the alert ends soon after the trouble.'
    ),
    budget: optional(
      numbers.positiveShare,
      'Share of the budget that is gone after `long`; its factor scales with the objective’s window.'
    ),
    factor: optional(
      scalars.positiveDecimal,
      'Burn rate itself: how many times faster than evenly the budget is spent.'
    ),
  },
  [{ keys: ['budget', 'factor'], required: true }]
);

export const alertPolicySpec = object('An alert policy', {
  description: optional(scalars.text, 'What it is for, for people.'),
  reference: optional(scalars.url, 'Where its numbers come from.'),
  conditions: required(list(burnCondition, 1), 'Any of them raises an alert of its severity.'),
  for: optional(scalars.duration(0, DAY), 'How long a condition must hold; the windows already wait.', '0s'),
  keepFiringFor: optional(scalars.duration(0, DAY), 'How long an alert stays after its condition ended.', '5m'),
});
