/** Brackets over the plot: which spans share a line, and what is written at them. */
import type { BurnSpan } from '../../../kpi/results/types';
import { BurnChart } from '../model';
import { MeasureText } from '../../shared/measure-text';
import { placeRowWords } from '../../shared/row-words';
import { bracketText } from '../words';

export type Tone = 'page' | 'ticket' | 'suppressed';

export interface Bracket {
  readonly tone: Tone;
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly text: string;
  /** Where the text stands; null where there is no room (the tooltip and the table have it). */
  readonly textX: number | null;
  readonly textWidth: number;
  readonly ongoing: boolean;
  /** All that it stands for: several where a line is shared. */
  readonly spans: readonly BurnSpan[];
  readonly fromMs: number;
  readonly toMs: number;
}

export const LANE = 17;
const TONES: readonly Tone[] = ['page', 'ticket', 'suppressed'];
const MIN_WIDTH = 3;

interface Lane {
  readonly tone: Tone;
  readonly groups: ReadonlyArray<readonly BurnSpan[]>;
}

/** Spans that touch become one. */
function union(spans: readonly BurnSpan[]): BurnSpan[][] {
  const groups: BurnSpan[][] = [];
  let end = -Infinity;
  for (const span of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    if (span.fromMs <= end) {
      groups[groups.length - 1].push(span);
    } else {
      groups.push([span]);
    }
    end = Math.max(end, span.toMs);
  }
  return groups;
}

/** A lane for each condition that held; where that is more than `most`, one for each severity; then as many as there is room for, pages first. */
function lanesOf(spans: readonly BurnSpan[], most: number): Lane[] {
  const each: Lane[] = [];
  for (const tone of TONES) {
    const own = spans.filter((span) => span.kind === tone);
    for (const condition of [...new Set(own.map((span) => span.condition ?? -1))].sort((a, b) => a - b)) {
      each.push({ tone, groups: union(own.filter((span) => (span.condition ?? -1) === condition)) });
    }
  }
  if (each.length <= most) {
    return each;
  }
  return TONES.map((tone) => ({ tone, groups: union(spans.filter((span) => span.kind === tone)) }))
    .filter(({ groups }) => groups.length > 0)
    .slice(0, most);
}

/** Brackets from the top of the chart down, `LANE` px a lane; `x` maps a time to px. */
export function layoutBrackets(
  chart: BurnChart,
  x: (ms: number) => number,
  room: { readonly left: number; readonly right: number; readonly lanes: number },
  measure: MeasureText
): { readonly brackets: readonly Bracket[]; readonly lanes: number } {
  const lanes = lanesOf(chart.spans, room.lanes);
  const brackets = lanes.flatMap(({ tone, groups }, lane) => {
    const things = groups.map((spans) => {
      const fromMs = Math.min(...spans.map((span) => span.fromMs));
      const toMs = Math.max(...spans.map((span) => span.toMs));
      const start = x(fromMs);
      const ongoing = spans.some((span) => span.ongoing);
      const texts = bracketText(chart, spans, fromMs, toMs, ongoing);
      return { x: start, width: Math.max(MIN_WIDTH, x(toMs) - start), fromMs, toMs, ongoing, spans, texts };
    });
    const words = placeRowWords(things, { left: room.left, right: room.right, measure, inside: true });
    return things.map(({ texts: _, ...thing }, g): Bracket => ({ ...thing, ...words[g], tone, y: lane * LANE }));
  });
  return { brackets, lanes: lanes.length };
}
