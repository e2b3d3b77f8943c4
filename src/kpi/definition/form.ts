/**
 * The form of definitions, `plumbline/v1`: every field with its meaning. The reader, the JSON Schema and the reference page
 * are made from this file.
 */
import { DAY_MS as DAY } from './duration';
import * as scalars from './scalars';
import {
  either,
  keyed,
  later,
  list,
  named,
  object,
  optional,
  required,
  table,
  tagged,
  type Reads,
  type Shape,
} from './shape';
import { SQL_DIALECTS, type Scalar } from './types';

const SECOND = 1000;

export const API_VERSION = 'plumbline/v1';

/** Fields of results; a segment of that name would hide one. */
export const RESERVED_SEGMENTS = [
  'time',
  'value',
  'numerator',
  'denominator',
  'step',
  'count',
  'kpi',
  'severity',
  'threshold',
  'objective',
] as const;

/* Written out, because a type cannot be inferred through its own nesting. */
interface ConditionFields {
  readonly field?: string;
  readonly is?: Scalar;
  readonly not?: Scalar;
  readonly in?: readonly Scalar[];
  readonly notIn?: readonly Scalar[];
  readonly lt?: number | string;
  readonly lte?: number | string;
  readonly gt?: number | string;
  readonly gte?: number | string;
  readonly present?: boolean;
  readonly matches?: string;
}
interface GroupFields {
  readonly any?: readonly ReadCondition[];
  readonly all?: readonly ReadCondition[];
}
export type ReadCondition =
  | { readonly choice: 'group'; readonly of: GroupFields }
  | { readonly choice: 'comparison'; readonly of: ConditionFields & { readonly $: import('./syntax').MappingSyntax } };

const condition: Shape<ReadCondition> = named('condition', () => conditionShape);
const conditions = list(condition, 1);
const conditionShape = keyed(
  'A condition',
  {
    group: object(
      'A group of conditions',
      {
        any: optional(conditions, 'At least one of these holds.'),
        all: optional(conditions, 'All of these hold.'),
      },
      [{ keys: ['any', 'all'], required: true }]
    ),
    comparison: object(
      'A condition',
      {
        field: required(scalars.text, 'Column, or label of a metric.'),
        is: optional(scalars.value, 'Equal to. `yes` and `no` are text; `true` and `false` are not.'),
        not: optional(scalars.value, 'Not equal to; rows without a value do not match.'),
        in: optional(list(scalars.value, 1), 'Equal to one of.'),
        notIn: optional(list(scalars.value, 1), 'Equal to none of; rows without a value do not match.'),
        lt: optional(scalars.bound, 'Less than.'),
        lte: optional(scalars.bound, 'Less than or equal to.'),
        gt: optional(scalars.bound, 'Greater than.'),
        gte: optional(scalars.bound, 'Greater than or equal to.'),
        present: optional(scalars.boolean, '`true`: has a value; `false`: has none (NULL, or no such label).'),
        matches: optional(scalars.pattern, 'RE2 pattern that covers the whole value.'),
      },
      [{ keys: ['is', 'not', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'present', 'matches'], required: true }]
    ),
  },
  { group: ['any', 'all'], comparison: ['field'] },
  'comparison'
) as Shape<ReadCondition>;

const where = optional(list(condition), 'Conditions, all of which must hold.', 'everything');
const fields = optional(
  table(scalars.name, scalars.text),
  'Segment → column or label, where it differs from the segment’s own `field`.'
);
const source = required(scalars.name, 'Name of a Source.');
const timeType = optional(
  scalars.oneOf(['instant', 'unixSeconds', 'unixMillis']),
  'What the time column holds: an instant (zone-less ones are read as UTC), or a number since 1970.',
  'instant'
);
const relation = {
  table: optional(scalars.text, 'Table or view; dots separate schema and table.'),
  query: optional(scalars.text, 'A SELECT of your own instead of a table.'),
};
const oneRelation = { keys: ['table', 'query'], required: true };

const sqlPart = object(
  'An SQL part',
  {
    source,
    ...relation,
    time: required(scalars.text, 'Column with the time of the event.'),
    timeType,
    count: optional(
      either(
        scalars.oneOf(['rows']),
        object('A count', { distinct: required(scalars.text, 'Column whose different values are counted.') })
      ),
      '`rows`: every row counts one. (`distinct: column` is not supported yet.)'
    ),
    distinct: optional(scalars.text, 'Column whose different values are counted. Not supported yet.'),
    value: optional(
      either(
        scalars.text,
        object('A value', { expression: required(scalars.text, 'SQL expression over the columns of a row.') })
      ),
      'Column to add up, or `{ expression: … }`.'
    ),
    where,
    fields,
  },
  [oneRelation, { keys: ['count', 'distinct', 'value'], required: false }]
);

const prometheusPart = object(
  'A Prometheus part',
  {
    source,
    metric: optional(scalars.text, 'Name of a counter; its increase is the measure.'),
    promql: optional(scalars.text, 'An expression of your own, with `[$window]` where the range goes.'),
    type: optional(
      scalars.oneOf(['counter'], {
        gauge: 'Measure a counter, or an SQL table.',
        histogram: 'Measure the histogram’s _count or _sum counter.',
      }),
      'Kind of metric. (`gauge` and `histogram` are not supported yet.)',
      'counter'
    ),
    where,
    fields,
  },
  [{ keys: ['metric', 'promql'], required: true }]
);

const partShape = keyed(
  'A measure',
  { sql: sqlPart, prometheus: prometheusPart },
  { sql: ['table', 'query'], prometheus: ['metric', 'promql'] }
);
const part = named('part', () => partShape);
export type ReadPart = Reads<typeof partShape>;

const measure = object(
  'A measure',
  {
    count: optional(part, 'How many events.'),
    sum: optional(part, 'The sum of a value; for Prometheus, the increase of a counter.'),
    ratio: optional(
      object('A ratio', {
        numerator: required(part, 'The good, or what is counted.'),
        denominator: required(part, 'The total, or what it is divided by.'),
      }),
      'A sum over a sum; never a mean of ratios.'
    ),
  },
  [{ keys: ['count', 'sum', 'ratio'], required: true }]
);

const link = object('A link', {
  title: required(scalars.text, 'What the link says.'),
  url: required(scalars.url, '`https://…`, `http://…` or a path of this Grafana.'),
});

const contract = {
  description: optional(scalars.text, 'What the number means, for people.'),
  area: required(scalars.text, 'Part of the business; boards group by it.'),
  parent: optional(scalars.name, 'KPI or funnel that this one feeds.'),
  owner: required(
    object('An owner', {
      team: required(scalars.text, 'Who answers for the number.'),
      contact: optional(scalars.text, 'Mail address, channel, or whatever reaches them.'),
    }),
    'Who owns it.'
  ),
  version: optional(scalars.integer(1, 1_000_000), 'Raise it when the meaning changes.', '1'),
  changes: optional(
    list(
      object('A change', {
        version: required(scalars.integer(1, 1_000_000), 'Version that came with it.'),
        date: required(scalars.date, 'From when on.'),
        text: required(scalars.text, 'What changed, and why.'),
      })
    ),
    'Change log.'
  ),
  runbook: optional(scalars.url, 'What to do when the number is bad.'),
  links: optional(list(link), 'Further reading; shown beside the number.'),
  decisionPolicy: optional(scalars.text, 'What is decided by this number, such as “below target: freeze releases”.'),
  timeZone: optional(scalars.timeZone, 'IANA zone of its days, weeks and months.', 'UTC'),
  segments: optional(
    list(
      object('A segment', {
        name: required(scalars.name, `Name in queries and results; not one of ${RESERVED_SEGMENTS.join(', ')}.`),
        displayName: optional(scalars.text, 'Name on screens.'),
        field: required(scalars.text, 'Column or label.'),
      })
    ),
    'Dimensions that it may be split and filtered by.'
  ),
  privacy: optional(
    object('Privacy', {
      minCohort: required(
        scalars.integer(0, 1_000_000),
        'Segments with fewer than this are suppressed; 0 switches it off.'
      ),
    }),
    'Protection of small groups. It holds only where people cannot ask the store themselves.'
  ),
  valuePerUnit: optional(
    object('A value per unit', {
      amount: required(scalars.positiveDecimal, 'Money for one unit, an exact decimal.'),
      currency: required(scalars.currency, 'ISO 4217.'),
    }),
    'What one bad (or missing) unit costs.'
  ),
  quality: later('Data quality rules.', 'Take "quality" away.'),
  exclusions: later('Times that do not count.', 'Take "exclusions" away.'),
};

const objective = object('An objective', {
  name: required(scalars.name, 'Name within the KPI.'),
  target: required(scalars.target, 'Share between 0 and 1, without either; an exact decimal such as "0.995".'),
  timeWindow: required(
    object('A time window', {
      duration: required(scalars.duration(60 * SECOND, 400 * DAY), 'Its length, such as 30d.'),
      rolling: optional(scalars.boolean, 'Ends now and moves along. (Calendar windows are not supported yet.)', 'true'),
      calendar: later('Calendar window.', 'Use a rolling window.'),
    }),
    'The time the target is for.'
  ),
  budgetingMethod: optional(
    scalars.oneOf(['Occurrences'], {
      Timeslices: 'Use Occurrences.',
      RatioTimeslices: 'Use Occurrences.',
    }),
    'How failures are counted. (Timeslices and RatioTimeslices are not supported yet.)',
    'Occurrences'
  ),
});

const threshold = object(
  'A threshold',
  {
    name: required(scalars.name, 'Name within the KPI.'),
    severity: required(scalars.oneOf(['page', 'ticket']), '`page`: now; `ticket`: in working hours.'),
    below: optional(scalars.positiveDecimal, 'Alert when the value is under this.'),
    above: optional(scalars.positiveDecimal, 'Alert when the value is over this.'),
    window: required(scalars.duration(60 * SECOND, 400 * DAY), 'The last how long.'),
    minimumEvents: optional(
      scalars.integer(0, 1_000_000_000),
      'With fewer events (the denominator, or the count) than this in the window there is no verdict.',
      '0'
    ),
  },
  [{ keys: ['below', 'above'], required: true }]
);

export const metadata = object('"metadata"', {
  name: required(scalars.name, 'Unique; KPIs and funnels share their names.'),
  displayName: optional(scalars.text, 'Name on screens.', 'the name'),
});

const kpiSpec = object('A KPI', {
  ...contract,
  unit: required(
    scalars.unit,
    '`ratio`, `count`, `seconds`, `currency:EUR`; a rate such as `currency:EUR/min`; what a ratio is of, such as `ratio:EUR/count`.'
  ),
  measure: required(measure, 'What is measured.'),
  objectives: optional(list(objective), 'Targets; the unit must be `ratio`.'),
  thresholds: optional(list(threshold), 'Plain alert thresholds.'),
});

const stepName = required(scalars.text, 'Name of the step, unique in the funnel.');
const stepDisplayName = optional(scalars.text, 'Name on screens.', 'the name');

const actorFunnel = object(
  'A funnel of actors',
  {
    type: optional(scalars.oneOf(['actor']), 'Steps done by the same actor, in one table.', 'actor'),
    ...contract,
    source,
    ...relation,
    time: required(scalars.text, 'Column with the time of the event.'),
    timeType,
    actor: required(scalars.text, 'Column that says who it was.'),
    window: required(
      scalars.duration(SECOND, 400 * DAY),
      'How long after the first step a step still counts, inclusive.'
    ),
    entry: required(
      scalars.oneOf(['first', 'any']),
      '`first`: only an actor’s first start in the range counts; `any`: every start, and the deepest attempt counts.'
    ),
    order: optional(
      scalars.oneOf(['ordered'], { strict: 'Use "order: ordered".', any: 'Use "order: ordered".' }),
      'Steps happen one after the other, with anything in between. (`strict` and `any` are not supported yet.)',
      'ordered'
    ),
    ties: optional(
      scalars.oneOf(['strict', 'loose']),
      '`strict`: a step is later than the one before; `loose`: the same instant will do, if no event can be two steps.',
      'strict'
    ),
    steps: required(
      list(
        object('A step', {
          name: stepName,
          displayName: stepDisplayName,
          where: required(conditions, 'Which rows are this step.'),
        }),
        2
      ),
      'At least two.'
    ),
  },
  [oneRelation]
);

const aggregateFunnel = object('An aggregate funnel', {
  type: required(scalars.oneOf(['aggregate']), 'Steps are independent measures, perhaps of different stores.'),
  ...contract,
  steps: required(
    list(
      object('A step', {
        name: stepName,
        displayName: stepDisplayName,
        measure: required(part, 'What the step counts.'),
      }),
      2
    ),
    'At least two.'
  ),
});

const funnelSpec = tagged(
  'A funnel',
  'type',
  'Whether the same actors are followed, or independent measures are set side by side.',
  { actor: actorFunnel, aggregate: aggregateFunnel },
  { fallback: 'actor' }
);

const sourceSpec = object('A source', {
  dialect: required(scalars.oneOf(['prometheus', ...SQL_DIALECTS]), 'Language of the store.'),
  grafana: optional(
    object('"grafana"', {
      uid: required(scalars.text, 'Uid of the Grafana data source that runs the requests.'),
      type: optional(scalars.text, 'Its plugin id, where that is not the dialect’s usual one.'),
    }),
    'The Grafana data source. Without it only the command line can ask the source.'
  ),
  lateness: optional(
    scalars.duration(0, 30 * DAY),
    'How late an event may arrive; younger slices stay open.',
    '10m for SQL, 1m for Prometheus'
  ),
  scrapeInterval: optional(scalars.duration(SECOND, DAY), 'Prometheus only: how often it scrapes.', '15s'),
});

const apiVersion = required(scalars.oneOf([API_VERSION]), 'Version of the form.');
const kind = <const K extends string>(word: K) => required(scalars.oneOf([word]), 'What is defined.');

export const definition = tagged(
  'A definition',
  'kind',
  'What is defined.',
  {
    Source: object('A definition', {
      apiVersion,
      kind: kind('Source'),
      metadata: required(
        object('"metadata" of a source', { name: required(scalars.name, 'Unique among sources.') }),
        'Its name.'
      ),
      spec: required(sourceSpec, 'The source.'),
    }),
    KPI: object('A definition', {
      apiVersion,
      kind: kind('KPI'),
      metadata: required(metadata, 'Its names.'),
      spec: required(kpiSpec, 'The KPI.'),
    }),
    Funnel: object('A definition', {
      apiVersion,
      kind: kind('Funnel'),
      metadata: required(metadata, 'Its names.'),
      spec: required(funnelSpec, 'The funnel.'),
    }),
  },
  {
    later: {
      Events: 'Take the definition away.',
      AlertPolicy: 'Use "thresholds" of a KPI, and take the definition away.',
    },
  }
);

export type ReadDefinition = Reads<typeof definition>;
export type ReadSource = NonNullable<Extract<ReadDefinition, { choice: 'Source' }>['of']>;
export type ReadKpi = NonNullable<Extract<ReadDefinition, { choice: 'KPI' }>['of']>;
export type ReadFunnel = NonNullable<Extract<ReadDefinition, { choice: 'Funnel' }>['of']>;
export type ReadKpiSpec = NonNullable<ReadKpi['spec']>;
export type ReadActorFunnel = Extract<NonNullable<ReadFunnel['spec']>, { choice: 'actor' }>['of'];
export type ReadAggregateFunnel = Extract<NonNullable<ReadFunnel['spec']>, { choice: 'aggregate' }>['of'];
export type ReadContract = Pick<ReadKpiSpec, keyof typeof contract | '$'>;
