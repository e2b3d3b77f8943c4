/** The line of a KPI around the incident, as SVG in text. */
import { amountIn } from '../words/amount';
import { htmlText } from '../words/html';
import type { KpiReport, Moment, NearbyEvent, ReportModel, Timeline } from './types';
import { at, clockIn, eventWords, rangeWords } from './words';
import { niceTicks, timeTicks } from './ticks';

const WIDTH = 720;
const HEIGHT = 220;
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 14, 26, 40];
const PLOT = { x: LEFT, y: TOP, width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM };

export interface Drawn {
  readonly kpi: KpiReport;
  readonly timeline: Timeline;
  readonly model: Pick<ReportModel, 'incident' | 'detected' | 'recovered' | 'nearby'>;
  /** Unique in the document. */
  readonly id: string;
}

/**
 * An `<svg>` element: the KPI's line, dashed the same hours of the week before, the incident shaded, pages and tickets below, changes as marks above. Colours are
 * CSS variables of the document, or of `standalone` where it is a file of its own. The table that says the same is the caller's.
 */
export function timelineSvg({ kpi, timeline, model, id }: Drawn, standalone?: string): string {
  const { times, values, usual } = timeline;
  const [fromMs, toMs] = [times[0], endOf(timeline)];
  const known = [...values, ...usual].filter((value) => value !== null);
  const ticks = niceTicks(known, kpi.unit === 'ratio' ? 1 : undefined);
  const [low, high] = [ticks[0], ticks[ticks.length - 1]];
  const x = (ms: number) => PLOT.x + ((Math.min(Math.max(ms, fromMs), toMs) - fromMs) / (toMs - fromMs)) * PLOT.width;
  const y = (value: number) => PLOT.y + PLOT.height - ((value - low) / (high - low)) * PLOT.height;
  const { incident } = model;
  const [from, to] = [x(incident.fromMs), x(incident.toMs)];
  const title = `${kpi.displayName}, ${rangeWords(kpi.timeZone, { fromMs, toMs, ongoing: false })}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-t" class="pl-line">`,
    `<title id="${id}-t">${htmlText(title)}</title>`,
    ...(standalone === undefined ? [] : [`<style>${standalone}</style>`]),
    `<rect class="pl-incident" x="${px(from)}" y="${PLOT.y}" width="${px(Math.max(1, to - from))}" height="${PLOT.height}"/>`,
    ...ticks.map(
      (tick) =>
        `<line class="pl-grid" x1="${PLOT.x}" x2="${PLOT.x + PLOT.width}" y1="${px(y(tick))}" y2="${px(y(tick))}"/>` +
        `<text class="pl-tick" x="${PLOT.x - 8}" y="${px(y(tick) + 4)}" text-anchor="end">${htmlText(amountIn(kpi.unit, tick))}</text>`
    ),
    ...timeTicks(kpi.timeZone, fromMs, toMs).map(
      (ms) =>
        `<text class="pl-tick" x="${px(x(ms))}" y="${HEIGHT - 8}" text-anchor="${x(ms) > WIDTH - 30 ? 'end' : 'middle'}">${htmlText(clockIn(kpi.timeZone, ms, fromMs).slice(-5))}</text>`
    ),
    `<path class="pl-usual" d="${path(times, usual, timeline, x, y)}"/>`,
    `<path class="pl-value" d="${path(times, values, timeline, x, y)}"/>`,
    ...kpi.alerts.map(
      ({ severity, fromMs: a, toMs: b, label }) =>
        `<rect class="pl-${severity}" x="${px(x(a))}" y="${PLOT.y + PLOT.height + (severity === 'page' ? 3 : 8)}" width="${px(Math.max(2, x(b) - x(a)))}" height="4"><title>${htmlText(`${severity}: ${label}, ${rangeWords(kpi.timeZone, { fromMs: a, toMs: b, ongoing: false })}`)}</title></rect>`
    ),
    ...model.nearby
      .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
      .map((event) => mark(event, x(event.atMs), kpi.timeZone)),
    ...momentLine(model.detected, 'detected', x, fromMs, toMs),
    ...momentLine(model.recovered, 'over', x, fromMs, toMs),
    '</svg>',
  ].join('');
}

/** End of the last bucket: as long as the one before it. */
function endOf({ times }: Timeline): number {
  const n = times.length;
  return n > 1 ? times[n - 1] + (times[n - 1] - times[n - 2]) : times[0] + 60_000;
}

/** Points in the middle of their buckets, a new piece after each gap; a lone point is a dot. */
function path(
  times: readonly number[],
  values: ReadonlyArray<number | null>,
  timeline: Timeline,
  x: (ms: number) => number,
  y: (value: number) => number
): string {
  const half = (endOf(timeline) - times[times.length - 1]) / 2;
  let open = false;
  const parts: string[] = [];
  values.forEach((value, i) => {
    if (value === null) {
      open = false;
      return;
    }
    const alone = !open && (values[i + 1] ?? null) === null;
    parts.push(`${open ? 'L' : 'M'}${px(x(times[i] + half))} ${px(y(value))}${alone ? 'h.01' : ''}`);
    open = true;
  });
  return parts.join('');
}

/** Shapes tell the kinds apart, not colours alone. */
const SHAPES: Readonly<Record<NearbyEvent['kind'], string>> = {
  deploy: 'M0 8L-5 0H5Z',
  rollback: 'M0 0L5 8H-5Z',
  flag: 'M-4 8V0L5 3L-4 6',
  incident: 'M-4 0H4V8H-4Z',
  promotion: 'M0 0L5 4L0 8L-5 4Z',
};

function mark(event: NearbyEvent, x: number, zone: string): string {
  const words = `${event.kind}: ${eventWords(event)}, ${at(zone, event.atMs)}`;
  return (
    `<g class="pl-event"><title>${htmlText(words)}</title>` +
    `<line x1="${px(x)}" x2="${px(x)}" y1="${PLOT.y}" y2="${PLOT.y + PLOT.height}"/>` +
    `<path transform="translate(${px(x)} ${PLOT.y - 10})" d="${SHAPES[event.kind]}"/></g>`
  );
}

function momentLine(
  moment: Moment | null,
  word: string,
  x: (ms: number) => number,
  fromMs: number,
  toMs: number
): string[] {
  if (!moment || moment.atMs < fromMs || moment.atMs > toMs) {
    return [];
  }
  const at = x(moment.atMs);
  const end = at > WIDTH / 2;
  return [
    `<line class="pl-moment" x1="${px(at)}" x2="${px(at)}" y1="${PLOT.y - 4}" y2="${PLOT.y + PLOT.height}"/>` +
      `<text class="pl-word" x="${px(end ? at - 4 : at + 4)}" y="${PLOT.y - 14}" text-anchor="${end ? 'end' : 'start'}">${word}</text>`,
  ];
}

/** Two decimals are finer than any screen. */
const px = (value: number): string => String(Number(value.toFixed(2)));
