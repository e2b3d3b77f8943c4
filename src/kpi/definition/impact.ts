/** Builds and checks `better` and `impact`. */
import { placeOfField } from './check';
import type { Scope } from './check-part';
import type { ReadImpact } from './form-impact';
import type { ReadKpiSpec } from './form';
import { maybe, must } from './must';
import type { Report } from './report';
import type { ImpactRules } from './types';

const MINUTE = 60_000;
const AFTER_MS = 60 * MINUTE;
const SETTLE_MS = 2 * MINUTE;

/** Which direction is good, where a KPI does not say: shorter times are. */
export const betterOf = ({ better, unit }: ReadKpiSpec): 'higher' | 'lower' =>
  better ?? (unit?.text === 'seconds' ? 'lower' : 'higher');

export function buildImpact(read: ReadImpact | undefined): ImpactRules {
  const { minimumEffect, control, before, after, settle } = read ?? {};
  return {
    ...maybe('minimumEffect', minimumEffect),
    control:
      control === undefined
        ? 'auto'
        : control.choice === 'scalar'
          ? (control.of as 'auto' | 'weekday' | 'none')
          : { segment: must(control.of.segment) },
    ...maybe('beforeMs', before?.ms),
    afterMs: after?.ms ?? AFTER_MS,
    settleMs: settle?.ms ?? SETTLE_MS,
  };
}

/** PL1345: no effect can be measured; PL1346: an unknown segment; PL1347: nothing is left after settling. */
export function checkImpact(
  spec: ReadKpiSpec,
  kind: string | undefined,
  segments: readonly string[],
  scope: Pick<Scope, 'suggest'>,
  report: Report
): void {
  const { impact } = spec;
  if (!impact) {
    return;
  }
  if (kind !== undefined && !ADDITIVE.includes(kind)) {
    report('PL1345', { measure: kind }, placeOfField(spec, 'impact'));
  }
  const { control, after, settle } = impact;
  if (control?.choice === 'object') {
    const { segment } = control.of;
    if (segment !== undefined && !segments.includes(segment)) {
      const suggestion = scope.suggest(segment, segments);
      const params = { segment, known: segments, ...(suggestion === undefined ? {} : { suggestion }) };
      report('PL1346', params, placeOfField(control.of, 'segment'));
    }
  }
  if ((settle?.ms ?? SETTLE_MS) >= (after?.ms ?? AFTER_MS)) {
    const params = { settle: settle?.text ?? '2m', after: after?.text ?? '1h' };
    report('PL1347', params, placeOfField(impact, settle ? 'settle' : 'after'));
  }
}

const ADDITIVE: readonly string[] = ['count', 'sum', 'ratio', 'average'];
