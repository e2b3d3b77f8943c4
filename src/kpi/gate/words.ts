/** Sentences of a gate: why it is open, closed or undecided. */
import { amountIn, changeIn, fullMoneyIn, intervalIn, moneyIn } from '../words/amount';
import { shortNumber } from '../words/format-number';
import type { KpiLook, Reason, SeenAlert, SeenEffect } from './types';

/** `−1.9 pp (−2.8 pp to −0.9 pp), 95.1 % where 97 % was to be expected`. */
export function effectWords({ unit }: KpiLook, effect: SeenEffect): string {
  const course =
    effect.after === null || effect.expected === null
      ? ''
      : `, ${amountIn(unit, effect.after)} where ${amountIn(unit, effect.expected)} was to be expected`;
  return `${changeIn(unit, effect.value)} (${intervalIn(unit, effect.low, effect.high)})${course}`;
}

export function worse(look: KpiLook, effect: SeenEffect): Reason {
  const words = `${look.displayName} is worse since the deploy: ${effectWords(look, effect)}.`;
  return { kind: 'worse', kpi: look.kpi, words };
}

export function firing(look: KpiLook, alert: SeenAlert): Reason {
  const of = alert.of === '' ? '' : ` (${alert.of})`;
  const words = `A ${alert.severity} of ${look.displayName}${of} fires since the deploy: ${shortNumber(alert.times ?? 0)} times over its threshold.`;
  return { kind: alert.severity, kpi: look.kpi, words };
}

export function lossOver(look: KpiLook, effect: SeenEffect, maxLoss: number): Reason {
  const currency = look.currency ?? '';
  const words = `${look.displayName} lost at least ${moneyIn(currency, effect.costLow)} since the deploy (estimate ${moneyIn(currency, effect.cost)}), more than the ${fullMoneyIn(currency, maxLoss)} allowed.`;
  return { kind: 'loss', kpi: look.kpi, words };
}

export function lossUnsure(look: KpiLook, effect: SeenEffect, maxLoss: number): Reason {
  const currency = look.currency ?? '';
  const words = `${look.displayName} may have lost more than the ${fullMoneyIn(currency, maxLoss)} allowed: estimate ${moneyIn(currency, effect.cost)}, from ${moneyIn(currency, effect.costLow)} to ${moneyIn(currency, effect.costHigh)}.`;
  return { kind: 'undecided', kpi: look.kpi, words };
}

export function harmless(look: KpiLook, effect: SeenEffect): Reason {
  const words = `${look.displayName} moved by less than what matters (${amountOfChange(look, effect.matters)}): ${effectWords(look, effect)}.`;
  return { kind: 'harmless', kpi: look.kpi, words };
}

export function fine(look: KpiLook, effect: SeenEffect): Reason {
  const words =
    effect.verdict === 'better'
      ? `${look.displayName} is better since the deploy: ${effectWords(look, effect)}.`
      : `${look.displayName} did not change by what matters (${amountOfChange(look, effect.matters)}): ${effectWords(look, effect)}.`;
  return { kind: 'fine', kpi: look.kpi, words };
}

export function undecided(look: KpiLook, effect: SeenEffect): Reason {
  const more =
    effect.neededEvents === null ? '' : `; ${shortNumber(Math.ceil(effect.neededEvents))} more events would tell`;
  const seen =
    effect.detectable === null
      ? ''
      : ` A change of ${amountOfChange(look, effect.detectable)} would most likely have shown.`;
  const so = effect.value === null ? '' : ` So far ${effectWords(look, effect)}.`;
  return {
    kind: 'undecided',
    kpi: look.kpi,
    words: `Not enough traffic yet to say what ${look.displayName} did${more}.${so}${seen}`,
  };
}

export function noData(look: KpiLook): Reason {
  return { kind: 'noData', kpi: look.kpi, words: `Too little of ${look.displayName} was measured to say anything.` };
}

export function away(kpi: string, displayName: string, faults: readonly string[]): Reason {
  const why = faults.length > 0 ? faults.join(' ') : 'It was not among the answers.';
  return { kind: 'away', kpi, words: `${displayName} could not be asked at the end. ${why}` };
}

/** The size of a change: of a ratio in points without a sign. */
const amountOfChange = ({ unit }: KpiLook, size: number) => changeIn(unit, Math.abs(size)).replace(/^[+±]/, '');
