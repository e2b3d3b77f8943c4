/** The shop's database. */
export type TableName = 'sessions' | 'events' | 'orders' | 'payments' | 'fraud' | 'deploys';
export type Cell = string | boolean | null;
export type Row = readonly Cell[];

export const COLUMNS: Readonly<Record<TableName, ReadonlyArray<readonly [name: string, type: string]>>> = {
  sessions: [
    ['session_id', 'text'],
    ['user_id', 'text'],
    ['started_at', 'timestamptz'],
    ['visitor_type', 'text'],
    ['device', 'text'],
    ['region', 'text'],
    ['purchased', 'boolean'],
  ],
  events: [
    ['user_id', 'text'],
    ['session_id', 'text'],
    ['at', 'timestamptz'],
    ['page', 'text'],
    ['device', 'text'],
    ['region', 'text'],
  ],
  orders: [
    ['order_id', 'text'],
    ['user_id', 'text'],
    ['session_id', 'text'],
    ['ordered_at', 'timestamptz'],
    ['amount', 'numeric'],
    ['currency', 'text'],
    ['device', 'text'],
    ['region', 'text'],
    ['status', 'text'],
  ],
  payments: [
    ['payment_id', 'text'],
    ['order_id', 'text'],
    ['at', 'timestamptz'],
    ['amount', 'numeric'],
    ['provider', 'text'],
    ['outcome', 'text'],
    ['region', 'text'],
  ],
  fraud: [
    ['order_id', 'text'],
    ['detected_at', 'timestamptz'],
    ['amount', 'numeric'],
  ],
  deploys: [
    ['deploy_id', 'text'],
    ['service', 'text'],
    ['version', 'text'],
    ['kind', 'text'],
    ['environment', 'text'],
    ['started_at', 'timestamptz'],
    ['ended_at', 'timestamptz'],
    ['link', 'text'],
    ['author', 'text'],
    ['team', 'text'],
  ],
};

export const TABLES = Object.keys(COLUMNS) as TableName[];

/** The column that says when a row's fact happened. */
export const TIME_COLUMN: Readonly<Record<TableName, string>> = {
  sessions: 'started_at',
  events: 'at',
  orders: 'ordered_at',
  payments: 'at',
  fraud: 'detected_at',
  deploys: 'started_at',
};

const KEYS: Readonly<Partial<Record<TableName, string>>> = {
  sessions: 'session_id',
  orders: 'order_id',
  payments: 'payment_id',
  fraud: 'order_id',
  deploys: 'deploy_id',
};

/** Makes the tables, if they are not there; `demo.state` remembers how far the shop has been told. */
export function createTables(): string {
  const tables = TABLES.map((table) => {
    const key = KEYS[table];
    const columns = COLUMNS[table].map(
      ([name, type]) => `${name} ${type}${name === key ? ' primary key' : ' not null'}`
    );
    // A payment that never became an order names none.
    return `create table if not exists ${table} (${columns.join(', ').replace('order_id text not null, at', 'order_id text, at')});`;
  });
  return `${tables.join('\n')}
create schema if not exists demo;
create table if not exists demo.state (key text primary key, value jsonb not null);`;
}

/** After the history is in: loading is faster without them. */
export function createIndexes(): string {
  const byTime = TABLES.map((table) => `create index if not exists ${table}_time on ${table} (${TIME_COLUMN[table]});`);
  return `${byTime.join('\n')}
create index if not exists events_actor on events (user_id, at);
analyze;`;
}
