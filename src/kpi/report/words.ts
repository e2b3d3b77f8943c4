/** Words of a report; its renderers only lay them out. */
import { formatInstant } from '../calendar';
import { amountIn, changeIn, durationWords, moneyIn } from '../words/amount';
import { MINUS, NOT_KNOWN, shortNumber, shortShare } from '../words/format-number';
import type { BudgetSpent, Effect, Estimate, Incident, KpiReport, Moment, NearbyEvent, SegmentEffect } from './types';

/** An instant with its zone's name: a time without a zone is half a time. */
export const at = (zone: string, ms: number): string => formatInstant(zone, ms);

/** The clock alone where the day is that of another instant which is written out beside it. */
export function clockIn(zone: string, ms: number, besideMs: number): string {
  const [day, clock] = formatInstant(zone, ms).split(' ');
  return day === formatInstant(zone, besideMs).split(' ')[0] ? clock : `${day} ${clock}`;
}

/** `2026-11-23 02:00 to 02:45 Europe/Berlin`, and so far: an open end is said. */
export function rangeWords(
  zone: string,
  { fromMs, toMs, ongoing }: Pick<Incident, 'fromMs' | 'toMs' | 'ongoing'>
): string {
  const from = formatInstant(zone, fromMs).split(' ').slice(0, 2).join(' ');
  return `${from} to ${clockIn(zone, toMs, fromMs)} ${zone}${ongoing ? ', still going on' : ''}`;
}

/** `3 min after it began`, `5 min before it began`, `when it began`. */
export function offsetWords(afterMs: number): string {
  if (Math.abs(afterMs) < 30_000) {
    return 'when it began';
  }
  return `${durationWords(Math.abs(afterMs))} ${afterMs < 0 ? 'before' : 'after'} it began`;
}

export const momentWords = (zone: string, moment: Moment, besideMs: number): string =>
  `${clockIn(zone, moment.atMs, besideMs)}, ${offsetWords(moment.afterMs)}: ${moment.words}`;

/** `412 (300 to 520)`; the number alone where there is no interval. */
export function estimateWords(estimate: Estimate, one: (value: number | null) => string): string {
  const { value, low, high } = estimate;
  return value === null
    ? NOT_KNOWN
    : low === null || high === null
      ? one(value)
      : `${one(value)} (${one(low)} to ${one(high)})`;
}

/** What is lost, in the unit that a loss has: of a ratio events, of money money. */
export function lostWords(unit: string, lost: Estimate): string {
  return estimateWords(lost, (value) => amountIn(lossUnit(unit), value === null ? null : whole(lossUnit(unit), value)));
}

export const costWords = (currency: string | undefined, cost: Estimate): string =>
  currency === undefined || cost.value === null ? '–' : estimateWords(cost, (value) => moneyIn(currency, value));

/** Ratios lose events; all others lose what they count. `ratio:EUR/count` loses its numerator. */
export function lossUnit(unit: string): string {
  const numerator = /^ratio:([^/]+)\//.exec(unit)?.[1];
  if (numerator !== undefined) {
    return /^[A-Z]{3}$/.test(numerator) ? `currency:${numerator}` : numerator;
  }
  return unit === 'ratio' ? 'count' : unit;
}

/** Events are whole, estimates of them too where there are many. */
const whole = (unit: string, value: number) => (unit === 'count' && Math.abs(value) >= 10 ? Math.round(value) : value);

export const VERDICT_WORDS = {
  worse: 'worse',
  better: 'better',
  none: 'no change that matters',
  waiting: 'too little traffic to say',
  unknown: 'not known',
} as const;

/** With a capital letter, as a sentence begins. */
export const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `95.1 % where 97.0 % was to be expected, −1.9 pp (−2.8 pp to −0.9 pp)`. */
export function effectWords(unit: string, effect: Effect): string {
  const level = `${amountIn(unit, effect.during)} where ${amountIn(unit, effect.expected)} was to be expected`;
  return `${level}, ${estimateWords(effect.change, (value) => changeIn(unit, value))}`;
}

export function budgetWords({ displayName, target, window, bad, spent, remaining }: BudgetSpent): string {
  const share = spent === null ? `an unknown share` : shortShare(spent);
  const failed = bad === null ? '' : ` (${shortNumber(Math.round(bad))} failed)`;
  const left = remaining === null ? '' : `; ${shortShare(remaining)} of it was left at the end`;
  return `${displayName} (target ${target} over ${window}): ${share} of the whole budget went in this time${failed}${left}.`;
}

/** `checkout 4.2.0, production, by ann`. */
export function eventWords(event: NearbyEvent): string {
  const named = [event.service, event.version].filter(Boolean).join(' ');
  const title = named !== '' && !event.title.includes(named) ? `${event.title} (${named})` : event.title;
  return [title, event.environment, event.author === undefined ? undefined : `by ${event.author}`]
    .filter(Boolean)
    .join(', ');
}

export const shareWords = ({ share }: SegmentEffect): string => (share === null ? '–' : shortShare(share));

/** A count's or number's minus as people write it. */
export const plainNumber = (value: number | null): string =>
  value === null ? '–' : shortNumber(Math.round(value)).replace('-', MINUS);

export const expectedWords = (kpi: Pick<KpiReport, 'control'>): string =>
  kpi.control === null ? '' : `Expected by ${kpi.control}.`;

/** Headings over what only people can write. No question asks who. */
export const PROMPTS: ReadonlyArray<{ readonly title: string; readonly hint: string }> = [
  { title: 'What happened', hint: 'In a few sentences, for somebody who was not there.' },
  { title: 'Contributing causes', hint: 'What in the system made it possible? There is rarely one; nobody is one.' },
  { title: 'What went well, what was luck', hint: 'What helped to notice it, to limit it, to end it?' },
  { title: 'Actions', hint: 'What will be done, who owns it, by when; and how it will be seen that it worked.' },
];
