/** Links of one budget: see `contractLinks`. A definition's own may name the objective as `${objective}`, the KPI as `${kpi}`. */
import type { InterpolateFunction } from '@grafana/data';
import { contractLinks } from '../shared/contract-links';
import type { MenuLink } from '../shared/link-menu';
import type { BudgetRow } from './model';

const scope = (text: string) => ({ text, value: text });

export const linksOf = (
  { frame, row, meta, objective, kpi, name }: BudgetRow,
  replace: InterpolateFunction
): MenuLink[] =>
  contractLinks({
    frame,
    row,
    meta,
    replaceVariables: replace,
    scoped: { objective: scope(objective?.name ?? name), kpi: scope(meta?.kpi ?? kpi) },
  });
