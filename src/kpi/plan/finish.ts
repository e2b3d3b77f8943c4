/** Plan + answers -> Result: each KPI on its own, so that a failing source takes only its own numbers along. */
import { NOMINAL_GRAIN_MS } from '../calendar';
import type { Diagnostic } from '../diagnostics';
import type { DefinitionSet } from '../definition/types';
import { alertView } from '../results/alert';
import { combineAlerts } from '../results/alert-combined';
import { holdBack } from '../results/alert-held';
import { alertOfObjectives, heldBack } from '../results/alert-objectives';
import type { Buckets, HeldBack, ViewOutcome } from '../results/answer';
import { budgetView } from '../results/budget';
import { burnView } from '../results/burn';
import { burnStepMs } from '../results/burn-course';
import { funnelView } from '../results/funnel';
import { funnelNumbersView, funnelSeriesView } from '../results/funnel-numbers';
import { noticeOf } from '../results/notices';
import { seriesView } from '../results/series';
import type { Notice, Result, ResultFrame, Status } from '../results/types';
import { valueView } from '../results/value';
import type { SliceStore } from '../slices';
import { finishHappenings } from './finish-happenings';
import { readAnswers, type Answers } from './read-answers';
import { readDerived } from './read-derived';
import { readPeriod } from './read-funnel';
import { readImpact } from './read-impact';
import { readKpi, undefinedKpi } from './read-kpi';
import { readRetention } from './read-retention';
import { readBehind } from './read-samples';
import { readExperiment } from './read-experiment';
import { readEvents } from './read-events';
import { readObjectives } from './read-objectives';
import type { UpstreamResponse } from './request';
import type { Plan } from './types';
import type { DerivedWork, FunnelWork, KpiWork, HoldsWork, ObjectivesWork, Work, WorkItem } from './work';

/** What one KPI (or threshold, or funnel) came to. `errors` name what failed; an outcome beside them is partial. */
export interface Finished {
  readonly errors: readonly Diagnostic[];
  readonly outcome?: ViewOutcome;
}

/**
 * The result of a plan whose answers are in. `error`: nothing to show, and no frame; for alerts already where one source failed, because
 * Grafana resolves alerts whose frames are missing. `partial`: some failed, the rest is shown. `nodata`: all answered, with nothing.
 */
export function finish(
  definitions: DefinitionSet,
  plan: Plan,
  responses: readonly UpstreamResponse[],
  store?: SliceStore
): Result {
  const work = plan.work as Work;
  const answers = readAnswers(plan, responses, store);
  const frames: ResultFrame[] = [];
  const holds: HeldBack[] = [];
  const notices = new Map<string, Notice>();
  let [failed, shown, data] = [0, 0, 0];
  const say = (said: Diagnostic, kpi?: string) => {
    const notice = noticeOf(said, kpi);
    notices.set(`${notice.code} ${notice.kpi ?? ''} ${notice.message}`, notice);
  };
  for (const item of work.items) {
    const { errors, outcome } = finishItem(definitions, plan, item, answers);
    // Of events without a KPI, or with several, nobody in particular is meant.
    const kpi = item.type === 'happenings' ? undefined : item.name;
    errors.forEach((error) => say(error, kpi));
    outcome?.diagnostics.forEach((said) => say(said, kpi));
    failed += errors.length > 0 ? 1 : 0;
    if (outcome) {
      frames.push(...outcome.frames);
      holds.push(...(outcome.heldBack ?? []));
      shown++;
      data += outcome.hasData ? 1 : 0;
    }
  }
  answers.warnings.forEach((said) => say(said));
  const isAlert = plan.query.view === 'alert';
  const status = statusOf(isAlert, failed, shown, data);
  const told = holdBack(isAlert ? combineAlerts(frames) : frames, holds);
  told.said.forEach(({ kpi, diagnostic: said }) => say(said, kpi));
  return {
    kpi: namesOf(work),
    view: plan.query.view,
    status,
    frames: status === 'error' ? [] : told.frames,
    notices: [...notices.values()],
    requests: plan.requests.length,
  };
}

function statusOf(isAlert: boolean, failed: number, shown: number, data: number): Status {
  if (shown === 0 || (isAlert && failed > 0)) {
    return 'error';
  }
  return failed > 0 ? 'partial' : data > 0 ? 'ok' : 'nodata';
}

const namesOf = ({ items }: Work) =>
  items
    .map((item) => item.name)
    .filter((name, i, all) => all.indexOf(name) === i)
    .join(',');

function finishItem(definitions: DefinitionSet, plan: Plan, item: WorkItem, answers: Answers): Finished {
  if (item.failures.length > 0) {
    return { errors: item.failures };
  }
  switch (item.type) {
    case 'kpi':
    case 'derived':
      return finishNumbers(definitions, plan, item, answers);
    case 'funnel':
      return finishFunnel(definitions, plan, item, answers);
    case 'retention':
      return readRetention(definitions, plan, item, answers);
    case 'samples':
    case 'traces':
      return readBehind(definitions, item, answers);
    case 'experiment':
      return readExperiment(definitions, plan, item, answers);
    case 'holds':
      return finishHolds(definitions, item, answers);
    case 'objectives':
      return finishObjectives(definitions, plan, item, answers);
    case 'impact':
      return readImpact(definitions, plan, item, answers);
    case 'happenings':
      return finishHappenings(definitions, plan, item, answers);
  }
}

function finishObjectives(definitions: DefinitionSet, plan: Plan, item: ObjectivesWork, answers: Answers): Finished {
  const { grain, view } = plan.query;
  const asked = grain === undefined || grain === 'auto' ? undefined : NOMINAL_GRAIN_MS[grain];
  const stepMs = asked ?? burnStepMs(item.fromMs, item.toMs, plan.context.maxDataPoints);
  const { errors, answer } = readObjectives(definitions, plan, item, answers, stepMs);
  if (!answer) {
    return { errors };
  }
  const outcome =
    view === 'budget' ? budgetView(answer) : view === 'burn' ? burnView(answer) : alertOfObjectives(answer);
  return { errors, outcome };
}

/** No number of its own: what keeps the numbers of thresholds from firing. A list of deploys that failed fails the alert. */
function finishHolds(definitions: DefinitionSet, item: HoldsWork, answers: Answers): Finished {
  const { errors, byName } = readEvents(definitions, item, answers);
  const held = heldBack({ kpi: definitions.kpis.get(item.name)!, events: byName, atMs: item.toMs });
  return errors.length > 0
    ? { errors }
    : { errors, outcome: { frames: [], diagnostics: [], hasData: false, heldBack: held } };
}

function finishNumbers(
  definitions: DefinitionSet,
  plan: Plan,
  item: KpiWork | DerivedWork,
  answers: Answers
): Finished {
  const { view, other } = plan.query;
  const shown = { limit: (plan.work as Work).limit, other };
  const { errors, answer } =
    item.type === 'derived'
      ? readDerived(definitions, item, answers, shown)
      : readKpi(definitions.kpis.get(item.name), item, answers, shown);
  if (!answer) {
    return { errors };
  }
  if (view === 'alert') {
    const threshold = answer.kpi.thresholds.find((t) => t.name === item.threshold)!;
    return { errors, outcome: alertView(answer, threshold) };
  }
  return { errors, outcome: view === 'series' ? seriesView(answer) : valueView(answer, view as 'value' | 'breakdown') };
}

function finishFunnel(definitions: DefinitionSet, plan: Plan, item: FunnelWork, answers: Answers): Finished {
  const funnel = definitions.funnels.get(item.name);
  if (!funnel) {
    return { errors: [undefinedKpi(item.name)] };
  }
  const now = readPeriod(funnel, item, item.now, answers);
  const previous = item.previous && readPeriod(funnel, item, item.previous, answers);
  const errors = [...now.errors, ...(previous?.errors ?? [])];
  if (!now.answer) {
    return { errors };
  }
  const answer = {
    by: item.by,
    limit: (plan.work as Work).limit,
    nowMs: plan.context.nowMs,
    now: now.answer,
    previous: previous?.answer,
  };
  const { view } = plan.query;
  if (view === 'funnel' || funnel.type === 'aggregate') {
    return { errors, outcome: funnelView({ ...answer, funnel }) };
  }
  const numbers = { ...answer, funnel, buckets: item.buckets as Buckets | undefined, closedMs: item.closedMs };
  return {
    errors,
    outcome: view === 'series' ? funnelSeriesView(numbers) : funnelNumbersView(numbers, view as 'value' | 'breakdown'),
  };
}
