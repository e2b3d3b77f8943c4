import React, { useCallback, useId, useMemo } from 'react';
import { DataFrame, LoadingState, PanelProps } from '@grafana/data';
import { NoPicture, PictureAndTable } from '../shared/picture-and-table';
import { isSentence, useView } from '../shared/use-view';
import { deploysTable } from './deploys-table';
import { DeploysView } from './model';
import { DEFAULT_OPTIONS, DeploysOptions } from './options';
import { Picture } from './picture';
import { readDeploys } from './read-deploys';
import { viewOf } from './view';

export type DeploysPanelProps = Pick<
  PanelProps<DeploysOptions>,
  'data' | 'width' | 'height' | 'options' | 'replaceVariables' | 'onChangeTimeRange' | 'timeRange' | 'timeZone'
>;

/** The deploys panel: a picture and the table behind it, or one sentence that says why there is none. */
export function DeploysPanel({ data, width, height, options: given, timeRange, timeZone, ...rest }: DeploysPanelProps) {
  const options = useMemo(() => ({ ...DEFAULT_OPTIONS, ...given }), [given]);
  const tableId = useId();
  const [fromMs, toMs] = [timeRange.from.valueOf(), timeRange.to.valueOf()];
  const read = useCallback(
    (series: readonly DataFrame[]) => readDeploys(series, { fromMs, toMs: Math.max(toMs, fromMs + 1) }, timeZone),
    [fromMs, toMs, timeZone]
  );
  const model = useView(data, read);
  const view = useMemo(() => (isSentence(model) ? model : viewOf(model, options.kpi)), [model, options.kpi]);
  const table = useMemo(() => (isSentence(view) ? null : deploysTable(view as DeploysView)), [view]);
  const { onChangeTimeRange } = rest;
  const onZoom = useCallback((range: { from: number; to: number }) => onChangeTimeRange?.(range), [onChangeTimeRange]);

  if (isSentence(view) || !table) {
    return isSentence(view) ? <NoPicture view={view} width={width} height={height} /> : null;
  }
  return (
    <PictureAndTable width={width} height={height} table={table} tableId={tableId} visible={options.showTable}>
      {(room) => (
        <Picture
          view={view as DeploysView}
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
