/** The parts of a dashboard's JSON (schema v1) that the workbench draws. */
import type { DataSourceRef, FieldConfigSource, VariableHide } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface PanelModel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: GridPosition;
  readonly datasource?: DataSourceRef;
  readonly targets?: DataQuery[];
  readonly options?: Record<string, unknown>;
  readonly fieldConfig?: FieldConfigSource;
  readonly maxDataPoints?: number;
  readonly interval?: string;
  readonly timeFrom?: string;
  readonly transparent?: boolean;
}

export interface VariableOption {
  readonly text: string;
  readonly value: string;
}

export interface VariableModel {
  readonly name: string;
  readonly label?: string;
  readonly type: 'query' | 'custom' | 'constant' | 'textbox' | 'adhoc' | 'datasource';
  readonly datasource?: DataSourceRef;
  readonly query?: unknown;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string | null;
  readonly hide?: VariableHide;
  readonly current?: { readonly value?: string | string[]; readonly text?: string | string[] };
}

export interface AnnotationModel {
  readonly name: string;
  readonly enable: boolean;
  readonly hide?: boolean;
  readonly iconColor: string;
  readonly datasource?: DataSourceRef;
  readonly target?: DataQuery;
}

export interface BoardLink {
  readonly title: string;
  readonly url?: string;
  readonly tooltip?: string;
  readonly keepTime?: boolean;
  readonly includeVars?: boolean;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description?: string;
  readonly timezone?: string;
  readonly refresh?: string;
  readonly time?: { readonly from: string; readonly to: string };
  readonly timepicker?: { readonly refresh_intervals?: string[] };
  readonly links?: readonly BoardLink[];
  readonly annotations?: { readonly list?: readonly AnnotationModel[] };
  readonly templating?: { readonly list?: readonly VariableModel[] };
  readonly panels: readonly PanelModel[];
}

/** Grafana's grid: 24 columns, rows of 30 px, 8 px apart. */
export const GRID = { columns: 24, rowHeight: 30, gap: 8 } as const;

export const panelHeight = (position: GridPosition): number => position.h * (GRID.rowHeight + GRID.gap) - GRID.gap;
