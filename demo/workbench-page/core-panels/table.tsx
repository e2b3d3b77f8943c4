import { PanelPlugin, type PanelProps } from '@grafana/data';
import { Table, type TableSortByFieldState } from '@grafana/ui';
import React from 'react';
import { Empty } from './empty';
import { addFieldOptions } from './field-options';

interface TableOptions {
  readonly showHeader?: boolean;
  readonly sortBy?: Array<{ readonly displayName: string; readonly desc?: boolean }>;
}

/** Four columns of short numbers fit a quarter of the board; Grafana's own default is 150. */
const COLUMN_MIN_WIDTH = 60;

function TablePanel({ data, options, fieldConfig, width, height }: PanelProps<TableOptions>) {
  const frame = data.series.find((one) => one.length > 0);
  if (!frame) {
    return <Empty data={data} noValue={fieldConfig.defaults.noValue} />;
  }
  return (
    <Table
      data={frame}
      width={width}
      height={height}
      columnMinWidth={COLUMN_MIN_WIDTH}
      noHeader={options.showHeader === false}
      initialSortBy={options.sortBy as TableSortByFieldState[] | undefined}
    />
  );
}

export const tablePanel = new PanelPlugin<TableOptions>(TablePanel).useFieldConfig({
  useCustomConfig: (builder) =>
    addFieldOptions(builder, {
      align: 'auto',
      cellOptions: { type: 'auto' },
      width: undefined,
      minWidth: undefined,
      filterable: undefined,
      hidden: false,
      hideFrom: undefined,
    }),
});
