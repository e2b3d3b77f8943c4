/** What derived KPIs are made of, through any number of derived ones in between. */
import { placeOfField } from './check';
import type { ReadKpi, ReadKpiSpec } from './form';
import type { Report } from './report';
import type { KpiDefinition, Segment } from './types';

export type ReadDerived = NonNullable<NonNullable<ReadKpiSpec['measure']>['derived']>;

/**
 * The KPIs at the ends of `name`, each once, in the order in which they are first met; itself where it has no inputs. Circles end where they
 * begin.
 * @param inputsOf names of inputs; undefined for a KPI that is not derived
 */
export function leavesOf(name: string, inputsOf: (name: string) => readonly string[] | undefined): string[] {
  const leaves: string[] = [];
  const seen = new Set<string>();
  const visit = (one: string): void => {
    if (seen.has(one)) {
      return;
    }
    seen.add(one);
    const inputs = inputsOf(one);
    if (inputs) {
      inputs.forEach(visit);
    } else {
      leaves.push(one);
    }
  };
  visit(name);
  return leaves;
}

/** As `leavesOf`, of definitions. */
export function leafKpis(kpis: ReadonlyMap<string, KpiDefinition>, kpi: KpiDefinition): string[] {
  return leavesOf(kpi.name, (name) => {
    const measure = name === kpi.name ? kpi.measure : kpis.get(name)?.measure;
    return measure?.kind === 'derived' ? measure.inputs.map((input) => input.kpi) : undefined;
  });
}

/** The segments that all KPIs at its ends have; words are those of the first. Their fields are each KPI's own. */
export function derivedSegments(spec: ReadKpiSpec, kpis: ReadonlyMap<string, ReadKpi>): Segment[] {
  // No KPI has an empty name.
  const inputsOf = (name: string) => inputNames((name === '' ? spec : kpis.get(name)?.spec)?.measure?.derived);
  const leaves = leavesOf('', inputsOf).map((name) => kpis.get(name)?.spec?.segments ?? []);
  const [first = [], ...others] = leaves;
  const segments: Segment[] = [];
  for (const { name, displayName } of first) {
    if (name !== undefined && others.every((list) => list.some((segment) => segment.name === name))) {
      segments.push({ name, ...(displayName === undefined ? {} : { displayName }), field: name });
    }
  }
  return segments;
}

function inputNames(derived: ReadDerived | undefined): string[] | undefined {
  return derived?.inputs?.map(({ kpi }) => kpi).filter((kpi): kpi is string => kpi !== undefined);
}

/** Reports every way back into a KPI that is being made, at the input that leads there. */
export function checkCircles(kpis: ReadonlyMap<string, ReadKpi>, report: Report): void {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string): void => {
    path.push(name);
    for (const input of kpis.get(name)?.spec?.measure?.derived?.inputs ?? []) {
      if (input.kpi === undefined || done.has(input.kpi)) {
        continue;
      }
      const begun = path.indexOf(input.kpi);
      if (begun >= 0) {
        report('PL1275', { path: [...path.slice(begun), input.kpi] }, placeOfField(input, 'kpi'));
      } else {
        visit(input.kpi);
      }
    }
    path.pop();
    done.add(name);
  };
  kpis.forEach((_, name) => {
    if (!done.has(name)) {
      visit(name);
    }
  });
}
