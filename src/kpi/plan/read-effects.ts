/** Slices around events -> what the changes did, and what incidents cost. A KPI that failed loses only its own columns. */
import type { DefinitionSet } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { segmentsOfParts } from '../results/figures';
import type { HappeningsAnswer } from '../results/deploys';
import { deployEffects, type DeployEffects, type KpiAround } from '../results/deploy-effects';
import { sidesOf } from '../results/effects/control';
import { ledgerOf } from '../results/effects/ledger';
import { mergedSegment } from '../results/merged';
import type { ObjectivesAnswer } from '../results/objectives';
import type { KpiEffectsWork, EffectsWork } from './plan-effects';
import { partsByRole, type Answers } from './read-answers';
import { excludedOf } from './read-impact';
import { readObjectives } from './read-objectives';
import type { Plan } from './types';

const DAY = 24 * 3_600_000;
const COURSE_STEP_MS = 300_000;

export interface ReadEffects {
  readonly around: ReadonlyMap<string, KpiAround>;
  readonly errors: readonly Diagnostic[];
  readonly said: readonly Diagnostic[];
}

/** The slices of each KPI around the events. */
export function readAround(definitions: DefinitionSet, work: EffectsWork, answers: Answers): ReadEffects {
  const around = new Map<string, KpiAround>();
  const errors: Diagnostic[] = [];
  for (const one of work.kpis) {
    const failures = addAround(definitions, one, answers, around);
    errors.push(...failures);
  }
  const [first] = work.kpis;
  const said =
    work.coarse && first ? [diagnostic('PL4060', { days: Math.round((first.toMs - first.fromMs) / DAY) })] : [];
  return { around, errors, said };
}

function addAround(
  definitions: DefinitionSet,
  { name, groups, roles, options, failures, fromMs, toMs }: KpiEffectsWork,
  answers: Answers,
  around: Map<string, KpiAround>
): readonly Diagnostic[] {
  if (!options || failures.length > 0) {
    return failures;
  }
  const kpi = definitions.kpis.get(name)!;
  const { roles: parts, errors } = partsByRole(roles, answers);
  if (errors.length > 0) {
    return errors;
  }
  const { control } = options;
  const excluded = excludedOf(kpi, fromMs, toMs);
  const all = segmentsOfParts({ by: groups, roles: parts });
  const sides = sidesOf(all, control, () => true, 0, undefined);
  const ledger = ledgerOf(kpi, parts, mergedSegment(sides.treated, []), excluded);
  const segment = sides.control && ledgerOf(kpi, parts, mergedSegment(sides.control, []), excluded);
  const words =
    control.kind === 'segment'
      ? control.value === undefined
        ? `the other values of ${control.segment}`
        : `${control.segment} ${control.value}`
      : undefined;
  around.set(name, {
    ledger,
    control: segment
      ? { kind: 'segment', ledger: segment }
      : { kind: control.kind === 'auto' || control.kind === 'weekday' ? 'weekday' : 'none' },
    ...(words === undefined ? {} : { words }),
    lengths: options,
  });
  return [];
}

/** Effects of view deploys; those of its objectives that cannot be read are told, and do not burn. */
export function readEffects(
  definitions: DefinitionSet,
  plan: Plan,
  work: EffectsWork,
  answers: Answers,
  happenings: Pick<HappeningsAnswer, 'kpis' | 'records'>
): { readonly effects: DeployEffects } & Pick<ReadEffects, 'errors' | 'said'> {
  const { around, errors, said } = readAround(definitions, work, answers);
  const failed: Diagnostic[] = [...errors];
  const objectives: ObjectivesAnswer[] = [];
  for (const item of work.objectives) {
    const read =
      item.failures.length > 0
        ? { errors: item.failures }
        : readObjectives(definitions, plan, item, answers, COURSE_STEP_MS);
    failed.push(...read.errors);
    if ('answer' in read && read.answer) {
      objectives.push(read.answer);
    }
  }
  const { kpis, records } = happenings;
  return { effects: deployEffects({ kpis, records, around, objectives }), errors: failed, said };
}
