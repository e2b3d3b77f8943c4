import React, { useId, useMemo } from 'react';
import { LoadingState, PanelProps } from '@grafana/data';
import { NoPicture, PictureAndTable } from '../shared/picture-and-table';
import { isSentence, useView } from '../shared/use-view';
import { funnelTable } from './funnel-table';
import type { NoFunnel } from './model';
import { DEFAULT_OPTIONS, FunnelOptions } from './options';
import { Picture } from './picture';
import { readFunnel } from './read-funnel';

export type FunnelPanelProps = Pick<
  PanelProps<FunnelOptions>,
  'data' | 'width' | 'height' | 'options' | 'replaceVariables'
>;

/** The funnel panel: a picture and the table behind it, or one sentence that says why there is none. */
export function FunnelPanel({ data, width, height, options: given, replaceVariables }: FunnelPanelProps) {
  const options = useMemo(() => ({ ...DEFAULT_OPTIONS, ...given }), [given]);
  const tableId = useId();
  const view = useView(data, readFunnel);
  const table = useMemo(() => (isSentence(view) ? null : funnelTable(view)), [view]);

  if (isSentence(view) || !table) {
    return <NoPicture view={view as NoFunnel} width={width} height={height} />;
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
          replaceVariables={replaceVariables}
        />
      )}
    </PictureAndTable>
  );
}
