/** Generated rows for the sample tables of the templates, and what each template's number is of them, counted by hand. */
import { Random } from '../../demo/shop/random';
import type { Row, Table } from '../engines';

const HOUR = 3_600_000;

type Rows = readonly Row[];

export interface World {
  readonly tables: ReadonlyArray<{ readonly table: Table; readonly rows: Rows }>;
  readonly of: (table: string) => Rows;
}

const TABLES: Readonly<Record<string, Table['columns']>> = {
  sessions: { session_id: 'integer', started_at: 'timestamptz', purchased: 'boolean', device: 'text' },
  payments: { payment_id: 'integer', paid_at: 'timestamptz', amount: 'numeric', state: 'text', channel: 'text' },
  checkout_attempts: { attempt_id: 'integer', at: 'timestamptz', outcome: 'text', provider: 'text', device: 'text' },
  logins: { login_id: 'integer', at: 'timestamptz', outcome: 'text', method: 'text' },
  events: {
    at: 'timestamptz',
    received_at: 'timestamptz',
    user_id: 'text',
    name: 'text',
    feature: 'text',
    plan: 'text',
  },
  cloud_costs: { usage_at: 'timestamptz', cost: 'numeric', service: 'text' },
  transactions: {
    transaction_id: 'integer',
    at: 'timestamptz',
    state: 'text',
    service: 'text',
    amount: 'numeric',
    fraud_loss: 'numeric',
    method: 'text',
  },
  business_requests: {
    request_id: 'integer',
    at: 'timestamptz',
    service: 'text',
    outcome: 'text',
    impact_weight: 'integer',
  },
};

/** @param size rows a table, about; 0 is an empty shop */
export function makeWorld(seed: string, fromMs: number, toMs: number, size: number): World {
  const made = Object.entries(TABLES).map(([name, columns]) => {
    const random = new Random('templates', seed, name);
    const count = size === 0 ? 0 : random.int(1, 2 * size);
    const rows = Array.from({ length: count }, (_, i) => rowOf(columns, random, i, fromMs, toMs));
    return { table: { name, columns }, rows };
  });
  return { tables: made, of: (name) => made.find(({ table }) => table.name === name)!.rows };
}

function rowOf(columns: Table['columns'], random: Random, i: number, fromMs: number, toMs: number): Row {
  const at = random.chance(0.05) ? random.pick({ [fromMs]: 1, [toMs]: 1, [toMs - 1]: 1 }) : undefined;
  const ms = at === undefined ? random.int(fromMs - 30 * HOUR, toMs + 5 * HOUR) : Number(at);
  const cell = (column: string): Row[string] => {
    switch (column) {
      case 'received_at':
        return ms + random.int(0, random.chance(0.1) ? 5 * HOUR : 90_000);
      case 'amount':
        return random.int(1, 20_000) / 100;
      case 'cost':
        return random.int(-500, 50_000) / 100;
      case 'fraud_loss':
        return random.chance(0.7) ? null : random.int(0, 5_000) / 100;
      case 'impact_weight':
        return Number(random.pick({ 1: 5, 3: 2, 10: 1 }));
      case 'user_id':
        return random.chance(0.05) ? null : `u${random.int(1, 25)}`;
      case 'purchased':
        return random.chance(0.3);
    }
    const word = column.endsWith('_id') ? i : random.pick(WORDS[column]);
    return word === 'none' ? null : word;
  };
  const row: Row = {};
  for (const [column, kind] of Object.entries(columns)) {
    row[column] = kind === 'timestamptz' && column !== 'received_at' ? ms : cell(column);
  }
  return row;
}

const WORDS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  device: { mobile: 3, desktop: 2, none: 1 },
  state: { paid: 4, validated: 4, refunded: 1, none: 1 },
  channel: { search: 2, mail: 1, none: 1 },
  outcome: { ok: 6, failed: 1, abandoned: 1, rate_limited: 1, wrong_password: 1, none: 1 },
  provider: { one: 2, two: 1 },
  method: { card: 2, passkey: 1 },
  name: { signed_up: 1, active: 5 },
  feature: { export: 1, search: 3, none: 2 },
  plan: { free: 3, team: 1, none: 1 },
  service: { shop: 2, api: 1, none: 1 },
};

export interface Figure {
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** The parts of a template's ratio from the rows between two instants, of one segment or of all. Null where nothing was seen. */
export interface Oracle {
  readonly segment: string;
  readonly numerator: Part;
  readonly denominator: Part;
  /** 1 − numerator / denominator. */
  readonly failures?: true;
}

export interface Part {
  readonly table: string;
  readonly time: string;
  /** Rows that the part is of. */
  readonly where: (row: Row) => boolean;
  readonly of: (rows: Rows) => number;
}

const rows = (found: Rows) => found.length;
const all = () => true;
const sum = (column: string) => (found: Rows) =>
  found.reduce((total, row) => total + Math.round(Number(row[column] ?? 0) * 100), 0) / 100;
const distinct = (column: string) => (found: Rows) =>
  new Set(found.map((row) => row[column]).filter((value) => value !== null)).size;
const is =
  (column: string, ...values: ReadonlyArray<Row[string]>) =>
  (row: Row) =>
    values.includes(row[column]);

export const ORACLES: Readonly<Record<string, Oracle>> = {
  'conversion-per-session': {
    segment: 'device',
    numerator: { table: 'sessions', time: 'started_at', where: is('purchased', true), of: rows },
    denominator: { table: 'sessions', time: 'started_at', where: all, of: rows },
  },
  'checkout-success': {
    segment: 'provider',
    failures: true,
    numerator: { table: 'checkout_attempts', time: 'at', where: is('outcome', 'failed'), of: rows },
    denominator: { table: 'checkout_attempts', time: 'at', where: is('outcome', 'ok', 'failed'), of: rows },
  },
  'auth-success': {
    segment: 'method',
    numerator: { table: 'logins', time: 'at', where: is('outcome', 'ok'), of: rows },
    denominator: {
      table: 'logins',
      time: 'at',
      where: (row) => row.outcome !== 'rate_limited',
      of: rows,
    },
  },
  'feature-usage': {
    segment: 'plan',
    numerator: { table: 'events', time: 'at', where: is('feature', 'export'), of: distinct('user_id') },
    denominator: { table: 'events', time: 'at', where: all, of: distinct('user_id') },
  },
  'cost-per-transaction': {
    segment: 'service',
    numerator: { table: 'cloud_costs', time: 'usage_at', where: all, of: sum('cost') },
    denominator: { table: 'transactions', time: 'at', where: is('state', 'validated'), of: rows },
  },
  'customer-impacting-error-rate': {
    segment: 'service',
    numerator: { table: 'business_requests', time: 'at', where: is('outcome', 'failed'), of: sum('impact_weight') },
    denominator: { table: 'business_requests', time: 'at', where: all, of: sum('impact_weight') },
  },
  'customer-impacting-error-rate-budget': {
    segment: 'service',
    failures: true,
    numerator: { table: 'business_requests', time: 'at', where: is('outcome', 'failed'), of: sum('impact_weight') },
    denominator: { table: 'business_requests', time: 'at', where: all, of: sum('impact_weight') },
  },
  'fraud-loss-rate': {
    segment: 'method',
    numerator: { table: 'transactions', time: 'at', where: all, of: sum('fraud_loss') },
    denominator: { table: 'transactions', time: 'at', where: all, of: sum('amount') },
  },
};

/** The rows of a part's table between two instants, and of one segment where one is named. */
export function rowsIn(
  world: World,
  part: Part,
  fromMs: number,
  toMs: number,
  keep: (row: Row) => boolean = all
): Rows {
  return world.of(part.table).filter((row) => {
    const at = Number(row[part.time]);
    return at >= fromMs && at < toMs && keep(row);
  });
}

/** The number of a ratio; null where its denominator is 0 or one of its stores holds nothing at all. */
export function valueOf(world: World, oracle: Oracle, fromMs: number, toMs: number, keep?: (row: Row) => boolean) {
  const [seenAbove, seenBelow] = [oracle.numerator, oracle.denominator].map((part) =>
    rowsIn(world, part, fromMs, toMs, keep)
  );
  const above = oracle.numerator.of(seenAbove.filter(oracle.numerator.where));
  const below = oracle.denominator.of(seenBelow.filter(oracle.denominator.where));
  if (seenBelow.length === 0 || below === 0 || (seenAbove.length === 0 && !oracle.failures)) {
    return null;
  }
  return oracle.failures ? 1 - above / below : above / below;
}
