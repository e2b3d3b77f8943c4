/** Lines, bands, hatches and the strip of one chart, as paths. */
import { BurnChart } from '../model';
import { indexAt, joinedStretches, lastKnown, withoutStretches } from '../../shared/sorted-times';
import { shortShare } from '../../shared/format-number';
import { MeasureText } from '../../shared/measure-text';
import type { Box } from '../../shared/text-box';
import { times } from '../words';
import { areaOf, dotsOf, pathsOf, Run, runsOf } from '../../shared/path';
import { BandMark, HatchMark, Level, LineMark, Stretch, StripMark } from './types';

type ToPx = (value: number) => number;

const same = (value: number): number => value;

/** Long windows heavy, short ones light. `shown`: the windows to draw, all where it is empty. */
export function lineMarks(chart: BurnChart, shown: readonly string[], x: ToPx, y: ToPx, thin: number): LineMark[] {
  const xs = chart.times.map(x);
  const last = Math.max(1, chart.lines.length - 1);
  return chart.lines.flatMap(({ window, values }, i) => {
    if (shown.length > 0 && !shown.includes(window)) {
      return [];
    }
    const runs = runsOf(
      xs,
      values.map((value) => (value === null ? null : y(value)))
    );
    const weight = weightOf(chart.lines.length === 1 ? 1 : i / last, thin);
    return [{ window, paths: pathsOf(runs), dots: dotsOf(runs), ...weight }];
  });
}

/** Stroke and opacity for a window's place among the others, 0 the shortest, 1 the longest. */
export const weightOf = (place: number, thin = 1): { stroke: number; opacity: number } => ({
  stroke: Math.round((1 + 1.75 * place) * thin * 100) / 100,
  opacity: Math.round((0.5 + 0.5 * place) * 100) / 100,
});

/** A condition's threshold and the ground, each once: where several conditions share a number, pages name it. */
export function levelsOf(chart: BurnChart, plot: Box, y: ToPx, labels: Level['label']): Level[] {
  const found = new Map<number, Set<'page' | 'ticket'>>();
  for (const { threshold, severity } of chart.meta.objective.conditions) {
    found.set(threshold, (found.get(threshold) ?? new Set()).add(severity));
  }
  found.set(1, found.get(1) ?? new Set());
  const levels = [...found]
    .filter(([value]) => Number.isFinite(value))
    .sort(([a], [b]) => b - a)
    .map(([value, severities]) => {
      const names = [...severities].sort().join(', ');
      const text = `${times(value)} ${value === 1 ? (names ? `${names}, budget just lasts` : 'budget just lasts') : names}`;
      const kind = value === 1 ? ('ground' as const) : severities.has('page') ? ('page' as const) : ('ticket' as const);
      return { y: y(value), labelY: y(value), text, label: labels, kind };
    });
  return labels === 'right' ? apart(levels, plot, LABEL) : labels === 'inside' ? clear(levels, plot) : levels;
}

const LABEL = 13;

/** Labels over their lines: only those that have the room of a line over them. The ground needs none: the axis has its 1×. */
function clear(levels: readonly Level[], plot: Box): Level[] {
  let above = plot.y;
  return levels.map((level) => {
    const fits = level.kind !== 'ground' && level.y - above >= LABEL;
    above = level.y;
    return fits ? { ...level, labelY: level.y - LABEL / 2 } : { ...level, label: 'none' };
  });
}

/** Moves labels off each other: downwards from the top, then up again where they left the plot. */
function apart(levels: readonly Level[], plot: Box, gap: number): Level[] {
  const places = levels.map(({ y }) => Math.max(y, plot.y + gap / 2));
  for (let i = 1; i < places.length; i++) {
    places[i] = Math.max(places[i], places[i - 1] + gap);
  }
  let limit = plot.y + plot.height - gap / 2;
  for (let i = places.length - 1; i >= 0; i--) {
    places[i] = Math.min(places[i], limit);
    limit = places[i] - gap;
  }
  return levels.map((level, i) => ({ ...level, labelY: places[i] }));
}

/** Stretches in which a page held, and what is left of those in which a ticket did. */
export function stretchesOf(chart: BurnChart, plot: Box, x: ToPx): Stretch[] {
  const of = (severity: Stretch['kind']) => joinedStretches(chart.spans.filter(({ kind }) => kind === severity));
  const pages = of('page');
  const tickets = withoutStretches(of('ticket'), pages);
  const box = (
    kind: Stretch['kind'],
    { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }
  ): Stretch => ({
    kind,
    x: x(fromMs),
    y: plot.y,
    width: Math.max(1, x(toMs) - x(fromMs)),
    height: plot.height,
  });
  return [...tickets.map((span) => box('ticket', span)), ...pages.map((span) => box('page', span))];
}

/** Where both windows of a condition were over: from its threshold up to the lower of both. The spans are the compiler's. */
export function bandMarks(chart: BurnChart, x: ToPx, y: ToPx): BandMark[] {
  return chart.spans.flatMap((span) => {
    const condition = span.condition === undefined ? undefined : chart.meta.objective.conditions[span.condition];
    const pair = [condition?.long, condition?.short].map((name) => chart.lines.find((line) => line.window === name));
    const [long, short] = pair;
    if ((span.kind !== 'page' && span.kind !== 'ticket') || !condition || !long || !short) {
      return [];
    }
    const xs: number[] = [];
    const ys: Array<number | null> = [];
    for (
      let i = indexAt(chart.times, span.fromMs);
      i >= 0 && i < chart.times.length && chart.times[i] <= span.toMs;
      i++
    ) {
      const [a, b] = [long.values[i], short.values[i]];
      if (chart.times[i] >= span.fromMs) {
        xs.push(x(chart.times[i]));
        ys.push(a === null || b === null ? null : y(Math.max(condition.threshold, Math.min(a, b))));
      }
    }
    return [{ kind: span.kind, path: areaOf(runsOf(xs, ys), y(condition.threshold)) }];
  });
}

export function hatchMarks(chart: BurnChart, plot: Box, x: ToPx, measure: MeasureText): HatchMark[] {
  return chart.spans.flatMap((span) => {
    if (span.kind !== 'exclusion' && span.kind !== 'gap') {
      return [];
    }
    const left = x(span.fromMs);
    const width = Math.max(1, x(span.toMs) - left);
    const words = span.kind === 'gap' ? [span.label || 'no data', 'no data'] : [span.label, 'excluded'];
    const text = plot.height >= 40 ? (words.find((word) => measure(word, 11) + 12 <= width) ?? '') : '';
    return [{ kind: span.kind, x: left, y: plot.y, width, height: plot.height, text, span }];
  });
}

/** The strip under the plot: budget left and the ideal line, below zero where overspent. Its axis is linear and never cut. */
export function stripMark(chart: BurnChart, box: Box, x: ToPx, measure: MeasureText): StripMark | null {
  const { budget } = chart;
  if (!budget || budget.times.length === 0) {
    return null;
  }
  const all = [...budget.remaining, ...budget.ideal].filter((value): value is number => value !== null);
  const min = all.reduce((low, value) => Math.min(low, value), 0);
  const max = all.reduce((high, value) => Math.max(high, value), 1);
  const y = (value: number) => box.y + box.height * (1 - (value - min) / (max - min));
  const xs = budget.times.map(x);
  const now = lastKnown(budget.remaining);
  const ideal = budget.ideal.some((value) => value !== null);
  const runs = (values: ReadonlyArray<number | null>, of: (value: number) => number = same): Run[] =>
    runsOf(
      xs,
      values.map((value) => (value === null ? null : y(of(value))))
    );
  const left = runs(budget.remaining);
  const marks = [max, 0, min].filter((value, i, values) => values.indexOf(value) === i);
  const labels = marks
    .map((value) => ({ y: y(value), text: shortShare(Math.abs(value) >= 0.1 ? Math.round(value * 100) / 100 : value) }))
    .reduce<Array<{ y: number; text: string }>>(
      (kept, label) => (kept.every((other) => Math.abs(other.y - label.y) >= LABEL) ? [...kept, label] : kept),
      []
    );
  return {
    ...box,
    zeroY: y(0),
    area: areaOf(
      runs(budget.remaining, (value) => Math.max(0, value)),
      y(0)
    ),
    below:
      min < 0
        ? areaOf(
            runs(budget.remaining, (value) => Math.min(0, value)),
            y(0)
          )
        : '',
    line: pathsOf(left),
    dots: dotsOf(left),
    ideal: pathsOf(runs(budget.ideal)),
    labels,
    title:
      (now === null
        ? ['budget left: not known', 'not known']
        : ideal
          ? ['budget left · dashed: if spent evenly', 'budget left']
          : ['budget left']
      ).find((title) => measure(title, 11) <= box.width - 10) ?? '',
    titleY:
      y(budget.remaining.find((value) => value !== null) ?? 1) < box.y + box.height / 2
        ? box.y + box.height - 5
        : box.y + 10,
    now:
      now === null
        ? null
        : { y: y(now), text: now < 0 ? `${shortShare(now)} overspent` : `${shortShare(now)} left`, over: now < 0 },
  };
}
