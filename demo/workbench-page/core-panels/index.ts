/** Grafana's core panels, which are not published, drawn with the published parts they are made of. */
import type { PanelPlugin } from '@grafana/data';
import type { CorePanelId } from './ids';
import { logsPanel } from './logs';
import { statPanel } from './stat';
import { tablePanel } from './table';
import { textPanel } from './text';
import { timeSeriesPanel } from './time-series';
import { tracesPanel } from './traces';

export const CORE_PANELS: Readonly<Record<CorePanelId, PanelPlugin>> = {
  // The plugins' option types differ; whoever renders them only has the board's JSON.
  logs: logsPanel as unknown as PanelPlugin,
  stat: statPanel as unknown as PanelPlugin,
  table: tablePanel as unknown as PanelPlugin,
  text: textPanel as unknown as PanelPlugin,
  timeseries: timeSeriesPanel as unknown as PanelPlugin,
  traces: tracesPanel as unknown as PanelPlugin,
};
