/** A named state of a panel as data: drawn by the workbench's states page, kept in pictures by the browser test. */
import { DataFrame, DataQueryError, LoadingState } from '@grafana/data';

export interface PanelState<Options = Record<string, unknown>> {
  /** Unique within the panel; with the panel's name and the theme it names the picture. */
  readonly name: string;
  /** Of the panel's inside, px. */
  readonly width: number;
  readonly height: number;
  /** Both themes where it is not given. */
  readonly theme?: 'light' | 'dark';
  /** The board's time range, for panels that draw time; November 2026 in UTC where it is not given. */
  readonly range?: { readonly fromMs: number; readonly toMs: number };
  readonly data: {
    readonly state: LoadingState;
    readonly series: DataFrame[];
    readonly errors?: DataQueryError[];
  };
  readonly options?: Partial<Options>;
}

/** Data that has arrived. */
export const done = (...series: DataFrame[]): PanelState['data'] => ({ state: LoadingState.Done, series });
