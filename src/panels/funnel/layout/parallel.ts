/** Two to four segments: under each step one thin band a segment, all on one scale. */
import { FunnelStep } from '../model';
import { reasonFor } from '../read-funnel';
import { changeOf, ofFirst, ofPrevious } from '../words';
import { clamp, GAP, largest, LINE, place, scaleOf, sideNotch, unknownWidth, widest } from './parts';
import { FunnelLayout, Room, StepMark, TextBox } from './types';

const MIN_WIDTH = 820;
const MIN_BAND = 16;
const MAX_BAND = 44;
const BLOCK_GAP = 10;
const BAND_GAP = 2;
export const MOST_PARALLEL = 4;

const leastOf = ({ model }: Room) =>
  model.groups[0].steps.length * (model.groups.length * (MIN_BAND + BAND_GAP) + BLOCK_GAP);

export function parallelFits(room: Room): boolean {
  const { length } = room.model.groups;
  return length >= 2 && length <= MOST_PARALLEL && room.width >= MIN_WIDTH && leastOf(room) <= room.height;
}

export function layoutParallel(room: Room): FunnelLayout {
  const { model, measure, options, width } = room;
  const { groups, words } = model;
  const steps = groups[0].steps;
  const comparing = model.compared && options.showComparison;
  const available = Math.max(room.height, leastOf(room));
  const bandHeight = clamp(
    ((available + BLOCK_GAP) / steps.length - BLOCK_GAP) / groups.length - BAND_GAP,
    MIN_BAND,
    MAX_BAND
  );
  const block = groups.length * (bandHeight + BAND_GAP) + BLOCK_GAP;
  const all = groups.flatMap((group) => group.steps.map((step) => ({ group, step })));
  const later = all.filter(({ step }) => step.index > 0);
  const left = clamp(
    widest(
      measure,
      steps.map((step) => step.name),
      13,
      true
    ) + 2,
    60,
    width * 0.18
  );
  const worstMark = '▼ worst drop';

  const widths = [
    clamp(
      widest(
        measure,
        groups.map((group) => group.label)
      ) + 2,
      30,
      width * 0.12
    ),
    Math.max(
      widest(
        measure,
        all.map(({ step }) => words.count(step.count)),
        12,
        true
      ),
      measure('count', 11)
    ) + 2,
    widest(
      measure,
      later.map(({ group, step }) => ofFirst(model, group, step))
    ) + 2,
    widest(
      measure,
      later.map(({ group, step }) => ofPrevious(model, group, step))
    ) + 2,
    ...(comparing
      ? [
          widest(
            measure,
            all.map(({ step }) => changeOf(step)?.text ?? null)
          ) + 2,
        ]
      : []),
  ];
  const right = Math.min(
    widths.reduce((sum, w) => sum + w + GAP, -GAP),
    width * 0.62
  );
  const columns: Array<{ x: number; width: number }> = [];
  let x = width - right;
  for (const w of widths) {
    const columnWidth = Math.max(0, Math.min(w, width - x));
    columns.push({ x, width: columnWidth });
    x += columnWidth + GAP;
  }
  const plotX = left + GAP;
  const plot = Math.max(1, width - right - GAP - plotX);
  const toPx = scaleOf(largest(groups, comparing), plot);

  const titles = steps.flatMap((step, i) =>
    place(measure, { x: 0, y: i * block, width: left, height: LINE + 2 }, step.name, { size: 13, tone: 'strong' })
  );
  const marks = groups.flatMap((group, g) =>
    group.steps.map((step, i): StepMark => {
      const y = i * block + g * (bandHeight + BAND_GAP);
      const unknown = step.count === null;
      const px = toPx(step.count);
      const before = i > 0 ? group.steps[i - 1].count : null;
      const lostTo = before === null || unknown ? px : toPx(before);
      const worst = i === group.worst;
      const textY = y + (bandHeight - LINE) / 2;
      const cell = (c: number, text: string | null, tone: TextBox['tone'], align: TextBox['align'] = 'end') =>
        columns[c] ? place(measure, { ...columns[c], y: textY, height: LINE }, text ?? [], { tone, align }) : [];
      const texts = [
        ...cell(0, group.label, 'quiet', 'start'),
        ...cell(1, words.count(step.count), unknown ? 'quiet' : 'strong'),
        ...cellsAfterCount(step),
      ];
      function cellsAfterCount(of: FunnelStep): TextBox[] {
        if (unknown) {
          const reason = { x: columns[2].x, y: textY, width: Math.max(0, width - columns[2].x), height: LINE };
          return place(measure, reason, reasonFor(of, model.notices), { tone: 'quiet' });
        }
        const change = comparing ? changeOf(of) : null;
        return [
          ...(i > 0 ? cell(2, ofFirst(model, group, of), 'normal') : []),
          ...(i > 0 ? cell(3, ofPrevious(model, group, of), 'normal') : []),
          ...(change ? cell(4, change.text, change.tone) : []),
        ];
      }
      if (worst) {
        const beside = plot - lostTo - 6;
        const inside = lostTo - px - 8;
        const markX = beside >= measure('▼', 12) ? plotX + lostTo + 4 : plotX + px + 4;
        const markRoom = beside >= measure('▼', 12) ? beside : inside;
        texts.push(
          ...place(measure, { x: markX, y: textY, width: Math.max(0, markRoom), height: LINE }, [worstMark, '▼'], {
            tone: 'amber',
            chip: markX < plotX + lostTo,
          })
        );
      }
      const outlined = comparing ? (step.before?.count ?? null) : null;
      return {
        group: g,
        step: i,
        hit: { x: 0, y, width, height: bandHeight },
        band: { x: plotX, y, width: unknown ? unknownWidth(group.steps, i, toPx, plot) : px, height: bandHeight },
        unknown,
        outline: outlined === null ? null : { x: plotX, y, width: toPx(outlined), height: bandHeight },
        flow: null,
        notch: sideNotch(toPx, before, step.count, plotX, y, bandHeight),
        worst,
        texts,
      };
    })
  );
  const height = steps.length * block - BLOCK_GAP;
  return { mode: 'parallel', width, height, marks, titles, cards: [], more: null };
}
