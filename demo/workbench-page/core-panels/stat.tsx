import {
  PanelPlugin,
  VizOrientation,
  getFieldDisplayValues,
  type FieldDisplay,
  type PanelProps,
  type ReduceDataOptions,
} from '@grafana/data';
import type { VizTextDisplayOptions } from '@grafana/schema';
import {
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  VizRepeater,
  useTheme2,
} from '@grafana/ui';
import React from 'react';
import { Empty } from './empty';

interface StatOptions {
  readonly reduceOptions: ReduceDataOptions;
  readonly orientation: VizOrientation;
  readonly colorMode: BigValueColorMode;
  readonly graphMode: BigValueGraphMode;
  readonly justifyMode: BigValueJustifyMode;
  readonly textMode: BigValueTextMode;
  readonly text?: VizTextDisplayOptions;
}

const DEFAULTS: StatOptions = {
  reduceOptions: { calcs: ['lastNotNull'], values: false, fields: '' },
  orientation: VizOrientation.Auto,
  colorMode: BigValueColorMode.Value,
  graphMode: BigValueGraphMode.Area,
  justifyMode: BigValueJustifyMode.Auto,
  textMode: BigValueTextMode.Auto,
};

function StatPanel({ data, options, fieldConfig, width, height, replaceVariables, timeZone }: PanelProps<StatOptions>) {
  const theme = useTheme2();
  const chosen = { ...DEFAULTS, ...options };
  const getValues = (): FieldDisplay[] =>
    getFieldDisplayValues({
      fieldConfig,
      reduceOptions: chosen.reduceOptions,
      replaceVariables,
      theme,
      data: data.series,
      sparkline: chosen.graphMode !== BigValueGraphMode.None,
      timeZone,
    });
  if (data.series.length === 0) {
    return <Empty data={data} />;
  }
  return (
    <VizRepeater
      source={data}
      getValues={getValues}
      width={width}
      height={height}
      orientation={chosen.orientation}
      renderCounter={0}
      renderValue={({ value, width, height, count }) => (
        <BigValue
          value={value.display}
          count={count}
          sparkline={value.sparkline}
          text={chosen.text}
          colorMode={chosen.colorMode}
          graphMode={chosen.graphMode}
          justifyMode={chosen.justifyMode}
          textMode={count > 1 || chosen.textMode !== BigValueTextMode.Auto ? chosen.textMode : BigValueTextMode.Value}
          theme={theme}
          width={width}
          height={height}
        />
      )}
    />
  );
}

export const statPanel = new PanelPlugin<StatOptions>(StatPanel).useFieldConfig();
