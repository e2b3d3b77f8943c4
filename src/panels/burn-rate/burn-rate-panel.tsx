import React, { useCallback, useId, useMemo } from 'react';
import { LoadingState, PanelProps } from '@grafana/data';
import { NoPicture, PictureAndTable } from '../shared/picture-and-table';
import { isSentence, NoView, useView } from '../shared/use-view';
import { burnTable } from './burn-table';
import { BurnModel } from './model';
import { BurnOptions, DEFAULT_OPTIONS } from './options';
import { Picture } from './picture';
import { readBurn } from './read-burn';

export type BurnRatePanelProps = Pick<
  PanelProps<BurnOptions>,
  'data' | 'width' | 'height' | 'options' | 'replaceVariables' | 'onChangeTimeRange'
>;

/** The burn-rate panel: a picture and the table behind it, or one sentence that says why there is none. */
export function BurnRatePanel({ data, width, height, options: given, ...rest }: BurnRatePanelProps) {
  const options = useMemo(() => ({ ...DEFAULT_OPTIONS, ...given }), [given]);
  const tableId = useId();
  const all = useView(data, readBurn);
  const view = useMemo(() => chosen(all, options.objective), [all, options.objective]);
  const table = useMemo(() => (isSentence(view) ? null : burnTable(view.charts)), [view]);
  const { onChangeTimeRange } = rest;
  const onZoom = useCallback((range: { from: number; to: number }) => onChangeTimeRange?.(range), [onChangeTimeRange]);

  if (isSentence(view) || !table) {
    return isSentence(view) ? <NoPicture view={view} width={width} height={height} /> : null;
  }
  return (
    <PictureAndTable width={width} height={height} table={table} tableId={tableId} visible={options.showTable}>
      {(room) => (
        <Picture
          model={view}
          options={options}
          width={width}
          height={room}
          busy={data.state === LoadingState.Loading}
          tableId={tableId}
          replaceVariables={rest.replaceVariables}
          onZoom={onZoom}
        />
      )}
    </PictureAndTable>
  );
}

/** Only the objective that the panel's options name, if it is there. */
function chosen(view: BurnModel | NoView, objective: string): BurnModel | NoView {
  if (isSentence(view) || objective === '') {
    return view;
  }
  const charts = view.charts.filter(({ meta }) => meta.objective.name === objective);
  return charts.length > 0
    ? { ...view, charts }
    : {
        kind: 'empty',
        text: `The answer has no objective “${objective}”`,
        hint: `It has ${[...new Set(view.charts.map(({ meta }) => `“${meta.objective.name}”`))].join(', ')}. Choose another in the panel's options.`,
        notices: view.notices,
      };
}
