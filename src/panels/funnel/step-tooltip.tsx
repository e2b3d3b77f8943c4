import React from 'react';
import { changeInPoints, relativeChange } from '../../kpi/results/shares';
import { Details, LINKS_HINT } from '../shared/details';
import { fullNumber, NBSP, shortDuration } from '../shared/format-number';
import { FunnelGroup, FunnelModel, FunnelStep } from './model';
import { reasonFor } from './read-funnel';
import { lossOf, pointsChange } from './words';

export interface StepTooltipProps {
  readonly model: FunnelModel;
  readonly group: FunnelGroup | undefined;
  readonly step: FunnelStep | undefined;
  /** Window coordinates. */
  readonly x: number;
  readonly y: number;
  readonly linked: boolean;
}

/** What a hover tells: all digits, medians, contributions and changes of one step. */
export function StepTooltip({ model, group, step, x, y, linked }: StepTooltipProps) {
  if (!group || !step) {
    return null;
  }
  return (
    <Details
      x={x}
      y={y}
      title={step.name}
      subtitle={group.label || undefined}
      rows={tooltipRows(model, group, step)}
      reason={step.count === null ? reasonFor(step, model.notices) : undefined}
      alarm={step.index === group.worst ? '▼ worst drop: most are lost before this step' : undefined}
      notes={linked ? [LINKS_HINT] : []}
    />
  );
}

/** Term and value, only those that are known or whose absence matters. */
export function tooltipRows(model: FunnelModel, group: FunnelGroup, step: FunnelStep): Array<[string, string]> {
  const { words } = model;
  const rows: Array<[string, string]> = [['count', words.fullCount(step.count)]];
  const first = group.steps[0];
  const previous = group.steps[step.index - 1];
  if (previous) {
    rows.push(
      ['of first', `${words.fullShare(step.fromFirst)} of ${words.fullCount(first.count)}`],
      ['of previous', `${words.fullShare(step.fromPrevious)} of ${words.fullCount(previous.count)}`]
    );
    const loss = lossOf(model, step, true);
    if (loss) {
      rows.push([step.lost! < 0 ? 'grew' : 'lost', loss]);
    }
  }
  if (step.medianSeconds !== null) {
    rows.push([model.medianTitle, `${shortDuration(step.medianSeconds)} (${fullNumber(step.medianSeconds)}${NBSP}s)`]);
  }
  if (step.contribution !== null) {
    rows.push(['share of this step over all segments', words.fullShare(step.contribution)]);
  }
  const { before } = step;
  if (before) {
    const more = relativeChange(step.count, before.count);
    const first = pointsChange(changeInPoints(step.fromFirst, before.fromFirst));
    const last = pointsChange(changeInPoints(step.fromPrevious, before.fromPrevious));
    const sign = more !== null && more > 0 ? '+' : '';
    rows.push([
      'count before',
      words.fullCount(before.count) + (more === null ? '' : ` (${sign}${words.share(more)})`),
    ]);
    if (step.index > 0) {
      rows.push(
        ['of first before', words.fullShare(before.fromFirst) + (first ? ` (${first.text})` : '')],
        ['of previous before', words.fullShare(before.fromPrevious) + (last ? ` (${last.text})` : '')]
      );
    }
  }
  return rows;
}
