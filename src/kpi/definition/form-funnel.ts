/** What a funnel of actors is made of: its order, its steps, what ends an attempt, what must stay the same. */
import { DAY_MS as DAY } from './duration';
import { conditions } from './form-parts';
import * as scalars from './scalars';
import { list, object, optional, required, type Reads } from './shape';

export const stepName = required(scalars.text, 'Name of the step, unique in the funnel.');
export const stepDisplayName = optional(scalars.text, 'Name on screens.', 'the name');

/** As long as the window may be; a limit of a step cannot be longer than it. */
export const LONGEST_WINDOW = 400 * DAY;

const step = object('A step', {
  name: stepName,
  displayName: stepDisplayName,
  where: required(conditions, 'Which rows are this step.'),
  within: optional(
    scalars.duration(1000, LONGEST_WINDOW),
    'At most so long after the step before that is not optional, inclusive. Not of `order: any`.',
    'as long as the window lasts'
  ),
  optional: optional(
    scalars.boolean,
    '`true`: counted where it happens between the steps around it, and no condition of what follows. Only of `order: ordered`, never the first or last.',
    'false'
  ),
});

const exclusion = object('An exclusion', {
  name: required(scalars.text, 'Name of what excludes, unique in the funnel.'),
  where: required(conditions, 'Which rows exclude.'),
  after: optional(scalars.text, 'Name of the step, not an optional one, after which they do.', 'the first'),
  before: optional(scalars.text, 'Name of the step, not an optional one, before which they do.', 'the last'),
});

export const actorFunnelRules = {
  order: optional(
    scalars.oneOf(['ordered', 'strict', 'any']),
    '`ordered`: one after the other, with anything in between. `strict`: with no other row of the actor’s in between. `any`: in whatever order; step 2 is then any two of the steps.',
    'ordered'
  ),
  ties: optional(
    scalars.oneOf(['strict', 'loose']),
    'Of `order: ordered`. `strict`: a step is later than the one before; `loose`: the same instant will do, if no event can be two steps.',
    'strict'
  ),
  exclude: optional(
    list(exclusion),
    'What must not happen between two steps: an attempt in which it does is dropped, and an actor with no other is not in the funnel.'
  ),
  constant: optional(
    list(scalars.text, 1),
    'Columns that are the same in all events of an attempt; rows without a value in one of them are no events of the funnel.'
  ),
  totals: optional(
    scalars.boolean,
    '`true`: beside the actors the different events that attempts took as each step. Needs `entry: any`.',
    'false'
  ),
  steps: required(list(step, 2), 'At least two.'),
};

export type ReadActorStep = Reads<typeof step>;
export type ReadExclusion = Reads<typeof exclusion>;
