import React from 'react';
import { Details, LINKS_HINT } from '../shared/details';
import { tooltipNotes, tooltipRows } from './describe';
import type { BudgetModel, BudgetRow } from './model';
import { reasonOf, STATE_WORDS } from './words';
import { nameOf } from './names';

export interface RowTooltipProps {
  readonly row: BudgetRow | undefined;
  readonly notices: BudgetModel['notices'];
  /** Window coordinates. */
  readonly x: number;
  readonly y: number;
  readonly linked: boolean;
}

/** What a hover tells: all digits, denominators, events, time and money of one budget. */
export function RowTooltip({ row, notices, x, y, linked }: RowTooltipProps) {
  if (!row) {
    return null;
  }
  const urgent = row.state !== null && row.state !== 'ok' && row.state !== 'frozen';
  const state = row.state === null ? undefined : STATE_WORDS[row.state].long;
  return (
    <Details
      x={x}
      y={y}
      title={nameOf(row)}
      subtitle={urgent ? undefined : state}
      rows={tooltipRows(row)}
      reason={reasonOf(row, notices) ?? undefined}
      alarm={urgent ? [state, row.then].filter(Boolean).join(' · ') : (row.then ?? undefined)}
      notes={[...tooltipNotes(row), ...(linked ? [LINKS_HINT] : [])]}
    />
  );
}
