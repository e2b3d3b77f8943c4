/** What a contract counts, in sentences. */
import type { Aggregate, Condition, FunnelDefinition, KpiDefinition, MeasurePart, Relation } from '../../kpi';

/** Sentences: what is counted, from where, under which conditions. The first one says it all in short. */
export function measureWords(definition: KpiDefinition | FunnelDefinition): readonly string[] {
  if (definition.kind === 'Funnel') {
    return funnelWords(definition);
  }
  const { measure } = definition;
  switch (measure.kind) {
    case 'count':
    case 'sum':
    case 'level':
    case 'gauge':
      return [sentence(partWords(measure.part))];
    case 'freshness':
      return [
        sentence(`seconds since the newest row of ${relationWords(measure.part.relation)} in ${measure.part.source}`),
        `Looked for as far back as ${measure.lookback}.`,
      ];
    case 'ratio':
      return measure.failures
        ? [
            sentence(`1 minus ${partWords(measure.numerator)}`),
            sentence(`over ${partWords(measure.denominator)}`),
            'Where nothing failed of what there is, nothing has failed.',
          ]
        : [sentence(partWords(measure.numerator)), sentence(`over ${partWords(measure.denominator)}`)];
    case 'derived':
      return [
        `Reckoned: ${measure.expression}.`,
        ...measure.inputs.map(
          ({ as, kpi, absentIs }) =>
            `${as} is the KPI ${kpi}${absentIs === 'zero' ? ', 0 where nothing was measured' : ''}.`
        ),
      ];
    case 'composite':
      return [
        'Objectives of other KPIs taken together.',
        ...measure.members.map(
          ({ kpi, objective, weight }) =>
            `${objective} of ${kpi}${weight === '1' ? '' : `, with the weight ${weight}`}.`
        ),
      ];
    case 'retention':
      return [
        `How many of those who started came back ${measure.after} periods of ${measure.period} later.`,
        sentence(`started: ${whereWords(measure.start) || 'any row'}`),
        sentence(`came back: ${whereWords(measure.returns) || 'any row'}`),
        sentence(`from ${relationWords(measure.relation)} in ${measure.source}, an actor is a ${measure.actor}`),
      ];
  }
}

function funnelWords(definition: FunnelDefinition): readonly string[] {
  const steps = definition.steps.map(({ displayName }) => displayName).join(' → ');
  if (definition.type === 'aggregate') {
    return [`${steps}.`, 'Steps are measured on their own: not the same actors.'];
  }
  const { entry, order, window, relation, source, actor } = definition;
  return [
    `${steps}.`,
    `${entry === 'any' ? 'Any start' : 'First start'} · ${order} · within ${window}.`,
    sentence(`from ${relationWords(relation)} in ${source}, an actor is a ${actor}`),
  ];
}

/** `rows of sessions in shop-db where purchased is true`. */
export function partWords(part: MeasurePart): string {
  const where = whereWords(part.where);
  const condition = where ? ` where ${where}` : '';
  if (part.store === 'prometheus') {
    const of = part.metric ?? 'an expression';
    const what =
      part.type === 'counter'
        ? `increase of ${of}`
        : part.type === 'gauge'
          ? `level of ${of}`
          : `the ${part.q}-quantile of ${of}`;
    return `${what} in ${part.source}${condition}`;
  }
  return `${aggregateWords(part.aggregate)} of ${relationWords(part.relation)} in ${part.source}${condition}`;
}

function aggregateWords(aggregate: Aggregate): string {
  const value = 'value' in aggregate ? valueWords(aggregate.value) : '';
  switch (aggregate.kind) {
    case 'rows':
      return 'rows';
    case 'sum':
      return `sum of ${value}`;
    case 'values':
      return `number of values of ${value}`;
    case 'min':
      return `least ${value}`;
    case 'max':
      return `greatest ${value}`;
    case 'distinct':
      return `different ${aggregate.field}${aggregate.approximate ? ' (approximate)' : ''}`;
    case 'quantile':
      return `the ${aggregate.q}-quantile of ${value}${aggregate.approximate ? ' (approximate)' : ''}`;
    case 'newest':
      return 'newest row';
  }
}

type Value = Extract<Aggregate, { readonly kind: 'sum' }>['value'];

function valueWords(value: Value): string {
  return 'field' in value
    ? value.field
    : 'expression' in value
      ? value.expression
      : `seconds from ${value.elapsed.from} to ${value.elapsed.to}`;
}

const relationWords = (relation: Relation): string => ('table' in relation ? relation.table : 'a query of its own');

export const whereWords = (conditions: readonly Condition[]): string => conditions.map(conditionWords).join(' and ');

const SIGNS = { lt: '<', lte: '≤', gt: '>', gte: '≥' } as const;

function conditionWords(condition: Condition): string {
  switch (condition.op) {
    case 'is':
      return `${condition.field} is ${condition.value}`;
    case 'not':
      return `${condition.field} is not ${condition.value}`;
    case 'in':
      return `${condition.field} is one of ${condition.values.join(', ')}`;
    case 'notIn':
      return `${condition.field} is none of ${condition.values.join(', ')}`;
    case 'present':
      return `${condition.field} is ${condition.value ? 'there' : 'not there'}`;
    case 'matches':
      return `${condition.field} ${condition.negate ? 'does not match' : 'matches'} ${condition.pattern}`;
    case 'any':
    case 'all':
      return `(${condition.conditions.map(conditionWords).join(condition.op === 'any' ? ' or ' : ' and ')})`;
    default:
      return `${condition.field} ${SIGNS[condition.op]} ${condition.value}`;
  }
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
