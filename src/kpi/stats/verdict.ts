import type { EffectVerdict } from '../results/types-events';
import type { Limits } from './limits';

/** What limits of an effect say: see `EffectVerdict`. Without limits: waiting. */
export function verdictOf(limits: Limits | null, matters: number, better: 'higher' | 'lower'): EffectVerdict {
  if (!limits) {
    return 'waiting';
  }
  const [low, high] = limits;
  if (low > 0 || high < 0) {
    return low > 0 === (better === 'higher') ? 'better' : 'worse';
  }
  return low > -matters && high < matters ? 'none' : 'waiting';
}
