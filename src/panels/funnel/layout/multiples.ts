/** Many segments: a small funnel each, in a grid. Each stands on the scale of its own first step, so that shapes compare. */
import { clamp, LINE, place } from './parts';
import { leastHeight, rowsIn } from './rows';
import { Box, FunnelLayout, Room, StepMark, TextBox } from './types';

const MIN_CARD = 300;
const CARD_GAP = 10;
const PAD = 8;
const TITLE = 20;
const MORE = 28;

export function layoutMultiples(room: Room): FunnelLayout {
  const { model, measure, width, options } = room;
  const shown = model.groups.slice(0, Math.max(1, options.maxSegments));
  const hidden = model.groups.length - shown.length;
  const perRow = clamp(Math.floor((width + CARD_GAP) / (MIN_CARD + CARD_GAP)), 1, shown.length);
  const rows = Math.ceil(shown.length / perRow);
  const pad = perRow === 1 && width < 200 ? 0 : PAD;
  const cardWidth = (width - (perRow - 1) * CARD_GAP) / perRow;
  const inner = cardWidth - 2 * pad;
  const stepCount = model.groups[0].steps.length;
  const least = TITLE + leastHeight(inner, stepCount) + 2 * pad;
  const foot = hidden > 0 ? MORE : 0;
  const even = (room.height - foot - (rows - 1) * CARD_GAP) / rows;
  const cardHeight = clamp(even, least, TITLE + 2 * pad + LINE + stepCount * 36);

  const cards: Box[] = [];
  const titles: TextBox[] = [];
  const marks: StepMark[] = [];
  shown.forEach((group, g) => {
    const x = (g % perRow) * (cardWidth + CARD_GAP);
    const y = Math.floor(g / perRow) * (cardHeight + CARD_GAP);
    cards.push({ x, y, width: cardWidth, height: cardHeight });
    const last = group.steps[group.steps.length - 1];
    const summary =
      last && group.steps.length > 1 && last.fromFirst !== null
        ? `${model.words.share(last.fromFirst)} of ${model.words.count(group.steps[0].count)} reach the end`
        : null;
    const wanted = summary ? measure(summary, 12) + 2 : 0;
    // The segment's name goes first: the summary only takes what leaves it a third.
    const summaryWidth = wanted <= inner * 0.66 ? wanted : 0;
    titles.push(
      ...place(
        measure,
        { x: x + pad, y: y + pad, width: inner - summaryWidth - (summaryWidth ? 8 : 0), height: TITLE },
        group.label,
        {
          size: 13,
          tone: 'strong',
        }
      ),
      ...place(
        measure,
        { x: x + pad + inner - summaryWidth, y: y + pad, width: summaryWidth, height: TITLE },
        summary ?? [],
        {
          align: 'end',
          tone: 'normal',
        }
      )
    );
    const box = { x: x + pad, y: y + pad + TITLE, width: inner, height: cardHeight - TITLE - 2 * pad };
    const max = Math.max(
      0,
      ...group.steps.map((step) => Math.max(step.count ?? 0, model.compared ? (step.before?.count ?? 0) : 0))
    );
    const { marks: own, heads } = rowsIn(room, g, box, max);
    marks.push(...own);
    titles.push(...heads);
  });
  const gridHeight = rows * cardHeight + (rows - 1) * CARD_GAP;
  return {
    mode: 'multiples',
    width,
    height: gridHeight + foot,
    marks,
    titles,
    cards: pad > 0 ? cards : [],
    more: hidden > 0 ? { x: 0, y: gridHeight + 4, width, height: MORE - 4, hidden } : null,
  };
}
