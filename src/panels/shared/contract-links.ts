/** Links of one mark: the fields' data links first, then the definition's own and its runbook. Addresses are checked after variables are filled in. */
import type { DataFrame, InterpolateFunction, ScopedVars } from '@grafana/data';
import { MenuLink, safeFieldLinks, safeLinks } from './link-menu';

/** What a definition links to. */
export interface ContractLinks {
  readonly links?: ReadonlyArray<{ readonly title: string; readonly url: string }>;
  readonly runbook?: string;
}

export interface LinksOptions {
  readonly frame: DataFrame;
  /** Row of the frame; negative where the mark has none. */
  readonly row: number;
  readonly meta: ContractLinks | null;
  readonly replaceVariables: InterpolateFunction;
  /** Variables of this mark, `${step}` for instance. */
  readonly scoped?: ScopedVars;
}

export function contractLinks({ frame, row, meta, replaceVariables, scoped }: LinksOptions): MenuLink[] {
  const fromFields = frame.fields.flatMap((field) =>
    field.config.links?.length && row >= 0 ? safeFieldLinks(field.getLinks?.({ valueRowIndex: row })) : []
  );
  const { links = [], runbook } = meta ?? {};
  const own = [...links, ...(runbook ? [{ title: 'Runbook', url: runbook }] : [])];
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

/** Whether a mark may have links, without asking for them. */
export function mayHaveLinks(frame: DataFrame, meta: ContractLinks | null): boolean {
  const { links = [], runbook } = meta ?? {};
  return links.length > 0 || !!runbook || frame.fields.some((field) => (field.config.links?.length ?? 0) > 0);
}
