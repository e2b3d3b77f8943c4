/** View `budget`: what is left of each objective, since when, and until when. */
import { errorBudget, nominalWindowMs, verdictAt } from '../alerting';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { budgetAt, burnOf, type Account, type Budget } from '../slo';
import type { ViewOutcome } from './answer';
import { segmentFields } from './frames';
import { subjectOf, type ObjectiveAnswer, type ObjectivesAnswer, type SegmentAccount } from './objectives';
import { objectiveMeta, objectivesMeta, priceOf } from './objective-meta';
import { objectiveDoubts } from './objective-doubts';
import { BUDGET_STATES, type BudgetMeta, type BudgetState, type ResultField } from './types';

const MINUTE_MS = 60_000;
/** Points of a row's burn-down. */
const SPARK_POINTS = 30;

interface Row {
  readonly one: ObjectiveAnswer;
  readonly segment: SegmentAccount;
  readonly state: BudgetState;
  readonly numbers: Readonly<Record<(typeof NUMBERS)[number][0], number | null>>;
  readonly then: string | null;
  readonly exhaustsAtMs: number | null;
  readonly spark: BudgetMeta['sparks'][number];
}

/** Number fields after the time and text ones, with unit and title. */
const NUMBERS = [
  ['target', 'ratio', 'Target'],
  ['sli', 'ratio', 'Good'],
  ['budget', 'ratio', 'Error budget'],
  ['consumed', 'ratio', 'Budget spent'],
  ['remaining', 'ratio', 'Budget left'],
  ['burnRate', 'times', 'Burn rate, last hour'],
  ['badCost', 'money', 'Lost'],
  ['elapsed', 'ratio', 'Window elapsed'],
  ['pace', 'times', 'Burn rate, whole window'],
  ['coverage', 'ratio', 'Coverage'],
  ['totalEvents', 'count', 'Events'],
  ['badEvents', 'count', 'Failed'],
  ['allowedEvents', 'count', 'Allowed to fail'],
  ['allowedMinutes', 'minutes', 'Allowed minutes'],
  ['spentMinutes', 'minutes', 'Spent minutes'],
  ['allowedCost', 'money', 'Allowed loss'],
  ['costPerHour', 'money', 'Loss an hour'],
] as const;

/**
 * One frame a KPI; see `BudgetMeta` for its fields. Rows are sorted worst first: by state, then by what is left. Below the coverage floor
 * a row is `frozen`: its numbers that depend on what was not seen are null.
 */
export function budgetView(answer: ObjectivesAnswer): ViewOutcome {
  const { kpi, by, limit } = answer;
  const said: Diagnostic[] = [...answer.said];
  const rows = answer.objectives
    .flatMap((one) => one.segments.map((segment) => rowOf(answer, one, segment)))
    .sort(worstFirst);
  const shown = rows.slice(0, limit * answer.objectives.length);
  if (rows.length > shown.length) {
    const left = rows.length - shown.length;
    said.push(diagnostic('PL4006', { name: kpi.displayName, shown: shown.length, left, which: 'worst' }));
  }
  said.push(
    ...objectiveDoubts(
      answer,
      rows.map(({ one, segment, state }) => ({ one, segment, frozen: state === 'frozen' }))
    )
  );
  const unit = (word: string): string | undefined =>
    word === 'money' ? (kpi.valuePerUnit ? `currency:${kpi.valuePerUnit.currency}` : undefined) : word;
  const number = ([name, word, displayName]: (typeof NUMBERS)[number]): ResultField => ({
    name,
    type: 'number',
    ...(unit(word) === undefined ? {} : { unit: unit(word) }),
    displayName,
    values: shown.map((row) => row.numbers[name]),
  });
  const text = (name: string, displayName: string, value: (row: Row) => string | null): ResultField => ({
    name,
    type: 'string',
    displayName,
    values: shown.map(value),
  });
  const exhaustsAt: ResultField = {
    name: 'exhaustsAt',
    type: 'time',
    displayName: 'Gone at',
    values: shown.map((row) => row.exhaustsAtMs),
  };
  const [untilBurn, badCost, rest] = [NUMBERS.slice(0, 6), NUMBERS.slice(6, 7), NUMBERS.slice(7)];
  const meta: BudgetMeta = {
    ...objectivesMeta('budget', answer),
    ...(kpi.valuePerUnit ? { currency: kpi.valuePerUnit.currency } : {}),
    ...(kpi.decisionPolicy === undefined ? {} : { decisionPolicy: kpi.decisionPolicy }),
    freshMs: Math.min(answer.atMs, ...answer.objectives.map(({ closedMs }) => closedMs)),
    asOfMs: answer.atMs,
    objectives: answer.objectives.map((one) => objectiveMeta(answer, one)),
    sparks: shown.map(({ spark }) => spark),
  };
  return {
    frames: [
      {
        name: kpi.name,
        type: 'table',
        fields: [
          ...segmentFields(
            kpi,
            by,
            shown.map(({ segment }) => segment.values)
          ),
          text('objective', 'Objective', ({ one }) => one.objective.name),
          ...untilBurn.map(number),
          exhaustsAt,
          ...badCost.map(number),
          text('state', 'State', ({ state }) => state),
          text('then', 'Then', ({ then }) => then),
          ...rest.map(number),
        ],
        meta: meta as unknown as Record<string, unknown>,
      },
    ],
    diagnostics: said,
    hasData: rows.some((row) => row.numbers.consumed !== null || row.segment.suppressed),
  };
}

function worstFirst(a: Row, b: Row): number {
  const rank = (row: Row) => BUDGET_STATES.indexOf(row.state);
  const left = (row: Row) => row.numbers.remaining ?? Infinity;
  return rank(a) - rank(b) || (left(a) === left(b) ? 0 : left(a) - left(b));
}

function rowOf(answer: ObjectivesAnswer, one: ObjectiveAnswer, segment: SegmentAccount): Row {
  const { objective } = one;
  const { account } = segment;
  const share = errorBudget(objective.target);
  const window = answer.windowOf(objective, answer.atMs);
  const budget = account && budgetAt(account, window, answer.atMs, share);
  const frozen = !budget || budget.consumed === null || budget.spent.coverage < subjectOf(one, account!).coverageFloor;
  const price = priceOf(answer, account?.unit);
  const allowedMinutes = (share * windowMs(objective, window)) / MINUTE_MS;
  const known = frozen ? null : budget;
  const bad = known?.bad ?? null;
  const countable = account?.unit !== 'burn';
  const times = (a: number | null, b: number | null) => (a === null || b === null ? null : a * b);
  return {
    one,
    segment,
    state: frozen ? 'frozen' : stateOf(one, account!, budget, answer.atMs),
    then: known ? consequenceOf(objective.consequences, known.remaining!) : null,
    exhaustsAtMs: known?.exhaustsAtMs ?? null,
    numbers: {
      target: Number(objective.target),
      budget: share,
      sli: known?.sli ?? null,
      consumed: known?.consumed ?? null,
      remaining: known?.remaining ?? null,
      burnRate: known?.burnRate ?? null,
      badCost: times(countable ? bad : null, price),
      elapsed: budget?.elapsed ?? null,
      pace: known?.pace ?? null,
      coverage: budget?.spent.coverage ?? null,
      totalEvents: countable ? (known?.spent.total ?? null) : null,
      badEvents: countable ? bad : null,
      allowedEvents: countable ? (known?.allowed ?? null) : null,
      allowedMinutes,
      spentMinutes: times(known?.consumed ?? null, allowedMinutes),
      allowedCost: times(countable ? (known?.allowed ?? null) : null, price),
      costPerHour: times(countable ? (known?.badLastHour ?? null) : null, price),
    },
    spark: sparkOf(account, window, answer.atMs, share),
  };
}

/** A calendar month has the length that it has. */
const windowMs = (objective: ObjectiveAnswer['objective'], { fromMs, toMs }: { fromMs: number; toMs: number }) =>
  objective.timeWindow.rolling ? nominalWindowMs(objective.timeWindow) : toMs - fromMs;

function stateOf(one: ObjectiveAnswer, account: Account, { remaining, burnRate }: Budget, atMs: number): BudgetState {
  if (remaining! <= 0) {
    return 'exhausted';
  }
  const subject = subjectOf(one, account);
  const over = (['page', 'ticket'] as const).find((severity) => (verdictAt(subject, severity, atMs)?.times ?? 0) > 1);
  return over ?? ((burnRate ?? 0) > 1 ? 'burning' : 'ok');
}

/** The one that applies: the lowest bound that what is left is under. */
function consequenceOf(consequences: ObjectiveAnswer['objective']['consequences'], remaining: number): string | null {
  const applying = consequences.filter(({ below }) => remaining < Number(below));
  return applying.sort((a, b) => Number(a.below) - Number(b.below))[0]?.then ?? null;
}

/** Share of the window's budget that was left at each time, if it began full. */
function sparkOf(
  account: Account | null,
  { rolling, fromMs, toMs }: { rolling: boolean; fromMs: number; toMs: number },
  atMs: number,
  share: number
): BudgetMeta['sparks'][number] {
  const end = Math.min(atMs, toMs);
  const times = Array.from({ length: SPARK_POINTS + 1 }, (_, i) =>
    Math.round(fromMs + ((end - fromMs) * i) / SPARK_POINTS)
  );
  const all = account?.over(fromMs, end);
  const elapsed = rolling ? 1 : (end - fromMs) / (toMs - fromMs);
  const remaining = times.map((time) => {
    const spent = account?.over(fromMs, time);
    if (!account || !all || all.total === null || spent === undefined) {
      return null;
    }
    // Against all events of the window, so that the line ends where the number stands.
    const burn =
      account.unit === 'burn'
        ? ((burnOf(spent, share) ?? 0) * (time - fromMs)) / Math.max(1, end - fromMs)
        : (burnOf({ total: all.total, bad: spent.bad ?? 0 }, share) ?? 0);
    return 1 - burn * elapsed;
  });
  return { times, remaining };
}
