/** Kinds of events: their words, their signs, and how other sources name them. */
import { EVENT_KINDS } from '../../kpi/results/types-events';
import type { Happening, MarkKind } from './model';

export const MARK_KINDS: readonly MarkKind[] = [...EVENT_KINDS, 'other'];

export const SIGNS: Readonly<Record<MarkKind, string>> = {
  deploy: '▲',
  rollback: '▼',
  flag: '⚑',
  incident: '▬',
  promotion: '★',
  other: '●',
};

const PLURALS: Readonly<Record<MarkKind, readonly [string, string]>> = {
  deploy: ['deploy', 'deploys'],
  rollback: ['rollback', 'rollbacks'],
  flag: ['flag', 'flags'],
  incident: ['incident', 'incidents'],
  promotion: ['promotion', 'promotions'],
  other: ['event', 'events'],
};

export const kindWord = (kind: MarkKind): string => PLURALS[kind][0];

/** `12 deploys`, `1 flag`. */
export const counted = (kind: MarkKind, count: number): string => `${count} ${PLURALS[kind][count === 1 ? 0 : 1]}`;

/** How many of each kind, in the order of kinds. */
export function kindsOf(events: readonly Happening[]): Array<readonly [MarkKind, number]> {
  const counts = new Map<MarkKind, number>();
  for (const { kind } of events) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return MARK_KINDS.flatMap((kind) => (counts.has(kind) ? [[kind, counts.get(kind)!] as const] : []));
}

/** Changes are what an effect can be measured of. */
export const isChange = (kind: MarkKind): boolean => kind !== 'incident' && kind !== 'other';

const SYNONYMS: ReadonlyArray<readonly [RegExp, MarkKind]> = [
  [/^(roll-?back|revert)/, 'rollback'],
  [/^(deploy|release|rollout|version)/, 'deploy'],
  [/^(feature-?)?(flag|toggle)/, 'flag'],
  [/^(incident|alert|outage|firing)/, 'incident'],
  [/^(promotion|promo|campaign|sale)/, 'promotion'],
];

/** The kind that a word of another source means; null where it means none. */
export function kindOf(word: string): MarkKind | null {
  const plain = word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return SYNONYMS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
