/** What stands beside or under a ring: one line each, the most urgent first. */
import type { BudgetRow } from '../model';
import type { Tone } from '../../shared/text-box';
import {
  coverageOf,
  exclusionsInShort,
  comingOf,
  paceOf,
  priceOf,
  reasonOf,
  spentOf,
  STATE_WORDS,
  targetOf,
  timeOf,
  toneOf,
} from '../words';
import { nameOf } from '../names';
import type { Told } from './centre';
import type { Room } from './types';

export interface Fact {
  /** From long to short. */
  readonly texts: readonly string[];
  readonly tone: Tone;
  /** The line that marks the time left on the ring goes before it. */
  readonly tick?: boolean;
  /** The state's sign goes before it. */
  readonly sign?: boolean;
  readonly bold?: boolean;
}

/** State and what it leads to: `act now · freeze releases`. */
export function stateFact(row: BudgetRow): Fact | null {
  const { state, then } = row;
  if (state === null) {
    return then === null ? null : { texts: [then], tone: 'amber', bold: true };
  }
  const { long, short } = STATE_WORDS[state];
  const texts = then === null ? [long, short] : [`${long} · ${then}`, `${short} · ${then}`, then];
  return { texts, tone: toneOf(row), sign: true, bold: state !== 'ok' };
}

export function paceFact(row: BudgetRow): Fact {
  return { texts: paceOf(row), tone: row.burnRate === null ? 'quiet' : 'strong' };
}

export function priceFact(row: BudgetRow): Fact | null {
  const texts = priceOf(row);
  return texts && { texts, tone: 'normal' };
}

/** All facts, in the order in which they are left out last. */
export function factsOf(row: BudgetRow, { notices, options, titled }: Room, told: Told): Fact[] {
  const quiet = (texts: readonly string[] | string | null): Fact | null =>
    texts === null ? null : { texts: typeof texts === 'string' ? [texts] : texts, tone: 'quiet' };
  const reason = reasonOf(row, notices);
  const [next, ...later] = comingOf(row);
  const time = timeOf(row);
  const facts: Array<Fact | null> = [
    stateFact(row),
    quiet(reason),
    told.pace ? null : paceFact(row),
    told.price ? null : priceFact(row),
    time && { texts: time, tone: 'quiet', tick: true },
    quiet(spentOf(row, options.unit)),
    quiet(next ?? null),
    quiet(exclusionsInShort(row)),
    quiet(reason === coverageOf(row) ? null : coverageOf(row)),
    titled ? null : quiet(targetOf(row)),
    ...later.map(quiet),
  ];
  const name: Fact | null = titled ? null : { texts: [nameOf(row)], tone: 'strong' };
  // What to do comes before whose it is: that is the last thing to go where nothing else fits.
  const [state, ...others] = facts;
  return [state, name, ...others].filter((fact): fact is Fact => fact !== null);
}
