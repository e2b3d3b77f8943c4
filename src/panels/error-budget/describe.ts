/** One budget in words: a sentence for screen readers, the rows of its tooltip, with every digit. */
import { fullNumber, fullShare, NBSP, NOT_KNOWN, shortDuration, withCurrency } from '../shared/format-number';
import { formatRange } from '../shared/format-range';
import { isolate } from '../shared/isolate';
import type { BudgetRow } from './model';
import type { BudgetOptions } from './options';
import {
  clock,
  coverageOf,
  exclusionsOf,
  failuresOf,
  comingOf,
  paceOf,
  priceOf,
  reasonOf,
  remainingOf,
  STATE_WORDS,
  targetOf,
  timeOf,
} from './words';
import { nameOf } from './names';

type Notices = ReadonlyArray<{ readonly severity: string; readonly text: string }>;

/** A budget in one sentence. */
export function describeRow(
  row: BudgetRow,
  place: { readonly index: number; readonly count: number },
  unit: BudgetOptions['unit'],
  notices: Notices
): string {
  const { number, of } = remainingOf(row, unit);
  const which = place.count > 1 ? `Budget ${place.index + 1} of ${place.count}` : 'Budget';
  const parts = [
    `${which}, ${isolate(nameOf(row))}: ${row.state ? STATE_WORDS[row.state].long : NOT_KNOWN}`,
    `${number} ${of[0]}`,
    reasonOf(row, notices),
    paceOf(row)[0],
    priceOf(row)?.[0] ?? null,
    row.then === null ? null : isolate(row.then),
    timeOf(row)?.[0] ?? null,
    ...comingOf(row),
    targetOf(row)?.[0] ?? null,
  ];
  return parts.filter(Boolean).join('; ');
}

export const fullMoney = (value: number, currency: string | null): string =>
  currency === null ? fullNumber(value) : withCurrency(fullNumber(value), currency);

const minutes = (value: number) => `${fullNumber(value)}${NBSP}min (${shortDuration(value * 60)})`;

/** Term and value, only those that are known or whose absence matters. */
export function tooltipRows(row: BudgetRow): Array<[string, string]> {
  const { objective, meta, currency } = row;
  const failures = failuresOf(row);
  const rows: Array<[string, string | null]> = [
    ['left of budget', row.remaining === null ? NOT_KNOWN : fullShare(row.remaining)],
    ['consumed', row.consumed === null ? null : fullShare(row.consumed)],
    ['reached / target', ratio(row)],
    ['budget', row.budget === null ? null : `${fullShare(row.budget)} may fail`],
    ['burn rate now', row.burnRate === null ? NOT_KNOWN : `${fullNumber(row.burnRate)}×`],
    ['at this pace gone', row.exhaustsAt === null || !meta ? null : clock(row.exhaustsAt, meta.timeZone)],
    [`${failures} spent of allowed`, pair(row.badEvents, row.allowedEvents, fullNumber)],
    [
      objective && objective.method !== 'Occurrences' ? 'slices in all' : 'events in all',
      one(row.totalEvents, fullNumber),
    ],
    ['time spent of allowed', pair(row.spentMinutes, row.allowedMinutes, minutes)],
    ['money lost of allowed', pair(row.badCost, row.allowedCost, (value) => fullMoney(value, currency))],
    ['money an hour now', one(row.costPerHour, (value) => fullMoney(value, currency))],
    [
      'window',
      objective &&
        `${formatRange(objective.window.fromMs, objective.window.toMs, objective.window.timeZone)} (${objective.window.timeZone})`,
    ],
    ['of it is over', objective?.window.rolling === false ? one(row.elapsed, fullShare) : null],
    ['pace over the window', one(row.pace, (value) => `${fullNumber(value)}×`)],
    ['measured', one(row.coverage, fullShare)],
    [
      'complete up to',
      meta && Number.isFinite(meta.freshMs) ? `${clock(meta.freshMs, meta.timeZone)} (${meta.timeZone})` : null,
    ],
    ['owner', meta?.owner ? meta.owner.team : null],
  ];
  return rows.filter((each): each is [string, string] => each[1] !== null);
}

const one = (value: number | null, write: (value: number) => string) => (value === null ? null : write(value));

function pair(spent: number | null, allowed: number | null, write: (value: number) => string): string | null {
  return spent === null && allowed === null
    ? null
    : `${one(spent, write) ?? NOT_KNOWN} of ${one(allowed, write) ?? NOT_KNOWN}`;
}

function ratio({ sli, target }: BudgetRow): string | null {
  return sli === null && target === null
    ? null
    : `${one(sli, fullShare) ?? NOT_KNOWN} / ${one(target, fullShare) ?? NOT_KNOWN}`;
}

/** What is agreed, excluded and left out, a line each. */
export function tooltipNotes(row: BudgetRow): string[] {
  const { objective } = row;
  return [
    ...(objective?.consequences ?? []).map(({ below, then }) => `below ${fullShare(below)}: ${isolate(then)}`),
    ...exclusionsOf(row),
    ...(coverageOf(row) ? [coverageOf(row)!] : []),
    ...(objective?.leftOut ?? []),
  ];
}
