import React, { useId, useMemo, useState } from 'react';
import { DataFrame, LoadingState, PanelProps, QueryResultMetaNotice } from '@grafana/data';
import { AccessibleTable } from '../shared/accessible-table';
import { Sentence } from '../shared/sentence';
import { funnelTable } from './funnel-table';
import { FunnelModel, NoFunnel } from './model';
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
  const errors = data.errors ?? (data.error ? [data.error] : []);
  const faults = errors
    .map((error) => error.message || error.data?.message || 'The query failed without a reason.')
    .join('\n');
  const view = useView(data.series, data.state, faults);
  const table = useMemo(() => (view.kind === 'funnel' ? funnelTable(view) : null), [view]);

  if (view.kind !== 'funnel' || !table) {
    const { kind, text, hint } = view as NoFunnel;
    const notice = view.notices[0]?.text;
    return <Sentence kind={kind} text={text} hint={notice ?? hint} width={width} height={height} />;
  }
  const split = options.showTable ? splitHeight(height, table.rows.length) : { picture: height, table: 0 };
  return (
    <div style={{ width, height, position: 'relative', overflow: 'hidden' }}>
      {split.picture > 0 && (
        <Picture
          model={view}
          options={options}
          width={width}
          height={split.picture}
          busy={data.state === LoadingState.Loading}
          tableId={tableId}
          replaceVariables={replaceVariables}
        />
      )}
      <AccessibleTable id={tableId} {...table} visible={options.showTable} height={split.table} />
    </div>
  );
}

/** The table gets what it needs up to half; too low for both, it gets all. */
function splitHeight(height: number, rows: number): { picture: number; table: number } {
  if (height < 160) {
    return { picture: 0, table: height };
  }
  const table = Math.min(height / 2, rows * 27 + 60);
  return { picture: height - table, table };
}

/** What to show now. While a query runs, the last answer stays on the screen. */
function useView(series: DataFrame[], state: LoadingState, faults: string): FunnelModel | NoFunnel {
  const [last, setLast] = useState<FunnelModel | NoFunnel | null>(null);
  const view = useMemo((): FunnelModel | NoFunnel | null => {
    if (series.length === 0) {
      if (faults) {
        return { kind: 'error', text: faults, notices: [] };
      }
      if (state === LoadingState.Loading || state === LoadingState.NotStarted) {
        return null;
      }
    }
    const read = readFunnel(series);
    if (!faults) {
      return read;
    }
    const notices: QueryResultMetaNotice[] = [
      ...faults.split('\n').map((text) => ({ severity: 'error' as const, text })),
      ...read.notices,
    ];
    return read.kind === 'funnel' ? { ...read, notices } : { kind: 'error', text: faults, notices: read.notices };
  }, [series, state, faults]);
  if (view && view !== last) {
    setLast(view);
  }
  const kept = last?.kind === 'funnel' || last?.kind === 'empty' ? last : null;
  return view ?? kept ?? { kind: 'loading', text: 'Asking the sources …', notices: [] };
}
