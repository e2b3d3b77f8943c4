/** What all three boards share: one zone, one range, one aggregation window, and where they are asked. */
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { KpiQuery } from '../src/kpi';

/** Every board shows this zone, which is the KPIs' own, so that a day on the board is a day of the contract. */
export const TIME_ZONE = 'Europe/Berlin';
/** What a board shows when it is opened; links between the boards keep what was chosen. */
export const RANGE = { from: 'now-24h', to: 'now' } as const;

export const PLUMBLINE = { type: 'plumbline-kpi-datasource', uid: 'plumbline' } as const;
export const SHOP_DB = { type: 'grafana-postgresql-datasource', uid: 'shop-db' } as const;

export const UIDS = {
  executive: 'plumbline-executive',
  onCall: 'plumbline-on-call',
  debug: 'plumbline-debug',
} as const;

/** A query as a board saves it: a grain may be a variable too. */
export type BoardQuery = Omit<KpiQuery, 'grain'> & { readonly grain?: KpiQuery['grain'] | typeof WINDOW };

/** The variable that holds how much time one point of every trend stands for. */
export const WINDOW = '$window';
/** The segment that all boards filter by; only of KPIs that have it. */
export const REGION = { region: ['$region'] } as const;

const query = (fields: object): Builder<Dataquery> => ({
  // The SDK marks queries with a function, which is no JSON and goes when the board is written.
  build: () => ({ ...fields, _implementsDataqueryVariant: () => undefined }),
});

/** A question to Plumbline. */
export const ask = (asked: BoardQuery, refId = 'A'): Builder<Dataquery> =>
  query({ refId, datasource: PLUMBLINE, ...asked });

/** A statement to the shop's database, for what is no KPI. */
export const sql = (rawSql: string, refId = 'A'): Builder<Dataquery> =>
  query({ refId, datasource: SHOP_DB, rawSql, rawQuery: true, format: 'table', editorMode: 'code' });
