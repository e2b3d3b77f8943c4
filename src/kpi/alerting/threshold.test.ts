import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timesOver } from './threshold';

describe('how many times over its bound a value is', () => {
  test('above', () => {
    const above = (value: number) => timesOver({ direction: 'above', bound: '0.01' }, value);
    expect(above(0.03)).toBeCloseTo(3);
    expect(above(0.01)).toBe(1);
    expect(above(0)).toBe(0);
    expect(above(-1)).toBeLessThan(0);
  });

  test('below is finite at 0', () => {
    const below = (value: number) => timesOver({ direction: 'below', bound: '0.95' }, value);
    expect(below(0)).toBe(2);
    expect(below(0.95)).toBe(1);
    expect(below(1)).toBeLessThan(1);
    expect(below(-0.95)).toBe(3);
  });

  test('is over 1 exactly where the bound is broken, also next to it', () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(
        fc.constantFrom('0.01', '0.95', '1', '100', '0.999', '54.2', '3'),
        value,
        fc.constantFrom('above', 'below'),
        (bound, any, direction) => {
          const limit = Number(bound);
          const near = [limit * (1 + Number.EPSILON), limit * (1 - Number.EPSILON / 2), limit, any];
          for (const v of near) {
            const times = timesOver({ direction: direction as 'above' | 'below', bound }, v);
            expect(Number.isFinite(times)).toBe(true);
            expect(times > 1).toBe(direction === 'above' ? v > limit : v < limit);
          }
        }
      )
    );
  });
});
