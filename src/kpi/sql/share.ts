import type { Outcome } from '../diagnostics';
import { aggregate } from './aggregate';
import { dialectOf } from './dialects';
import { fault, outcome } from './fault';
import { relationSource } from './relation';
import { statement } from './statement';
import { binary, cast, column, number, when, type Expression } from './tree';
import type { ShareQuery, SqlStatement } from './types';

/**
 * See `ShareQuery`. The time condition is a macro of Grafana's plugin for the store, so only that plugin can run the statement.
 * Errors: PL1607 a time column that the plugin's macros do not serve, PL2251–PL2256 conditions, PL2258, PL2260.
 */
export function buildShare(q: ShareQuery): Outcome<SqlStatement> {
  return outcome(() => {
    const dialect = dialectOf(q.dialect);
    const time = { column: column(q.time), type: q.timeType };
    const range = dialect.ofRange(time);
    if (range === null) {
      throw fault('PL1607', { dialect: q.dialect, column: q.time, type: q.timeType });
    }
    const double = (of: Expression) => cast(of, 'double');
    const whole = double(aggregate(q.whole, { dialect, time }));
    const share = (part: ShareQuery['whole']): Expression => {
      const counted = double(aggregate(part, { dialect, time }));
      // Failures that were counted are never taken from the whole and back, so that rare ones stay exact.
      const rest = binary(whole, '-', counted);
      const [bad, good] = q.countsFailures ? [counted, rest] : [rest, counted];
      if (q.of === 'failures') {
        return bad;
      }
      const some = binary(whole, '<>', number(0));
      return q.of === 'failing' ? when(some, binary(bad, '/', whole), number(0)) : when(some, binary(good, '/', whole));
    };
    const value = q.of === 'amount' || q.part === undefined ? whole : share(q.part);
    return statement(
      { columns: [{ as: 'value', of: value }], from: relationSource(q.relation, q.dialect), where: [...range] },
      dialect,
      []
    );
  });
}
