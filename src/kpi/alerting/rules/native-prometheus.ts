import { increase, orZero, type Counters } from './counters';
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
    const good = counters.good && increase(counters, counters.good, windowMs);
    if ('code' in total || 'code' in longest) {
      return 'code' in total ? total : (longest as Exclude<typeof longest, Promql>);
    }
    if (good && 'code' in good) {
      return good;
    }
    const number = numberOf(what, total, good);
    // Without a good part there are no conditions but thresholds, whose windows stand for themselves; a ratio of nothing has no value.
    const known = good && what !== 'value' && windowMs !== longestMs ? orZero(number, longest) : number;
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

function numberOf(what: Parameters<AskStore>[1]['what'], total: Promql, good: Promql | undefined): Promql {
  if (!good || what === 'events') {
    return total;
  }
  const some = binary(total, '>', numeral(0));
  const counted = orZero(good, total);
  switch (what) {
    case 'value':
      return binary(counted, '/', some);
    case 'failures':
      return call('clamp_min', binary(total, '-', counted), numeral(0));
    default:
      return call('clamp_min', binary(numeral(1), '-', binary(counted, '/', some)), numeral(0));
  }
}
