/** frame -> geometry: picks the layout for the data and the room. Pure: the same model and size give the same picture. */
import { bandsFit, layoutBands } from './bands';
import { layoutMultiples } from './multiples';
import { layoutParallel, MOST_PARALLEL, parallelFits } from './parallel';
import { largest } from './parts';
import { FULL_WIDTH, leastHeight, rowsIn } from './rows';
import { layoutStacked, stackedFits } from './stacked';
import { layoutStrip, stripFits } from './strip';
import { WORST } from '../words';
import { FunnelLayout, Mode, Room } from './types';

export type { FunnelLayout, Room, StepMark, TextBox, Box } from './types';

/** How the data would be drawn in this room, without placing anything: see `layoutFunnel`. */
export function modeOf(room: Room): Mode {
  const { model, options, width, height } = room;
  if (model.groups.length > 1) {
    const parallel = options.layout !== 'list' && model.groups.length <= options.maxSegments;
    const wanted = options.layout === 'bands' && model.groups.length <= MOST_PARALLEL && width >= 820;
    return parallel && (wanted || parallelFits(room)) ? 'parallel' : 'multiples';
  }
  if (options.layout !== 'list') {
    if (bandsFit(room)) {
      return 'bands';
    }
    if (width < 520 && stackedFits(room)) {
      return 'stacked';
    }
    if (options.layout === 'bands') {
      return width >= 520 ? 'bands' : 'stacked';
    }
    if (height < leastHeight(width, model.groups[0].steps.length) && stripFits(room)) {
      return 'strip';
    }
  }
  return 'list';
}

/** What the header has to explain about the lengths and marks of a mode; null where the picture says it itself. */
export function noteOf(mode: Mode, { model, options, width }: Room): string | null {
  const marked = model.groups.some((group) => group.worst > 0);
  const comparing = model.compared && options.showComparison;
  switch (mode) {
    case 'parallel':
      return 'all on one scale';
    case 'multiples':
      return `each on the scale of its own largest step${marked ? ` · ${WORST}` : ''}`;
    case 'list':
      return marked && (width < FULL_WIDTH || comparing) ? WORST : null;
    default:
      return null;
  }
}

/**
 * Lays a funnel out in a room of at least 1 × 1 px. Content that does not fit is taller than the room (it scrolls), never
 * squeezed below legibility. A single funnel: bands, stacked bands, a step list, or a strip; 2–4 segments: parallel bands;
 * more, or too little room for those: small multiples, or lists under each other.
 */
export function layoutFunnel(given: Room): FunnelLayout {
  const room = { ...given, width: Math.max(1, given.width), height: Math.max(1, given.height) };
  return LAYOUTS[modeOf(room)](room);
}

const LAYOUTS: Readonly<Record<Mode, (room: Room) => FunnelLayout>> = {
  bands: layoutBands,
  stacked: layoutStacked,
  list: layoutList,
  strip: layoutStrip,
  parallel: layoutParallel,
  multiples: layoutMultiples,
};

function layoutList(room: Room): FunnelLayout {
  const { model, options, width, height } = room;
  const max = largest(model.groups, model.compared && options.showComparison);
  const { marks, heads, height: own } = rowsIn(room, 0, { x: 0, y: 0, width, height }, max);
  return { mode: 'list', width, height: own, marks, titles: heads, cards: [], more: null };
}
