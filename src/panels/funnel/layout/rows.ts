/** A funnel as rows with bars: the step list, and the inside of small multiples. */
import { FunnelStep } from '../model';
import { reasonFor } from '../read-funnel';
import { changeOf, lossOf, ofFirst, ofFirstBare, ofPrevious, ofPreviousBare, WORST } from '../words';
import { clamp, joint, LINE, place, scaleOf, unknownWidth, widest } from './parts';
import { Box, Room, StepMark, TextBox } from './types';

export const MIN_ROW = 18;
const MAX_ROW = 36;
const COLUMN_GAP = 10;
/** Below this the columns of a row do not fit beside each other. */
export const COLUMNS_WIDTH = 280;
/** From here on each share writes its denominator, and what was lost has a column. */
export const FULL_WIDTH = 640;
const LEAST_NAME_AND_BAR = 100;

interface Column {
  readonly head: string;
  readonly width: number;
  readonly x: number;
  readonly cell: (step: FunnelStep) => { text: string | null; tone: TextBox['tone'] };
}

export interface Rows {
  readonly marks: StepMark[];
  readonly heads: TextBox[];
  readonly height: number;
}

/** Height that `rowsIn` needs at least for so many steps. */
export function leastHeight(width: number, steps: number): number {
  return width < COLUMNS_WIDTH ? steps * 24 : Math.max(steps * 24, steps * MIN_ROW + LINE);
}

/** Rows of one group inside a box; taller than the box where it does not fit. `max` is the count that fills the bar column. */
export function rowsIn(room: Room, groupIndex: number, box: Box, max: number): Rows {
  const columns = box.width < COLUMNS_WIDTH ? [] : columnsOf(room, groupIndex, box);
  // Long numbers may leave no room for a name and a bar beside them.
  return columns.length === 0 || columns[0].x - box.x < LEAST_NAME_AND_BAR
    ? narrowRows(room, groupIndex, box, max)
    : columnRows(room, groupIndex, box, max, columns);
}

function columnRows(room: Room, groupIndex: number, box: Box, max: number, columns: readonly Column[]): Rows {
  const { model, measure, options } = room;
  const group = model.groups[groupIndex];
  const { steps } = group;
  const rowHeight = clamp((box.height - LINE) / steps.length, MIN_ROW, MAX_ROW);
  const names =
    widest(
      measure,
      steps.map((step) => step.name),
      12,
      true
    ) + 2;
  const free = columns[0].x - box.x;
  const nameWidth = clamp(names, 40, Math.max(40, free * 0.55));
  const barX = box.x + nameWidth + COLUMN_GAP;
  const bar = Math.max(1, columns[0].x - COLUMN_GAP - barX);
  const toPx = scaleOf(max, bar);
  const bandHeight = Math.round(rowHeight * 0.62);
  const top = box.y + LINE;

  const heads = columns.flatMap((column) =>
    place(measure, { x: column.x, y: box.y, width: column.width, height: LINE }, column.head, {
      tone: 'quiet',
      align: 'end',
      size: 11,
    })
  );
  const marks = steps.map((step, i): StepMark => {
    const y = top + i * rowHeight;
    const bandY = y + (rowHeight - bandHeight) / 2;
    const textY = y + (rowHeight - LINE) / 2;
    const unknown = step.count === null;
    const texts = place(measure, { x: box.x, y: textY, width: nameWidth, height: LINE }, step.name, { tone: 'strong' });
    columns.forEach((column, c) => {
      if (unknown && c > 0) {
        return;
      }
      const { text, tone } = column.cell(step);
      texts.push(
        ...place(measure, { x: column.x, y: textY, width: column.width, height: LINE }, text ?? [], {
          tone,
          align: 'end',
        })
      );
    });
    if (unknown && columns[1]) {
      const reason = { x: columns[1].x, y: textY, width: box.x + box.width - columns[1].x, height: LINE };
      texts.push(...place(measure, reason, reasonFor(step, model.notices), { tone: 'quiet' }));
    }
    const before = model.compared && options.showComparison ? (step.before?.count ?? null) : null;
    return {
      group: groupIndex,
      step: i,
      hit: { x: box.x, y, width: box.width, height: rowHeight },
      band: {
        x: barX,
        y: bandY,
        width: unknown ? unknownWidth(steps, i, toPx, bar) : toPx(step.count),
        height: bandHeight,
      },
      unknown,
      outline: before === null ? null : { x: barX, y: bandY, width: toPx(before), height: bandHeight },
      ...joint(steps, i, toPx, barX, bandY - (rowHeight - bandHeight), bandY),
      worst: i === group.worst,
      texts,
    };
  });
  return { marks, heads, height: LINE + steps.length * rowHeight };
}

function columnsOf(room: Room, groupIndex: number, box: Box): Column[] {
  const { model, measure, options } = room;
  const group = model.groups[groupIndex];
  const { words } = model;
  const full = box.width >= FULL_WIDTH;
  const comparing = model.compared && options.showComparison;
  const previous = (step: FunnelStep) => group.steps[step.index - 1]?.count ?? null;
  const isWorst = (step: FunnelStep) => step.index === group.worst;
  const cells: Array<Pick<Column, 'head' | 'cell'>> = [
    {
      head: 'count',
      cell: (step) => ({ text: words.count(step.count), tone: step.count === null ? 'quiet' : 'strong' }),
    },
    {
      head:
        full || groupIndex > 0 || model.groups.length > 1
          ? 'of first'
          : `of first (${words.count(group.steps[0].count)})`,
      cell: (step) => ({
        text:
          step.index === 0
            ? null
            : words.share(step.fromFirst) + (full ? ` of ${words.count(group.steps[0].count)}` : ''),
        tone: 'normal',
      }),
    },
    {
      head: 'of previous',
      cell: (step) => ({
        text:
          step.index === 0
            ? null
            : (isWorst(step) ? '▼ ' : '') +
              words.share(step.fromPrevious) +
              (full ? ` of ${words.count(previous(step))}` : ''),
        tone: isWorst(step) ? 'amber' : 'normal',
      }),
    },
  ];
  if (comparing) {
    cells.push({
      head: full ? 'change of previous' : 'change',
      cell: (step) => {
        const change = changeOf(step);
        return { text: change?.text ?? null, tone: change?.tone ?? 'quiet' };
      },
    });
  }
  if (full) {
    cells.push({
      head: group.worst >= 0 ? `left (${WORST})` : 'left',
      cell: (step) => {
        const loss = lossOf(model, step);
        return { text: loss && (isWorst(step) ? '▼ ' : '') + loss, tone: isWorst(step) ? 'amber' : 'quiet' };
      },
    });
  }
  let x = box.x + box.width;
  const columns: Column[] = [];
  for (const { head, cell } of [...cells].reverse()) {
    const values = group.steps.map((step) => cell(step).text);
    const width = Math.max(widest(measure, values, 12, true), widest(measure, [head], 11)) + 2;
    x -= width;
    columns.unshift({ head, cell, width, x });
    x -= COLUMN_GAP;
  }
  // Columns that would leave no bar go, from the right: the shares stay longest.
  while (columns.length > 3 && columns[0].x - box.x < box.width * 0.35) {
    const gone = columns.pop()!;
    const shift = gone.width + COLUMN_GAP;
    columns.forEach((column, c) => (columns[c] = { ...column, x: column.x + shift }));
  }
  return columns;
}

function narrowRows(room: Room, groupIndex: number, box: Box, max: number): Rows {
  const { model, measure, options } = room;
  const group = model.groups[groupIndex];
  const { steps } = group;
  const each = box.height / steps.length;
  const shareLines = each >= 50 ? 2 : each >= 33 ? 1 : 0;
  const rowHeight = clamp(each, 24, 28 + shareLines * 14);
  const toPx = scaleOf(max, box.width);
  const bandHeight = clamp(rowHeight - LINE - 2 - shareLines * 14, 3, 12);
  const marks = steps.map((step, i): StepMark => {
    const y = box.y + i * rowHeight;
    const unknown = step.count === null;
    const count = model.words.count(step.count);
    const countWidth = Math.min(measure(count, 12, true) + 2, box.width * 0.6);
    const bandY = y + LINE;
    const line = (l: number) => ({ x: box.x, y: bandY + bandHeight + l * 14, width: box.width, height: 14 });
    const texts: TextBox[] = [
      ...place(measure, { x: box.x, y, width: box.width - countWidth - 4, height: LINE }, step.name, {
        tone: 'normal',
      }),
      ...place(measure, { x: box.x + box.width - countWidth, y, width: countWidth, height: LINE }, count, {
        tone: unknown ? 'quiet' : 'strong',
        align: 'end',
      }),
    ];
    if (unknown && shareLines > 0) {
      texts.push(...place(measure, line(0), reasonFor(step, model.notices), { tone: 'quiet', size: 11 }));
    } else if (i > 0 && shareLines > 0) {
      const worst = i === group.worst;
      const mark = worst ? '▼ ' : '';
      const first = [ofFirst(model, group, step), ofFirstBare(model, step)];
      const previous = mark + ofPreviousBare(model, step);
      const both = `${first[1]} · ${previous}`;
      const tone = worst ? 'amber' : 'quiet';
      if (shareLines === 2) {
        texts.push(
          ...place(measure, line(0), first, { tone: 'quiet', size: 11 }),
          ...place(measure, line(1), [mark + ofPrevious(model, group, step), previous], { tone, size: 11 })
        );
      } else {
        texts.push(...place(measure, line(0), [both, previous], { tone, size: 11 }));
      }
    }
    const before = model.compared && options.showComparison ? (step.before?.count ?? null) : null;
    return {
      group: groupIndex,
      step: i,
      hit: { x: box.x, y, width: box.width, height: rowHeight },
      band: {
        x: box.x,
        y: bandY,
        width: unknown ? unknownWidth(steps, i, toPx, box.width) : toPx(step.count),
        height: bandHeight,
      },
      unknown,
      outline: before === null ? null : { x: box.x, y: bandY, width: toPx(before), height: bandHeight },
      flow: null,
      notch: null,
      worst: i === group.worst,
      texts,
    };
  });
  return { marks, heads: [], height: steps.length * rowHeight };
}
