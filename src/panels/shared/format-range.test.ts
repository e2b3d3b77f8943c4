// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { formatBetween, formatRange } from './format-range';

const utc = Date.UTC;

describe('formatRange', () => {
  it.each([
    [
      'a month in Berlin, its last day included',
      utc(2026, 9, 31, 23),
      utc(2026, 10, 30, 23),
      'Europe/Berlin',
      '1–30 Nov 2026',
    ],
    [
      'a month with a clock change in Berlin',
      utc(2026, 8, 30, 22),
      utc(2026, 9, 31, 23),
      'Europe/Berlin',
      '1–31 Oct 2026',
    ],
    ['one day', utc(2026, 10, 1), utc(2026, 10, 2), 'UTC', '1 Nov 2026'],
    ['two months', utc(2026, 9, 1), utc(2026, 11, 1), 'UTC', '1 Oct – 30 Nov 2026'],
    ['over New Year', utc(2025, 11, 31), utc(2026, 0, 2), 'UTC', '31 Dec 2025 – 1 Jan 2026'],
    ['an hour', utc(2026, 10, 23, 1), utc(2026, 10, 23, 2), 'Europe/Berlin', '23 Nov 2026, 02:00–03:00'],
    [
      'odd seconds of a few minutes',
      utc(2026, 10, 23, 1, 0, 7),
      utc(2026, 10, 23, 1, 5),
      'UTC',
      '23 Nov 2026, 01:00:07–01:05:00',
    ],
    [
      'odd seconds of a week, which nobody asks for',
      utc(2026, 10, 16, 1, 0, 7),
      utc(2026, 10, 23, 1, 0, 7),
      'UTC',
      '16 Nov 01:00 – 23 Nov 2026 01:00',
    ],
    [
      'a day of Lord Howe with its half hour',
      utc(2026, 9, 3, 13, 30),
      utc(2026, 9, 4, 13),
      'Australia/Lord_Howe',
      '4 Oct 2026',
    ],
  ])('names %s', (_, from, to, zone, text) => {
    expect(formatRange(from, to, zone)).toBe(text);
  });

  it('makes a sentence about an hour with its day and zone', () => {
    expect(formatBetween(utc(2026, 10, 23, 1), utc(2026, 10, 23, 2), 'Europe/Berlin')).toBe(
      'between 02:00 and 03:00 on 23 Nov 2026 (Europe/Berlin)'
    );
  });
});
