/** How an effect was measured, for people. */
import type { KpiDefinition } from '../../definition/types';
import type { Measured } from './measure';

/** Which test, which variance, what is safe about looking early. */
export function methodOf(kpi: KpiDefinition, { input, effect, kind, weeks }: Measured): string[] {
  const what = {
    share: 'Two proportions: each event is good or not; the effect is a difference in points.',
    mean: 'Two means: sums over how many there were; the effect is a difference, its variance that of the buckets.',
    rate: `Two rates: ${kpi.measure.kind === 'count' ? 'counts' : 'amounts'} over time; the control moves what is expected by a factor.`,
  }[input.family];
  const by =
    kind === 'none'
      ? 'Expected is what was before.'
      : 'Expected is what was before, moved as the control moved in the same time (difference in differences).';
  const between =
    kind === 'weekday' && weeks > 1 ? ' Weeks that moved differently widen the interval (DerSimonian–Laird).' : '';
  const spread =
    effect.dispersion === null
      ? 'There were too few buckets to tell how much the number varies.'
      : `Variance from buckets of five minutes (Pearson), ${effect.freedom === null ? '' : `${Math.round(effect.freedom)} degrees of freedom, `}with the inflation of Student’s t.`;
  return [
    what,
    by + between,
    spread,
    'The interval is a 95 % confidence sequence (normal mixture, Robbins 1970): it holds at every look at once, so it may be watched and stopped at any time.',
  ];
}
