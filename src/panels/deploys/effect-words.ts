/** Numbers of effects in words: short in the picture, all digits in card and table. */
import type { EffectVerdict } from '../../kpi/results/types-events';
import {
  currencyOf,
  fullNumber,
  fullShare,
  MINUS,
  NBSP,
  shortDuration,
  shortNumber,
  shortPoints,
  shortShare,
  withCurrency,
} from '../shared/format-number';
import type { Effect, KpiMeta } from './model';

export const VERDICT_WORDS: Readonly<Record<EffectVerdict, string>> = {
  worse: 'worse',
  better: 'better',
  none: 'no effect',
  waiting: 'not enough traffic yet',
  unknown: 'not measured',
};

const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : value);
const unsigned = (text: string): string => (text.startsWith(MINUS) ? text.slice(1) : text);

/** A value of a KPI, three digits at most: `98.2 %`, `€ 1,240`, `0.42 s`, `12.3k`. */
export function shortValue(unit: string, value: number): string {
  const currency = currencyOf(unit);
  return unit === 'ratio'
    ? shortShare(value)
    : unit === 'seconds'
      ? shortDuration(value)
      : currency
        ? withCurrency(shortNumber(rounded(value)), currency)
        : shortNumber(rounded(value));
}

export function fullValue(unit: string, value: number): string {
  const currency = currencyOf(unit);
  return unit === 'ratio'
    ? fullShare(value)
    : unit === 'seconds'
      ? `${fullNumber(value)}${NBSP}s`
      : currency
        ? withCurrency(fullNumber(value), currency)
        : fullNumber(value);
}

/** A change, signed: `−0.8 pp`, `+€ 12.4`, `+0.12 s`. */
export function shortChange(unit: string, value: number): string {
  if (unit === 'ratio') {
    return shortPoints(value * 100);
  }
  const size = unsigned(shortValue(unit, Math.abs(value)));
  return `${value > 0 ? '+' : value < 0 ? MINUS : '±'}${size}`;
}

export function fullChange(unit: string, value: number): string {
  const sign = value > 0 ? '+' : value < 0 ? MINUS : '±';
  const size = Math.abs(value);
  return `${sign}${unit === 'ratio' ? `${fullNumber(Number((size * 100).toPrecision(15)))}${NBSP}pp` : fullValue(unit, size)}`;
}

/** A size without a sign, of the same unit as a change. */
const shortSize = (unit: string, value: number): string =>
  unit === 'ratio' ? String(Number((value * 100).toPrecision(2))) : unsigned(shortValue(unit, value));

/** `−0.8 pp ± 0.3`; where the interval leans to one side `−0.8 pp (−1.9 to −0.1)`. Null where there is no number. */
export function changeWords(unit: string, { effect, low, high }: Effect): string | null {
  if (effect === null) {
    return null;
  }
  const change = shortChange(unit, effect);
  if (low === null || high === null) {
    return change;
  }
  const half = (high - low) / 2;
  const even = Math.abs(effect - (low + high) / 2) <= 0.15 * half;
  return even && half > 0
    ? `${change} ±${NBSP}${shortSize(unit, half)}`
    : `${change} (${shortChange(unit, low)} to ${shortChange(unit, high)})`;
}

/** `8 h of budget`; null where nothing went or nobody knows. */
export function budgetWords({ budgetMs }: Effect): string | null {
  return budgetMs === null || Math.abs(budgetMs) < 1000
    ? null
    : budgetMs > 0
      ? `${shortDuration(budgetMs / 1000)} of budget`
      : `${shortDuration(-budgetMs / 1000)} of budget saved`;
}

/** `€ 2,900`; what was won says so. Null without a price. */
export function costWords(kpi: KpiMeta, { cost }: Effect, full = false): string | null {
  if (cost === null || cost === 0) {
    return null;
  }
  const size = Math.abs(cost);
  const text = full ? fullNumber(size) : shortNumber(rounded(size));
  const money = kpi.currency ? withCurrency(text, kpi.currency) : text;
  return cost > 0 ? money : `${money} won`;
}

/** What a label says of an effect, longest first; all of it means the same verdict. */
export function effectTexts(kpi: KpiMeta, effect: Effect): string[] {
  const { verdict } = effect;
  if (verdict === 'waiting' || verdict === 'unknown') {
    return [VERDICT_WORDS[verdict], verdict === 'waiting' ? 'too early' : '?'];
  }
  const change = changeWords(kpi.unit, effect);
  if (verdict === 'none') {
    return [...(change ? [`no effect (${change})`] : []), VERDICT_WORDS.none];
  }
  const parts = [change ?? VERDICT_WORDS[verdict], budgetWords(effect), costWords(kpi, effect)].filter(
    (part): part is string => part !== null
  );
  const plain = effect.effect === null ? VERDICT_WORDS[verdict] : shortChange(kpi.unit, effect.effect);
  const money = costWords(kpi, effect);
  return [
    ...new Set([
      parts.join(' · '),
      ...(money ? [[parts[0], money].join(' · ')] : []),
      parts[0],
      ...(money ? [[plain, money].join(' · ')] : []),
      plain,
    ]),
  ];
}

/** Verdict and number for a list of KPIs: `worse: −0.8 pp ± 0.3 · 8 h of budget · € 2,900`. */
export function effectSentence(kpi: KpiMeta, effect: Effect | null): string {
  if (!effect) {
    return 'not asked';
  }
  const [text] = effectTexts(kpi, effect);
  return effect.verdict === 'worse' || effect.verdict === 'better'
    ? text === VERDICT_WORDS[effect.verdict]
      ? text
      : `${VERDICT_WORDS[effect.verdict]}: ${text}`
    : text;
}
