/** Links of one event: its own first, then the fields' data links and the KPI's. Addresses are checked after variables are filled in. */
import type { InterpolateFunction } from '@grafana/data';
import { contractLinks } from '../shared/contract-links';
import { MenuLink, safeLinks } from '../shared/link-menu';
import { kindWord } from './kinds';
import type { DeploysView, Happening } from './model';

export function linksOf(view: DeploysView, event: Happening, replaceVariables: InterpolateFunction): MenuLink[] {
  const word = (value: string) => ({ text: value, value });
  const scoped = {
    deploy: word(event.id),
    kind: word(event.kind),
    service: word(event.service),
    version: word(event.version),
    environment: word(event.environment),
  };
  // The event's own address comes from a store and holds no variables.
  const own = event.link ? safeLinks([{ title: `Open the ${kindWord(event.kind)}`, url: event.link }]) : [];
  const { frame, row } = event;
  return [...own, ...contractLinks({ frame, row, meta: view.chosen, replaceVariables, scoped })];
}
