/** Objectives and thresholds of one KPI, severity and segment make one number: one alert, so one notification an incident. */
import type { ResultFrame } from './types';

const numberOf = (frame: ResultFrame): number | null => (frame.fields[0].values[0] ?? null) as number | null;

/** Labels without `threshold`, in any order. */
function placeOf(frame: ResultFrame): string {
  const labels = Object.entries(frame.fields[0].labels ?? {}).filter(([name]) => name !== 'threshold');
  return JSON.stringify(labels.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const isThreshold = (frame: ResultFrame): boolean => frame.fields[0].labels?.threshold !== undefined;

/**
 * Frames of view `alert`: a threshold's number that has an objective's beside it goes into that one, which becomes the higher of both; the
 * frame then is the threshold's word for word but for the label. A threshold without a verdict (too few events) leaves the objective's as it
 * is; an objective without one is only outdone by a threshold that fires, so that half an answer resolves nothing. Thresholds of KPIs
 * without alerts on objectives stay as they are, with their label.
 */
export function combineAlerts(frames: readonly ResultFrame[]): ResultFrame[] {
  const thresholds = new Map<string, ResultFrame[]>();
  frames.filter(isThreshold).forEach((frame) => {
    thresholds.set(placeOf(frame), [...(thresholds.get(placeOf(frame)) ?? []), frame]);
  });
  const objectives = new Set(frames.filter((frame) => !isThreshold(frame)).map(placeOf));
  return frames
    .filter((frame) => !isThreshold(frame) || !objectives.has(placeOf(frame)))
    .map((frame) =>
      isThreshold(frame)
        ? frame
        : (thresholds.get(placeOf(frame)) ?? []).reduce((one, other) => higher(one, other), frame)
    );
}

function higher(one: ResultFrame, threshold: ResultFrame): ResultFrame {
  const [a, b] = [numberOf(one), numberOf(threshold)];
  if (b === null || (a === null ? b <= 1 : b <= a)) {
    return one;
  }
  const [field] = one.fields;
  return { ...threshold, fields: [{ ...threshold.fields[0], labels: field.labels }] };
}
