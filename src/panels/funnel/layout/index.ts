/** frame -> geometry: picks the layout for the data and the room. Pure: the same model and size give the same picture. */
import { bandsFit, layoutBands } from './bands';
import { layoutMultiples } from './multiples';
import { layoutParallel, MOST_PARALLEL, parallelFits } from './parallel';
import { largest } from './parts';
import { leastHeight, rowsIn } from './rows';
import { layoutStacked, stackedFits } from './stacked';
import { layoutStrip, stripFits } from './strip';
import { WORST } from '../words';
import { FunnelLayout, Room } from './types';

export type { FunnelLayout, Room, StepMark, TextBox, Box } from './types';

/**
 * Lays a funnel out in a room of at least 1 × 1 px. Content that does not fit is taller than the room (it scrolls), never
 * squeezed below legibility. A single funnel: bands, stacked bands, a step list, or a strip; 2–4 segments: parallel bands;
 * more, or too little room for those: small multiples, or lists under each other.
 */
export function layoutFunnel(given: Room): FunnelLayout {
  const room = { ...given, width: Math.max(1, given.width), height: Math.max(1, given.height) };
  const { model, options } = room;
  if (model.groups.length > 1) {
    const parallel = options.layout !== 'list' && model.groups.length <= options.maxSegments;
    const wanted = options.layout === 'bands' && model.groups.length <= MOST_PARALLEL && room.width >= 820;
    return parallel && (wanted || parallelFits(room)) ? layoutParallel(room) : layoutMultiples(room);
  }
  if (options.layout !== 'list') {
    if (bandsFit(room)) {
      return layoutBands(room);
    }
    if (stackedFits(room) && room.width < 520) {
      return layoutStacked(room);
    }
    if (options.layout === 'bands') {
      return room.width >= 520 ? layoutBands(room) : layoutStacked(room);
    }
  }
  const n = model.groups[0].steps.length;
  if (options.layout !== 'list' && room.height < leastHeight(room.width, n) && stripFits(room)) {
    return layoutStrip(room);
  }
  return layoutList(room);
}

function layoutList(room: Room): FunnelLayout {
  const { model, options, width, height } = room;
  const max = largest(model.groups, model.compared && options.showComparison);
  const rows = rowsIn(room, 0, { x: 0, y: 0, width, height }, max);
  return {
    mode: 'list',
    width,
    height: rows.height,
    marks: rows.marks,
    titles: rows.heads,
    cards: [],
    more: null,
    // Where no column has room for the words, the header explains the mark.
    scaleNote: rows.heads.some((head) => head.text.includes(WORST)) || model.groups[0].worst < 0 ? null : WORST,
  };
}
