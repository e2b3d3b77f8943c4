import { PanelPlugin, type PanelProps } from '@grafana/data';
import { Table } from '@grafana/ui';
import React from 'react';
import { Empty } from './empty';
import { addFieldOptions } from './field-options';

interface TableOptions {
  readonly showHeader?: boolean;
}

function TablePanel({ data, options, width, height }: PanelProps<TableOptions>) {
  const frame = data.series.find((one) => one.length > 0);
  if (!frame) {
    return <Empty data={data} />;
  }
  return <Table data={frame} width={width} height={height} noHeader={options.showHeader === false} />;
}

export const tablePanel = new PanelPlugin<TableOptions>(TablePanel).useFieldConfig({
  useCustomConfig: (builder) =>
    addFieldOptions(builder, {
      align: 'auto',
      cellOptions: { type: 'auto' },
      width: undefined,
      minWidth: undefined,
      filterable: undefined,
      hideFrom: undefined,
    }),
});
