/** The model as one KPI sees it. */
import type { NoView } from '../shared/use-view';
import { DeploysModel, DeploysView } from './model';

/** The chosen KPI or the first; a name that is not there is told, since tints of another KPI would mislead. */
export function viewOf(model: DeploysModel, kpi: string): DeploysView | NoView {
  const named = model.kpis.findIndex((one) => one.kpi === kpi);
  const line = model.lines.find((one) => one.kpi === kpi);
  if (kpi !== '' && named < 0 && !line && model.kpis.length > 0) {
    return {
      kind: 'empty',
      text: `The answer has no KPI “${kpi}”`,
      hint: `It has ${model.kpis.map((one) => `“${one.kpi}”`).join(', ')}. Choose another in the panel's options.`,
      notices: model.notices,
    };
  }
  const at = named >= 0 ? named : model.kpis.length > 0 ? 0 : -1;
  const chosen = model.kpis[at] ?? null;
  return {
    ...model,
    at,
    chosen,
    line: (chosen ? model.lines.find((one) => one.kpi === chosen.kpi) : (line ?? model.lines[0])) ?? null,
    held: chosen ? model.burning.filter((one) => one.kpi === chosen.kpi) : model.burning,
  };
}
