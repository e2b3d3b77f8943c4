/** What the answer of a derived KPI has in the place of parts: the answers of the KPIs at its ends, and how they are reckoned together. */
import type { KpiDefinition } from '../definition/types';
import { parseExpression, type Expression } from '../expression';
import type { Derivation, DerivedFrom, KpiAnswer } from './answer';

/** An input in the days, windows and alerts of the KPI that is derived from it; names, parts, unit and cohort stay its own. */
export function asInput(input: KpiDefinition, owner: KpiDefinition): KpiDefinition {
  const { grain: _, ...rest } = input;
  const { timeZone, calendar, grain, alerting } = owner;
  return { ...rest, timeZone, calendar, alerting, gapFill: 'none', ...(grain === undefined ? {} : { grain }) };
}

/** @param leaves by name, all of `leafKpis` */
export function derivedFrom(
  owner: KpiDefinition,
  kpis: ReadonlyMap<string, KpiDefinition>,
  leaves: ReadonlyMap<string, KpiAnswer>
): DerivedFrom {
  const steps: Derivation[] = [];
  const seen = new Set<string>(leaves.keys());
  const visit = (kpi: KpiDefinition | undefined): void => {
    if (kpi && isDerived(kpi) && !seen.has(kpi.name)) {
      seen.add(kpi.name);
      kpi.measure.inputs.forEach((input) => visit(kpis.get(input.kpi)));
      steps.push({ kpi, tree: treeOf(kpi.measure.expression) });
    }
  };
  visit(owner);
  return { leaves, steps };
}

const isDerived = (kpi: KpiDefinition): kpi is Derivation['kpi'] => kpi.measure.kind === 'derived';

/** The derived KPI itself. */
export const outermost = ({ steps }: DerivedFrom): Derivation => steps[steps.length - 1];

/** The definition of an input, at an end or between. */
export function definitionIn({ leaves, steps }: DerivedFrom, name: string): KpiDefinition {
  return leaves.get(name)?.kpi ?? steps.find(({ kpi }) => kpi.name === name)!.kpi;
}

/** @throws Error for a text that is no expression, which reading the definition has ruled out */
function treeOf(expression: string): Expression {
  const parsed = parseExpression(expression);
  if (!parsed.ok) {
    throw new Error(`a definition without errors has the expression "${expression}"`);
  }
  return parsed.tree;
}
