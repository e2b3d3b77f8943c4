/** The form of A/B experiments: who was exposed to which variant, and what is measured of them. */
import { DAY_MS as DAY } from './duration';
import { oneRelation, relation, source, timeType, where } from './form-parts';
import type { contract as kpiContract } from './form';
import * as scalars from './scalars';
import { instant } from './scalars-time';
import { either, list, object, optional, required } from './shape';

/** Fields of the view `experiment`; a segment of that name would hide one. */
export const EXPERIMENT_FIELDS = [
  'variant',
  'units',
  'value',
  'difference',
  'differenceLow',
  'differenceHigh',
  'lift',
  'liftLow',
  'liftHigh',
  'pValue',
  'verdict',
] as const;

const HOUR = 3_600_000;

const exposures = object(
  'Exposures',
  {
    ...relation,
    time: required(scalars.text, 'Column with the time of the exposure.'),
    timeType,
    unit: required(
      scalars.text,
      'Column that says who was exposed: the one that the variants were drawn by, such as a user or a device. Rows without a value are nobody’s.'
    ),
    variant: required(scalars.text, 'Column that says to which variant.'),
    where,
  },
  [oneRelation]
);

const variant = object('A variant', {
  name: required(scalars.text, 'As the column of variants has it.'),
  displayName: optional(scalars.text, 'Name on screens.', 'the name'),
  weight: optional(scalars.positiveDecimal, 'How much of the traffic it was to get, beside the others.', '1'),
  control: optional(scalars.boolean, 'What the others are compared with.', 'the first variant'),
});

const value = either(
  scalars.text,
  object('A value', { expression: required(scalars.text, 'SQL expression over the columns of a row.') })
);

const metric = object(
  'A metric',
  {
    name: required(scalars.name, 'Name within the experiment.'),
    displayName: optional(scalars.text, 'Name on screens.', 'the name'),
    unit: required(
      scalars.unit,
      'Of its value a unit of the experiment: `currency:EUR`, `count`, `seconds`; of `any` it is `ratio`.'
    ),
    better: optional(scalars.oneOf(['higher', 'lower']), 'Which way is good.', 'higher'),
    ...relation,
    time: required(scalars.text, 'Column with the time of the event.'),
    timeType,
    actor: required(scalars.text, 'Column that holds what `unit` of the exposures holds.'),
    where,
    value: optional(value, 'Column (or `{ expression: … }`) that is added up for each unit.'),
    count: optional(scalars.oneOf(['rows']), 'How many rows each unit has.'),
    any: optional(scalars.boolean, '`true`: whether a unit has any row at all; a conversion.'),
    per: optional(
      either(
        scalars.oneOf(['rows']),
        object('A denominator', { value: required(scalars.text, 'Column that is added up.') })
      ),
      'A ratio of sums instead of a mean a unit: `rows` for the value of each row (revenue an order), or another column’s sum.',
      'a mean a unit'
    ),
    window: optional(
      scalars.duration(HOUR / 60, 400 * DAY),
      'How long after its exposure a unit is looked at; only units whose window is over count.',
      'up to the end of the range'
    ),
    covariate: optional(
      object('A covariate', {
        lookback: required(
          scalars.duration(HOUR, 400 * DAY),
          'So long before its exposure the same is measured of each unit; what it explains is taken out of the noise (CUPED).'
        ),
      }),
      'What was there before explains much of what comes after: intervals get shorter.'
    ),
    minimumLift: optional(
      scalars.positiveDecimal,
      'The smallest lift that matters, as a share of the control’s: `"0.01"`. Without it nothing is ever said to have no effect.'
    ),
  },
  [oneRelation, { keys: ['value', 'count', 'any'], required: true }]
);

/** `contract`: that of KPIs, of which experiments have what can mean something. */
export const experimentShape = (contract: typeof kpiContract) =>
  object('An experiment', {
    description: contract.description,
    area: contract.area,
    owner: contract.owner,
    version: contract.version,
    changes: contract.changes,
    runbook: contract.runbook,
    links: contract.links,
    decisionPolicy: contract.decisionPolicy,
    timeZone: contract.timeZone,
    segments: contract.segments,
    privacy: contract.privacy,
    source,
    exposures: required(exposures, 'Who saw which variant, and when.'),
    variants: required(list(variant, 2), 'At least two.'),
    from: optional(instant, 'When it began; exposures before it are none.', 'where the range begins'),
    to: optional(instant, 'When it ended, not included; later exposures are none.', 'where the range ends'),
    metrics: required(list(metric, 1), 'What is compared.'),
  });
