/** The core panels that the workbench knows how to draw. */
export const CORE_PANEL_IDS = ['stat', 'table', 'text', 'timeseries'] as const;
export type CorePanelId = (typeof CORE_PANEL_IDS)[number];
