/** Panels whose states the page draws. `panel` in its address is an id of this list; the first one where there is none. */
import { BURN_STATES } from '../../../src/panels/burn-rate/states';
import { DEPLOYS_STATES } from '../../../src/panels/deploys/states';
import { BUDGET_PANEL_STATES } from '../../../src/panels/error-budget/states';
import { FUNNEL_STATES } from '../../../src/panels/funnel/states';
import type { PanelState } from '../../../src/panels/shared/panel-state';

export interface PanelStates {
  readonly id: string;
  readonly title: string;
  readonly states: ReadonlyArray<PanelState<object>>;
}

export const PANEL_STATES: readonly PanelStates[] = [
  { id: 'plumbline-funnel-panel', title: 'Funnel', states: FUNNEL_STATES },
  { id: 'plumbline-errorbudget-panel', title: 'Error budget', states: BUDGET_PANEL_STATES },
  { id: 'plumbline-burnrate-panel', title: 'Burn rate', states: BURN_STATES },
  { id: 'plumbline-deploys-panel', title: 'Deploys', states: DEPLOYS_STATES },
];
