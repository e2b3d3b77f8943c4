/** Answers of its parts -> the answer of a KPI, with its earlier period where one was asked for. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { KpiDefinition } from '../definition/types';
import type { KpiAnswer, PartAnswer, Role } from '../results/answer';
import type { Answers } from './read-answers';
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
  const { roles, errors } = rolesIn(work.roles, answers);
  if (errors.length > 0) {
    return { errors };
  }
  const { by, fromMs, toMs, buckets } = work;
  const own: KpiAnswer = { kpi, by, fromMs, toMs, ...shown, roles, buckets };
  return work.compared ? withEarlier(own, work.compared, answers) : { errors, answer: own };
}

export const undefinedKpi = (name: string): Diagnostic =>
  diagnostic('PL9001', { what: `"${name}" was planned, but is not defined` });

function rolesIn(indexes: KpiWork['roles'], answers: Answers) {
  const roles: Partial<Record<Role, PartAnswer>> = {};
  const errors: Diagnostic[] = [];
  for (const [role, index] of Object.entries(indexes) as Array<[Role, number]>) {
    const part = answers.parts[index];
    if ('error' in part) {
      errors.push(part.error);
    } else {
      roles[role] = part;
    }
  }
  return { roles, errors };
}

/** The answer with its earlier period. Where only that one failed, the range's own numbers are still there. */
function withEarlier(
  answer: KpiAnswer,
  { compare, fromMs, toMs, localFrom, roles: indexes, buckets }: NonNullable<KpiWork['compared']>,
  answers: Answers
): ReadKpi {
  const { roles, errors } = rolesIn(indexes, answers);
  const earlier = errors.length === 0 && fromMs < toMs ? { ...answer, fromMs, toMs, roles, buckets } : undefined;
  return {
    errors,
    answer: { ...answer, compared: { compare, fromMs, toMs, localFrom, ...(earlier ? { answer: earlier } : {}) } },
  };
}
