/** Answers of the inputs' parts -> what a derived KPI is reckoned from. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { DefinitionSet, KpiDefinition } from '../definition/types';
import type { KpiAnswer, PartAnswer, Role } from '../results/answer';
import { asInput, type DerivedAnswer } from '../results/derived-answer';
import type { Answers } from './read-answers';
import type { DerivedWork, KpiWork } from './work';

/** A failed source is no missing data: with one input the whole number fails, also where the expression could do without it. */
export function readDerived(
  definitions: DefinitionSet,
  work: DerivedWork,
  answers: Answers,
  limit: number
): { readonly errors: readonly Diagnostic[]; readonly answer?: DerivedAnswer } {
  const kpi = definitions.kpis.get(work.name);
  if (!kpi) {
    return { errors: [diagnostic('PL9001', { what: `"${work.name}" was planned, but is not defined` })] };
  }
  const errors: Diagnostic[] = [];
  const leaves = new Map<string, KpiAnswer>();
  for (const input of work.inputs) {
    const leaf = definitions.kpis.get(input.name);
    if (!leaf) {
      errors.push(diagnostic('PL9001', { what: `"${input.name}" was planned, but is not defined` }));
    } else {
      leaves.set(input.name, inputAnswer(leaf, kpi, input, answers, errors));
    }
  }
  const { by, fromMs, toMs, buckets } = work;
  return errors.length > 0
    ? { errors }
    : { errors, answer: { kpi, kpis: definitions.kpis, by, fromMs, toMs, limit, leaves, buckets } };
}

function inputAnswer(
  leaf: KpiDefinition,
  owner: KpiDefinition,
  { roles: indexes, by, fromMs, toMs, buckets }: KpiWork,
  answers: Answers,
  errors: Diagnostic[]
): KpiAnswer {
  const roles: Partial<Record<Role, PartAnswer>> = {};
  for (const [role, index] of Object.entries(indexes) as Array<[Role, number]>) {
    const part = answers.parts[index];
    if ('error' in part) {
      errors.push(part.error);
    } else {
      roles[role] = part;
    }
  }
  return { kpi: asInput(leaf, owner), by, fromMs, toMs, limit: Infinity, roles, buckets };
}
