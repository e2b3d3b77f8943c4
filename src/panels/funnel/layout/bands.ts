/** One funnel with room: names and counts at the left, bands in the middle, both shares at the right. */
import { FunnelStep } from '../model';
import { reasonFor } from '../read-funnel';
import { changeOf, lossOf, medianOf, ofFirst, ofPrevious, WORST } from '../words';
import { clamp, GAP, joint, largest, LINE, place, scaleOf, unknownWidth, widest } from './parts';
import { Box, FunnelLayout, Room, StepMark, TextBox } from './types';

const MIN_WIDTH = 520;
const MIN_JOINT = 18;

const stepsOf = ({ model }: Room) => model.groups[0].steps;
const comparing = ({ model, options }: Room) => model.compared && options.showComparison;
const linesOf = (room: Room) => (comparing(room) ? 3 : 2);
const minBand = (room: Room) => linesOf(room) * LINE + 2;

export function bandsFit(room: Room): boolean {
  const n = stepsOf(room).length;
  return room.width >= MIN_WIDTH && n * minBand(room) + (n - 1) * MIN_JOINT <= room.height;
}

export function layoutBands(room: Room): FunnelLayout {
  const { model, measure, options } = room;
  const group = model.groups[0];
  const { steps } = group;
  const n = steps.length;
  const lines = linesOf(room);
  const available = Math.max(room.height, n * minBand(room) + (n - 1) * MIN_JOINT);
  const jointHeight =
    n > 1 ? clamp((available * 0.36) / (n - 1), MIN_JOINT, Math.min(56, (available - n * minBand(room)) / (n - 1))) : 0;
  const bandHeight = clamp((available - (n - 1) * jointHeight) / n, minBand(room), 120);
  const size = sizeFor(room.width, bandHeight / lines);
  const lossSize = clamp(size - 1, 12, Math.max(12, jointHeight - 6));
  const line = size + 4;

  const medians = options.showMedians ? steps.map(medianOf) : [];
  const left = clamp(
    Math.max(
      widest(
        measure,
        steps.map((step) => step.name),
        size,
        true
      ),
      widest(
        measure,
        steps.map((step) => model.words.count(step.count)),
        size + 2,
        true
      ),
      widest(measure, medians, lossSize) + 20
    ) + 2,
    64,
    room.width * 0.24
  );
  const shares = steps.map((step) => sharesOf(room, step));
  // After a drop from the full width, the loss is written in the right column.
  const worstLoss = group.worst > 0 ? lossOf(model, steps[group.worst]) : null;
  const right = clamp(
    Math.max(
      widest(
        measure,
        shares.flat().map((share) => share.text),
        size
      ),
      widest(measure, [worstLoss && `${WORST} · ${worstLoss}`], lossSize)
    ) + 2,
    96,
    room.width * 0.36
  );
  const plotX = left + GAP;
  const plot = Math.max(1, room.width - left - right - 2 * GAP);
  const toPx = scaleOf(largest(model.groups, comparing(room)), plot);

  const marks = steps.map((step, i): StepMark => {
    const y = i * (bandHeight + jointHeight);
    const unknown = step.count === null;
    const width = unknown ? unknownWidth(steps, i, toPx, plot) : toPx(step.count);
    const middle = y + bandHeight / 2;
    const block = Math.min(lines, shares[i].length) * line;
    const texts: TextBox[] = [
      ...place(measure, { x: 0, y: middle - line - 1, width: left, height: line }, step.name, { size, tone: 'strong' }),
      ...place(measure, { x: 0, y: middle - 1, width: left, height: line + 2 }, model.words.count(step.count), {
        size: unknown ? size : size + 2,
        tone: unknown ? 'quiet' : 'strong',
      }),
      ...shares[i].flatMap(({ text, tone }, l) =>
        place(measure, { x: room.width - right, y: middle - block / 2 + l * line, width: right, height: line }, text, {
          size,
          tone,
        })
      ),
    ];
    if (unknown) {
      texts.push(
        ...place(measure, beside(plotX, plot, width, middle - LINE / 2), reasonFor(step, model.notices), { chip: true })
      );
    }
    if (i > 0) {
      const lossLine = lossSize + 4;
      const joinY = y - jointHeight + (jointHeight - lossLine) / 2;
      const loss = lossOf(model, step);
      const worst = i === group.worst;
      const lossX = plotX + Math.max(toPx(steps[i - 1].count), toPx(step.count)) + 8;
      const lossBox = { x: lossX, y: joinY, width: room.width - lossX, height: lossLine };
      texts.push(
        ...place(measure, { x: 0, y: joinY, width: left, height: lossLine }, medians[i] ? `↓ ${medians[i]}` : [], {
          tone: 'quiet',
          size: lossSize,
        }),
        ...place(measure, lossBox, loss ? [worst ? `${WORST} · ${loss}` : loss, worst ? `▼ ${loss}` : loss] : [], {
          tone: worst ? 'amber' : 'quiet',
          size: lossSize,
        })
      );
    }
    const before = comparing(room) ? (step.before?.count ?? null) : null;
    return {
      group: 0,
      step: i,
      hit: {
        x: 0,
        y: i === 0 ? y : y - jointHeight,
        width: room.width,
        height: bandHeight + (i === 0 ? 0 : jointHeight),
      },
      band: { x: plotX, y, width, height: bandHeight },
      unknown,
      outline: before === null ? null : { x: plotX, y, width: toPx(before), height: bandHeight },
      ...joint(steps, i, toPx, plotX, y - jointHeight, y),
      worst: i === group.worst,
      texts,
    };
  });
  const height = n * bandHeight + Math.max(0, n - 1) * jointHeight;
  return { mode: 'bands', width: room.width, height, marks, titles: [], cards: [], more: null };
}

/** Larger type in a larger room, up to what is read across a room. */
function sizeFor(width: number, perLine: number): number {
  const byWidth = width >= 1400 ? 18 : width >= 1100 ? 16 : width >= 720 ? 14 : 12;
  return clamp(2 * Math.floor((perLine - 7) / 2), 12, byWidth);
}

/** Beside the hatched band if half the plot is free there, else on it. */
function beside(plotX: number, plot: number, band: number, y: number): Box {
  return plot - band >= plot / 2
    ? { x: plotX + band + 8, y, width: plot - band - 16, height: LINE }
    : { x: plotX + 8, y, width: plot - 16, height: LINE };
}

function sharesOf(room: Room, step: FunnelStep): Array<Pick<TextBox, 'text' | 'tone'>> {
  const { model } = room;
  const group = model.groups[0];
  const change = comparing(room) ? changeOf(step) : null;
  const changed = change ? [{ text: change.text, tone: change.tone }] : [];
  if (step.index === 0) {
    return changed.length > 0 ? changed : [{ text: 'first step', tone: 'quiet' }];
  }
  if (step.count === null) {
    return [{ text: 'shares not known', tone: 'quiet' }];
  }
  return [
    { text: ofFirst(model, group, step), tone: 'normal' },
    { text: ofPrevious(model, group, step), tone: 'normal' },
    ...changed,
  ];
}
