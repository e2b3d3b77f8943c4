import {
  FieldType,
  PanelPlugin,
  dateTimeFormat,
  getFieldDisplayName,
  type DataFrame,
  type PanelProps,
} from '@grafana/data';
import { SeriesTable, TimeSeries, TooltipPlugin2, type UPlotConfigBuilder } from '@grafana/ui';
import {
  AxisPlacement,
  GraphDrawStyle,
  LegendDisplayMode,
  ScaleDistribution,
  StackingMode,
  VisibilityMode,
  type VizLegendOptions,
} from '@grafana/schema';
import React, { useMemo } from 'react';
import { AnnotationMarks, marksOf } from './annotation-marks';
import { Empty } from './empty';
import { addFieldOptions } from './field-options';

interface TimeSeriesOptions {
  readonly legend?: Partial<VizLegendOptions>;
}

const LEGEND: VizLegendOptions = {
  showLegend: true,
  displayMode: LegendDisplayMode.List,
  placement: 'bottom',
  calcs: [],
};
/** TooltipHoverMode.xAll; the package declares it as a const enum, which a bundler cannot inline. */
const HOVER_ALL = 1;

function TimeSeriesPanel({
  data,
  options,
  width,
  height,
  timeRange,
  timeZone,
  onChangeTimeRange,
}: PanelProps<TimeSeriesOptions>) {
  const frames = useMemo(() => data.series.filter(isDrawable), [data.series]);
  const marks = useMemo(() => marksOf(data.annotations ?? []), [data.annotations]);
  if (frames.length === 0) {
    return <Empty data={data} />;
  }
  return (
    <TimeSeries
      frames={frames}
      // A new number for every answer: the plot is made anew, which keeps units, colours and labels true.
      structureRev={data.structureRev ?? revisionOf(frames)}
      timeRange={timeRange}
      timeZone={timeZone}
      width={width}
      height={height}
      legend={{ ...LEGEND, ...options.legend }}
      options={options}
    >
      {(builder, aligned) => (
        <>
          <TooltipPlugin2
            config={builder as UPlotConfigBuilder}
            hoverMode={HOVER_ALL}
            queryZoom={onChangeTimeRange}
            render={(_, indexes, focused) => (
              <Hover frame={aligned} indexes={indexes} focused={focused} timeZone={timeZone} />
            )}
          />
          {marks.length > 0 && (
            <AnnotationMarks builder={builder as UPlotConfigBuilder} marks={marks} timeZone={timeZone} />
          )}
        </>
      )}
    </TimeSeries>
  );
}

const isDrawable = (frame: DataFrame): boolean =>
  frame.length > 0 &&
  [FieldType.time, FieldType.number].every((type) => frame.fields.some((field) => field.type === type));

const revisions = new WeakMap<DataFrame[], number>();
let lastRevision = 0;

function revisionOf(frames: DataFrame[]): number {
  const known = revisions.get(frames) ?? (lastRevision += 1);
  revisions.set(frames, known);
  return known;
}

interface HoverProps {
  readonly frame: DataFrame;
  readonly indexes: ReadonlyArray<number | null>;
  readonly focused: number | null;
  readonly timeZone: string;
}

/** Every series at the hovered instant, with all digits that the field's display gives; a gap says so. */
function Hover({ frame, indexes, focused, timeZone }: HoverProps) {
  const row = indexes.find((index) => index !== null && index !== undefined);
  if (row === undefined || row === null) {
    return null;
  }
  const series = frame.fields.slice(1).map((field, at) => {
    const index = indexes[at + 1];
    const value = index === null || index === undefined ? null : field.values[index];
    const display = field.display?.(value);
    return {
      label: getFieldDisplayName(field, frame),
      value:
        value === null || value === undefined
          ? 'no data'
          : `${display?.prefix ?? ''}${display?.text}${display?.suffix ?? ''}`,
      color: field.state?.seriesIndex === undefined ? display?.color : field.display?.(value).color,
      isActive: focused === at + 1,
    };
  });
  return (
    <div style={{ padding: 8 }} data-hover>
      <SeriesTable timestamp={dateTimeFormat(frame.fields[0].values[row], { timeZone })} series={series} />
    </div>
  );
}

const DEFAULTS: Readonly<Record<string, unknown>> = {
  drawStyle: GraphDrawStyle.Line,
  lineWidth: 1,
  fillOpacity: 0,
  gradientMode: 'none',
  lineInterpolation: 'linear',
  pointSize: 5,
  showPoints: VisibilityMode.Auto,
  spanNulls: false,
  insertNulls: false,
  barAlignment: 0,
  barWidthFactor: 0.6,
  axisPlacement: AxisPlacement.Auto,
  axisLabel: '',
  axisColorMode: 'text',
  axisBorderShow: false,
  axisCenteredZero: false,
  axisSoftMin: undefined,
  axisSoftMax: undefined,
  scaleDistribution: { type: ScaleDistribution.Linear },
  stacking: { mode: StackingMode.None, group: 'A' },
  hideFrom: { tooltip: false, viz: false, legend: false },
  thresholdsStyle: { mode: 'off' },
  lineStyle: undefined,
};

export const timeSeriesPanel = new PanelPlugin<TimeSeriesOptions>(TimeSeriesPanel).useFieldConfig({
  useCustomConfig: (builder) => addFieldOptions(builder, DEFAULTS),
});
