/** What the legend has room for: hatchings first, since only words tell them apart, then as many windows as fit. */
import { BurnChart } from '../model';
import { BurnOptions } from '../options';
import { spaced, times } from '../words';

export const SAMPLE = 16;
/** A hatching's name is cut beyond this. */
export const MOST_TEXT = 180;
const BETWEEN = 12 + 4;

export interface LegendItems {
  readonly hatches: ReadonlyArray<{ readonly kind: 'gap' | 'excluded'; readonly text: string }>;
  readonly windows: ReadonlyArray<{
    readonly window: string;
    /** Burn at the end of the range. */
    readonly text: string;
    /** 0 the shortest of the chart, 1 the longest. */
    readonly place: number;
  }>;
}

/** Where not all fit, those go first that are no long window of an alert, the shortest of them first, then the shortest of the others. */
export function fitLegend(
  chart: BurnChart,
  { windows: chosen }: BurnOptions,
  width: number,
  size: (text: string) => number
): LegendItems {
  const excluded = new Set(chart.spans.filter(({ kind }) => kind === 'exclusion').map(({ label }) => label));
  const hatches: LegendItems['hatches'] = [
    ...(chart.spans.some(({ kind }) => kind === 'gap') ? [{ kind: 'gap' as const, text: 'no data' }] : []),
    ...[...excluded].map((text) => ({ kind: 'excluded' as const, text })),
  ];
  const row = chart.times.length - 1;
  const last = Math.max(1, chart.lines.length - 1);
  const items = chart.lines
    .map(({ window, values }, i) => {
      const value = values[row] ?? null;
      return { window, text: value === null ? '?' : times(value), place: chart.lines.length === 1 ? 1 : i / last };
    })
    .filter(({ window }) => chosen.length === 0 || chosen.includes(window));
  let room = hatches.reduce((left, { text }) => left - SAMPLE - BETWEEN - Math.min(MOST_TEXT, size(text)), width);
  const long = new Set(chart.meta.objective.conditions.map((condition) => condition.long));
  const byWorth = [...items].sort(
    (a, b) => Number(long.has(b.window)) - Number(long.has(a.window)) || b.place - a.place
  );
  const kept = new Set<string>();
  for (const { window, text } of byWorth) {
    room -= SAMPLE + BETWEEN + size(`${spaced(window)} ${text}`);
    if (room < 0) {
      break;
    }
    kept.add(window);
  }
  return { hatches, windows: items.filter(({ window }) => kept.has(window)) };
}
