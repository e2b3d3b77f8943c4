import { expect, it } from 'vitest';
import { canvasMeasure, estimateText } from './measure-text';

it('estimates wider for longer, larger and stronger text', () => {
  expect(estimateText('', 12)).toBe(0);
  expect(estimateText('Search', 12)).toBeGreaterThan(estimateText('Sea', 12));
  expect(estimateText('Search', 14)).toBeGreaterThan(estimateText('Search', 12));
  expect(estimateText('Search', 12, true)).toBeGreaterThanOrEqual(estimateText('Search', 12));
});

it('falls back to the estimate without a canvas', () => expect(canvasMeasure('Inter')).toBe(estimateText));
