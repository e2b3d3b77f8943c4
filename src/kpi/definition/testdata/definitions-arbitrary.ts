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
const value = fc.oneof(text, fc.record({ expression: text }));
const sqlRows = fc.tuple(fc.record(sqlBase), relation).map(([a, b]) => ({ ...a, ...b, count: 'rows' }));
const sqlSum = fc.tuple(fc.record(sqlBase), relation, value).map(([a, b, c]) => ({ ...a, ...b, value: c }));
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
  segments: optional(
    fc.constant([
      { name: 'device', field: 'dev' },
      { name: 'region', displayName: 'Region', field: 'r' },
    ])
  ),
  privacy: optional(fc.record({ minCohort: fc.nat({ max: 50 }) })),
  valuePerUnit: optional(fc.record({ amount, currency: fc.constantFrom('EUR', 'USD') })),
};
const objective = fc.record({
  target: share,
  timeWindow: fc.record({ duration, rolling: optional(fc.constant(true)) }),
  budgetingMethod: optional(fc.constant('Occurrences')),
});
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
const numbered = <T extends object>(items: readonly T[]) => items.map((item, i) => ({ name: `n${i}`, ...item }));

const kpiSpec = fc.oneof(
  fc.record({
    ...contract,
    unit: fc.constant('ratio'),
    measure: fc.record({ ratio: fc.record({ numerator: anyPart, denominator: anyPart }) }),
    objectives: optional(fc.array(objective, { maxLength: 2 }).map(numbered)),
    thresholds: optional(fc.array(threshold, { maxLength: 2 }).map(numbered)),
  }),
  fc.record({
    ...contract,
    unit: fc.constantFrom('count', 'count/min'),
    measure: fc.record({ count: fc.oneof(sqlRows, counter) }),
  }),
  fc.record({
    ...contract,
    unit: fc.constantFrom('currency:EUR', 'seconds', 'currency:USD/h'),
    measure: fc.record({ sum: fc.oneof(sqlSum, counter) }),
  })
);
const steps = <T extends object>(step: fc.Arbitrary<T>) =>
  fc.array(step, { minLength: 2, maxLength: 4 }).map((all) => all.map((one, i) => ({ name: `Step ${i}`, ...one })));
const funnelSpec = fc.oneof(
  fc
    .tuple(
      fc.record({
        ...contract,
        source: fc.constant('db'),
        time: text,
        actor: text,
        window: duration,
        entry: fc.constantFrom('first', 'any'),
        order: optional(fc.constant('ordered')),
        ties: optional(fc.constant('strict')),
        type: optional(fc.constant('actor')),
        steps: steps(
          fc.record({ where: conditions(comparison).filter((c) => c.length > 0), displayName: optional(text) })
        ),
      }),
      relation
    )
    .map(([a, b]) => ({ ...a, ...b })),
  fc.record({ ...contract, type: fc.constant('aggregate'), steps: steps(fc.record({ measure: anyPart })) })
);

const define = (kind: string, metadata: object, spec: object): Written =>
  JSON.parse(JSON.stringify({ apiVersion: 'plumbline/v1', kind, metadata, spec }));

const SOURCES: readonly Written[] = [
  define('Source', { name: 'db' }, { dialect: 'postgres', grafana: { uid: 'a' } }),
  define('Source', { name: 'lake' }, { dialect: 'duckdb', grafana: { uid: 'b', type: 'x' }, lateness: '0s' }),
  define('Source', { name: 'metrics' }, { dialect: 'prometheus', grafana: { uid: 'c' }, scrapeInterval: '30s' }),
];

/** Three sources and some KPIs and funnels, each perhaps with a parent among those before it. */
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
