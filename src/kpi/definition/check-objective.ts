/** What shapes cannot say of objectives: methods that need a ratio, fields that need a method, windows that need a calendar. */
import type { Place } from '../diagnostics';
import { placeOfField, reference } from './check';
import type { Scope } from './check-part';
import { compareDecimals } from './decimal';
import { DAY_MS, formatDuration } from './duration';
import type { MeasureKind, ReadKpiSpec } from './form';
import type { ReadObjective } from './form-objectives';
import type { Report } from './report';
import { entryOf } from './syntax';
import type { Objective } from './types';

const MINUTE = 60_000;
const LONGEST_WINDOW = 400 * DAY_MS;

/** Time slices where an objective does not say how long they are. */
export const DEFAULT_SLICE = { ms: 5 * MINUTE, text: '5m' };

/** The method that an objective has where it names none: a threshold judges slices of time. */
export function methodOf(objective: ReadObjective): Objective['budgetingMethod'] {
  return objective.budgetingMethod ?? (entryOf(objective.$, 'op') ? 'Timeslices' : 'Occurrences');
}

/** @param kind of the KPI's measure; undefined where it is itself at fault */
export function checkObjective(
  objective: ReadObjective,
  spec: ReadKpiSpec,
  kind: MeasureKind | undefined,
  scope: Scope,
  report: Report
): void {
  checkWindow(objective, report);
  checkSlices(objective, spec, kind, report);
  checkLengths(objective, report);
  checkConsequences(objective, report);
  const method = methodOf(objective);
  const wasRead = objective.budgetingMethod !== undefined || !entryOf(objective.$, 'budgetingMethod');
  if (wasRead && method === 'Occurrences' && objective.absentIs === 'bad') {
    report('PL1225', { objective: objective.name ?? '?' }, placeOfField(objective, 'absentIs'));
  }
  const policy = objective.alertPolicy;
  if (policy !== undefined && policy !== 'none' && !scope.policies.has(policy)) {
    const known = Array.from(scope.policies);
    const suggestion = scope.suggest(policy, [...known, 'none']);
    const params = { policy, known, ...(suggestion === undefined ? {} : { suggestion }) };
    report('PL1227', params, placeOfField(objective, 'alertPolicy'));
  }
}

/** Whether the objective's window follows the calendar. */
export function followsCalendar(window: NonNullable<ReadObjective['timeWindow']>): boolean {
  return window.rolling === undefined ? entryOf(window.$, 'calendar') !== undefined : !window.rolling;
}

function checkWindow({ timeWindow }: ReadObjective, report: Report): void {
  if (!timeWindow) {
    return;
  }
  const { duration, calendar } = timeWindow;
  const calendarEntry = entryOf(timeWindow.$, 'calendar');
  if (timeWindow.rolling === true && calendarEntry) {
    const params = {
      field: 'calendar',
      of: 'a rolling window',
      reason: 'a window either rolls or follows the calendar',
    };
    report('PL1107', params, timeWindow.$.source.place(calendarEntry.keyOffset));
    return;
  }
  if (!duration) {
    return;
  }
  const place = placeOfField(timeWindow, 'duration');
  if (!followsCalendar(timeWindow)) {
    if (duration.ms === undefined) {
      report('PL1221', { duration: duration.text }, place);
    } else if (duration.ms < MINUTE || duration.ms > LONGEST_WINDOW) {
      const range = `${formatDuration(MINUTE)} to ${formatDuration(LONGEST_WINDOW)}`;
      report('PL1112', { field: 'duration', value: duration.text, range }, place);
    }
    return;
  }
  if (!duration.units) {
    report('PL1220', { duration: duration.text }, place);
    return;
  }
  const day = Number((calendar?.startTime ?? '').slice(8, 10));
  if (calendar?.startTime !== undefined && day > 28 && /[MQY]/.test(duration.units.unit)) {
    const params = { value: calendar.startTime, day, duration: duration.text };
    report('PL1222', params, placeOfField(calendar, 'startTime'));
  }
}

function checkSlices(objective: ReadObjective, spec: ReadKpiSpec, kind: MeasureKind | undefined, report: Report): void {
  const method = methodOf(objective);
  if (objective.budgetingMethod === undefined && entryOf(objective.$, 'budgetingMethod')) {
    return;
  }
  const name = objective.name ?? '?';
  const refuse = (field: string, of: string, reason: string): void => {
    const entry = entryOf(objective.$, field);
    if (entry) {
      report('PL1107', { field, of, reason }, objective.$.source.place(entry.keyOffset));
    }
  };
  if (entryOf(objective.$, 'op') && !entryOf(objective.$, 'value')) {
    report('PL1102', { field: 'value', of: 'A threshold objective' }, placeOfField(objective, 'op'));
  } else if (!entryOf(objective.$, 'op')) {
    refuse('value', 'an objective without "op"', 'it says what "op" compares with');
  }
  if (method === 'Occurrences') {
    refuse('timeSliceWindow', 'an objective that counts Occurrences', 'it has no time slices');
  } else if (objective.timeSliceWindow && !dividesAnHour(objective.timeSliceWindow.ms)) {
    report('PL1223', { value: objective.timeSliceWindow.text }, placeOfField(objective, 'timeSliceWindow'));
  }
  if (kind === 'composite') {
    for (const field of ['timeSliceTarget', 'op']) {
      refuse(field, 'a composite’s objective', 'its members say what is good');
    }
    return;
  }
  const unit = spec.unit?.text;
  if (method !== 'Timeslices') {
    for (const field of ['timeSliceTarget', 'op']) {
      refuse(field, `an objective that counts ${method}`, 'only of Timeslices each is good or bad');
    }
    const fits = unit === 'ratio' && (kind === 'ratio' || (kind === 'gauge' && method === 'RatioTimeslices'));
    if (kind !== undefined && unit !== undefined && !fits) {
      report('PL1209', { objective: name, method, measure: kind, unit }, placeOfField(objective, 'budgetingMethod'));
    }
    return;
  }
  if (entryOf(objective.$, 'timeSliceTarget')) {
    if (unit !== undefined && kind !== undefined && (unit !== 'ratio' || (kind !== 'ratio' && kind !== 'gauge'))) {
      report('PL1224', { objective: name, unit }, placeOfField(objective, 'timeSliceTarget'));
    }
  } else if (!entryOf(objective.$, 'op')) {
    const params = { of: 'An objective that counts Timeslices', oneOf: ['timeSliceTarget', 'op'], found: [] };
    report('PL1106', params, placeOfField(objective, 'budgetingMethod'));
  }
}

/** A window without a whole slice would never have a verdict. */
function checkLengths(objective: ReadObjective, report: Report): void {
  const { timeWindow, timeSliceWindow } = objective;
  const slice = timeSliceWindow ?? (entryOf(objective.$, 'timeSliceWindow') ? undefined : DEFAULT_SLICE);
  const window = timeWindow?.duration;
  if (!timeWindow || !window || window.ms === undefined || followsCalendar(timeWindow) || !slice) {
    return;
  }
  if (methodOf(objective) !== 'Occurrences' && window.ms >= MINUTE && window.ms < slice.ms) {
    const params = { objective: objective.name ?? '?', window: window.text, slice: slice.text };
    report('PL1249', params, placeOfField(timeWindow, 'duration'));
  }
  if (methodOf(objective) !== 'Occurrences' && window.ms / slice.ms > MOST_SLICES) {
    const params = { objective: objective.name ?? '?', window: window.text, slice: slice.text };
    const slices = Math.ceil(window.ms / slice.ms);
    report('PL1250', { ...params, slices, limit: MOST_SLICES }, placeOfField(timeWindow, 'duration'));
  }
}

/** Time slices of a window; what can be asked for less what the windows of alerts need before it. */
const MOST_SLICES = 140_000;

function dividesAnHour(ms: number): boolean {
  return ms % MINUTE === 0 && (60 * MINUTE) % ms === 0;
}

function checkConsequences(objective: ReadObjective, report: Report): void {
  const seen: Array<{ readonly below: string; readonly place: Place }> = [];
  for (const consequence of objective.consequences ?? []) {
    const { below } = consequence;
    if (below === undefined) {
      continue;
    }
    const place = placeOfField(consequence, 'below');
    const first = seen.find((other) => compareDecimals(other.below, below) === 0);
    if (first) {
      report('PL1226', { below, first: reference(first.place, place) }, place);
    } else {
      seen.push({ below, place });
    }
  }
}
