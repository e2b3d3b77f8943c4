/** The core panels that the workbench knows how to draw. */
export const CORE_PANEL_IDS = ['logs', 'stat', 'table', 'text', 'timeseries', 'traces'] as const;
export type CorePanelId = (typeof CORE_PANEL_IDS)[number];
