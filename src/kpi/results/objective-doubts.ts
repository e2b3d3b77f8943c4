/** What has to be said beside budgets and burn rates. */
import { formatInstant } from '../calendar';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { lastOf } from '../slo';
import type { ObjectiveAnswer, ObjectivesAnswer, SegmentAccount } from './objectives';

interface Judged {
  readonly one: ObjectiveAnswer;
  readonly segment: SegmentAccount;
  readonly frozen: boolean;
}

/**
 * Each kind of doubt once a KPI and objective. What a policy's conditions lack is told by who alerts; pictures have it in their `meta`.
 * @param lengthsOf lengths (ms) of the windows that a verdict needs, each ending now; without it the verdict is on the objective's own window
 */
export function objectiveDoubts(
  answer: ObjectivesAnswer,
  judged: readonly Judged[],
  lengthsOf?: (one: ObjectiveAnswer) => readonly number[]
): Diagnostic[] {
  const { kpi, atMs } = answer;
  const name = kpi.displayName;
  const said: Diagnostic[] = [];
  const suppressed = judged.filter(({ segment }) => segment.suppressed).length;
  if (suppressed > 0) {
    said.push(diagnostic('PL4007', { name, suppressed, minimum: kpi.minCohort }));
  }
  for (const one of answer.objectives) {
    const { objective } = one;
    const own = judged.filter((row) => row.one === one && !row.segment.suppressed);
    const window = answer.windowOf(objective, atMs);
    const spent = own.map(({ segment }) => segment.account?.over(window.fromMs, Math.min(atMs, window.toMs)));
    const frozen = own.filter((row) => row.frozen);
    if (own.some(({ segment }) => segment.account === null)) {
      said.push(diagnostic('PL4022', { name, objective: objective.displayName }));
    } else if (frozen.length > 0 && frozen.length === own.length) {
      const lengths = lengthsOf?.(one);
      const looked = own.map(({ segment: { account } }, i) =>
        lengths && account ? lengths.map((ms) => lastOf(account, ms, atMs)) : [spent[i]]
      );
      // A verdict lacks what its worst window lacks; the best segment tells that none has enough.
      const coverage = Math.max(...looked.map((windows) => Math.min(...windows.map((s) => s?.coverage ?? 0))));
      const fromMs = lengths ? atMs - Math.max(...lengths) : window.fromMs;
      const [from, to] = [formatInstant(kpi.timeZone, fromMs), formatInstant(kpi.timeZone, atMs)];
      said.push(
        looked.flat().every((s) => !s || s.total === null)
          ? diagnostic('PL4021', { name, objective: objective.displayName, from, to })
          : diagnostic('PL4020', {
              name,
              objective: objective.displayName,
              coverage,
              floor: Number(objective.coverageFloor),
            })
      );
    }
    // Two sources that disagree; what rounding and extrapolation leave is not worth a word. A composite burns more than once what it has.
    const shares = own.map(({ segment }, i) => {
      const s = segment.account?.unit === 'burn' ? undefined : spent[i];
      return s?.total ? (s.bad ?? 0) / s.total : 0;
    });
    const excess = Math.min(...shares);
    if (excess < -1e-6) {
      said.push(diagnostic('PL4023', { name, objective: objective.displayName, sli: 1 - excess }));
    }
    const excessBad = Math.max(...shares);
    if (excessBad > 1 + 1e-3) {
      said.push(diagnostic('PL4028', { name, objective: objective.displayName, share: excessBad }));
    }
  }
  return said;
}
