/**
 * The form of definitions, `plumbline/v1`: every field with its meaning. The reader, the JSON Schema and the reference page
 * are made from it. What several kinds share is in form-parts.ts, objectives and alerts in form-objectives.ts.
 */
import { GRAINS, WEEK_DAYS } from '../calendar';
import { DAY_MS as DAY } from './duration';
import { eventsSpec } from './form-events';
import { experimentShape } from './form-experiment';
import { actorFunnelRules, LONGEST_WINDOW, stepDisplayName, stepName } from './form-funnel';
import { alerting, alertPolicySpec, exclusion, objective } from './form-objectives';
import { fields, levelMeasures, oneRelation, part, relation, source, timeType, where } from './form-parts';
import { impact } from './form-impact';
import { retention } from './form-retention';
import { samples, traces } from './form-samples';
import * as scalars from './scalars';
import { variable } from './scalars-derived';
import { yearDay } from './scalars-time';
import { later, list, object, optional, required, tagged, type Reads } from './shape';
import { SQL_DIALECTS } from './types';

export type { ReadActorStep, ReadExclusion } from './form-funnel';
export type { ReadCondition, ReadPart } from './form-parts';

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

/** What a measure may be; exactly one. */
export const MEASURE_KEYS = [
  'count',
  'sum',
  'average',
  'min',
  'max',
  'quantile',
  'ratio',
  'gauge',
  'freshness',
  'derived',
  'composite',
  'retention',
] as const;
export type MeasureKind = (typeof MEASURE_KEYS)[number];

const measure = object(
  'A measure',
  {
    count: optional(part, 'How many events.'),
    sum: optional(part, 'The sum of a value; for Prometheus, the increase of a counter.'),
    ratio: optional(
      object(
        'A ratio',
        {
          numerator: optional(part, 'The good, or what is counted.'),
          failures: optional(
            part,
            'Instead of the numerator, what has failed of the total: the ratio is 1 − failures / denominator. Exact for rare failures; where they have no data and the total has, nothing failed.'
          ),
          denominator: required(part, 'The total, or what it is divided by.'),
        },
        [{ keys: ['numerator', 'failures'], required: true }]
      ),
      'A sum over a sum; never a mean of ratios.'
    ),
    gauge: optional(
      object('A gauge', {
        source,
        promql: required(
          scalars.text,
          'An expression whose value is the level over a slice, such as `max(max_over_time(queue_age_seconds[$window]))`.'
        ),
        type: optional(scalars.oneOf(['gauge']), 'Nothing else is possible here.', 'gauge'),
        where,
        fields,
      }),
      'A level of Prometheus, read once a time slice and never added up; it has objectives, but no sum.'
    ),
    derived: optional(
      object('A derived measure', {
        expression: required(
          scalars.text,
          'Arithmetic over the inputs: `cost / orders`. It has decimals, `+ - * /`, brackets, `min`, `max`, `abs` and `coalesce(a, b)`, the first that is not missing.'
        ),
        inputs: required(
          list(
            object('An input', {
              as: required(variable, 'Its name in the expression.'),
              kpi: required(scalars.name, 'Name of a KPI that has a number of its own: no composite, no retention.'),
              absentIs: optional(
                scalars.oneOf(['gap', 'zero']),
                'What it is where nothing was measured: missing, and with it the result, or 0.',
                'gap'
              ),
            }),
            1
          ),
          'The KPIs that it is reckoned from; all of them are used.'
        ),
      }),
      'Reckoned from the numbers of other KPIs, perhaps of other stores; units are checked.'
    ),
    composite: optional(
      list(
        object('A member', {
          kpi: required(scalars.name, 'Name of a KPI, which is no composite itself.'),
          objective: optional(scalars.name, 'Which of its objectives.', 'its only one'),
          weight: optional(scalars.positiveDecimal, 'How much it counts beside the others, an exact decimal.', '1'),
        }),
        2
      ),
      'Objectives of other KPIs taken together; the unit is `ratio`.'
    ),
    retention: optional(retention, 'How many of those who started came back; the unit is `ratio`.'),
    ...levelMeasures,
  },
  [{ keys: MEASURE_KEYS, required: true }]
);

const link = object('A link', {
  title: required(scalars.text, 'What the link says.'),
  url: required(scalars.url, '`https://…`, `http://…` or a path of this Grafana.'),
});

export const contract = {
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
  superseded: optional(
    scalars.boolean,
    'An earlier contract, kept as history beside the present one of the same kind and name, which has a higher version. Nothing is asked of it.',
    'false'
  ),
  runbook: optional(scalars.url, 'What to do when the number is bad.'),
  links: optional(list(link), 'Further reading; shown beside the number.'),
  decisionPolicy: optional(scalars.text, 'What is decided by this number, such as “below target: freeze releases”.'),
  timeZone: optional(scalars.timeZone, 'IANA zone of its days, weeks and months.', 'UTC'),
  calendar: optional(
    object('A calendar', {
      weekStart: optional(scalars.oneOf(WEEK_DAYS), 'First day of its weeks.', 'monday (ISO 8601)'),
      fiscalYearStart: optional(
        yearDay,
        'Day on which its fiscal years begin, `MM-DD`, at most the 28th; its quarters are three months from there on.',
        '01-01'
      ),
    }),
    'Which days begin its weeks (grain `1w`), quarters (`1Q`) and years (`1Y`).'
  ),
  grain: optional(
    scalars.oneOf(GRAINS),
    'Its one grain: the bucket of every series that asks for none, on all boards.',
    'what fits the width of the picture'
  ),
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
};

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
  name: required(
    scalars.name,
    'Unique; KPIs, funnels and experiments share their names, alert policies and events have their own.'
  ),
  displayName: optional(scalars.text, 'Name on screens.', 'the name'),
});

const kpiSpec = object('A KPI', {
  ...contract,
  unit: required(
    scalars.unit,
    '`ratio`, `count`, `seconds`, `currency:EUR`; a rate such as `currency:EUR/min`; what a ratio is of, such as `ratio:EUR/count`.'
  ),
  measure: required(measure, 'What is measured.'),
  accumulate: optional(
    object(
      'An accumulation',
      {
        window: optional(scalars.duration(60 * SECOND, 400 * DAY), 'The last so long, up to the end of each bucket.'),
        toDate: optional(scalars.oneOf(['1w', '1M', '1Q', '1Y']), 'Since the week, month, quarter or year began.'),
      },
      [{ keys: ['window', 'toDate'], required: true }]
    ),
    'Each number is that of a longer time which ends with its bucket: rolling 28 days, revenue this month so far.'
  ),
  gapFill: optional(
    scalars.oneOf(['none', 'zero', 'previous']),
    'What a series shows where nothing was measured: nothing, 0, or the value before. Marked, and never used in totals or objectives.',
    'none'
  ),
  objectives: optional(list(objective), 'Targets over a time window.'),
  thresholds: optional(list(threshold), 'Plain alert thresholds.'),
  exclusions: optional(list(exclusion), 'Times that its objectives do not judge as they were measured; see below.'),
  alerting: optional(alerting, 'How its alerts are raised.'),
  samples: optional(samples, 'Some of the events behind the number: the view `samples`.'),
  traces: optional(traces, 'Spans of its transactions: the view `traces`.'),
  better: optional(
    scalars.oneOf(['higher', 'lower']),
    'Which direction is good: whether a change made it better or worse.',
    'lower for `seconds`, higher for everything else'
  ),
  impact: optional(impact, 'How the effect of a deploy or another change is measured.'),
});

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
      scalars.duration(SECOND, LONGEST_WINDOW),
      'How long after the first step a step still counts, inclusive.'
    ),
    entry: required(
      scalars.oneOf(['first', 'any']),
      '`first`: only an actor’s first start in the range counts; `any`: every start, and the deepest attempt counts.'
    ),
    ...actorFunnelRules,
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
  dialect: required(
    scalars.oneOf(['prometheus', ...SQL_DIALECTS, 'grafana']),
    'Language of the store; `grafana`: annotations of this Grafana, for Events only.'
  ),
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

const experimentSpec = experimentShape(contract);

const apiVersion = required(scalars.oneOf([API_VERSION]), 'Version of the form.');
const kind = <const K extends string>(word: K) => required(scalars.oneOf([word]), 'What is defined.');

export const definition = tagged('A definition', 'kind', 'What is defined.', {
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
  AlertPolicy: object('A definition', {
    apiVersion,
    kind: kind('AlertPolicy'),
    metadata: required(metadata, 'Its names.'),
    spec: required(alertPolicySpec, 'The policy.'),
  }),
  Events: object('A definition', {
    apiVersion,
    kind: kind('Events'),
    metadata: required(metadata, 'Its names.'),
    spec: required(eventsSpec, 'The events.'),
  }),
  Experiment: object('A definition', {
    apiVersion,
    kind: kind('Experiment'),
    metadata: required(metadata, 'Its names.'),
    spec: required(experimentSpec, 'The experiment.'),
  }),
});

export type ReadDefinition = Reads<typeof definition>;
export type ReadSource = NonNullable<Extract<ReadDefinition, { choice: 'Source' }>['of']>;
export type ReadKpi = NonNullable<Extract<ReadDefinition, { choice: 'KPI' }>['of']>;
export type ReadFunnel = NonNullable<Extract<ReadDefinition, { choice: 'Funnel' }>['of']>;
export type ReadAlertPolicy = NonNullable<Extract<ReadDefinition, { choice: 'AlertPolicy' }>['of']>;
export type ReadEvents = NonNullable<Extract<ReadDefinition, { choice: 'Events' }>['of']>;
export type ReadExperiment = NonNullable<Extract<ReadDefinition, { choice: 'Experiment' }>['of']>;
export type ReadKpiSpec = NonNullable<ReadKpi['spec']>;
export type ReadActorFunnel = Extract<NonNullable<ReadFunnel['spec']>, { choice: 'actor' }>['of'];
export type ReadAggregateFunnel = Extract<NonNullable<ReadFunnel['spec']>, { choice: 'aggregate' }>['of'];
export type ReadContract = Pick<ReadKpiSpec, keyof typeof contract | '$'>;
