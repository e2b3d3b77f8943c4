/** What shapes cannot say of exclusions, alerting and alert policies. */
import { conditionsFor, maxBurn, weightedBurn } from '../alerting/conditions';
import { policyNamed } from '../alerting/policies';
import { occurrencesOf, parseLocal, parseRule, ZONES_TO_MS } from '../calendar';
import type { Code, Params } from '../diagnostics';
import { buildObjective, localTimeOf } from './build-objectives';
import { checkDoubles, placeOfField } from './check';
import type { Scope } from './check-part';
import { DAY_MS } from './duration';
import type { ReadAlertPolicy, ReadKpi, ReadKpiSpec } from './form';
import type { ReadExclusion } from './form-objectives';
import { shown, type Report } from './report';
import type { Located } from './shape';
import type { AlertPolicyDefinition } from './types';

export function checkExclusion(exclusion: ReadExclusion, scope: Scope, report: Report): void {
  switch (exclusion.choice) {
    case 'once': {
      const { from, to } = exclusion.of;
      if (from && to && to.ms <= from.ms) {
        report('PL1237', { from: from.text, to: to.text }, placeOfField(exclusion.of, 'to'));
      }
      return;
    }
    case 'businessHours': {
      const hours = exclusion.of.businessHours;
      if (hours?.from !== undefined && hours.to !== undefined && hours.to <= hours.from) {
        report('PL1237', { from: clockText(hours.from), to: clockText(hours.to) }, placeOfField(hours, 'to'));
      }
      return;
    }
    case 'events':
      return checkEventsName(exclusion.of, scope, report);
    case 'recurring':
      return checkRule(exclusion.of, report);
  }
}

/** A rule that never comes true would exclude nothing, and nobody would notice. */
function checkRule(read: Extract<ReadExclusion, { choice: 'recurring' }>['of'], report: Report): void {
  const { rrule, start } = read;
  const parsed = rrule === undefined ? undefined : parseRule(rrule);
  if (rrule === undefined || start === undefined || !parsed || 'reason' in parsed) {
    return;
  }
  const { until } = parsed.rule;
  const from = parseLocal(start);
  // An UNTIL of UTC is less than a day from the local time that it means.
  const last = until ? until.ms + (until.utc ? DAY_MS : 0) : Infinity;
  const first = occurrencesOf({ ...parsed.rule, count: 1 }, from, from, ZONES_TO_MS, last);
  if (first.length === 0) {
    const reason = `from ${start} on it never comes true`;
    report('PL1236', { value: shown(rrule), reason }, placeOfField(read, 'rrule'));
  }
}

function clockText(minutes: number): string {
  const two = (n: number) => `0${n}`.slice(-2);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function checkEventsName(located: Located & { readonly events?: string }, scope: Scope, report: Report): void {
  const { events } = located;
  if (events === undefined || scope.events.has(events)) {
    return;
  }
  const suggestion = scope.suggest(events, scope.events);
  const known = Array.from(scope.events).slice(0, 20);
  const params = { events, known, ...(suggestion === undefined ? {} : { suggestion }) };
  report('PL1228', params, placeOfField(located, 'events'));
}

export function checkAlerting(spec: ReadKpiSpec, segments: readonly string[], scope: Scope, report: Report): void {
  const { alerting } = spec;
  if (!alerting) {
    return;
  }
  for (const segment of alerting.by ?? []) {
    if (segments.indexOf(segment) < 0) {
      const suggestion = scope.suggest(segment, segments);
      const params = { segment, ...(suggestion === undefined ? {} : { suggestion }) };
      report('PL1245', params, placeOfField(alerting, 'by'));
    }
  }
  if (alerting.suppress) {
    checkEventsName(alerting.suppress, scope, report);
  }
}

export function checkAlertPolicy(policy: ReadAlertPolicy, report: Report): void {
  if (policy.metadata?.name === 'none') {
    report('PL1248', { name: 'none' }, placeOfField(policy.metadata, 'name'));
  }
  for (const condition of policy.spec?.conditions ?? []) {
    const { severity, short, long } = condition;
    if (short && long && short.ms >= long.ms) {
      const params = { severity: severity ?? 'condition', short: short.text, long: long.text };
      report('PL1244', params, placeOfField(condition, 'short'));
    }
  }
}

export function checkExclusions(spec: ReadKpiSpec, scope: Scope, report: Report): void {
  for (const exclusion of spec.exclusions ?? []) {
    checkExclusion(exclusion, scope, report);
  }
  checkDoubles(
    spec.exclusions?.map((one) => one.of),
    'The exclusion',
    report
  );
}

/** Conditions that cannot mean anything for an objective: errors where the policy was chosen, else warnings. */
export function checkPolicies(
  read: ReadKpi,
  policies: ReadonlyMap<string, AlertPolicyDefinition>,
  kpis: ReadonlyMap<string, ReadKpi>,
  report: Report
): void {
  const local = localTimeOf(read.spec);
  for (const located of read.spec?.objectives ?? []) {
    const objective = buildObjective(located, local);
    const policy = objective.alertPolicy === undefined ? undefined : policyNamed(objective.alertPolicy, { policies });
    const place = placeOfField(located, 'alertPolicy');
    const most = objective.budgetingMethod === 'Occurrences' ? membersMost(read, kpis) : undefined;
    for (const fault of policy ? conditionsFor(read.metadata?.name ?? '?', objective, policy, most).refused : []) {
      report(fault.code, fault.params as Params[Code], place);
    }
  }
}

/** Highest burn rate of a composite that counts those of its members; undefined where it is none, Infinity where a member is at fault. */
function membersMost({ spec }: ReadKpi, kpis: ReadonlyMap<string, ReadKpi>): number | undefined {
  const members = spec?.measure?.composite?.map(({ kpi, objective, weight }) => {
    const own = kpis.get(kpi ?? '')?.spec?.objectives ?? [];
    const found = own.find(({ name }) => (objective === undefined ? own.length === 1 : name === objective));
    return { burn: found?.target === undefined ? Infinity : maxBurn(found.target), weight: Number(weight ?? '1') };
  });
  return members && weightedBurn(members);
}
