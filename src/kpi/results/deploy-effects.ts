/** What each change did to each KPI, beside the events of view deploys: the one place that fills those fields. */
import type { DefinitionSet, KpiDefinition } from '../definition/types';
import type { Answers } from '../plan/read-answers';
import type { HappeningsWork } from '../plan/work';
import type { HappeningsAnswer } from './deploys';
import type { ResultField } from './types';
import type { DeploysMeta } from './types-events';

/** Effects of the answer's `records`, in their order. */
export interface DeployEffects {
  /** For each KPI `effect`, `effectLow`, `effectHigh`, `verdict`, `budgetMs`, `cost`, labelled `kpi`: see `DeploysMeta`. */
  readonly fields: readonly ResultField[];
  readonly effects: DeploysMeta['effects'];
  readonly burning: DeploysMeta['burning'];
}

export interface EffectsInput extends HappeningsAnswer {
  readonly definitions: DefinitionSet;
  readonly item: HappeningsWork;
  readonly answers: Answers;
}

/** Undefined where nothing was measured around the events: the fields are then left out. */
export function deployEffects(_input: EffectsInput): DeployEffects | undefined {
  return undefined;
}

/** Which direction is good, where the KPI does not say. */
export function betterOf({ better }: KpiDefinition): 'higher' | 'lower' {
  return better;
}
