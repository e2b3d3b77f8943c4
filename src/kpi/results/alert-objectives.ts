/** View `alert` of objectives: one number per KPI, severity and segment; the rule is always "> 1". */
import { counts, spanOf } from '../events';
import { highest, verdictAt, type ConditionVerdict, type SeverityVerdict } from '../alerting';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { lastOf } from '../slo';
import { alertLabels } from './alert';
import type { HeldBack, ViewOutcome } from './answer';
import { objectiveDoubts } from './objective-doubts';
import { objectivesMeta, priceOf } from './objective-meta';
import { subjectOf, type ObjectiveAnswer, type ObjectivesAnswer, type SegmentAccount } from './objectives';
import type { ResultFrame, ValueMeta } from './types';

const HOUR_MS = 3_600_000;
const SEVERITIES = ['page', 'ticket'] as const;
type Severity = (typeof SEVERITIES)[number];

interface Judged {
  readonly one: ObjectiveAnswer;
  readonly segment: SegmentAccount;
  /** Null where there is nothing to judge. */
  readonly times: number | null;
  readonly verdict?: SeverityVerdict;
}

/**
 * A frame of one number for each severity and segment, with the labels kpi, severity, team, area and the segments. The number is the highest
 * of all objectives and conditions: the slower of the two windows over its threshold. Null, which Grafana calls No Data, where too little was
 * measured to say: such an alert neither fires nor resolves. There is always at least one frame a severity.
 */
export function alertOfObjectives(answer: ObjectivesAnswer): ViewOutcome {
  const said: Diagnostic[] = [...answer.said];
  answer.objectives.forEach(({ leftOut }) =>
    leftOut.forEach(({ message }) => said.push(diagnostic('PL4024', { reason: message })))
  );
  const frames: ResultFrame[] = [];
  const all: Judged[] = [];
  for (const severity of SEVERITIES.filter((s) => answer.severity === undefined || s === answer.severity)) {
    for (const [, judged] of bySegment(answer, severity)) {
      all.push(...judged);
      const { times, governing } = highest(judged);
      reasonsFor(judged).forEach((reason) =>
        said.push(diagnostic('PL4027', { name: answer.kpi.displayName, severity, reason }))
      );
      frames.push(frameOf(answer, severity, judged[0].segment, times, governing));
    }
  }
  said.push(
    ...objectiveDoubts(
      answer,
      distinct(all).map(({ one, segment, times }) => ({ one, segment, frozen: times === null })),
      ({ conditions }) =>
        conditions
          .filter(({ severity }) => answer.severity === undefined || severity === answer.severity)
          .flatMap(({ longMs, shortMs }) => [longMs, shortMs])
    )
  );
  return {
    frames,
    diagnostics: said,
    hasData: frames.some((frame) => frame.fields[0].values[0] !== null),
    heldBack: heldBack(answer),
  };
}

/** Judgements of each segment over the objectives that have a condition of the severity. */
function bySegment(answer: ObjectivesAnswer, severity: Severity): Map<string, Judged[]> {
  const found = new Map<string, Judged[]>();
  for (const one of answer.objectives) {
    if (!one.conditions.some((condition) => condition.severity === severity)) {
      continue;
    }
    for (const segment of one.segments) {
      const key = JSON.stringify(segment.values);
      const verdict = segment.account ? verdictAt(subjectOf(one, segment.account), severity, answer.atMs) : undefined;
      const judged: Judged = { one, segment, times: verdict?.times ?? null, ...(verdict ? { verdict } : {}) };
      found.set(key, [...(found.get(key) ?? []), judged]);
    }
  }
  return found;
}

function distinct(judged: readonly Judged[]): Judged[] {
  return judged.filter((j, i) => judged.findIndex((k) => k.one === j.one && k.segment === j.segment) === i);
}

/** Why a number is lower than what its windows burn. */
function reasonsFor(judged: readonly Judged[]): string[] {
  const reasons: string[] = [];
  if (judged.some(({ verdict }) => verdict?.pagedFor)) {
    reasons.push('people were paged for the same failures');
  }
  if (judged.some(({ verdict }) => verdict?.governing?.tooFew)) {
    reasons.push('too few events or failures stand behind it');
  }
  return reasons;
}

/** What an event of `alerting.suppress` that was less than `after` ago keeps from firing. */
export function heldBack({ kpi, events, atMs }: Pick<ObjectivesAnswer, 'kpi' | 'events' | 'atMs'>): HeldBack[] {
  const { suppress } = kpi.alerting;
  const found = suppress && events.get(suppress.events);
  const recent = found?.events.find(
    (event) =>
      counts(found.definition, event) && event.atMs <= atMs && atMs < spanOf(event, atMs).toMs + suppress!.afterMs
  );
  if (!suppress || !found || !recent) {
    return [];
  }
  const what = [found.definition.displayName, recent.service, recent.version].filter(Boolean).join(' ');
  return suppress.severities.map((severity) => ({
    kpi: kpi.name,
    displayName: kpi.displayName,
    severity,
    reason: `${what} was just now`,
  }));
}

function frameOf(
  answer: ObjectivesAnswer,
  severity: Severity,
  segment: SegmentAccount,
  times: number | null,
  governing: Judged | undefined
): ResultFrame {
  const { kpi, by } = answer;
  const decides = governing?.verdict?.governing;
  const meta: ValueMeta = {
    ...objectivesMeta('alert', answer),
    ...(governing && decides ? { governing: governingMeta(answer, governing, decides) } : {}),
  };
  return {
    name: kpi.name,
    type: 'numeric-multi',
    fields: [
      {
        name: 'value',
        type: 'number',
        displayName: `${kpi.displayName}: times over a ${severity}`,
        labels: alertLabels(kpi, severity, by, segment.values),
        values: [times],
      },
    ],
    meta: meta as unknown as Record<string, unknown>,
  };
}

function governingMeta(
  answer: ObjectivesAnswer,
  { one, segment }: Judged,
  { condition, longBurn, shortBurn }: ConditionVerdict
): NonNullable<ValueMeta['governing']> {
  const price = priceOf(answer, segment.account?.unit);
  const bad = segment.account ? lastOf(segment.account, condition.shortMs, answer.atMs).bad : null;
  return {
    objective: one.objective.name,
    condition,
    longBurn,
    shortBurn,
    costPerHour: price === null || bad === null ? null : (Math.max(0, bad) * price * HOUR_MS) / condition.shortMs,
  };
}
