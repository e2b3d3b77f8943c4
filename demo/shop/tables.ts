/** The shop's database. */
export type TableName =
  | 'sessions'
  | 'events'
  | 'orders'
  | 'payments'
  | 'fraud'
  | 'deploys'
  | 'flags'
  | 'incidents'
  | 'promotions'
  | 'costs'
  | 'batch_runs'
  | 'usage_events'
  | 'spans'
  | 'logs'
  | 'payload_samples';
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
  flags: [
    ['flag_id', 'text'],
    ['flag', 'text'],
    ['service', 'text'],
    ['variant', 'text'],
    ['environment', 'text'],
    ['changed_at', 'timestamptz'],
    ['author', 'text'],
    ['team', 'text'],
    ['link', 'text'],
  ],
  incidents: [
    ['incident_id', 'text'],
    ['title', 'text'],
    ['service', 'text'],
    ['severity', 'text'],
    ['team', 'text'],
    ['kpi', 'text'],
    ['started_at', 'timestamptz'],
    ['ended_at', 'timestamptz'],
    ['link', 'text'],
  ],
  promotions: [
    ['promotion_id', 'text'],
    ['title', 'text'],
    ['started_at', 'timestamptz'],
    ['ended_at', 'timestamptz'],
    ['area', 'text'],
    ['team', 'text'],
    ['link', 'text'],
  ],
  costs: [
    ['at', 'timestamptz'],
    ['service', 'text'],
    ['region', 'text'],
    ['kind', 'text'],
    ['amount', 'numeric'],
    ['invocations', 'integer'],
  ],
  batch_runs: [
    ['run_id', 'text'],
    ['job', 'text'],
    ['started_at', 'timestamptz'],
    ['ended_at', 'timestamptz'],
    ['status', 'text'],
    ['rows', 'integer'],
    ['schema_version', 'integer'],
  ],
  // No key: what is replayed may come twice, with one event_id.
  usage_events: [
    ['event_id', 'text'],
    ['user_id', 'text'],
    ['happened_at', 'timestamptz'],
    ['arrived_at', 'timestamptz'],
    ['kind', 'text'],
    ['amount', 'numeric'],
    ['schema_version', 'integer'],
    ['valid', 'boolean'],
  ],
  spans: [
    ['trace_id', 'text'],
    ['span_id', 'text'],
    ['parent_id', 'text'],
    ['service', 'text'],
    ['operation', 'text'],
    ['started_at', 'timestamptz'],
    ['duration_ms', 'integer'],
    ['status', 'text'],
    ['attributes', 'text'],
  ],
  logs: [
    ['at', 'timestamptz'],
    ['level', 'text'],
    ['service', 'text'],
    ['message', 'text'],
    ['trace_id', 'text'],
  ],
  payload_samples: [
    ['at', 'timestamptz'],
    ['kind', 'text'],
    ['outcome', 'text'],
    ['order_id', 'text'],
    ['user_id', 'text'],
    ['email', 'text'],
    ['card', 'text'],
    ['ip', 'text'],
    ['payload', 'text'],
    ['trace_id', 'text'],
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
  flags: 'changed_at',
  incidents: 'started_at',
  promotions: 'started_at',
  costs: 'at',
  batch_runs: 'started_at',
  usage_events: 'happened_at',
  spans: 'started_at',
  logs: 'at',
  payload_samples: 'at',
};

export const KEYS: Readonly<Partial<Record<TableName, string>>> = {
  sessions: 'session_id',
  orders: 'order_id',
  payments: 'payment_id',
  fraud: 'order_id',
  deploys: 'deploy_id',
  flags: 'flag_id',
  incidents: 'incident_id',
  promotions: 'promotion_id',
  batch_runs: 'run_id',
};

/** Rows of these are written when something begins and again when it ends. */
export const REWRITTEN: ReadonlySet<TableName> = new Set(['incidents', 'batch_runs']);

/** What may be unknown: a payment without an order, an incident that is still open, a log line outside any trace … */
const NULLABLE: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  payments: ['order_id'],
  incidents: ['kpi', 'ended_at'],
  batch_runs: ['ended_at', 'rows'],
  costs: ['invocations'],
  spans: ['parent_id'],
  logs: ['trace_id'],
  payload_samples: ['order_id', 'email', 'card', 'ip', 'trace_id'],
};

/** Makes the tables, if they are not there; `demo.state` remembers how far the shop has been told. */
export function createTables(): string {
  const tables = TABLES.map((table) => {
    const key = KEYS[table];
    const nullable = NULLABLE[table] ?? [];
    const columns = COLUMNS[table].map(
      ([name, type]) => `${name} ${type}${name === key ? ' primary key' : nullable.includes(name) ? '' : ' not null'}`
    );
    return `create table if not exists ${table} (${columns.join(', ')});`;
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
create index if not exists usage_events_arrival on usage_events (arrived_at);
create index if not exists spans_trace on spans (trace_id);
analyze;`;
}
