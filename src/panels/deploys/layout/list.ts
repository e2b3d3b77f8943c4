/** Where it is too narrow for lanes: a list, the newest first. */
import type { MeasureText } from '../../shared/measure-text';
import { place, TextBox } from '../../shared/text-box';
import { effectTexts } from '../effect-words';
import { kindWord } from '../kinds';
import { DeploysView, effectOf, Happening } from '../model';
import { clock, lengthWords, nameOf } from '../words';
import { tintOf } from './tint';
import type { DeployMark, ListLayout, Tint } from './types';

const MOST = 200;
const ROW = 36;
const SIGN = 24;
const TEXT = 12;
const LINE = 16;

const TONES: Readonly<Partial<Record<Tint, TextBox['tone']>>> = { worse: 'amber', better: 'better', open: 'red' };

export function layoutList(view: DeploysView, width: number, measure: MeasureText): ListLayout {
  const shown = [...view.events].reverse().slice(0, MOST);
  const older = view.events.length - shown.length;
  const marks = shown.map((event, i): DeployMark => ({
    hit: { x: 0, y: i * ROW, width, height: ROW - 2 },
    lane: 0,
    events: [event],
    shape: 'glyph',
    kind: event.kind,
    tint: tintOf(view, event),
    text: '',
    open: event.open,
    cut: false,
  }));
  const end = marks.length * ROW;
  const text = `${older} older: make the range shorter, or the panel wider`;
  return {
    kind: 'list',
    width,
    height: end + (older > 0 ? LINE + 4 : 0),
    marks,
    texts: marks.map((mark) => textsOf(view, mark, width, measure)),
    signs: marks.map(({ hit }) => ({ x: SIGN / 2 - 2, y: hit.y + 1 + LINE / 2 })),
    older,
    olderText:
      older > 0
        ? (place(measure, { x: 0, y: end, width, height: LINE }, [text, `${older} older`], { tone: 'quiet' })[0] ??
          null)
        : null,
  };
}

function textsOf(
  view: DeploysView,
  { hit, events: [event], tint }: DeployMark,
  width: number,
  measure: MeasureText
): TextBox[] {
  const box = (y: number) => ({ x: SIGN, y, width: width - SIGN, height: LINE });
  const said = secondLine(view, event);
  return [
    ...place(measure, box(hit.y + 1), nameOf(event), { size: TEXT, tone: 'strong' }),
    ...place(measure, box(hit.y + 1 + LINE), said, { size: 11, tone: TONES[tint] ?? 'quiet' }),
  ];
}

/** When, and what it did; what says most is kept longest. */
function secondLine(view: DeploysView, event: Happening): string[] {
  const effect = effectOf(view, event);
  const at = clock(view, event.atMs);
  const more =
    view.chosen && effect ? effectTexts(view.chosen, effect) : [lengthWords(view, event) || kindWord(event.kind)];
  return [
    ...more.map((text) => `${at} · ${text}`),
    ...(effect?.verdict === 'worse' || event.open ? more.slice(-1) : []),
    at,
  ];
}
