/** Answers of the inputs' parts -> the answer of a derived KPI. */
import type { Diagnostic } from '../diagnostics';
import type { DefinitionSet } from '../definition/types';
import type { KpiAnswer } from '../results/answer';
import { asInput, derivedFrom } from '../results/derived-answer';
import type { Answers } from './read-answers';
import { readKpi, undefinedKpi, type ReadKpi } from './read-kpi';
import type { DerivedWork } from './work';

/**
 * A failed source is no missing data: with one input the whole number fails, also where the expression could do without it. So it is with the
 * earlier period, which then is missing alone.
 */
export function readDerived(
  definitions: DefinitionSet,
  work: DerivedWork,
  answers: Answers,
  shown: Pick<KpiAnswer, 'limit' | 'other'>
): ReadKpi {
  const { kpis } = definitions;
  const kpi = kpis.get(work.name);
  if (!kpi) {
    return { errors: [undefinedKpi(work.name)] };
  }
  const errors: Diagnostic[] = [];
  const leaves = new Map<string, KpiAnswer>();
  for (const input of work.inputs) {
    const leaf = kpis.get(input.name);
    const read = readKpi(leaf && asInput(leaf, kpi), input, answers, { limit: Infinity });
    errors.push(...read.errors);
    if (read.answer) {
      leaves.set(input.name, read.answer);
    }
  }
  if (leaves.size < work.inputs.length) {
    return { errors };
  }
  const { by, fromMs, toMs, buckets } = work;
  const derived = derivedFrom(kpi, kpis, leaves);
  const own: KpiAnswer = { kpi, by, fromMs, toMs, ...shown, roles: {}, derived, buckets };
  return { errors, answer: withEarlier(own, leaves) };
}

/** All inputs have the same earlier period. */
function withEarlier(answer: KpiAnswer, leaves: ReadonlyMap<string, KpiAnswer>): KpiAnswer {
  const all = Array.from(leaves, ([name, { compared }]) => [name, compared] as const);
  const [, first] = all[0];
  if (!first) {
    return answer;
  }
  const { answer: _, ...compared } = first;
  const before = new Map(all.flatMap(([name, own]) => (own?.answer ? [[name, own.answer] as const] : [])));
  if (before.size < leaves.size) {
    return { ...answer, compared };
  }
  const { fromMs, toMs } = compared;
  const { buckets } = first.answer!;
  const derived = { leaves: before, steps: answer.derived!.steps };
  return { ...answer, compared: { ...compared, answer: { ...answer, fromMs, toMs, derived, buckets } } };
}
