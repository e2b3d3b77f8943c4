/** Links of one step: see `contractLinks`. A definition's own may name the step as `${step}`. */
import type { InterpolateFunction } from '@grafana/data';
import { contractLinks } from '../shared/contract-links';
import type { MenuLink } from '../shared/link-menu';
import { FunnelModel, FunnelStep } from './model';

export const linksOf = (model: FunnelModel, step: FunnelStep, replaceVariables: InterpolateFunction): MenuLink[] =>
  contractLinks({
    frame: model.frame,
    row: step.row,
    meta: model.meta,
    replaceVariables,
    scoped: { step: { text: step.name, value: step.name } },
  });
