/** What is behind the lanes: the KPI's line, and the stretches in which a page or a ticket held. */
import type { MeasureText } from '../../shared/measure-text';
import { dotsOf, pathsOf, runsOf } from '../../shared/path';
import { placeRowWords } from '../../shared/row-words';
import { joinedStretches, withoutStretches } from '../../shared/sorted-times';
import type { Box } from '../../shared/text-box';
import { shortValue } from '../effect-words';
import type { Burning, KpiLine } from '../model';
import { lasting } from '../words';
import { line, LABEL_LINE } from './labels';
import type { Held, LineMark, Word } from './types';

type ToPx = (ms: number) => number;

/** Lowest and highest known value; null where none is. */
export function rangeOf({ values }: KpiLine): readonly [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value !== null) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? [low, high] : null;
}

/** From the lowest to the highest value over all of the plot; values outside the range of time are left out. */
export function lineMark(
  kpi: KpiLine,
  plot: Box,
  x: ToPx,
  span: { fromMs: number; toMs: number },
  labelled: boolean
): LineMark | null {
  const inside = kpi.times.flatMap((at, i) => (at >= span.fromMs && at <= span.toMs ? [i] : []));
  const values = inside.map((i) => kpi.values[i]);
  const range = rangeOf({ ...kpi, values });
  if (!range) {
    return null;
  }
  const [low, high] = range;
  const air = Math.min(8, plot.height / 6);
  const size = high - low;
  // A half before the difference, which of two huge numbers may be no number.
  const share = (value: number) => (size > 0 && Number.isFinite(size) ? (value - low) / size : 0.5);
  const y = (value: number) => plot.y + plot.height - air - share(value) * (plot.height - 2 * air);
  const runs = runsOf(
    inside.map((i) => x(kpi.times[i])),
    values.map((value) => (value === null ? null : y(value)))
  );
  const ends = low === high || plot.height < 40 ? [high] : [high, low];
  return {
    paths: pathsOf(runs),
    dots: dotsOf(runs),
    labels: labelled ? ends.map((value) => ({ y: y(value), text: shortValue(kpi.unit, value) })) : [],
  };
}

/** Pages, and what is left of tickets beside them; what still holds runs to the right edge. */
export function heldMarks(held: readonly Burning[], plot: Box, x: ToPx): Held[] {
  const right = plot.x + plot.width;
  const of = (severity: Burning['severity']) => joinedStretches(held.filter((one) => one.severity === severity));
  const pages = of('page');
  const tickets = withoutStretches(of('ticket'), pages);
  const box =
    (severity: Burning['severity']) =>
    ({ fromMs, toMs }: { fromMs: number; toMs: number }): Held => {
      const ongoing = held.some((one) => one.severity === severity && one.ongoing && one.toMs === toMs);
      const start = Math.min(Math.max(x(fromMs), plot.x), right - 1);
      const end = ongoing ? right : Math.min(x(toMs), right);
      return { severity, fromMs, toMs, ongoing, ...plot, x: start, width: Math.max(1, end - start) };
    };
  return [...pages.map(box('page')), ...tickets.map(box('ticket'))].sort((a, b) => a.x - b.x);
}

/** What each stretch is, on one line over the plot. */
export function heldWords(marks: readonly Held[], plot: Box, measure: MeasureText): Word[] {
  const things = marks.map(({ x, width, severity, fromMs, toMs, ongoing }) => ({
    x,
    width,
    texts: [`${severity} · ${lasting(fromMs, toMs)}${ongoing ? ', still' : ''}`, severity],
  }));
  const room = { left: plot.x, right: plot.x + plot.width, measure, inside: true, near: 3 };
  return placeRowWords(things, room).flatMap(({ text, textX, textWidth }, i) => {
    const page = marks[i].severity === 'page';
    const box = textX === null ? null : line(textX, plot.y - LABEL_LINE / 2 - 1, textWidth);
    return box
      ? [{ ...box, text, tone: page ? ('red' as const) : ('amber' as const), strong: page, anchor: 'start' as const }]
      : [];
  });
}
