/** What a derived KPI needs: the numbers of the KPIs at its ends, each once, over the same range, buckets and segments. */
import { leafKpis } from '../definition';
import type { KpiDefinition } from '../definition/types';
import { asInput } from '../results/derived-answer';
import { planKpi, type Planning } from './plan-kpi';
import type { Target } from './resolve';
import type { DerivedWork, KpiWork } from './work';

type KpiTarget = Target & { readonly definition: KpiDefinition };

/** The work of one derived KPI: one item, or for alerts one for each threshold. */
export function planDerived(planning: Planning, target: KpiTarget): DerivedWork[] {
  const { definitions, resolved } = planning;
  const { fromMs, toMs } = resolved;
  const owner = target.definition;
  const by = target.by.map(({ name }) => name);
  const common = { type: 'derived' as const, name: owner.name, by };
  if (target.failures.length > 0) {
    return [{ ...common, fromMs, toMs, inputs: [], failures: target.failures }];
  }
  const planned = leafKpis(definitions.kpis, owner).map((name) =>
    planKpi(planning, inputTarget(target, definitions.kpis.get(name)!))
  );
  // The first input has an item for each of the derived one's.
  return planned[0].map(({ fromMs: from, toMs: to, threshold, buckets }, i) => {
    const inputs = planned.map((items): KpiWork => items[i]);
    return {
      ...common,
      fromMs: from,
      toMs: to,
      inputs,
      ...(threshold === undefined ? {} : { threshold }),
      ...(buckets ? { buckets } : {}),
      failures: inputs.reduce<DerivedWork['failures']>((all, { failures }) => [...all, ...failures], []),
    };
  });
}

/** The input is asked in the derived one's days and windows, by its own fields of the same segments. */
function inputTarget(target: KpiTarget, input: KpiDefinition): KpiTarget {
  const { definition: owner, by, filters } = target;
  const own = (name: string) => input.segments.find((segment) => segment.name === name)!;
  return {
    definition: { ...asInput(input, owner), thresholds: owner.thresholds.map((one) => ({ ...one, minimumEvents: 0 })) },
    by: by.map(({ name }) => own(name)),
    filters: filters.map(({ segment, condition }) => ({ segment: own(segment.name), condition })),
    failures: [],
  };
}
