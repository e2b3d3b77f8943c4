/** OpenSLO's time windows and objectives. */
import { formatDuration, parseDuration } from '../duration';
import { shown } from '../report';
import type { CalendarWindow, TimeSlices, TimeWindow } from '../types';
import type { Fields } from './fields';
import { nameFrom } from './names';
import { rolling } from './policies';
import { targetOf } from './target';
import type { JsonObject, MeasureDraft } from './types';

export const METHODS = ['Occurrences', 'Timeslices', 'RatioTimeslices'] as const;
export type Method = (typeof METHODS)[number];

/** The window as it is written, and as alert policies scale with it. */
export interface WindowDraft {
  readonly json: JsonObject;
  readonly window: TimeWindow;
}

const NOMINAL: Readonly<Record<string, number>> = { M: 30, Q: 90, Y: 365 };
const WRITTEN = /^([1-9][0-9]{0,4})([mhdwMQY])$/;
/** A slice where the format has none: short, so that the shortest window of an alert has several of them. */
const SLICE = '1m';

/** One time window of OpenSLO v1. Months, quarters and years that roll count 30, 90 and 365 days. */
export function windowOf(fields: Fields): WindowDraft | undefined {
  const duration = fields.required('duration');
  const calendar = fields.fields('calendar');
  const isRolling = fields.has('isRolling') ? fields.boolean('isRolling') : calendar === undefined;
  if (!fields.has('isRolling')) {
    fields.assume('isRolling', String(isRolling));
  }
  fields.rest();
  const match = duration === undefined ? null : WRITTEN.exec(duration);
  if (duration !== undefined && !match) {
    fields.report('PL1109', { field: fields.nameOf('duration'), value: shown(duration) }, fields.place('duration'));
  }
  if (!match || duration === undefined || isRolling === undefined) {
    return undefined;
  }
  const [, count, unit] = match;
  if (unit === 'm') {
    fields.report('PL1515', { value: duration }, fields.place('duration'));
  }
  if (!isRolling) {
    return calendarOf(fields, calendar, duration, Number(count), unit);
  }
  if (calendar) {
    const found = ['isRolling', 'calendar'];
    fields.report('PL1106', { of: 'A time window', oneOf: found, found }, fields.place('calendar'));
    return undefined;
  }
  const days = NOMINAL[unit];
  const plain = days === undefined ? duration : `${Number(count) * days}d`;
  if (days !== undefined) {
    fields.assume('duration', `${plain} for ${duration}, since it rolls`);
  }
  return { json: { duration: plain }, window: rolling(plain) };
}

function calendarOf(
  fields: Fields,
  calendar: Fields | undefined,
  duration: string,
  count: number,
  unit: string
): WindowDraft | undefined {
  if (!calendar) {
    return fields.missing('calendar');
  }
  const startTime = calendar.required('startTime');
  const timeZone = calendar.required('timeZone');
  calendar.rest();
  if (unit === 'm' || unit === 'h') {
    const value = `${duration} of the calendar`;
    fields.report('PL1109', { field: fields.nameOf('duration'), value }, fields.place('duration'));
    return undefined;
  }
  if (startTime === undefined || timeZone === undefined) {
    return undefined;
  }
  return {
    json: { duration, rolling: false, calendar: { startTime, timeZone } },
    window: {
      rolling: false,
      duration,
      count,
      unit: unit as CalendarWindow['unit'],
      start: startTime,
      timeZone,
    },
  };
}

export interface ObjectiveDraft {
  readonly name: string;
  readonly target: string;
  readonly slices?: TimeSlices;
  /** Without its alert policy. */
  readonly json: JsonObject;
}

/** One objective for a measure; `index` names it where it has no name of its own. */
export function readObjective(
  fields: Fields,
  measure: MeasureDraft | undefined,
  written: Method,
  window: WindowDraft | undefined,
  index: number
): ObjectiveDraft | undefined {
  const displayName = fields.text('displayName');
  const target = readTarget(fields);
  const kind = measure?.kind ?? 'ratio';
  const slices = slicesOf(fields, kind, methodFor(fields, kind, written), written);
  fields.rest();
  if (target === undefined || !window || slices === undefined) {
    return undefined;
  }
  const fallback = index === 0 ? 'objective' : `objective-${index + 1}`;
  const name = displayName === undefined ? fallback : nameFrom(displayName, fallback);
  const { json, timing } = slices;
  return {
    name,
    target,
    ...(timing ? { slices: timing } : {}),
    json: {
      name,
      ...(displayName === undefined || displayName === name ? {} : { displayName }),
      target,
      timeWindow: window.json,
      ...json,
    },
  };
}

function readTarget(fields: Fields): string | undefined {
  const found = ['target', 'targetPercent'].filter((key) => fields.has(key));
  if (found.length !== 1) {
    fields.report('PL1106', { of: 'An objective', oneOf: ['target', 'targetPercent'], found }, fields.place(found[1]));
    return undefined;
  }
  return targetOf(fields, found[0], found[0] === 'target' ? 'share' : 'percent');
}

/** A level has no events to count: its slices are judged instead. */
function methodFor(fields: Fields, kind: MeasureDraft['kind'], written: Method): Method {
  const method =
    kind === 'threshold' ? 'Timeslices' : kind === 'raw' && written === 'Occurrences' ? 'RatioTimeslices' : written;
  if (method !== written) {
    fields.assume('budgetingMethod', `${method} instead of ${written}, since a level has no events to count`);
  }
  return method;
}

function slicesOf(
  fields: Fields,
  kind: MeasureDraft['kind'],
  method: Method,
  written: Method
): { readonly json: JsonObject; readonly timing?: TimeSlices } | undefined {
  const isThreshold = kind === 'threshold';
  if (!isThreshold) {
    fields.unmapped('op', 'a ratio is compared with its target only');
    fields.unmapped('value', 'a ratio is compared with its target only');
  }
  if (method === 'Occurrences') {
    fields.unmapped('timeSliceTarget', 'Occurrences have no slices');
    fields.unmapped('timeSliceWindow', 'Occurrences have no slices');
    return { json: {} };
  }
  const given = fields.text('timeSliceWindow');
  const windowMs = parseDuration(given ?? SLICE);
  if (given === undefined) {
    fields.assume('timeSliceWindow', SLICE);
  }
  if (windowMs === undefined) {
    fields.report(
      'PL1109',
      { field: fields.nameOf('timeSliceWindow'), value: shown(String(given)) },
      fields.place('timeSliceWindow')
    );
    return undefined;
  }
  const window = formatDuration(windowMs);
  const timing = { windowMs, window };
  const json = { budgetingMethod: method, timeSliceWindow: window };
  if (isThreshold) {
    fields.unmapped('timeSliceTarget', 'a level is read once a slice, so that no share of a slice can be good');
    const op = fields.has('op') ? fields.oneOf('op', ['lt', 'lte', 'gt', 'gte']) : fields.missing('op');
    const value = fields.has('value') ? fields.decimal('value') : fields.missing('value');
    return op && value !== undefined ? { json: { ...json, op, value }, timing } : undefined;
  }
  if (method === 'RatioTimeslices') {
    fields.unmapped('timeSliceTarget', `${written} has no share that a slice must reach`);
    return { json, timing };
  }
  const share = fields.has('timeSliceTarget') ? fields.decimal('timeSliceTarget') : fields.missing('timeSliceTarget');
  return share === undefined ? undefined : { json: { ...json, timeSliceTarget: share }, timing };
}
