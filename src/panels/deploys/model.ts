/** What the deploys panel draws: read from frames by `read-deploys.ts` and `read-plain.ts`, placed by `layout/`, drawn by `picture.tsx`. */
import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import type { DeploysMeta, EffectMeta, EffectVerdict, EventKind } from '../../kpi/results/types-events';

/** `other`: a row of another data source that does not say what it is. */
export type MarkKind = EventKind | 'other';

export type KpiMeta = DeploysMeta['kpis'][number];
export type Burning = DeploysMeta['burning'][number];

/** What one event did to one KPI. Null where it is not known or does not apply. */
export interface Effect {
  readonly verdict: EffectVerdict;
  /** In the KPI's unit, with its interval of 95 %. */
  readonly effect: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly budgetMs: number | null;
  readonly cost: number | null;
  /** Both sides of it; null where none was sent. */
  readonly sides: EffectMeta | null;
}

export interface Happening {
  /** The compiler's, or for other sources one that says the same as long as the row does. Empty nowhere. */
  readonly id: string;
  readonly kind: MarkKind;
  readonly atMs: number;
  /** End of what has a length; null for an instant. */
  readonly endMs: number | null;
  /** It goes on: its bar runs to the end of what is shown. */
  readonly open: boolean;
  readonly title: string;
  readonly service: string;
  readonly version: string;
  readonly environment: string;
  readonly link: string;
  readonly author: string;
  readonly team: string;
  /** Display name of the events definition, or the frame's name. */
  readonly source: string;
  /** By place of the KPI in `DeploysModel.kpis`; null where no effect was asked or it is no change. */
  readonly effects: ReadonlyArray<Effect | null>;
  /** For data links. */
  readonly frame: DataFrame;
  readonly row: number;
}

/** A KPI's line behind the lanes. */
export interface KpiLine {
  readonly kpi: string;
  readonly displayName: string;
  readonly unit: string;
  readonly times: readonly number[];
  readonly values: ReadonlyArray<number | null>;
}

export interface DeploysModel {
  readonly kind: 'deploys';
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
  readonly kpis: readonly KpiMeta[];
  /** Ascending by time; what is outside the range and does not reach into it is not here. */
  readonly events: readonly Happening[];
  readonly burning: readonly Burning[];
  readonly lines: readonly KpiLine[];
  readonly notices: readonly QueryResultMetaNotice[];
}

/** The model as one KPI sees it: what picture, words and table are made from. */
export interface DeploysView extends DeploysModel {
  /** Place of the chosen KPI in `kpis`; -1 where there is none. */
  readonly at: number;
  readonly chosen: KpiMeta | null;
  readonly line: KpiLine | null;
  /** Stretches of the chosen KPI. */
  readonly held: readonly Burning[];
}

export const effectOf = (view: Pick<DeploysView, 'at'>, event: Happening): Effect | null =>
  view.at < 0 ? null : (event.effects[view.at] ?? null);
