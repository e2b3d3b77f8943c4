/** One funnel, narrow: the name and count over each band, the shares under it, standing on the trapezoid. */
import { reasonFor } from '../read-funnel';
import { changeOf, lossOf, medianOf, ofFirst, ofPrevious, WORST } from '../words';
import { clamp, joint, largest, LINE, place, scaleOf, sideNotch, unknownWidth, widest } from './parts';
import { FunnelLayout, Room, StepMark, TextBox } from './types';

const MIN_WIDTH = 200;
const MIN_BAND = 10;
const NAME = 18;

const comparing = ({ model, options }: Room) => model.compared && options.showComparison;

interface Measures {
  /** Lines of shares under a band: one if both fit side by side. */
  readonly lines: number;
  readonly between: number;
  readonly least: number;
}

function measuresOf(room: Room): Measures {
  const { model, measure } = room;
  const group = model.groups[0];
  const both = group.steps.map((step) => `${ofFirst(model, group, step)} · ${ofPrevious(model, group, step)}`);
  const lines = (widest(measure, both) <= room.width ? 1 : 2) + (comparing(room) ? 1 : 0);
  const between = lines * LINE + LINE + NAME + 4;
  const n = group.steps.length;
  // The last step needs its shares, but no loss after it.
  return { lines, between, least: NAME + n * MIN_BAND + (n - 1) * between + lines * LINE };
}

export function stackedFits(room: Room): boolean {
  return room.width >= MIN_WIDTH && measuresOf(room).least <= room.height;
}

export function layoutStacked(room: Room): FunnelLayout {
  const { model, measure, options, width } = room;
  const group = model.groups[0];
  const { steps } = group;
  const n = steps.length;
  const { lines, between: tight, least } = measuresOf(room);
  const spare = Math.max(0, room.height - least);
  const bandHeight = clamp(MIN_BAND + (spare * 0.7) / n, MIN_BAND, 32);
  const air = n > 1 ? clamp((spare - n * (bandHeight - MIN_BAND)) / (n - 1), 0, 16) : 0;
  const between = tight + air;
  const toPx = scaleOf(largest(model.groups, comparing(room)), width);

  const marks = steps.map((step, i): StepMark => {
    const y = NAME + i * (bandHeight + between);
    const unknown = step.count === null;
    const count = model.words.count(step.count);
    const countWidth = Math.min(measure(count, 14, true) + 2, width * 0.6);
    const nameY = y - NAME;
    const texts: TextBox[] = [
      ...place(measure, { x: 0, y: nameY, width: width - countWidth - 8, height: NAME }, step.name, {
        size: 12,
        tone: 'strong',
      }),
      ...place(measure, { x: width - countWidth, y: nameY, width: countWidth, height: NAME }, count, {
        size: unknown ? 12 : 14,
        tone: unknown ? 'quiet' : 'strong',
        align: 'end',
      }),
    ];
    const under = y + bandHeight + 2;
    const lineBox = (l: number) => ({ x: 0, y: under + l * LINE, width, height: LINE });
    const change = comparing(room) ? changeOf(step) : null;
    const shareLines = lines - (comparing(room) ? 1 : 0);
    if (unknown) {
      texts.push(...place(measure, lineBox(0), reasonFor(step, model.notices), { tone: 'normal' }));
    } else if (i > 0) {
      const pair = [ofFirst(model, group, step), ofPrevious(model, group, step)];
      texts.push(
        ...(shareLines === 1
          ? place(measure, lineBox(0), pair.join(' · '), {})
          : pair.flatMap((text, l) => place(measure, lineBox(l), text, {})))
      );
    }
    if (change) {
      texts.push(...place(measure, lineBox(i === 0 ? 0 : shareLines), change.text, { tone: change.tone }));
    }
    if (i > 0) {
      const worst = i === group.worst;
      const loss = lossOf(model, step);
      const median = options.showMedians ? medianOf(step) : null;
      const box = { x: 0, y: nameY - LINE - 1, width, height: LINE };
      const text = loss && (worst ? `${WORST} · ${loss}` : loss);
      texts.push(
        ...place(
          measure,
          box,
          [text && median ? `${text} · ${median}` : null, text, worst ? `▼ ${loss}` : loss, median],
          {
            tone: worst ? 'amber' : 'quiet',
            align: 'end',
          }
        )
      );
    }
    const before = comparing(room) ? (step.before?.count ?? null) : null;
    const top = i === 0 ? 0 : nameY - LINE - 1;
    const bottom = y + bandHeight + lines * LINE + 2;
    return {
      group: 0,
      step: i,
      hit: { x: 0, y: top, width, height: bottom - top },
      band: { x: 0, y, width: unknown ? unknownWidth(steps, i, toPx, width) : toPx(step.count), height: bandHeight },
      unknown,
      outline: before === null ? null : { x: 0, y, width: toPx(before), height: bandHeight },
      flow: joint(steps, i, toPx, 0, y - between, y).flow,
      notch: sideNotch(toPx, steps[i - 1]?.count ?? null, step.count, 0, y, bandHeight),
      worst: i === group.worst,
      texts,
    };
  });
  const height = NAME + n * bandHeight + (n - 1) * between + lines * LINE + 2;
  return { mode: 'stacked', width, height, marks, titles: [], cards: [], more: null };
}
