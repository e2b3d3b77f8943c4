import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainOf, scaleOf, symexp, symlog, ticksOf } from './scale';

const burn = fc.double({ min: -10, max: 1e6, noNaN: true });
const kind = fc.constantFrom('log' as const, 'linear' as const);

describe('the scale', () => {
  it('is monotone: a higher burn never stands lower', () => {
    fc.assert(
      fc.property(kind, burn, burn, fc.double({ min: 1, max: 1e6, noNaN: true }), (kind, a, b, max) => {
        const scale = scaleOf(kind, 0, max);
        const [low, high] = a <= b ? [a, b] : [b, a];
        expect(scale.toShare(low)).toBeLessThanOrEqual(scale.toShare(high));
      })
    );
  });

  it('is invertible, within what doubles hold', () => {
    fc.assert(
      fc.property(kind, burn, fc.double({ min: 1, max: 1e6, noNaN: true }), (kind, value, max) => {
        const scale = scaleOf(kind, 0, max);
        expect(Math.abs(scale.toValue(scale.toShare(value)) - value)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(value)));
        expect(Math.abs(symexp(symlog(value)) - value)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(value)));
      })
    );
  });

  it('has a place for 0, and its ends at 0 and 1', () => {
    for (const each of ['log', 'linear'] as const) {
      const scale = scaleOf(each, 0, 14.4);
      expect([scale.toShare(0), scale.toShare(14.4)]).toEqual([0, 1]);
    }
    // ln 2 / ln 15.4: the ground of the Workbook's first page.
    expect(scaleOf('log', 0, 14.4).toShare(1)).toBeCloseTo(0.25352, 4);
  });

  it('widens an empty domain instead of dividing by nothing', () => {
    expect(scaleOf('linear', 3, 3).toShare(3)).toBe(0);
    expect(Number.isFinite(scaleOf('log', 0, 0).toShare(5))).toBe(true);
  });
});

describe('the domain', () => {
  it.each([
    ['nothing measured, no policy: the ground', [], [], 0, 1.15],
    ['a threshold that nothing reaches', [0.2], [14.4, 6], 0, 14.4 * 1.15],
    ['a burn over every threshold', [1000], [14.4], 0, 1150],
    ['a burn below 0, which only a wrong source gives', [-2, 0.5], [], -2, 1.15],
  ])('holds %s', (_, values, thresholds, min, max) => {
    const domain = domainOf([values, [null]], thresholds);
    expect(domain.min).toBe(min);
    expect(domain.max).toBeCloseTo(max, 9);
  });
});

describe('ticks', () => {
  it('always have 0 and 1 where there is room, and round numbers else', () => {
    expect(ticksOf(scaleOf('log', 0, 60), 250, 22, 'log')).toEqual([0, 1, 2, 5, 10, 20, 50]);
    expect(ticksOf(scaleOf('log', 0, 1100), 120, 22, 'log')).toEqual([0, 10, 100, 1000]);
    expect(ticksOf(scaleOf('linear', 0, 60), 120, 22, 'linear')).toEqual([0, 20, 40, 60]);
  });

  it('keep their distance and stay on the axis', () => {
    fc.assert(
      fc.property(
        kind,
        fc.double({ min: 1, max: 1e7, noNaN: true }),
        fc.integer({ min: 1, max: 900 }),
        (kind, max, height) => {
          const scale = scaleOf(kind, 0, max);
          const places = ticksOf(scale, height, 22, kind).map((value) => scale.toShare(value) * height);
          places.forEach((place, i) => {
            expect(place).toBeGreaterThanOrEqual(0);
            expect(place).toBeLessThanOrEqual(height + 1e-6);
            expect(i === 0 || place - places[i - 1] >= 22 - 1e-6).toBe(true);
          });
        }
      )
    );
  });
});
