import { DeploysView, effectOf, Happening } from '../model';
import type { Tint } from './types';

/** Worst first. */
const ORDER: readonly Tint[] = ['open', 'worse', 'unknown', 'waiting', 'none', 'better', 'plain'];

export const tintOf = (view: DeploysView, event: Happening): Tint =>
  event.open ? 'open' : (effectOf(view, event)?.verdict ?? 'plain');

/** The worst of several. */
export const worstTint = (view: DeploysView, events: readonly Happening[]): Tint => {
  const found = new Set(events.map((event) => tintOf(view, event)));
  return ORDER.find((tint) => found.has(tint)) ?? 'plain';
};
