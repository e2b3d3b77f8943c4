/** A faultless reading of retention -> the measure, with its defaults. */
import { buildCondition, relationOf } from './build-parts';
import type { ReadKpiSpec } from './form';
import { must } from './must';
import { placeOf } from './syntax';
import type { RetentionMeasure } from './types';

export function buildRetention(read: NonNullable<NonNullable<ReadKpiSpec['measure']>['retention']>): RetentionMeasure {
  const after = must(read.after);
  return {
    kind: 'retention',
    source: must(read.source),
    relation: relationOf(read),
    time: must(read.time),
    timeType: read.timeType ?? 'instant',
    actor: must(read.actor),
    start: must(read.start).map(buildCondition),
    returns: must(read.return).map(buildCondition),
    period: read.period ?? '1d',
    after,
    curve: read.curve ?? [after],
    meaning: read.meaning ?? 'on',
    clock: read.clock ?? 'calendar',
    cohort: read.cohort ?? '1d',
    first: read.first ?? 'ever',
    place: placeOf(read.$),
  };
}
