/** What screens need to let people find a KPI: lists and ranking, no drawing. */
import type { DefinitionSet, OwnedDefinition } from './types';

/** A KPI or funnel as pickers and cards show it. */
export interface DefinitionSummary {
  readonly kind: 'KPI' | 'Funnel';
  readonly name: string;
  readonly displayName: string;
  readonly description?: string;
  readonly area: string;
  readonly parent?: string;
  readonly team: string;
  readonly contact?: string;
  readonly version: number;
  /** Absent for funnels. */
  readonly unit?: string;
  readonly timeZone: string;
  readonly segments: ReadonlyArray<{ readonly name: string; readonly displayName: string }>;
  readonly objectives: ReadonlyArray<{ readonly name: string; readonly target: string; readonly window: string }>;
}

export function summaryOf(definition: OwnedDefinition): DefinitionSummary {
  const { description, parent, owner } = definition;
  return {
    kind: definition.kind,
    name: definition.name,
    displayName: definition.displayName,
    ...(description === undefined ? {} : { description }),
    area: definition.area,
    ...(parent === undefined ? {} : { parent }),
    team: owner.team,
    ...(owner.contact === undefined ? {} : { contact: owner.contact }),
    version: definition.version,
    ...(definition.kind === 'KPI' ? { unit: definition.unit } : {}),
    timeZone: definition.timeZone,
    segments: definition.segments.map((s) => ({ name: s.name, displayName: s.displayName ?? s.name })),
    objectives:
      definition.kind === 'KPI'
        ? definition.objectives.map((o) => ({ name: o.name, target: o.target, window: o.timeWindow.duration }))
        : [],
  };
}

/** All KPIs and funnels, by area and then by display name, neither minding case. */
export function summaries(set: DefinitionSet): readonly DefinitionSummary[] {
  const all: DefinitionSummary[] = [];
  set.kpis.forEach((kpi) => all.push(summaryOf(kpi)));
  set.funnels.forEach((funnel) => all.push(summaryOf(funnel)));
  return all.sort(byAreaAndName);
}

/** The areas in use, sorted. */
export function areas(set: DefinitionSet): readonly string[] {
  const found = new Set<string>();
  set.kpis.forEach((kpi) => found.add(kpi.area));
  set.funnels.forEach((funnel) => found.add(funnel.area));
  return Array.from(found).sort();
}

const WEIGHTS: ReadonlyArray<readonly [weight: number, text: (one: DefinitionSummary) => string | undefined]> = [
  [10, (one) => one.displayName],
  [9, (one) => one.name],
  [4, (one) => one.area],
  [4, (one) => one.team],
  [2, (one) => one.description],
];

/**
 * Those of `all` that fit `typed`, best first. Every word typed has to be found in the names, area, owner or description; equal
 * texts count more than beginnings, beginnings of words more than what is inside them, names more than the rest. Nothing
 * typed: all of them, in their order.
 */
export function searchSummaries(all: readonly DefinitionSummary[], typed: string): readonly DefinitionSummary[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  return all
    .map((one, i) => ({ one, i, score: scoreOf(one, words) }))
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score || a.i - b.i)
    .map(({ one }) => one);
}

/** -1 where a word is nowhere. */
function scoreOf(one: DefinitionSummary, words: readonly string[]): number {
  const texts = WEIGHTS.map(([weight, text]) => [weight, fold(text(one) ?? '')] as const);
  let total = 0;
  for (const word of words) {
    let best = 0;
    for (const [weight, text] of texts) {
      best = Math.max(best, weight * fit(text, word));
    }
    if (best === 0) {
      return -1;
    }
    total += best;
  }
  return total;
}

/** 4: the very text, 3: its beginning, 2: the beginning of a word in it, 1: somewhere, 0: nowhere. */
function fit(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at < 0) {
    return 0;
  }
  if (at === 0) {
    return text.length === word.length ? 4 : 3;
  }
  return ` ${text.replace(/[-_./]/g, ' ')}`.indexOf(` ${word}`) >= 0 ? 2 : 1;
}

/** Case and accents do not matter to people who search. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

function byAreaAndName(a: DefinitionSummary, b: DefinitionSummary): number {
  return (
    compare(fold(a.area), fold(b.area)) || compare(fold(a.displayName), fold(b.displayName)) || compare(a.name, b.name)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
