/** One funnel in a low, wide room: the steps side by side, each with its bar. */
import { changeOf, ofFirst, ofFirstBare, ofPrevious, ofPreviousBare, WORST } from '../words';
import { clamp, largest, LINE, place, scaleOf } from './parts';
import { FunnelLayout, Room, StepMark, TextBox } from './types';

const MIN_CELL = 116;
const CELL_GAP = 16;

export function stripFits({ model, width }: Room): boolean {
  return width >= model.groups[0].steps.length * MIN_CELL;
}

export function layoutStrip(room: Room): FunnelLayout {
  const { model, measure, options, width } = room;
  const group = model.groups[0];
  const { steps } = group;
  const height = Math.max(room.height, 24);
  const cell = (width - (steps.length - 1) * CELL_GAP) / steps.length;
  const comparing = model.compared && options.showComparison;
  const toPx = scaleOf(largest(model.groups, comparing), cell);
  const shareLines = clamp(Math.floor((height - LINE - 6) / LINE), 0, comparing ? 3 : 2);
  const bandHeight = clamp(height - LINE - shareLines * LINE - 2, 4, 28);

  const marks = steps.map((step, i): StepMark => {
    const x = i * (cell + CELL_GAP);
    const unknown = step.count === null;
    const count = model.words.count(step.count);
    const countWidth = Math.min(measure(count, 13, true) + 2, cell * 0.6);
    const texts: TextBox[] = [
      ...place(measure, { x, y: 0, width: cell - countWidth - 4, height: LINE }, step.name, { tone: 'normal' }),
      ...place(measure, { x: x + cell - countWidth, y: 0, width: countWidth, height: LINE }, count, {
        size: unknown ? 12 : 13,
        tone: unknown ? 'quiet' : 'strong',
        align: 'end',
      }),
    ];
    const worst = i === group.worst;
    const mark = worst ? '▼ ' : '';
    const share = model.words.share(step.fromPrevious);
    const lines: Array<{ variants: string[]; tone: TextBox['tone'] }> =
      i === 0 || unknown
        ? []
        : [
            {
              variants: [
                ...(worst ? [`${WORST} · ${ofPrevious(model, group, step)}`] : []),
                mark + ofPrevious(model, group, step),
                mark + ofPreviousBare(model, step),
                `${mark}${share} of prev.`,
              ],
              tone: worst ? 'amber' : 'quiet',
            },
            { variants: [ofFirst(model, group, step), ofFirstBare(model, step)], tone: 'quiet' },
          ];
    const change = comparing ? changeOf(step) : null;
    if (change) {
      lines.push({ variants: [change.text], tone: change.tone });
    }
    lines.slice(0, shareLines).forEach(({ variants, tone }, l) => {
      const y = LINE + bandHeight + 2 + l * LINE;
      texts.push(...place(measure, { x, y, width: cell, height: LINE }, variants, { tone }));
    });
    const before = comparing ? (step.before?.count ?? null) : null;
    return {
      group: 0,
      step: i,
      hit: { x, y: 0, width: cell, height },
      band: { x, y: LINE, width: unknown ? cell : toPx(step.count), height: bandHeight },
      unknown,
      outline: before === null ? null : { x, y: LINE, width: toPx(before), height: bandHeight },
      flow: null,
      notch: null,
      worst,
      texts,
    };
  });
  return { mode: 'strip', width, height, marks, titles: [], cards: [], more: null };
}
