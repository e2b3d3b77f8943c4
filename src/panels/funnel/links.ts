/** Links of one step: the field's data links first, then the funnel's own and its runbook. Addresses are checked after variables are filled in. */
import type { InterpolateFunction } from '@grafana/data';
import { MenuLink, safeFieldLinks, safeLinks } from '../shared/link-menu';
import { FunnelModel, FunnelStep } from './model';

export function linksOf(model: FunnelModel, step: FunnelStep, replaceVariables: InterpolateFunction): MenuLink[] {
  const fromFields = model.frame.fields.flatMap((field) =>
    field.config.links?.length && step.row >= 0 ? safeFieldLinks(field.getLinks?.({ valueRowIndex: step.row })) : []
  );
  const { links = [], runbook } = model.meta ?? {};
  const own = [...links, ...(runbook ? [{ title: 'Runbook', url: runbook }] : [])];
  const scoped = { step: { text: step.name, value: step.name } };
  return [
    ...unique(fromFields),
    ...safeLinks(own.map(({ title, url }) => ({ title, url: replaceVariables(url, scoped) }))),
  ];
}

/** A link configured for "all fields" comes once a field. */
function unique(links: readonly MenuLink[]): MenuLink[] {
  const seen = new Set<string>();
  return links.filter(({ title, href }) => {
    const key = JSON.stringify([title, href]);
    return !seen.has(key) && seen.add(key);
  });
}

/** Whether a step may have links, without asking for them. */
export function mayHaveLinks(model: FunnelModel): boolean {
  const { links = [], runbook } = model.meta ?? {};
  return links.length > 0 || !!runbook || model.frame.fields.some((field) => (field.config.links?.length ?? 0) > 0);
}
