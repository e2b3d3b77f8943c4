/** What has to be measured around events, so that each can carry its effect: view deploys. */
import type { Planning } from './plan-kpi';
import type { UpstreamRequest } from './request';
import type { Target } from './resolve';

/** Data: where the slices around the events are in `Work.parts`. */
export interface EffectsWork {}

export interface PlannedEffects {
  readonly work?: EffectsWork;
  readonly requests: readonly UpstreamRequest[];
}

/** Until effects are measured, nothing is asked for them, and their columns are left out. */
export function planEffects(_planning: Planning, _targets: readonly Target[]): PlannedEffects {
  return { requests: [] };
}
