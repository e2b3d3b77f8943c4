/** What is written at marks: beside them, and under them where a lane has a line for it. */
import { isolate } from '../../shared/isolate';
import type { MeasureText } from '../../shared/measure-text';
import { placeRowWords } from '../../shared/row-words';
import type { Box, Tone } from '../../shared/text-box';
import { effectTexts } from '../effect-words';
import { DeploysView, effectOf, Happening } from '../model';
import { byHarm, clusterTexts, lengthWords, nameOf } from '../words';
import type { DeployMark, Tint, Word } from './types';

export const LABEL = 11;
/** Height of a line of labels. */
export const LABEL_LINE = 14;

const TONES: Readonly<Record<Tint, Tone>> = {
  open: 'red',
  worse: 'amber',
  better: 'better',
  none: 'quiet',
  waiting: 'quiet',
  unknown: 'quiet',
  plain: 'normal',
};

export interface LabelRoom {
  readonly view: DeploysView;
  readonly measure: MeasureText;
  readonly left: number;
  readonly right: number;
  /** The lane's name, which labels do not repeat. */
  readonly lane: string;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A name of the other direction must not reorder the numbers after it. */
const keepDirection = (text: string): string => (RIGHT_TO_LEFT.test(text) ? isolate(text) : text);
const labelOf = (event: Happening, lane: string): string => keepDirection(nameOf(event, lane));

const effectsOf = (view: DeploysView, event: Happening): string[] => {
  const effect = effectOf(view, event);
  return view.chosen && effect ? effectTexts(view.chosen, effect) : [];
};

/** Words of one row of marks, all on one line; `under`: effects are written on a line of their own. */
export function besideMarks(marks: readonly DeployMark[], room: LabelRoom, under: boolean): Word[] {
  const { view, measure, left, right, lane } = room;
  const things = marks.map((mark) => ({
    x: mark.hit.x,
    width: mark.hit.width,
    texts: mark.events.length > 1 ? clusterTexts(view, mark.events) : textsOf(view, mark, lane, under),
  }));
  const inside = marks.length > 0 && marks[0].shape === 'bar';
  return placeRowWords(things, { left, right, measure, inside, near: 3 }).flatMap(({ text, textX, textWidth }, i) => {
    const { hit, tint, shape } = marks[i];
    return textX === null
      ? []
      : [
          {
            ...line(textX, hit.y + hit.height / 2, textWidth),
            text,
            // In a bar the letters stand on its colour.
            tone: (shape === 'bar' || under) && tint !== 'open' ? 'normal' : TONES[tint],
            strong: tint === 'worse' || tint === 'open',
            anchor: 'start' as const,
          },
        ];
  });
}

function textsOf(view: DeploysView, { events: [event], shape }: DeployMark, lane: string, under: boolean): string[] {
  if (shape === 'bar') {
    const length = lengthWords(view, event);
    const title = keepDirection(event.title);
    return [`${title} · ${length}`, title, length].filter(Boolean);
  }
  const name = labelOf(event, lane);
  const effects = under ? [] : effectsOf(view, event);
  const worth = event.version === '' ? [] : [event.version];
  return [...new Set([...effects.map((text) => `${name} · ${text}`), name, ...effects, ...worth])];
}

/** Effects on the line under a row of marks, the most telling first; each begins or ends at its mark. */
export function underMarks(marks: readonly DeployMark[], beside: readonly Word[], y: number, room: LabelRoom): Word[] {
  const { view, measure, left, right, lane } = room;
  const named = new Set(beside.map((word) => word.text));
  const single = marks.filter(({ events }) => events.length === 1);
  const order = byWorth(
    view,
    single.map(({ events }) => events[0])
  );
  const placed: Word[] = [];
  // Under another mark a bare number would seem to be that one's: there it names its own, and only what matters stands there.
  const clear = (mark: DeployMark, x: number, width: number) =>
    marks.every((other) => other === mark || apart(other.hit, x, width));
  for (const event of order) {
    const mark = single.find(({ events }) => events[0] === event)!;
    const name = labelOf(event, lane);
    const effects = effectsOf(view, event);
    const harm = mark.tint === 'worse' || mark.tint === 'better';
    const own = (text: string) => ({ text: `${name} · ${text}`, bare: !harm });
    const bare = effects.map((text) => ({ text, bare: true }));
    const fit = (
      named.has(name) ? [...bare, ...(harm ? effects.map(own) : [])] : bare.flatMap((one) => [own(one.text), one])
    )
      .map(({ text, bare }) => {
        const width = measure(text, LABEL) + 6;
        const starts = [mark.hit.x, mark.hit.x + mark.hit.width - width];
        const x = starts.find(
          (at) =>
            at >= left &&
            at + width <= right &&
            placed.every((word) => apart(word, at, width)) &&
            (!bare || clear(mark, at, width))
        );
        return { text, width, x };
      })
      .find(({ x }) => x !== undefined);
    if (fit?.x !== undefined) {
      placed.push({
        ...line(fit.x, y, fit.width),
        text: fit.text,
        tone: TONES[mark.tint],
        strong: mark.tint === 'worse',
        anchor: fit.x === mark.hit.x ? 'start' : 'end',
      });
    }
  }
  return placed.sort((a, b) => a.x - b.x);
}

/** What was worse first, by harm; then better, then what is not known yet. */
function byWorth(view: DeploysView, events: readonly Happening[]): Happening[] {
  const of = (...verdicts: string[]) =>
    byHarm(
      view,
      events.filter((event) => verdicts.includes(effectOf(view, event)?.verdict ?? ''))
    );
  return [...of('worse'), ...of('better'), ...of('waiting', 'unknown'), ...of('none')];
}

const apart = (word: Box, x: number, width: number): boolean => x >= word.x + word.width + 4 || x + width + 4 <= word.x;

/** A box of one line around its middle. */
export const line = (x: number, middle: number, width: number): Box => ({
  x,
  y: middle - LABEL_LINE / 2,
  width,
  height: LABEL_LINE,
});
