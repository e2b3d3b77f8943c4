import { quoteString } from '../../promql/strings';
import { formatDuration } from '../../definition/duration';
import type { Threshold } from '../../definition/types';
import { complement } from '../conditions';
import { BAD, RATIO, TOTAL, VALUE } from './prometheus-records';
import { aggregate, binary, checked, decimal, numeral, series, type Promql } from './promql';
import type { Watch, Watched } from './types';

/**
 * One number for each segment, there only while the alert fires: how many times over its limit it is, at most one for all conditions, so
 * that page and second page are one alert. Both windows of a condition must be over their limit; the number is the long one's.
 */
export function alertExpression(watch: Watch): string {
  const terms = [
    ...watch.objectives.flatMap((one) => conditions(watch.kpi.name, one)),
    ...watch.thresholds.map((threshold) => limit(watch, threshold)),
  ];
  const any = terms.reduce((left, right) => binary(left, 'or', right));
  return checked(aggregate('max', { without: ['window', 'condition'] }, any));
}

function conditions(kpi: string, { objective, conditions: all }: Watched): readonly Promql[] {
  const budget = decimal(complement(objective.target));
  return all.map(({ factor, longMs, shortMs }) => {
    const long = { kpi, window: formatDuration(longMs) };
    const allowed = binary(decimal(factor), '*', budget);
    const ratio = (windowMs: number) => binary(series(RATIO, { kpi, window: formatDuration(windowMs) }), '>', allowed);
    const enough: Promql[] = [];
    if (objective.minimumEvents > 0) {
      enough.push(binary(series(TOTAL, long), '>=', numeral(objective.minimumEvents)));
    }
    if (objective.minimumFailures > 0) {
      enough.push(binary(series(BAD, long), '>=', numeral(objective.minimumFailures)));
    }
    const both = binary(ratio(longMs), 'and', ratio(shortMs), 'ignoring (window)');
    const held = enough.reduce((left, right) => binary(left, 'and', right), both);
    return named(binary(held, '/', allowed), `${objective.name} ${factor}`);
  });
}

function limit({ kpi }: Watch, { name, direction, bound, windowMs, minimumEvents }: Threshold): Promql {
  const labels = { kpi: kpi.name, window: formatDuration(windowMs) };
  const isRatio = kpi.measure.kind === 'ratio';
  const value = series(VALUE, labels);
  const times =
    direction === 'above'
      ? binary(value, '/', decimal(bound))
      : binary(numeral(2), '-', binary(value, '/', decimal(bound)));
  const broken = binary(times, '>', numeral(1));
  const enough =
    minimumEvents > 0
      ? binary(broken, 'and', binary(series(isRatio ? TOTAL : VALUE, labels), '>=', numeral(minimumEvents)))
      : broken;
  return named(enough, name);
}

/** Told apart, so that `or` keeps all of them: two may have the same window. */
function named(of: Promql, name: string): Promql {
  return { text: `label_replace(${of.text}, "condition", ${quoteString(name)}, "", "")`, loose: false };
}
