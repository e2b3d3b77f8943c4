import React, { useId, useMemo } from 'react';
import { LoadingState, PanelProps } from '@grafana/data';
import { NoPicture, PictureAndTable } from '../shared/picture-and-table';
import { isSentence, useView } from '../shared/use-view';
import { budgetTable } from './budget-table';
import type { BudgetModel, NoBudget } from './model';
import { BudgetOptions, DEFAULT_OPTIONS } from './options';
import { Picture } from './picture';
import { readBudget, sortRows } from './read-budget';

export type ErrorBudgetPanelProps = Pick<
  PanelProps<BudgetOptions>,
  'data' | 'width' | 'height' | 'options' | 'replaceVariables'
>;

/** The error-budget panel: a picture and the table behind it, or one sentence that says why there is none. */
export function ErrorBudgetPanel({ data, width, height, options: given, replaceVariables }: ErrorBudgetPanelProps) {
  const options = useMemo(() => ({ ...DEFAULT_OPTIONS, ...given }), [given]);
  const tableId = useId();
  const view = useView(data, readBudget);
  const model = useMemo(
    (): BudgetModel | null => (isSentence(view) ? null : { ...view, rows: sortRows(view.rows, options.sort) }),
    [view, options.sort]
  );
  const table = useMemo(() => model && budgetTable(model), [model]);

  if (!model || !table) {
    return <NoPicture view={view as NoBudget} width={width} height={height} />;
  }
  return (
    <PictureAndTable width={width} height={height} table={table} tableId={tableId} visible={options.showTable}>
      {(room) => (
        <Picture
          model={model}
          options={options}
          width={width}
          height={room}
          busy={data.state === LoadingState.Loading}
          tableId={tableId}
          replaceVariables={replaceVariables}
        />
      )}
    </PictureAndTable>
  );
}
