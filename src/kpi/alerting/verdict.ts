/** Whether an objective's budget burns too fast: the one place where panel, alert and gate ask. */
import type { ConditionMeta } from '../results/types';
import { burnOf, lastOf, type Account } from '../slo';

type Severity = ConditionMeta['severity'];

/** What is judged: an objective's account and what its definition asks of a verdict. */
export interface Subject {
  readonly account: Account;
  /** 1 − target. */
  readonly share: number;
  readonly conditions: readonly ConditionMeta[];
  readonly coverageFloor: number;
  readonly minimumEvents: number;
  readonly minimumFailures: number;
}

export interface ConditionVerdict {
  readonly condition: ConditionMeta;
  readonly longBurn: number | null;
  readonly shortBurn: number | null;
  /** How many times over its threshold the slower of the two windows burns; over 1 fires. Null: too little was measured to say. */
  readonly times: number | null;
  /** It would be over 1, but too few events or failures stand behind it. */
  readonly tooFew: boolean;
}

/** One condition at one instant. Source: SRE Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts". */
export function judge(subject: Subject, condition: ConditionMeta, atMs: number): ConditionVerdict {
  const { account, share, coverageFloor, minimumEvents, minimumFailures } = subject;
  const long = lastOf(account, condition.longMs, atMs);
  const short = lastOf(account, condition.shortMs, atMs);
  const [longBurn, shortBurn] = [burnOf(long, share), burnOf(short, share)];
  const frozen = long.coverage < coverageFloor || short.coverage < coverageFloor;
  if (frozen || longBurn === null || shortBurn === null) {
    return { condition, longBurn, shortBurn, times: null, tooFew: false };
  }
  const slower = Math.min(longBurn, shortBurn);
  const over = slower > condition.threshold;
  const enough = account.unit === 'burn' || ((long.total ?? 0) >= minimumEvents && (long.bad ?? 0) >= minimumFailures);
  const times = slower / condition.threshold;
  return {
    condition,
    longBurn,
    shortBurn,
    // Rounding must not put a number on the other side of 1 than its windows are.
    times: over && enough ? Math.max(times, 1 + Number.EPSILON) : Math.min(times, 1),
    tooFew: over && !enough,
  };
}

export interface SeverityVerdict {
  readonly severity: Severity;
  /** The highest of its conditions; null where none is over and one of them cannot be judged: neither fire nor resolve. */
  readonly times: number | null;
  /** The condition that decides; undefined where none can be judged. */
  readonly governing?: ConditionVerdict;
  /** A ticket that is not raised, because people were paged for the same failures. */
  readonly pagedFor: boolean;
}

/** Steps at which the past is asked whether it paged. */
const STEP_MS = 300_000;

/**
 * The verdict of one severity; undefined where the objective has no condition of it. A ticket is held at 1 at most while its short window
 * still holds a time at which a page condition was met: one incident, one notification.
 */
export function verdictAt(subject: Subject, severity: Severity, atMs: number): SeverityVerdict | undefined {
  const all = subject.conditions.filter((condition) => condition.severity === severity);
  if (all.length === 0) {
    return undefined;
  }
  let pagedFor = false;
  const verdicts = all.map((condition) => {
    const verdict = judge(subject, condition, atMs);
    if (severity === 'ticket' && (verdict.times ?? 0) > 1 && pagedWithin(subject, condition.shortMs, atMs)) {
      pagedFor = true;
      return { ...verdict, times: 1 };
    }
    return verdict;
  });
  return { severity, pagedFor, ...highest(verdicts) };
}

/** The highest number of several; null where none is over 1 and one is not known. */
export function highest<V extends { readonly times: number | null }>(
  verdicts: readonly V[]
): { readonly times: number | null; readonly governing?: V } {
  const known = verdicts.filter((verdict) => verdict.times !== null).sort((a, b) => b.times! - a.times!);
  const [governing] = known;
  if (!governing) {
    return { times: null };
  }
  const settled = governing.times! > 1 || known.length === verdicts.length;
  return { times: settled ? governing.times : null, governing };
}

/** Whether a page condition was met at any time of the `withinMs` before `atMs`; looked at every five minutes. */
function pagedWithin(subject: Subject, withinMs: number, atMs: number): boolean {
  const pages = subject.conditions.filter((condition) => condition.severity === 'page');
  const paged = (at: number) => pages.some((condition) => (judge(subject, condition, at).times ?? 0) > 1);
  if (pages.length === 0) {
    return false;
  }
  for (let at = atMs; at > atMs - withinMs; at = at === atMs ? earlier(at) : at - STEP_MS) {
    if (paged(at)) {
      return true;
    }
  }
  return false;
}

const earlier = (ms: number) => Math.ceil(ms / STEP_MS) * STEP_MS - STEP_MS;
