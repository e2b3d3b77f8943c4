/** Links of a moment: the alert's runbook first, then the field's data links and the KPI's own. Addresses are checked after variables are filled in. */
import type { InterpolateFunction } from '@grafana/data';
import type { BurnSpan } from '../../kpi/results/types';
import { MenuLink, safeFieldLinks, safeLinks } from '../shared/link-menu';
import { BurnChart } from './model';

/** `span`: the alert that was clicked, null for a plain moment; its severity and label fill `${severity}` and `${alert}` of an address. */
export function linksOf(
  chart: BurnChart,
  span: BurnSpan | null,
  row: number,
  replaceVariables: InterpolateFunction
): MenuLink[] {
  const { links = [], runbook, objective } = chart.meta;
  const scoped = {
    objective: { text: objective.displayName, value: objective.name },
    ...(span
      ? { severity: { text: span.kind, value: span.kind }, alert: { text: span.label, value: span.label } }
      : {}),
  };
  const reference = objective.policy?.reference;
  const own = [
    ...(runbook ? [{ title: 'Runbook', url: runbook }] : []),
    ...links,
    ...(reference ? [{ title: `Alert policy: ${objective.policy!.displayName}`, url: reference }] : []),
  ];
  const condition = span?.condition === undefined ? undefined : objective.conditions[span.condition];
  const fields = chart.lines
    .filter(({ window, field }) => field.config.links?.length && (!condition || window === condition.long))
    .map(({ field }) => field);
  const fromFields = fields.flatMap((field) =>
    row >= 0 ? safeFieldLinks(field.getLinks?.({ valueRowIndex: row })) : []
  );
  const [first, ...rest] = safeLinks(own.map(({ title, url }) => ({ title, url: replaceVariables(url, scoped) })));
  return unique([...(first ? [first] : []), ...fromFields, ...rest]);
}

/** A link configured for all fields comes once a field. */
function unique(links: readonly MenuLink[]): MenuLink[] {
  const seen = new Set<string>();
  return links.filter(({ title, href }) => {
    const key = JSON.stringify([title, href]);
    return !seen.has(key) && seen.add(key);
  });
}

/** Whether a moment may have links, without asking for them. */
export function mayHaveLinks({ meta, lines }: BurnChart): boolean {
  return (
    (meta.links ?? []).length > 0 ||
    !!meta.runbook ||
    !!meta.objective.policy?.reference ||
    lines.some(({ field }) => (field.config.links?.length ?? 0) > 0)
  );
}
