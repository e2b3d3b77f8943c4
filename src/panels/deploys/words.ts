/** Sentences and labels of the deploys panel, so that picture, card, table and screen reader say the same. */
import { shortDuration } from '../shared/format-number';
import { formatClock, formatMoment, formatRangeWithZone } from '../shared/format-range';
import { isolate } from '../shared/isolate';
import { effectSentence, effectTexts, VERDICT_WORDS } from './effect-words';
import { counted, isChange, kindsOf, kindWord, SIGNS } from './kinds';
import { Burning, DeploysView, effectOf, Happening } from './model';

/** What happened, by its names: `checkout v214`, or the title where that says more. */
export function nameOf({ service, version, title }: Happening, lane = ''): string {
  if (version === '') {
    return title;
  }
  const own = service === lane ? '' : service;
  return [own, version].filter(Boolean).join(' ');
}

export const lasting = (fromMs: number, toMs: number): string => shortDuration((toMs - fromMs) / 1000);

/** How long, and whether it still is; empty for an instant. */
export function lengthWords(view: DeploysView, event: Happening): string {
  return event.open
    ? `${lasting(event.atMs, Math.max(view.toMs, event.atMs))}, still open`
    : event.endMs === null
      ? ''
      : lasting(event.atMs, event.endMs);
}

export const clock = (view: DeploysView, atMs: number): string => formatClock(view, atMs);

/** All of one mark in a sentence, for screen readers. */
export function describe(view: DeploysView, event: Happening): string {
  const effect = effectOf(view, event);
  const length = lengthWords(view, event);
  const name = nameOf(event);
  return [
    `${kindWord(event.kind)} ${isolate(name)}`,
    event.title !== name && isolate(event.title),
    formatMoment(event.atMs, view.timeZone),
    length,
    event.environment && isolate(event.environment),
    view.chosen && effect && `${isolate(view.chosen.displayName)} ${effectSentence(view.chosen, effect)}`,
    effect?.sides?.overlaps && 'another change fell into the time looked at',
  ]
    .filter(Boolean)
    .join(', ');
}

/** `12 deploys, 1 flag`; then how many were worse, better, and not yet known. */
export function clusterTexts(view: DeploysView, events: readonly Happening[]): string[] {
  const kinds = kindsOf(events);
  const what = kinds.length <= 2 ? kinds.map(([kind, n]) => counted(kind, n)).join(', ') : `${events.length} events`;
  const of = (verdict: string) => events.filter((event) => effectOf(view, event)?.verdict === verdict).length;
  const open = events.filter((event) => event.open).length;
  const told = [
    [of('worse'), 'worse'],
    [of('better'), 'better'],
    [open, 'open'],
  ]
    .filter(([n]) => n)
    .map(([n, word]) => `${n} ${word}`);
  return told.length > 0 ? [`${what}, ${told.join(', ')}`, told.join(', '), told[0]] : [what];
}

export function describeCluster(view: DeploysView, events: readonly Happening[]): string {
  const kinds = kindsOf(events).map(([kind, n]) => counted(kind, n));
  const [first, last] = [events[0], events[events.length - 1]];
  const worse = events.filter((event) => effectOf(view, event)?.verdict === 'worse');
  return [
    kinds.join(', '),
    worse.length > 0 &&
      `${worse.length} worse: ${worse
        .slice(0, 5)
        .map((event) => isolate(nameOf(event)))
        .join(', ')}`,
    formatRangeWithZone(first.atMs, Math.max(last.atMs, first.atMs + 1), view.timeZone),
  ]
    .filter(Boolean)
    .join(', ');
}

export interface Verdict {
  readonly tone: 'red' | 'amber' | 'plain';
  readonly sign: string;
  readonly text: string;
  readonly more: ReadonlyArray<{ readonly text: string; readonly red?: boolean }>;
}

/** How far back a change is called the last one before trouble. */
const JUST_BEFORE_MS = 6 * 3_600_000;

/** What changed just before it went wrong? From the compiler's verdicts and stretches alone; it names no cause that was not measured. */
export function verdictOf(view: DeploysView): Verdict {
  const changes = view.events.filter(({ kind }) => isChange(kind));
  const open = view.events.filter((event) => event.open);
  const held = mainStretch(view);
  const still = open.length > 0 ? [{ text: openWords(view, open), red: true }] : [];
  const worse = byHarm(
    view,
    changes.filter((event) => effectOf(view, event)?.verdict === 'worse')
  );
  if (worse.length > 0 && view.chosen) {
    const [first] = worse;
    const effect = effectOf(view, first)!;
    const [said] = effectTexts(view.chosen, effect);
    return {
      tone: 'amber',
      sign: SIGNS[first.kind],
      // After it, not because of it: a promotion that began with an outage has the outage's effect.
      text: `${isolate(view.chosen.displayName)} worse after ${kindWord(first.kind)} ${isolate(nameOf(first))} (${clock(view, first.atMs)}): ${said}`,
      more: [
        ...(effect.sides?.overlaps ? [{ text: 'not the only change then' }] : []),
        ...(worse.length > 1 ? [{ text: `${worse.length - 1} more worse` }] : []),
        ...(held ? [{ text: shortStretch(view, held), red: held.severity === 'page' && held.ongoing }] : []),
        ...still,
      ],
    };
  }
  if (held) {
    const before = lastBefore(changes, held.fromMs);
    return {
      tone: !held.ongoing ? 'plain' : held.severity === 'page' ? 'red' : 'amber',
      sign: held.severity === 'page' ? '▲' : '◆',
      text: stretchWords(view, held),
      more: [
        {
          text: before
            ? `last change before: ${kindWord(before.kind)} ${isolate(nameOf(before))}, ${lasting(before.atMs, held.fromMs)} earlier`
            : 'no change within 6 h before it',
        },
        ...still,
      ],
    };
  }
  if (open.length > 0) {
    return { tone: 'red', sign: SIGNS.incident, text: openWords(view, open), more: [{ text: countWords(view) }] };
  }
  return { tone: 'plain', sign: '●', text: calmWords(view, changes), more: [] };
}

/** Page before ticket, what still holds before what is over, then the latest. */
function mainStretch({ held }: DeploysView): Burning | null {
  const rank = (one: Burning) => (one.ongoing ? 2 : 0) + (one.severity === 'page' ? 1 : 0);
  return held.reduce<Burning | null>(
    (best, one) =>
      !best || rank(one) > rank(best) || (rank(one) === rank(best) && one.fromMs > best.fromMs) ? one : best,
    null
  );
}

export function stretchWords(view: DeploysView, { severity, fromMs, toMs, ongoing }: Burning): string {
  return ongoing
    ? `Burning: ${severity} since ${clock(view, fromMs)} (${lasting(fromMs, toMs)})`
    : `${severity} ${clock(view, fromMs)}–${clock(view, toMs)} (${lasting(fromMs, toMs)})`;
}

const shortStretch = (view: DeploysView, { severity, fromMs, toMs, ongoing }: Burning): string =>
  `${severity} ${ongoing ? `since ${clock(view, fromMs)}` : `${clock(view, fromMs)}–${clock(view, toMs)}`}`;

function lastBefore(changes: readonly Happening[], atMs: number): Happening | null {
  const before = changes.filter((event) => event.atMs <= atMs && event.atMs >= atMs - JUST_BEFORE_MS);
  return before[before.length - 1] ?? null;
}

/** Most money first, then most budget, then the largest change. */
export function byHarm(view: DeploysView, events: readonly Happening[]): Happening[] {
  const size = (event: Happening) => {
    const effect = effectOf(view, event);
    return [effect?.cost ?? 0, effect?.budgetMs ?? 0, Math.abs(effect?.effect ?? 0)];
  };
  return [...events].sort((a, b) => {
    const [x, y] = [size(a), size(b)];
    return y[0] - x[0] || y[1] - x[1] || y[2] - x[2] || b.atMs - a.atMs;
  });
}

function openWords(view: DeploysView, open: readonly Happening[]): string {
  const [first] = open;
  return open.length === 1
    ? `incident open since ${clock(view, first.atMs)}: ${isolate(first.title)}`
    : `${open.length} incidents open, the first since ${clock(view, first.atMs)}`;
}

export const countWords = (view: DeploysView): string =>
  kindsOf(view.events)
    .map(([kind, n]) => counted(kind, n))
    .join(', ');

function calmWords(view: DeploysView, changes: readonly Happening[]): string {
  const { chosen } = view;
  const of = (verdict: string) => changes.filter((event) => effectOf(view, event)?.verdict === verdict).length;
  const judged = of('none') + of('better');
  if (!chosen || changes.length === 0) {
    return countWords(view);
  }
  const parts = [
    judged > 0 ? `${isolate(chosen.displayName)} not worse after any change` : '',
    of('better') > 0 ? `better after ${of('better')}` : '',
    of('waiting') > 0 ? `${of('waiting')} without enough traffic yet` : '',
    of('unknown') > 0 ? `${of('unknown')} not measured` : '',
  ].filter(Boolean);
  return [countWords(view), ...parts].join(' · ');
}

/** The header: whose effect, which range and zone, what was counted. */
export function ruleOf(view: DeploysView): string {
  const { chosen, line } = view;
  const others = view.kpis.length - 1;
  return [
    chosen
      ? `Effect on ${isolate(chosen.displayName)}, after against before, 95 % sure`
      : line
        ? `Line: ${isolate(line.displayName)} · no effects were asked for`
        : 'No effects were asked for',
    formatRangeWithZone(view.fromMs, view.toMs, view.timeZone),
    countWords(view),
    others > 0 && `${others} more KPI${others > 1 ? 's' : ''} in tooltip and table`,
  ]
    .filter(Boolean)
    .join(' · ');
}

export function ruleDetails(view: DeploysView): string[] {
  const { chosen } = view;
  return [
    ...(chosen
      ? [
          `For ${chosen.displayName} ${chosen.better} is better.`,
          `worse, better: the interval excludes no effect. ${VERDICT_WORDS.none}: enough was seen, and the interval lies within what does not matter.`,
          `${VERDICT_WORDS.waiting}: it cannot be said yet, either way. ${VERDICT_WORDS.unknown}: too little was measured, or the KPI failed.`,
        ]
      : []),
    ...(chosen?.objective ? [`Budget of the objective ${chosen.objective}.`] : []),
    'That one thing came before another does not make it the cause.',
  ];
}
