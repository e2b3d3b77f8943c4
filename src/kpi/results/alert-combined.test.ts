import { describe, expect, it } from 'vitest';
import { combineAlerts } from './alert-combined';
import type { ResultFrame } from './types';

const frame = (value: number | null, region: string, threshold?: string, severity = 'page'): ResultFrame => ({
  name: 'checkout',
  type: 'numeric-multi',
  fields: [
    {
      name: 'value',
      type: 'number',
      // Another order of labels is the same place.
      labels: threshold === undefined ? { severity, region } : { region, threshold, severity },
      values: [value],
    },
  ],
  meta: { of: threshold ?? 'objectives' },
});

describe('an objective and a threshold of one severity and segment are one number', () => {
  it.each<[string, number | null, number | null, number | null, string]>([
    ['the higher one, of the threshold', 0.4, 1.2, 1.2, 'failing'],
    ['the higher one, of the objective', 1.4, 1.2, 1.4, 'objectives'],
    ['equal: the objective speaks', 1, 1, 1, 'objectives'],
    ['too few events for the threshold: the objective decides', 0.4, null, 0.4, 'objectives'],
    ['no verdict on the objective, and the threshold is kept: none', null, 0.9, null, 'objectives'],
    ['no verdict on the objective, and the threshold is exactly 1: none', null, 1, null, 'objectives'],
    ['no verdict on the objective, but the threshold fires', null, 1.1, 1.1, 'failing'],
    ['no verdict on either', null, null, null, 'objectives'],
  ])('%s', (_, objective, threshold, value, of) => {
    const [one, ...more] = combineAlerts([frame(objective, 'eu'), frame(threshold, 'eu', 'failing')]);
    expect(more).toEqual([]);
    expect(one.fields[0].values).toEqual([value]);
    expect(one.fields[0].labels).toEqual({ severity: 'page', region: 'eu' });
    expect(one.meta).toEqual({ of });
  });

  it('the highest of several thresholds', () => {
    const frames = [frame(0.2, 'eu'), frame(1.1, 'eu', 'low'), frame(1.7, 'eu', 'lower'), frame(1.3, 'eu', 'slow')];
    expect(combineAlerts(frames).map(({ fields, meta }) => [fields[0].values[0], meta])).toEqual([
      [1.7, { of: 'lower' }],
    ]);
  });

  it('other segments and severities, and thresholds without an objective, stay what they were', () => {
    const apart = [
      frame(1.5, 'us', 'failing'),
      frame(0.3, 'eu'),
      frame(0.2, 'eu', undefined, 'ticket'),
      frame(2, 'asia', 'failing', 'ticket'),
    ];
    expect(combineAlerts(apart)).toEqual(apart);
    expect(combineAlerts([])).toEqual([]);
  });
});
