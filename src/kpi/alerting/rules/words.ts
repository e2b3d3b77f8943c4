/** What a rule watches, in words for people. Nothing here is a template yet. */
import type { Objective, Threshold } from '../../definition/types';
import type { ConditionMeta } from '../../results/types';
import { complement, errorBudget, nominalWindowMs } from '../conditions';
import type { Watch } from './types';

const MINUTE = 60_000;
const UNITS: ReadonlyArray<readonly [ms: number, one: string, many: string]> = [
  [24 * 60 * MINUTE, 'day', 'days'],
  [60 * MINUTE, 'h', 'h'],
  [MINUTE, 'min', 'min'],
  [1000, 's', 's'],
];

const CALENDAR = { d: 'day', w: 'week', M: 'month', Q: 'quarter', Y: 'year' } as const;

/** `3 days`, `1 h 30 min`, `5 min`; the two largest units. @param ms at least 0 */
export function durationWords(ms: number): string {
  let rest = Math.round(ms / 1000) * 1000;
  const parts: string[] = [];
  for (const [size, one, many] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) {
      parts.push(`${count} ${count === 1 ? one : many}`);
    }
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

/** A share as percent, digit for digit: `0.999` is `99.9 %`. @param share decimal text of 0 to 1 */
export function percent(share: string): string {
  const [whole, fraction = ''] = share.split('.');
  const digits = `${fraction}00`;
  const integer = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=[0-9])/, '');
  const rest = digits.slice(2).replace(/0+$/, '');
  return `${integer}${rest === '' ? '' : `.${rest}`} %`;
}

/** A number for people: three significant digits below 100, whole thousands set apart. */
export function amount(value: number, decimals?: number): string {
  const text =
    decimals === undefined
      ? String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)))
      : value.toFixed(decimals);
  return text.replace(/^[0-9]+/, (whole) => whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ','));
}

const timesWords = (factor: string) => `${factor} ${factor === '1' ? 'time' : 'times'}`;

/** `14.4 times over 1 h and 5 min`. */
export function conditionWords({ factor, longMs, shortMs }: ConditionMeta): string {
  return `${timesWords(factor)} over ${durationWords(longMs)} and ${durationWords(shortMs)}`;
}

/** `below 0.95 over 10 min, with at least 20 events`. */
export function thresholdWords({ direction, bound, windowMs, minimumEvents }: Threshold, unit: string): string {
  const least = minimumEvents > 0 ? `, with at least ${amount(minimumEvents)} events` : '';
  const limit = unit === 'ratio' ? percent(bound) : `${bound}${unitWords(unit)}`;
  return `${direction} ${limit} over ${durationWords(windowMs)}${least}`;
}

/** ` EUR`, ` EUR/min`, ` s`; nothing for counts and ratios. */
function unitWords(unit: string): string {
  const [base, per] = unit.split('/');
  const name = base.indexOf('currency:') === 0 ? ` ${base.slice(9)}` : base === 'seconds' ? ' s' : '';
  return unit.indexOf('ratio') === 0 ? '' : `${name}${per === undefined ? '' : `/${per}`}`;
}

/** `monthly (99 % over 30 days)`, `monthly (99 % each calendar month)`. */
export function objectiveWords({ displayName, target, timeWindow }: Objective): string {
  return `${displayName} (${percent(target)} ${windowName(timeWindow)})`;
}

function windowName(window: Objective['timeWindow']): string {
  if (window.rolling) {
    return `over ${durationWords(window.durationMs)}`;
  }
  const unit = CALENDAR[window.unit];
  return `each ${window.count === 1 ? `calendar ${unit}` : `${window.count} calendar ${unit}s`}`;
}

/** All that makes the rule fire, one after the other: `monthly (99 % over 30d): 14.4 times over 1 h and 5 min, or …`. */
export function windowWords({ kpi, objectives, thresholds }: Watch): string {
  const burns = objectives.map(
    ({ objective, conditions }) => `${objectiveWords(objective)}: ${conditions.map(conditionWords).join(', or ')}`
  );
  const limits = thresholds.map((threshold) => `${threshold.name}: ${thresholdWords(threshold, kpi.unit)}`);
  return [...burns, ...limits].join('; ');
}

/** What an event is called: a slice where slices are budgeted. */
const eventWord = (objective: Objective) =>
  objective.slices ? `slices of ${durationWords(objective.slices.windowMs)}` : 'events';

/**
 * What the objective allows and what the rule's lowest factor means, in events, time and money: a sentence or two an objective.
 * Money is for Occurrences only: a slice has no price.
 */
export function moneyWords({ kpi, objectives }: Watch): string {
  const price = kpi.valuePerUnit;
  const sentences = price ? [`Each event that fails costs about ${price.amount} ${price.currency}.`] : [];
  for (const { objective, conditions } of objectives) {
    const budget = errorBudget(objective.target);
    const allowed = durationWords(budget * nominalWindowMs(objective.timeWindow));
    sentences.push(
      `${objectiveWords(objective)} allows ${percent(complement(objective.target))} of all ${eventWord(objective)} to fail, as much as ${allowed} of total failure.`
    );
    const least = conditions.reduce((a, b) => (b.threshold < a.threshold ? b : a));
    const failing = Math.min(1, least.threshold * budget) * 1000;
    const cost =
      price && !objective.slices
        ? `, ${amount(failing * Number(price.amount), 2)} ${price.currency} for every 1,000`
        : '';
    sentences.push(
      `This alert begins at ${least.factor === '1' ? 'that pace' : `${least.factor} times that pace`}: ${amount(failing)} of every 1,000 fail${cost}.`
    );
  }
  return sentences.join(' ');
}

/** Name and address of each policy, once. */
export function policyWords({ objectives }: Watch): string {
  const texts = objectives.map(({ policy }) =>
    policy.reference ? `${policy.displayName} (${policy.reference})` : policy.displayName
  );
  return texts.filter((text, i) => texts.indexOf(text) === i).join('; ');
}

/** What is decided by this number, and by how little of the budget is left. */
export function decisionWords({ kpi, objectives }: Watch): string {
  const steps = objectives.flatMap(({ objective }) =>
    objective.consequences.map(
      ({ below, then }) => `With less than ${percent(below)} of the budget of ${objective.displayName} left: ${then}`
    )
  );
  return [...(kpi.decisionPolicy ? [kpi.decisionPolicy] : []), ...steps].join('\n');
}
