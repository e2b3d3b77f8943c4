/** What a definition asks of its store must be something that the store can: see `CAPABILITIES`. */
import { CAPABILITIES, literalAlternatives } from './capabilities';
import { placeOfField } from './check';
import type { ReadCondition } from './form';
import type { Report } from './report';
import type { Located } from './shape';
import type { SqlDialect } from './types';

/** What a store may lack, in the words of the message. */
const WHAT = {
  approximateDistinct: 'approximate count of distinct values',
  approximateQuantile: 'approximate quantile',
} as const;

/** `accuracy: approximate` on a store that only counts exactly: PL1310 at the field. Prometheus and unknown sources are let through. */
export function checkAccuracy(
  located: Located & { readonly accuracy?: string },
  what: keyof typeof WHAT,
  dialect: string | undefined,
  report: Report
): void {
  const can = capabilitiesOf(dialect);
  if (located.accuracy === 'approximate' && can && can[what] === null) {
    report('PL1310', { dialect: dialect ?? '?', what: WHAT[what] }, placeOfField(located, 'accuracy'));
  }
}

/** `matches` on a store without regular expressions: PL1311 at the pattern, unless it is only values joined by `|`. */
export function checkPatterns(
  conditions: readonly ReadCondition[] | undefined,
  dialect: string | undefined,
  report: Report
): void {
  if (capabilitiesOf(dialect)?.patterns !== 'values') {
    return;
  }
  for (const condition of conditions ?? []) {
    if (condition.choice === 'group') {
      checkPatterns(condition.of.any ?? condition.of.all, dialect, report);
    } else if (condition.of.matches !== undefined && literalAlternatives(condition.of.matches) === undefined) {
      const params = { dialect: dialect ?? '?', pattern: condition.of.matches };
      report('PL1311', params, placeOfField(condition.of, 'matches'));
    }
  }
}

function capabilitiesOf(dialect: string | undefined) {
  return dialect === undefined || dialect === 'prometheus' ? undefined : CAPABILITIES[dialect as SqlDialect];
}
