/** Faultless reading -> measures. */
import { buildCondition, buildPart, fieldsOf, relationOf } from './build-parts';
import { buildRetention } from './build-retention';
import type { Scope } from './check-part';
import type { ReadDerived } from './derived';
import { DAY_MS } from './duration';
import type { ReadKpiSpec } from './form';
import { must } from './must';
import { placeOf } from './syntax';
import type {
  Accumulate,
  Aggregate,
  CompositeMember,
  DerivedInput,
  Measure,
  MeasurePart,
  PrometheusPart,
  SqlPart,
} from './types';

type ReadMeasure = NonNullable<ReadKpiSpec['measure']>;

export function buildMeasure(read: NonNullable<ReadKpiSpec['measure']>, kpis: Scope['kpis']): Measure {
  if (read.ratio) {
    return {
      kind: 'ratio',
      numerator: buildPart(must(read.ratio.numerator ?? read.ratio.failures)),
      denominator: buildPart(must(read.ratio.denominator)),
      ...(read.ratio.failures ? { failures: true as const } : {}),
    };
  }
  if (read.gauge) {
    return { kind: 'gauge', part: buildGauge(read.gauge) };
  }
  if (read.average) {
    return averageOf(buildPart(read.average));
  }
  if (read.freshness) {
    return buildFreshness(read.freshness);
  }
  if (read.derived) {
    const { expression, inputs } = read.derived;
    return { kind: 'derived', expression: must(expression), inputs: must(inputs).map(buildInput) };
  }
  if (read.composite) {
    return { kind: 'composite', members: read.composite.map((member) => buildMember(member, kpis)) };
  }
  if (read.retention) {
    return buildRetention(read.retention);
  }
  if (read.quantile) {
    return { kind: 'level', part: buildQuantile(read.quantile) };
  }
  for (const kind of ['min', 'max'] as const) {
    const part = read[kind];
    if (part) {
      return { kind: 'level', part: withAggregate(buildPart(part), (value) => ({ kind, value })) };
    }
  }
  return read.count ? { kind: 'count', part: buildPart(read.count) } : { kind: 'sum', part: buildPart(must(read.sum)) };
}

function buildGauge(read: NonNullable<NonNullable<ReadKpiSpec['measure']>['gauge']>): PrometheusPart {
  return {
    store: 'prometheus',
    type: 'gauge',
    promql: must(read.promql),
    source: must(read.source),
    where: (read.where ?? []).map(buildCondition),
    fields: fieldsOf(read.fields ?? []),
    place: placeOf(read.$),
  };
}

function buildInput(read: NonNullable<ReadDerived['inputs']>[number]): DerivedInput {
  return { as: must(read.as), kpi: must(read.kpi), absentIs: read.absentIs ?? 'gap', place: placeOf(read.$) };
}

type ReadMember = NonNullable<NonNullable<ReadKpiSpec['measure']>['composite']>[number];

function buildMember(read: ReadMember, kpis: Scope['kpis']): CompositeMember {
  const kpi = must(read.kpi);
  return {
    kpi,
    // Checked before: without a name there is exactly one.
    objective: read.objective ?? must(must(kpis.get(kpi)?.spec?.objectives)[0].name),
    weight: read.weight ?? '1',
    place: placeOf(read.$),
  };
}

/** A mean is a sum over a count, of rows that have a value: it adds up over time, as no mean of means does. */
function averageOf(part: MeasurePart): Measure {
  const sum = part as SqlPart & { readonly aggregate: { readonly kind: 'sum' } };
  const values: SqlPart = { ...sum, aggregate: { kind: 'values', value: sum.aggregate.value } };
  return { kind: 'ratio', numerator: sum, denominator: values, average: true };
}

/** The part of a value, made into something else than its sum. */
function withAggregate(
  part: MeasurePart,
  of: (value: Extract<Aggregate, { kind: 'sum' }>['value']) => Aggregate
): SqlPart {
  const sum = part as SqlPart & { readonly aggregate: Extract<Aggregate, { kind: 'sum' }> };
  return { ...sum, aggregate: of(sum.aggregate.value) };
}

function buildQuantile(read: NonNullable<ReadMeasure['quantile']>): MeasurePart {
  const q = must(read.q);
  const of = must(read.of);
  const part = buildPart(of);
  return part.store === 'prometheus'
    ? { ...part, type: of.choice === 'prometheus' && of.of.type ? of.of.type : 'histogram', q }
    : withAggregate(part, (value) => ({ kind: 'quantile', value, q, approximate: read.accuracy === 'approximate' }));
}

function buildFreshness(read: NonNullable<ReadMeasure['freshness']>): Measure {
  return {
    kind: 'freshness',
    part: {
      store: 'sql',
      source: must(read.source),
      relation: relationOf(read),
      time: must(read.time),
      timeType: read.timeType ?? 'instant',
      aggregate: { kind: 'newest' },
      where: (read.where ?? []).map(buildCondition),
      fields: fieldsOf(read.fields ?? []),
      place: placeOf(read.$),
    },
    lookbackMs: read.lookback?.ms ?? 7 * DAY_MS,
    lookback: read.lookback?.text ?? '7d',
  };
}

export function accumulateOf(read: NonNullable<ReadKpiSpec['accumulate']>): Accumulate {
  return read.window
    ? { kind: 'window', windowMs: read.window.ms, window: read.window.text }
    : { kind: 'toDate', period: must(read.toDate) };
}
