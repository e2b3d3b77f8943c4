/** Two sums -> a measure, with failures or with the good on top. */
import { shown } from '../report';
import { MARK, readQuery } from './window';
import { additivePart, goodOfDifference, sameQuery, type AdditivePart } from './promql';
import type { Fields } from './fields';
import type { MeasureDraft } from './types';

export interface Counted {
  readonly fields: Fields;
  readonly key: string;
  readonly part: AdditivePart;
}

/**
 * `failures` stay failures, for a rare error is exact so, and its missing series counts nothing. Only where they are written as
 * `total − good` the good is taken: a missing series of the good would make everything good.
 */
export function ratioOf(
  role: 'numerator' | 'failures',
  { fields, key, part }: Counted,
  total: AdditivePart,
  totalKey: string
): MeasureDraft | undefined {
  if (sameQuery(part, total)) {
    fields.report('PL1508', { field: fields.nameOf(key) }, fields.place(key));
    return undefined;
  }
  if (part.perSecond !== total.perSecond) {
    fields.report(
      'PL1514',
      { first: perSecondFirst(part, key, totalKey), second: part.perSecond ? totalKey : key },
      fields.place(key)
    );
    return undefined;
  }
  if (part.stepped !== total.stepped) {
    const reason = 'the steps of its subqueries and of the total’s differ';
    const params = { field: fields.nameOf(key), query: shown(part.text.split(MARK).join('$window')), reason };
    fields.report('PL1513', params, fields.place(key));
    return undefined;
  }
  const good = role === 'failures' ? goodOfDifference(part, total) : undefined;
  if (good !== undefined && typeof readQuery(good) !== 'string') {
    const source = String(part.part.source);
    const numerator = additivePart({ fields, key, text: good, source });
    if (numerator) {
      return {
        kind: 'ratio',
        unit: 'ratio',
        measure: { ratio: { numerator: numerator.part, denominator: total.part } },
      };
    }
  }
  return { kind: 'ratio', unit: 'ratio', measure: { ratio: { [role]: part.part, denominator: total.part } } };
}

const perSecondFirst = (part: AdditivePart, key: string, totalKey: string): string => (part.perSecond ? key : totalKey);
