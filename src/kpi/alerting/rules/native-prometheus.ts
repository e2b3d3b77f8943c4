import { failuresOf, goodOf, increase, orZero, type Counters } from './counters';
import type { AskStore } from './native';
import { binary, call, checked, numeral, type Promql } from './promql';

/**
 * Instant queries. A segment that has events in the rule's longest window has a number in each, 0 where nothing happened: Grafana's math
 * drops a segment that one of its operands lacks, and with it conditions that hold.
 */
export const askPrometheus =
  (counters: Counters): AskStore =>
  (refId, { what, windowMs }, longestMs) => {
    const total = increase(counters, counters.total, windowMs);
    const longest = increase(counters, counters.total, longestMs);
    const part = counters.part && increase(counters, counters.part, windowMs);
    if ('code' in total || 'code' in longest) {
      return 'code' in total ? total : (longest as Exclude<typeof longest, Promql>);
    }
    if (part && 'code' in part) {
      return part;
    }
    const number = part && what !== 'events' ? shareOf(counters, what, part, total) : total;
    // Without a part of the total there are no conditions but thresholds, whose windows stand for themselves; a ratio of nothing has no value.
    const known = part && what !== 'value' && windowMs !== longestMs ? orZero(number, longest) : number;
    const { uid, type } = { type: 'prometheus', ...counters.source.grafana! };
    return {
      refId,
      relativeTimeRange: { from: Math.ceil(windowMs / 1000), to: 0 },
      datasourceUid: uid,
      model: {
        refId,
        datasource: { type, uid },
        editorMode: 'code',
        expr: checked(known),
        instant: true,
        range: false,
        intervalMs: 60_000,
        maxDataPoints: 1000,
      },
    };
  };

function shareOf(counters: Counters, what: Parameters<AskStore>[1]['what'], part: Promql, total: Promql): Promql {
  const some = binary(total, '>', numeral(0));
  switch (what) {
    case 'value':
      return binary(goodOf(counters, part, total), '/', some);
    case 'failures':
      return failuresOf(counters, part, total);
    default:
      return counters.countsFailures
        ? binary(failuresOf(counters, part, total), '/', some)
        : call('clamp_min', binary(numeral(1), '-', binary(goodOf(counters, part, total), '/', some)), numeral(0));
  }
}
