/** Shapes that several kinds of definitions are made of: conditions, tables, parts of measures. */
import { DAY_MS } from './duration';
import * as scalars from './scalars';
import { either, keyed, list, named, object, optional, required, table, type Reads, type Shape } from './shape';
import type { Scalar } from './types';

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
export const conditions = list(condition, 1);
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
        not: optional(
          scalars.value,
          'Not equal to; rows without a value match, too: `is` and `not` share out all rows.'
        ),
        in: optional(list(scalars.value, 1), 'Equal to one of.'),
        notIn: optional(list(scalars.value, 1), 'Equal to none of; rows without a value match, too.'),
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

export const where = optional(list(condition), 'Conditions, all of which must hold.', 'everything');
export const fields = optional(
  table(scalars.name, scalars.text),
  'Segment → column or label, where it differs from the segment’s own `field`.'
);
export const source = required(scalars.name, 'Name of a Source.');
export const timeType = optional(
  scalars.oneOf(['instant', 'unixSeconds', 'unixMillis']),
  'What the time column holds: an instant (zone-less ones are read as UTC), or a number since 1970.',
  'instant'
);
export const relation = {
  table: optional(scalars.text, 'Table or view; dots separate schema and table.'),
  query: optional(scalars.text, 'A SELECT of your own instead of a table.'),
};
export const oneRelation = { keys: ['table', 'query'], required: true };

const accuracy = optional(
  scalars.oneOf(['exact', 'approximate']),
  '`approximate`: in fixed memory, where the store can (docs/reference/dialects.md); what is not exact says so on screens.',
  'exact'
);
const value = either(
  scalars.text,
  object(
    'A value',
    {
      expression: optional(scalars.text, 'SQL expression over the columns of a row.'),
      elapsed: optional(
        object('A time between', {
          from: required(scalars.text, 'Column with the earlier instant, of the part’s `timeType`.'),
          to: required(scalars.text, 'Column with the later one.'),
        }),
        'Seconds from one column to another, such as from the event to its arrival.'
      ),
    },
    [{ keys: ['expression', 'elapsed'], required: true }]
  )
);

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
      '`rows`: every row counts one. `{ distinct: COLUMN }`: every different value does.'
    ),
    distinct: optional(
      scalars.text,
      'Column whose different values are counted: bucket by bucket, for those of two days are not those of both added up.'
    ),
    accuracy,
    value: optional(value, 'Column with the value, `{ expression: … }` or `{ elapsed: … }`.'),
    key: optional(
      scalars.text,
      'Column that is different in every row. Where rows are more than its values, a join or a second ingest has multiplied them, and there is an error instead of a number. A `query` that joins needs it.'
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
      scalars.oneOf(['counter', 'histogram', 'nativeHistogram'], {
        gauge: 'Measure a level with "measure: { gauge: { source: …, promql: … } }".',
      }),
      'Kind of metric. The histograms are for quantiles only; a histogram’s _count and _sum are counters. (`gauge` has a measure of its own.)',
      'counter; of a quantile histogram'
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
export const part = named('part', () => partShape);
export type ReadPart = Reads<typeof partShape>;

const ofValues = (doc: string) => optional(part, doc);

/** Measures beside counts, sums, ratios and composites. */
export const levelMeasures = {
  average: ofValues('The mean of a value: the sum over how many rows have one.'),
  min: ofValues('The least value of each bucket.'),
  max: ofValues('The greatest value of each bucket.'),
  quantile: optional(
    object('A quantile', {
      q: required(scalars.target, 'Which one: `"0.95"`.'),
      accuracy,
      of: required(part, 'Rows with a `value`, or a histogram of Prometheus.'),
    }),
    'A quantile of values, bucket by bucket. Exact ones interpolate between neighbours like PERCENTILE_CONT.'
  ),
  freshness: optional(
    object(
      'A freshness',
      {
        source,
        ...relation,
        time: required(scalars.text, 'Column that says how new a row is: when it happened, or when it came in.'),
        timeType,
        where,
        fields,
        lookback: optional(
          scalars.duration(60_000, 400 * DAY_MS),
          'So far before the range the newest row is looked for.',
          '7d'
        ),
      },
      [oneRelation]
    ),
    'Seconds from the newest row to the end of the bucket, or to now. (Of Prometheus: a gauge `time() - max(…)`.)'
  ),
};
