/** Oracles for tests: local times by Temporal. */
import { Temporal } from 'temporal-polyfill';

/** The instant of a local time: the earlier one of two, the change itself where clocks skip it. */
export function temporalInstant(zone: string, local: Temporal.PlainDateTime): number {
  const at = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (at.toPlainDateTime().equals(local)) {
    return at.epochMilliseconds;
  }
  const change = at.getTimeZoneTransition('next');
  if (!change) {
    throw new Error(`no change of clocks after ${at.toString()}`);
  }
  return change.epochMilliseconds;
}
