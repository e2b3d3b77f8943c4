/** Measures of definitions as OpenSLO's indicators. */
import type { Condition, KpiDefinition, MeasurePart, SqlPart } from '../types';
import type { Json, JsonObject } from './types';

/** An SLI's spec, or why OpenSLO has none for it. */
export type Indicator = { readonly spec: JsonObject } | { readonly reason: string };

export function indicatorOf(kpi: KpiDefinition): Indicator {
  const { measure } = kpi;
  switch (measure.kind) {
    case 'composite':
      return { reason: 'a composite has no indicator of its own' };
    case 'derived':
      return { reason: 'it has no arithmetic over other indicators' };
    case 'retention':
      return { reason: 'OpenSLO has no words for retention' };
    case 'gauge': {
      const metric = { metricSource: metricSource(measure.part) };
      return {
        spec: kpi.unit === 'ratio' ? { ratioMetric: { rawType: 'success', raw: metric } } : { thresholdMetric: metric },
      };
    }
    case 'ratio': {
      const [top, total] = [measure.numerator, measure.denominator].map((part) => part && metricSource(part));
      const upper = measure.failures ? 'bad' : 'good';
      if (kpi.unit !== 'ratio') {
        return { reason: `its ratio is one of ${kpi.unit}, not of good to total` };
      }
      const ratio = { counter: true, [upper]: { metricSource: top }, total: { metricSource: total } };
      return { spec: { ratioMetric: ratio } };
    }
    default:
      return { spec: { thresholdMetric: { metricSource: metricSource(measure.part) } } };
  }
}

function metricSource(part: MeasurePart): JsonObject {
  return part.store === 'sql'
    ? { metricSourceRef: part.source, type: 'SQL', spec: sqlSpec(part) }
    : { metricSourceRef: part.source, type: 'Prometheus', spec: { query: queryOf(part) } };
}

function queryOf(part: Extract<MeasurePart, { store: 'prometheus' }>): string {
  if (part.promql !== undefined) {
    return part.promql.split('$window').join('{{.window}}');
  }
  const matchers = part.where.reduce<readonly string[]>((all, one) => all.concat(matchersOf(one)), []);
  return `sum(increase(${part.metric}${matchers.length > 0 ? `{${matchers.join(',')}}` : ''}[{{.window}}]))`;
}

const quotePattern = (value: string): string => value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
const matcher = (label: string, op: string, value: string): string => `${label}${op}${JSON.stringify(value)}`;

/** Conditions on labels as matchers; those of sizes cannot be written for Prometheus in the first place. */
function matchersOf(condition: Condition): readonly string[] {
  switch (condition.op) {
    case 'is':
    case 'not':
      return [matcher(condition.field, condition.op === 'is' ? '=' : '!=', String(condition.value))];
    case 'in':
    case 'notIn':
      return [
        matcher(
          condition.field,
          condition.op === 'in' ? '=~' : '!~',
          condition.values.map((value) => quotePattern(String(value))).join('|')
        ),
      ];
    case 'present':
      return [matcher(condition.field, condition.value ? '!=' : '=', '')];
    case 'matches':
      return [matcher(condition.field, condition.negate ? '!~' : '=~', condition.pattern)];
    case 'all':
      return condition.conditions.reduce<readonly string[]>((all, one) => all.concat(matchersOf(one)), []);
    case 'any':
      return anyOf(condition.conditions);
    default:
      return [];
  }
}

/** Only alternatives of one label can be said, and only they can be asked. */
function anyOf(conditions: readonly Condition[]): readonly string[] {
  const values: string[] = [];
  let field = '';
  for (const condition of conditions) {
    if (condition.op === 'is' || condition.op === 'in') {
      field = condition.field;
      values.push(...('values' in condition ? condition.values : [condition.value]).map(String));
    }
  }
  return values.length === 0 ? [] : [matcher(field, '=~', values.map(quotePattern).join('|'))];
}

/** OpenSLO leaves a query's form to whoever reads it: the fields are those of a definition. */
function sqlSpec(part: SqlPart): JsonObject {
  const { aggregate, relation } = part;
  const what: JsonObject =
    'value' in aggregate
      ? { value: 'field' in aggregate.value ? aggregate.value.field : { ...aggregate.value } }
      : aggregate.kind === 'distinct'
        ? { count: { distinct: aggregate.field } }
        : { count: 'rows' };
  return {
    ...('table' in relation ? { table: relation.table } : { query: relation.query }),
    time: part.time,
    ...(part.timeType === 'instant' ? {} : { timeType: part.timeType }),
    ...what,
    ...(part.where.length > 0 ? { where: part.where.map(writtenCondition) } : {}),
  };
}

function writtenCondition(condition: Condition): Json {
  switch (condition.op) {
    case 'any':
    case 'all':
      return { [condition.op]: condition.conditions.map(writtenCondition) };
    case 'in':
    case 'notIn':
      return { field: condition.field, [condition.op]: condition.values };
    case 'matches':
      return { field: condition.field, matches: condition.pattern };
    default:
      return { field: condition.field, [condition.op]: condition.value };
  }
}
