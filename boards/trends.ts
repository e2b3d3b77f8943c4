/** Lines and bars over time. */
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  AxisPlacement,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  SortOrder,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { placed, settings, type About } from './place';

interface Look {
  readonly legend?: boolean;
  readonly min?: number;
}

function drawn(
  about: About,
  targets: ReadonlyArray<Builder<Dataquery>>,
  { legend = true, min }: Look
): TimeSeriesBuilder {
  const builder = placed(new TimeSeriesBuilder(), about)
    .targets([...targets])
    .showPoints(VisibilityMode.Never)
    .spanNulls(false)
    .axisPlacement(AxisPlacement.Auto)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(legend)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs([])
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.None));
  return min === undefined ? builder : builder.min(min);
}

/** A line for each series; a gap is time of which nothing is known. */
export const lines = (about: About, targets: ReadonlyArray<Builder<Dataquery>>, look: Look = {}): TimeSeriesBuilder =>
  drawn(about, targets, look).drawStyle(GraphDrawStyle.Line).lineWidth(2).fillOpacity(6);

/** Bars that begin where their time begins, on top of one another. */
export const bars = (about: About, targets: ReadonlyArray<Builder<Dataquery>>, look: Look = {}): TimeSeriesBuilder =>
  drawn(about, targets, { min: 0, ...look })
    .drawStyle(GraphDrawStyle.Bars)
    .lineWidth(0)
    .fillOpacity(70)
    .barAlignment(1)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));

/** The time before, thin, grey and dashed, under the line of now. */
export const BEFORE = settings({
  displayName: 'the time before',
  color: { mode: 'fixed', fixedColor: 'text' },
  'custom.lineWidth': 1,
  'custom.fillOpacity': 0,
  'custom.lineStyle': { fill: 'dash', dash: [4, 4] },
});
