/** View `burn`: how fast each objective's budget is spent, over every window, and when its alerts held. */
import { errorBudget } from '../alerting';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { spanOf } from '../events';
import { budgetAt, lastOf, type Account } from '../slo';
import type { ViewOutcome } from './answer';
import { labelsOf } from './frames';
import { burnCourse, drawn, type BurnCourse } from './burn-course';
import { exclusionSpans, gapSpans, heldSpans, suppressedSpans } from './burn-spans';
import { objectiveDoubts } from './objective-doubts';
import { objectiveMeta, objectivesMeta, priceOf } from './objective-meta';
import { isSmall, subjectOf, type ObjectiveAnswer, type ObjectivesAnswer, type SegmentAccount } from './objectives';
import type { BurnMeta, ResultField, ResultFrame } from './types';

const HOUR_MS = 3_600_000;

/** Two frames for each objective and segment; see `BurnMeta`. Segments: the first of them by their texts, at most `limit`. */
export function burnView(answer: ObjectivesAnswer): ViewOutcome {
  const { kpi, limit } = answer;
  const said: Diagnostic[] = [...answer.said];
  const frames: ResultFrame[] = [];
  let hasData = false;
  for (const one of answer.objectives) {
    const shown = one.segments.slice(0, limit);
    if (one.segments.length > shown.length) {
      const left = one.segments.length - shown.length;
      said.push(diagnostic('PL4006', { name: kpi.displayName, shown: shown.length, left, which: 'first' }));
    }
    for (const segment of shown) {
      const course = burnCourse(answer, one, segment.account);
      frames.push(...framesOf(answer, one, segment, course));
      hasData = hasData || course.windows.some(({ burn }) => burn.some((value) => !Number.isNaN(value)));
    }
  }
  const judged = answer.objectives.flatMap((one) =>
    one.segments.map((segment) => ({ one, segment, frozen: isFrozen(answer, one, segment.account) }))
  );
  said.push(...objectiveDoubts(answer, judged));
  return { frames, diagnostics: said, hasData };
}

function isFrozen(answer: ObjectivesAnswer, one: ObjectiveAnswer, account: Account | null): boolean {
  const { fromMs, toMs } = answer.windowOf(one.objective, answer.atMs);
  const spent = account?.over(fromMs, Math.min(answer.atMs, toMs));
  return !spent || spent.total === null || spent.coverage < subjectOf(one, account!).coverageFloor;
}

function framesOf(
  answer: ObjectivesAnswer,
  one: ObjectiveAnswer,
  segment: SegmentAccount,
  course: BurnCourse
): ResultFrame[] {
  const { kpi, by } = answer;
  const labels = labelsOf(by, segment.values);
  const { times, values: all } = drawn(course, answer.stepMs);
  const values = all.map((list, i) =>
    list.map((value, row) => (isSmall(kpi, segment, times[row] - one.windows[i].ms, times[row]) ? null : value))
  );
  const time: ResultField = { name: 'time', type: 'time', values: times };
  const title = [kpi.displayName, one.objective.displayName, ...segment.values.map((value) => value ?? '(none)')];
  const shared = {
    ...objectivesMeta('burn', answer),
    ...(kpi.valuePerUnit ? { currency: kpi.valuePerUnit.currency } : {}),
    ...(kpi.decisionPolicy === undefined ? {} : { decisionPolicy: kpi.decisionPolicy }),
    freshMs: Math.min(answer.atMs, one.closedMs),
    objective: objectiveMeta(answer, one),
    windows: one.windows,
    spans: [
      ...heldSpans(one, segment.account, course, answer.atMs),
      ...exclusionSpans(one, answer.fromMs, answer.atMs),
      ...gapSpans(one, segment.account, course, answer.atMs),
      ...suppressedSpans(answer),
    ].sort((a, b) => a.fromMs - b.fromMs),
    events: eventsOf(answer),
  };
  const meta = (part: BurnMeta['part']) => ({ ...shared, part }) as unknown as Record<string, unknown>;
  return [
    {
      name: title.join(' · '),
      type: 'timeseries-multi',
      fields: [
        time,
        ...one.windows.map(({ window }, i): ResultField => ({
          name: 'value',
          type: 'number',
          unit: 'times',
          displayName: window,
          labels: { ...labels, window },
          values: values[i],
        })),
      ],
      meta: meta('burn'),
    },
    {
      name: `${title.join(' · ')} remaining`,
      type: 'timeseries-multi',
      fields: [time, ...remainingFields(answer, one, segment, times)],
      meta: meta('remaining'),
    },
  ];
}

function eventsOf({ events, fromMs, atMs }: ObjectivesAnswer): BurnMeta['events'] {
  return [...events.values()]
    .flatMap(({ definition, events: list }) =>
      list
        .filter((event) => spanOf(event, atMs).toMs >= fromMs && event.atMs <= atMs)
        .map(({ kind, title, service, version, link, ...event }) => ({
          atMs: event.atMs,
          kind,
          label: [service, version].filter(Boolean).join(' ') || title || definition.displayName,
          ...(service === undefined ? {} : { service }),
          ...(version === undefined ? {} : { version }),
          ...(link === undefined ? {} : { link }),
          ...(event.endMs === null && kind !== 'incident' ? {} : { endMs: event.endMs }),
        }))
    )
    .sort((a, b) => a.atMs - b.atMs);
}

/** What is left at each time, what even spending would leave, and what happened since the row before. */
function remainingFields(
  answer: ObjectivesAnswer,
  one: ObjectiveAnswer,
  segment: SegmentAccount,
  times: readonly number[]
): ResultField[] {
  const { objective } = one;
  const { account } = segment;
  const share = errorBudget(objective.target);
  const floor = account ? subjectOf(one, account).coverageFloor : 0;
  const price = priceOf(answer, account?.unit);
  const rows = times.map((at, i) => {
    const window = answer.windowOf(objective, at);
    const budget = account && budgetAt(account, window, at, share);
    const known = budget && budget.spent.coverage >= floor ? budget : null;
    const from = i === 0 ? answer.fromMs : times[i - 1];
    const shown = (fromMs: number) => account?.unit !== 'burn' && !isSmall(answer.kpi, segment, fromMs, at);
    const since = account && shown(from) ? account.over(from, at) : null;
    const lastHour = account && shown(at - HOUR_MS) ? lastOf(account, HOUR_MS, at).bad : null;
    return {
      remaining: known?.remaining ?? null,
      elapsed: window.rolling ? null : (at - window.fromMs) / (window.toMs - window.fromMs),
      total: since?.total ?? null,
      bad: since?.bad === undefined || since.bad === null ? null : Math.max(0, since.bad),
      cost: price === null || lastHour === null ? null : Math.max(0, lastHour) * price,
    };
  });
  const first = rows.findIndex((row) => row.remaining !== null);
  const ideal = rows.map(({ elapsed }, i) => {
    if (elapsed !== null) {
      return 1 - elapsed;
    }
    // A rolling window has no beginning: what a burn rate of 1 would leave from the left end on, were nothing to come back.
    const { rolling, ...window } = answer.windowOf(objective, times[i]);
    return first < 0 || i < first || !rolling
      ? null
      : rows[first].remaining! - (times[i] - times[first]) / (window.toMs - window.fromMs);
  });
  const currency = answer.kpi.valuePerUnit?.currency;
  const field = (name: string, unit: string | undefined, displayName: string, values: ResultField['values']) => ({
    name,
    type: 'number' as const,
    ...(unit === undefined ? {} : { unit }),
    displayName,
    values,
  });
  return [
    field(
      'remaining',
      'ratio',
      'Budget left',
      rows.map((row) => row.remaining)
    ),
    field('ideal', 'ratio', 'Even spending', ideal),
    field(
      'bad',
      'count',
      'Failed',
      rows.map((row) => row.bad)
    ),
    field(
      'total',
      'count',
      'Events',
      rows.map((row) => row.total)
    ),
    field(
      'costPerHour',
      currency && `currency:${currency}`,
      'Loss an hour',
      rows.map((row) => row.cost)
    ),
  ];
}
