/** Valid definitions as plain data, in the form of the YAML. */
import fc from 'fast-check';

export interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly displayName?: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

const name = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,12}$/);
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((s) => /\S/.test(s) && !/[\u0000-\u001f\u007f]/.test(s));
const share = fc.integer({ min: 1, max: 9999 }).map((n) => `0.${String(n).padStart(4, '0')}`);
const amount = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 99 }))
  .map(([a, b]) => `${a}.${b}`);
const duration = fc.constantFrom('30m', '1h', '7d', '28d', '4w', '1h30m', '90s');
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const scalar = fc.oneof(
  text,
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0))
);
const comparison = fc.oneof(
  fc.record({ field: text, is: scalar }),
  fc.record({ field: text, not: scalar }),
  fc.record({ field: text, in: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.record({ field: text, notIn: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.record({ field: text, present: fc.boolean() }),
  fc.record({ field: text, matches: fc.constantFrom('a.*', '[a-z]+', 'x|y', '(?i)abc', '\\d{2,3}?') })
);
const size = fc.oneof(
  fc.record({ field: text, gte: fc.integer() }),
  fc.record({ field: text, lt: fc.oneof(text, fc.integer()) })
);
const conditions = (one: fc.Arbitrary<object>) =>
  fc.array(fc.oneof(one, fc.record({ any: fc.array(one, { minLength: 1, maxLength: 2 }) })), { maxLength: 3 });

const sqlBase = {
  source: fc.constantFrom('db', 'lake'),
  time: text,
  timeType: optional(fc.constantFrom('instant', 'unixSeconds', 'unixMillis')),
  where: optional(conditions(fc.oneof(comparison, size))),
};
const relation = fc.oneof(fc.record({ table: text }), fc.record({ query: text }));
const value = fc.oneof(
  text,
  fc.record({ expression: text }),
  fc.record({ elapsed: fc.record({ from: text, to: text }) })
);
const sqlRows = fc.tuple(fc.record(sqlBase), relation).map(([a, b]) => ({ ...a, ...b, count: 'rows' }));
const sqlSum = fc.tuple(fc.record(sqlBase), relation, value).map(([a, b, c]) => ({ ...a, ...b, value: c }));
const sqlDistinct = fc
  .tuple(fc.record(sqlBase), relation, text)
  .map(([a, b, c]) => ({ ...a, ...b, count: { distinct: c }, key: 'id' }));
const histogram = fc.record({
  source: fc.constant('metrics'),
  metric: text,
  where: optional(conditions(comparison)),
  type: fc.constantFrom('histogram', 'nativeHistogram'),
});
const counter = fc
  .tuple(
    fc.oneof(fc.record({ metric: text }), fc.constant({ promql: 'sum(increase(x[$window]))' })),
    fc.record({ where: optional(conditions(comparison)), type: optional(fc.constant('counter')) })
  )
  .map(([a, b]) => ({ source: 'metrics', ...a, ...b }));
const anyPart = fc.oneof(sqlRows, sqlSum, counter);

const contract = {
  area: text,
  owner: fc.record({ team: text, contact: optional(text) }),
  description: optional(text),
  version: optional(fc.integer({ min: 3, max: 9 })),
  runbook: optional(fc.constantFrom('/d/x', 'https://example.com/a?b=c#d')),
  links: optional(fc.array(fc.record({ title: text, url: fc.constant('http://example.com') }), { maxLength: 2 })),
  decisionPolicy: optional(text),
  timeZone: optional(fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York')),
  calendar: optional(
    fc.record({
      weekStart: optional(fc.constantFrom('monday', 'sunday', 'saturday')),
      fiscalYearStart: optional(fc.constantFrom('01-01', '04-06', '12-28')),
    })
  ),
  grain: optional(fc.constantFrom('1m', '1d', '1M', '1Y')),
  segments: optional(
    fc.constant([
      { name: 'device', field: 'dev' },
      { name: 'region', displayName: 'Region', field: 'r' },
    ])
  ),
  privacy: optional(fc.record({ minCohort: fc.nat({ max: 50 }) })),
  valuePerUnit: optional(fc.record({ amount, currency: fc.constantFrom('EUR', 'USD') })),
};
// Before the end of the table of zones (2037), so that a rule that begins then has an occurrence.
const localTime = fc
  .tuple(fc.integer({ min: 1970, max: 2035 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T06:30`);
const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe');
// At least as long as the longest slice.
const timeWindow = fc.oneof(
  fc
    .record({ duration, rolling: optional(fc.constant(true)) })
    .filter((one) => one.duration !== '90s' && one.duration !== '30m'),
  fc.record({ duration: fc.constantFrom('1d', '2w', '1M', '3Q', '1Y'), rolling: fc.constant(false) }),
  fc.record({
    duration: fc.constantFrom('7d', '1w', '12M', '1Q', '2Y'),
    calendar: fc.record({ startTime: optional(localTime), timeZone: optional(zone) }),
  })
);
const promise = {
  target: share,
  timeWindow,
  displayName: optional(text),
  coverageFloor: optional(fc.constantFrom('0', '0.50', '1')),
  minimumEvents: optional(fc.nat({ max: 999 })),
  alertPolicy: optional(fc.constant('none')),
};
const slice = {
  timeSliceWindow: optional(fc.constantFrom('1m', '5m', '12m', '1h')),
  absentIs: optional(fc.constantFrom('gap', 'good', 'bad')),
};
const level = fc.record({
  ...promise,
  ...slice,
  op: fc.constantFrom('lt', 'lte', 'gt', 'gte'),
  value: fc.constantFrom('0', '-1.50', '120.5'),
  budgetingMethod: optional(fc.constant('Timeslices')),
});
const objective = fc.oneof(
  fc.record({
    ...promise,
    budgetingMethod: optional(fc.constant('Occurrences')),
    absentIs: optional(fc.constantFrom('gap', 'good')),
  }),
  fc.record({ ...promise, ...slice, budgetingMethod: fc.constant('RatioTimeslices') }),
  fc.record({
    ...promise,
    ...slice,
    budgetingMethod: fc.constant('Timeslices'),
    timeSliceTarget: fc.constantFrom('0.9', '1'),
  }),
  level
);
const treated = { treatAs: optional(fc.constantFrom('removed', 'good')) };
const exclusion = fc.oneof(
  fc
    .record({ ...treated, from: fc.integer({ min: 0, max: 1e12 }), length: fc.integer({ min: 1, max: 1e9 }) })
    .map(({ from, length, ...rest }) => ({
      ...rest,
      from: new Date(from).toISOString(),
      to: new Date(from + length).toISOString(),
    })),
  fc.record({
    ...treated,
    rrule: fc.constantFrom('FREQ=DAILY', 'FREQ=MONTHLY;BYDAY=1SU', 'RRULE:FREQ=WEEKLY;COUNT=3'),
    start: localTime,
    duration: fc.constantFrom('1h', '1d', '1h30m'),
    timeZone: optional(zone),
  }),
  fc.record({
    ...treated,
    businessHours: fc.record({
      days: fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], { minLength: 1 }),
      from: fc.constantFrom('00:00', '08:30'),
      to: fc.constantFrom('18:00', '24:00'),
      timeZone: optional(zone),
    }),
  }),
  fc.record({
    ...treated,
    events: fc.constant('deploys'),
    before: optional(fc.constantFrom('0s', '1m')),
    after: optional(fc.constantFrom('1h', '1m30s')),
  })
);
const threshold = fc
  .tuple(
    fc.record({
      severity: fc.constantFrom('page', 'ticket'),
      window: duration,
      minimumEvents: optional(fc.nat({ max: 99 })),
    }),
    fc.constantFrom('below', 'above'),
    amount
  )
  .map(([a, direction, bound]) => ({ ...a, [direction]: bound }));
const ascending = (points: number[]) => points.sort((a, b) => a - b);
const numbered = <T extends object>(items: readonly T[]) => items.map((item, i) => ({ name: `n${i}`, ...item }));

const promised = (one: fc.Arbitrary<object>) => ({
  objectives: optional(fc.array(one, { maxLength: 2 }).map(numbered)),
  exclusions: optional(fc.array(exclusion, { maxLength: 2 }).map(numbered)),
  alerting: optional(
    fc.record({
      impact: optional(fc.constantFrom('critical', 'low')),
      suppress: optional(fc.record({ events: fc.constant('deploys'), after: optional(fc.constant('15m')) })),
      board: optional(fc.constant('/d/x')),
    })
  ),
});
const gauge = fc.record({
  source: fc.constant('metrics'),
  promql: fc.constant('max(x[$window])'),
  where: optional(conditions(comparison)),
  type: optional(fc.constant('gauge')),
});
/** Of the two members that stand before all others. */
const composite = fc.record({
  area: contract.area,
  owner: contract.owner,
  timeZone: contract.timeZone,
  unit: fc.constant('ratio'),
  measure: fc.record({
    composite: fc.tuple(
      fc.record({ kpi: fc.constant('member-a'), weight: optional(amount) }),
      fc.record({ kpi: fc.constant('member-b'), objective: fc.constant('n0') })
    ),
  }),
  objectives: optional(fc.array(fc.record(promise), { maxLength: 2 }).map(numbered)),
});

/** Of the same two, whose unit is seconds. */
const derived = fc
  .record({
    area: contract.area,
    owner: contract.owner,
    timeZone: contract.timeZone,
    calendar: contract.calendar,
    grain: contract.grain,
    gapFill: optional(fc.constantFrom('none', 'zero', 'previous')),
    sum: fc.constantFrom<readonly [string, string]>(
      ['x / y_2', 'ratio'],
      ['x - y_2', 'seconds'],
      ['coalesce(x, 0) + 2.50 * y_2', 'seconds'],
      ['max(x, y_2,\n0) ', 'seconds'],
      ['- abs(x)/(y_2 * 1.5)', 'ratio']
    ),
    absentIs: optional(fc.constantFrom('gap', 'zero')),
    thresholds: optional(
      fc
        .array(
          threshold.map((one) => ({ ...one, minimumEvents: undefined })),
          { maxLength: 2 }
        )
        .map(numbered)
    ),
  })
  .map(({ sum: [expression, unit], absentIs, ...rest }) => ({
    ...rest,
    unit,
    measure: {
      derived: {
        expression,
        inputs: [
          { as: 'x', kpi: 'member-a', absentIs },
          { as: 'y_2', kpi: 'member-b' },
        ],
      },
    },
  }));

const levelMeasure = fc.oneof(
  fc.record({ average: sqlSum }),
  fc.record({ min: sqlSum }),
  fc.record({ max: sqlSum }),
  fc.record({ quantile: fc.record({ q: share, of: fc.oneof(sqlSum, histogram) }) }),
  fc.record({ quantile: fc.record({ q: share, accuracy: fc.constant('exact'), of: sqlSum }) })
);
const freshness = fc
  .tuple(fc.record(sqlBase), relation, fc.record({ lookback: optional(fc.constantFrom('1d', '12h')) }))
  .map(([a, b, c]) => ({ ...a, ...b, ...c }));

const length = fc.constantFrom('1d', '1w', '1M');
const retention = fc
  .tuple(
    fc.record({
      ...{ source: sqlBase.source, time: sqlBase.time, timeType: sqlBase.timeType, actor: text },
      start: conditions(fc.oneof(comparison, size)).filter((c) => c.length > 0),
      return: conditions(comparison).filter((c) => c.length > 0),
      period: optional(fc.constantFrom('1d', '1w')),
      after: fc.integer({ min: 1, max: 30 }),
      curve: optional(fc.uniqueArray(fc.integer({ min: 1, max: 1100 }), { minLength: 1, maxLength: 5 }).map(ascending)),
      meaning: optional(fc.constantFrom('on', 'onOrAfter', 'within')),
      clock: optional(fc.constantFrom('calendar', 'rolling')),
      cohort: optional(length),
      first: optional(fc.constantFrom('ever', 'inRange')),
    }),
    relation
  )
  .map(([a, b]) => ({ ...a, ...b }));

const kpiSpec = fc.oneof(
  fc.record({ ...contract, unit: fc.constant('ratio'), measure: fc.record({ retention }) }),
  composite,
  derived,
  fc.record({ ...contract, unit: fc.constantFrom('seconds', 'count'), measure: levelMeasure, ...promised(level) }),
  fc.record({
    ...contract,
    unit: fc.constant('seconds'),
    measure: fc.record({ freshness }),
    privacy: fc.constant(undefined),
    gapFill: optional(fc.constantFrom('none', 'zero', 'previous')),
    ...promised(level),
  }),
  fc.record({
    ...contract,
    unit: fc.constant('ratio'),
    measure: fc.record({ ratio: fc.record({ numerator: sqlDistinct, denominator: fc.oneof(sqlDistinct, sqlRows) }) }),
    ...promised(level),
  }),
  fc.record({
    ...contract,
    unit: fc.constantFrom('seconds', 'ratio', 'count'),
    measure: fc.record({ gauge }),
    ...promised(level),
  }),
  fc.record({
    ...contract,
    unit: fc.constant('ratio'),
    measure: fc.record({ ratio: fc.record({ numerator: anyPart, denominator: anyPart }) }),
    ...promised(objective),
    thresholds: optional(fc.array(threshold, { maxLength: 2 }).map(numbered)),
  }),
  fc.record({
    ...contract,
    unit: fc.constantFrom('count', 'count/min'),
    measure: fc.record({ count: fc.oneof(sqlRows, counter) }),
    ...promised(level),
  }),
  fc.record({
    ...contract,
    unit: fc.constantFrom('currency:EUR', 'seconds', 'currency:USD/h'),
    measure: fc.record({ sum: fc.oneof(sqlSum, counter) }),
    accumulate: optional(
      fc.oneof(fc.record({ window: duration }), fc.record({ toDate: fc.constantFrom('1w', '1M', '1Q', '1Y') }))
    ),
  })
);
const steps = <T extends object>(step: fc.Arbitrary<T>) =>
  fc.array(step, { minLength: 2, maxLength: 4 }).map((all) => all.map((one, i) => ({ name: `Step ${i}`, ...one })));
/** Pages of their own, so that any order can tell the steps apart. */
const page = (i: number) => ({ field: 'page', is: `p${i}` });
const actorBase = {
  ...contract,
  source: fc.constant('db'),
  time: text,
  window: duration,
  type: optional(fc.constant('actor')),
};
const excluded = fc.record({ name: text, where: conditions(comparison).filter((c) => c.length > 0) });
const held = optional(fc.uniqueArray(fc.constantFrom('device', 'item', 'site'), { minLength: 1, maxLength: 2 }));

const orderedFunnel = fc
  .record({
    ...actorBase,
    actor: fc.constantFrom('user_id', 'who'),
    entry: fc.constant('any'),
    order: optional(fc.constant('ordered')),
    ties: optional(fc.constant('strict')),
    constant: held,
    totals: optional(fc.boolean()),
    exclude: optional(fc.tuple(excluded)),
    steps: steps(
      fc.record({
        where: conditions(comparison).filter((c) => c.length > 0),
        displayName: optional(text),
        within: optional(fc.constantFrom('30s', '1m', '1m30s')),
        optional: optional(fc.boolean()),
      })
    ),
  })
  .map((spec) => ({
    ...spec,
    time: 'at',
    steps: spec.steps.map(({ within, optional: may, ...step }, i) => ({
      ...step,
      ...(i > 0 ? { within } : {}),
      ...(i > 0 && i < spec.steps.length - 1 ? { optional: may } : {}),
    })),
  }));
const otherOrders = fc
  .record({
    ...actorBase,
    actor: fc.constantFrom('user_id', 'who'),
    entry: fc.constantFrom('first', 'any'),
    order: fc.constantFrom('strict', 'any'),
    constant: held,
    exclude: optional(fc.tuple(excluded)),
    count: fc.integer({ min: 2, max: 4 }),
  })
  .map(({ count, ...spec }) => ({
    ...spec,
    time: 'at',
    steps: Array.from({ length: count }, (_, i) => ({ name: `Step ${i}`, where: [page(i)] })),
  }));
const funnelSpec = fc.oneof(
  fc.tuple(fc.oneof(orderedFunnel, otherOrders), relation).map(([a, b]) => ({ ...a, ...b })),
  fc.record({ ...contract, type: fc.constant('aggregate'), steps: steps(fc.record({ measure: anyPart })) })
);

const define = (kind: string, metadata: object, spec: object): Written =>
  JSON.parse(JSON.stringify({ apiVersion: 'plumbline/v1', kind, metadata, spec }));

const member = (name: string): Written =>
  define(
    'KPI',
    { name },
    {
      area: 'a',
      owner: { team: 't' },
      unit: 'seconds',
      measure: { sum: { source: 'db', table: 't', time: 'at', value: 'v' } },
      objectives: [{ name: 'n0', target: '0.9', timeWindow: { duration: '30d' }, op: 'lt', value: '1' }],
    }
  );

const SOURCES: readonly Written[] = [
  define('Source', { name: 'db' }, { dialect: 'postgres', grafana: { uid: 'a' } }),
  define('Source', { name: 'lake' }, { dialect: 'duckdb', grafana: { uid: 'b', type: 'x' }, lateness: '0s' }),
  define('Source', { name: 'metrics' }, { dialect: 'prometheus', grafana: { uid: 'c' }, scrapeInterval: '30s' }),
  define('Events', { name: 'deploys' }, { type: 'deploy', source: 'lake', table: 't', time: 'at', version: 'v' }),
  member('member-a'),
  member('member-b'),
];

/** Three sources, events, two members of composites, and some KPIs and funnels, each perhaps with a parent among those before it. */
export const definitions: fc.Arbitrary<readonly Written[]> = fc
  .array(
    fc.record({
      name,
      displayName: optional(text),
      parent: optional(fc.nat()),
      of: fc.oneof(
        kpiSpec.map((spec) => ({ kind: 'KPI', spec: spec as object })),
        funnelSpec.map((spec) => ({ kind: 'Funnel', spec: spec as object }))
      ),
    }),
    { minLength: 1, maxLength: 4 }
  )
  .map((all) => {
    const owned: Written[] = [];
    all.forEach((one, i) => {
      const parent = one.parent === undefined || i === 0 ? {} : { parent: owned[one.parent % i].metadata.name };
      const metadata = { name: `${one.name.slice(0, 12)}${i}`, displayName: one.displayName };
      owned.push(define(one.of.kind, metadata, { ...one.of.spec, ...parent }));
    });
    return [...SOURCES, ...owned];
  });
