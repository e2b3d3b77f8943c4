/** What there is to watch: each KPI's conditions and thresholds, by severity. */
import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { DefinitionSet, KpiDefinition } from '../../definition/types';
import { conditionsFor, maxBurnOf } from '../conditions';
import { policyNamed } from '../policies';
import type { Watch, Watched } from './types';

const MINUTE = 60_000;
const SEVERITIES = ['page', 'ticket'] as const;
/** Of a rule that watches thresholds only: their window is the waiting time already, so one more look is enough. */
const THRESHOLD_FOR_MS = 2 * MINUTE;
const THRESHOLD_KEEP_MS = 5 * MINUTE;

/**
 * The watches of one KPI, page before ticket; none where nothing can fire. Conditions that can never fire, or would fire on a kept
 * promise, are left out with the warnings of `conditionsFor`. An objective without a policy is not watched (`alertPolicy: none`).
 * `for` and `keepFiringFor` are the longest of the objectives' policies; thresholds have none and then add nothing.
 */
export function watchesOf(
  kpi: KpiDefinition,
  definitions: Pick<DefinitionSet, 'policies' | 'kpis'>
): { readonly watches: readonly Watch[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const watched: Watched[] = [];
  for (const objective of kpi.objectives) {
    const policy = objective.alertPolicy === undefined ? undefined : policyNamed(objective.alertPolicy, definitions);
    if (policy) {
      const { conditions, refused } = conditionsFor(
        kpi.name,
        objective,
        policy,
        maxBurnOf(kpi, objective, definitions.kpis)
      );
      diagnostics.push(...refused.map((fault) => ({ ...fault, place: objective.place })));
      watched.push({ objective, policy, conditions });
    }
  }
  const isLow = kpi.alerting.impact === 'low';
  const watches: Watch[] = [];
  for (const severity of SEVERITIES) {
    const notified = (one: { readonly severity: Watch['severity'] }) => (isLow ? 'ticket' : one.severity) === severity;
    const objectives = watched
      .map((one) => ({ ...one, conditions: one.conditions.filter(notified) }))
      .filter((one) => one.conditions.length > 0);
    const thresholds = kpi.thresholds.filter(notified);
    if (objectives.length + thresholds.length > 0) {
      watches.push({ kpi, severity, objectives, thresholds, ...times(objectives) });
    }
  }
  if (watches.length === 0 && watched.length > 0) {
    diagnostics.push(diagnostic('PL1601', { kpi: kpi.name }, { place: kpi.place }));
  }
  const pages = [...kpi.thresholds, ...watched.flatMap(({ conditions }) => conditions)].some(
    (one) => one.severity === 'page'
  );
  if (isLow && pages) {
    diagnostics.push(diagnostic('PL1602', { kpi: kpi.name }, { place: kpi.place }));
  }
  return { watches, diagnostics };
}

function times(objectives: readonly Watched[]): Pick<Watch, 'forMs' | 'keepFiringForMs'> {
  if (objectives.length === 0) {
    return { forMs: THRESHOLD_FOR_MS, keepFiringForMs: THRESHOLD_KEEP_MS };
  }
  return {
    forMs: Math.max(...objectives.map(({ policy }) => policy.forMs)),
    keepFiringForMs: Math.max(...objectives.map(({ policy }) => policy.keepFiringForMs)),
  };
}
