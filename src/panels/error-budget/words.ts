/** Every sentence and label of the error-budget panel, so that picture, tooltip, table and screen reader say the same. */
import { dateTimeForTimeZone } from '@grafana/data';
import type { BudgetState } from '../../kpi/results/types';
import {
  fullShare,
  isShort,
  NBSP,
  NOT_KNOWN,
  shortDuration,
  shortNumber,
  shortShare,
  withCurrency,
} from '../shared/format-number';
import { isolate } from '../shared/isolate';
import type { Tone } from '../shared/text-box';
import type { BudgetRow } from './model';
import type { BudgetOptions } from './options';

export interface StateWords {
  readonly short: string;
  readonly long: string;
  readonly tone: Tone;
}

/** What each state asks for. Red is kept for "act now", amber for "soon". */
export const STATE_WORDS: Readonly<Record<BudgetState, StateWords>> = {
  exhausted: { short: 'budget gone', long: 'budget gone: act now', tone: 'red' },
  page: { short: 'act now', long: 'act now: burning fast enough to page', tone: 'red' },
  ticket: { short: 'act soon', long: 'act soon: burning fast enough for a ticket', tone: 'amber' },
  frozen: { short: NOT_KNOWN, long: 'frozen: too little was measured to say', tone: 'quiet' },
  burning: { short: 'too fast', long: 'spent faster than it lasts', tone: 'amber' },
  ok: { short: 'on course', long: 'on course', tone: 'normal' },
};

export const toneOf = ({ state }: BudgetRow): Tone => (state === null ? 'normal' : STATE_WORDS[state].tone);

/** `2.3×`. */
export const timesOf = (burn: number): string => `${shortNumber(burn)}×`;

/** What is left of what may be spent; both in the same unit. */
const leftOf = (share: number | null, allowed: number | null): number | null =>
  share === null || allowed === null ? null : share * allowed;

/** Two numbers that are read together: abbreviated both or none. */
function alike(a: number, b: number): [string, string] {
  const even = !isShort(a) || !isShort(b);
  return [shortNumber(a, even), shortNumber(b, even)];
}

const duration = (minutes: number) => shortDuration(minutes * 60);

export const failuresOf = ({ objective }: BudgetRow): string =>
  objective && objective.method !== 'Occurrences' ? 'bad slices' : 'bad events';

/** The big number, and what it is of. Falls back to the share where the unit's allowance is not known. */
export interface Remaining {
  readonly number: string;
  /** From long to short. */
  readonly of: readonly string[];
}

export function remainingOf(row: BudgetRow, unit: BudgetOptions['unit']): Remaining {
  const { remaining, allowedMinutes, allowedEvents } = row;
  if (remaining === null) {
    return { number: NOT_KNOWN, of: ['what is left of the budget', 'of budget'] };
  }
  const left = remaining < 0 ? 'overspent' : 'left';
  const minutes = unit === 'minutes' ? leftOf(remaining, allowedMinutes) : null;
  if (minutes !== null) {
    return { number: duration(minutes), of: [`${left} of ${duration(allowedMinutes!)}`, left] };
  }
  const events = unit === 'events' ? leftOf(remaining, allowedEvents) : null;
  if (events !== null) {
    const allowed = shortNumber(allowedEvents!);
    return {
      number: shortNumber(events, !isShort(allowedEvents!)),
      of: [`${failuresOf(row)} ${left} of ${allowed}`, `${left} of ${allowed}`, left],
    };
  }
  return {
    number: shortShare(remaining),
    of: remaining < 0 ? ['of budget: overspent', 'overspent'] : ['of budget left', 'left'],
  };
}

/** `2.3× · gone in 4 d 6 h`, from long to short: how fast it is spent now, and what that leads to. */
export function paceOf(row: BudgetRow): string[] {
  const { burnRate, remaining, exhaustsAt, meta, objective } = row;
  if (burnRate === null) {
    return ['pace not known'];
  }
  const times = timesOf(burnRate);
  if (burnRate === 0) {
    return [`${times} · nothing fails now`, times];
  }
  if (remaining !== null && remaining <= 0) {
    return [`${times} · nothing is left`, times];
  }
  if (exhaustsAt !== null && meta) {
    const lasts = shortDuration(Math.max(0, exhaustsAt - meta.asOfMs) / 1000);
    return [`${times} · gone in ${lasts}`, `${times} · ${lasts}`, times];
  }
  if (exhaustsAt === null && remaining !== null && meta) {
    return [`${times} · lasts${objective?.window.rolling === false ? ' the window' : ''}`, `${times} · lasts`, times];
  }
  return [times];
}

/** `€ 3,100 lost of 13,400 allowed`, from long to short; null where nothing has a price. */
export function priceOf({ badCost, allowedCost, currency }: BudgetRow): string[] | null {
  if (badCost === null || currency === null) {
    return null;
  }
  if (allowedCost === null) {
    return [`${withCurrency(shortNumber(badCost), currency)} lost`];
  }
  const [spent, allowed] = alike(badCost, allowedCost);
  const lost = withCurrency(spent, currency);
  return [`${lost} lost of ${allowed} allowed`, `${lost} lost of ${allowed}`, `${lost} lost`];
}

/** `58 of 120 bad events · 2 h 5 min of 7 h 12 min`: spent of allowed, in what the big number does not say. */
export function spentOf(row: BudgetRow, unit: BudgetOptions['unit']): string[] | null {
  const { badEvents, allowedEvents, spentMinutes, allowedMinutes } = row;
  const events =
    badEvents !== null && allowedEvents !== null
      ? `${alike(badEvents, allowedEvents).join(' of ')} ${failuresOf(row)}`
      : null;
  const time =
    spentMinutes !== null && allowedMinutes !== null
      ? `${duration(spentMinutes)} of ${duration(allowedMinutes)}`
      : null;
  const ordered = (unit === 'minutes' ? [time, events] : [events, time]).filter((text) => text !== null);
  return ordered.length === 0 ? null : [`spent: ${ordered.join(' · ')}`, `spent: ${ordered[0]}`];
}

const CALENDAR: Readonly<Record<string, string>> = {
  '1d': 'this day',
  '1w': 'this week',
  '1M': 'this month',
  '1Q': 'this quarter',
  '1Y': 'this year',
};

const spaced = (text: string) => text.replace(/(\d)([a-z])/gi, `$1${NBSP}$2`);

/** `the last 30 d`, `this month`. */
export function windowOf({ objective }: BudgetRow): string | null {
  if (!objective) {
    return null;
  }
  const { rolling, duration: length } = objective.window;
  return rolling ? `the last ${spaced(length)}` : (CALENDAR[length] ?? `this window of ${spaced(length)}`);
}

/** `99 % over the last 30 d`, from long to short; null where no target is known. */
export function targetOf(row: BudgetRow): string[] | null {
  const { target, objective } = row;
  if (target === null) {
    return null;
  }
  const share = fullShare(target);
  const window = windowOf(row);
  return window ? [`${share} over ${window}`, `${share} / ${spaced(objective!.window.duration)}`, share] : [share];
}

/** Share of a calendar window that is still to come; null for a rolling one, which always ends now and whose clock cannot be beaten. */
export function timeLeftOf({ elapsed, objective }: BudgetRow): number | null {
  return elapsed === null || objective?.window.rolling !== false ? null : Math.min(1, Math.max(0, 1 - elapsed));
}

/** What the tick says: `time left 43.3 %: budget goes faster than time`; null where there is no tick. */
export function timeOf(row: BudgetRow): string[] | null {
  const left = timeLeftOf(row);
  if (left === null) {
    return null;
  }
  const text = `time left ${shortShare(left)}`;
  if (row.remaining === null || row.remaining === left) {
    return [text];
  }
  return [`${text}: ${row.remaining < left ? 'the budget goes faster' : 'the budget lasts longer'}`, text];
}

/** What was agreed and does not apply yet, the next first: `below 10 %: freeze releases`. */
export function comingOf({ objective, remaining }: BudgetRow): string[] {
  if (remaining === null) {
    return [];
  }
  return [...(objective?.consequences ?? [])]
    .filter(({ below }) => below <= remaining)
    .sort((a, b) => b.below - a.below)
    .map(({ below, then }) => `below ${fullShare(below)}: ${isolate(then)}`);
}

/** `2 h removed: nightly batch`, one an exclusion. */
export function exclusionsOf({ objective }: BudgetRow): string[] {
  return (objective?.exclusions ?? []).map(
    ({ name, treatAs, minutes }) =>
      `${duration(minutes)} ${treatAs === 'removed' ? 'removed' : 'counted as good'}: ${isolate(name)}`
  );
}

/** All in a line: `2 h removed: nightly batch, and 3 more`. */
export function exclusionsInShort(row: BudgetRow): string | null {
  const [first, ...more] = exclusionsOf(row);
  return first === undefined ? null : first + (more.length > 0 ? `, and ${more.length} more` : '');
}

/** `measured 94.2 % of the window`; null where all of it was, or nobody says. */
export function coverageOf({ coverage, objective }: BudgetRow): string | null {
  if (coverage === null || coverage >= 1) {
    return null;
  }
  const floor = objective?.coverageFloor ?? 0;
  return `measured ${shortShare(coverage)} of the window${coverage < floor ? `, ${fullShare(floor)} needed` : ''}`;
}

/** `30.0 % measured`, for where a sentence does not fit; null where the budget is known, or only a sentence says why it is not. */
export function reasonInShort(row: BudgetRow): string | null {
  const { state, remaining, coverage, totalEvents } = row;
  if (state !== 'frozen' && remaining !== null) {
    return null;
  }
  if (totalEvents === 0) {
    return 'nothing measured';
  }
  return coverage === null || coverage >= 1 ? null : `${shortShare(coverage)} measured`;
}

/** Why a budget is frozen or not known; null where it is known. */
export function reasonOf(row: BudgetRow, notices: ReadonlyArray<{ severity: string; text: string }>): string | null {
  if (row.state !== 'frozen' && row.remaining !== null) {
    return null;
  }
  const serious = notices.filter(({ severity }) => severity !== 'info');
  const naming = serious.find(({ text }) => row.kpi !== '' && text.includes(row.kpi));
  const told = naming ?? (serious.length === 1 ? serious[0] : undefined);
  if (row.totalEvents === 0 && row.objective) {
    return `Nothing was measured in ${windowOf(row)}`;
  }
  return coverageOf(row) ?? told?.text ?? 'The source gave no number';
}

export function clock(ms: number, timeZone: string, asOf?: number): string {
  const moment = dateTimeForTimeZone(timeZone, ms);
  const day = 'D MMM YYYY';
  const same = asOf !== undefined && dateTimeForTimeZone(timeZone, asOf).format(day) === moment.format(day);
  return moment.format(same ? 'HH:mm' : `${day} HH:mm`);
}
