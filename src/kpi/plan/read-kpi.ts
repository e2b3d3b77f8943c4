/** Answers of its parts -> the answer of a KPI, with its earlier period where one was asked for. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { KpiDefinition } from '../definition/types';
import type { KpiAnswer } from '../results/answer';
import { partsByRole, type Answers } from './read-answers';
import type { KpiWork } from './work';

export interface ReadKpi {
  readonly errors: readonly Diagnostic[];
  /** Missing where a part of the range itself failed. */
  readonly answer?: KpiAnswer;
}

/** @param kpi what `work` is about; undefined where definitions have changed since it was planned */
export function readKpi(
  kpi: KpiDefinition | undefined,
  work: KpiWork,
  answers: Answers,
  shown: Pick<KpiAnswer, 'limit' | 'other'>
): ReadKpi {
  if (!kpi) {
    return { errors: [undefinedKpi(work.name)] };
  }
  const { roles, errors } = partsByRole(work.roles, answers);
  if (errors.length > 0) {
    return { errors };
  }
  const { by, fromMs, toMs, buckets } = work;
  const own: KpiAnswer = { kpi, by, fromMs, toMs, ...shown, roles, buckets };
  return work.compared ? withEarlier(own, work.compared, answers) : { errors, answer: own };
}

export const undefinedKpi = (name: string): Diagnostic =>
  diagnostic('PL9001', { what: `"${name}" was planned, but is not defined` });

/** The answer with its earlier period. Where only that one failed, the range's own numbers are still there. */
function withEarlier(
  answer: KpiAnswer,
  { compare, fromMs, toMs, localFrom, roles: indexes, buckets }: NonNullable<KpiWork['compared']>,
  answers: Answers
): ReadKpi {
  const { roles, errors } = partsByRole(indexes, answers);
  const earlier = errors.length === 0 && fromMs < toMs ? { ...answer, fromMs, toMs, roles, buckets } : undefined;
  return {
    errors,
    answer: { ...answer, compared: { compare, fromMs, toMs, localFrom, ...(earlier ? { answer: earlier } : {}) } },
  };
}
