/** PostgreSQL in this process: PGlite, asked directly by the workbench and over a loopback socket by psql and `pg`. */
import { PGlite, type Results } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { SqlConnection } from '../shop/sql-writer';

/** PostgreSQL's type numbers (pg_type.dat) that get more than text. */
const OID = {
  bool: 16,
  int8: 20,
  int2: 21,
  int4: 23,
  float4: 700,
  float8: 701,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  numeric: 1700,
};

export type SqlType = 'time' | 'integer' | 'number' | 'boolean' | 'string';

export interface SqlAnswer {
  readonly columns: ReadonlyArray<{ readonly name: string; readonly type: SqlType }>;
  /** Times are UTC epoch ms, other numbers are numbers, everything else is PostgreSQL's text. */
  readonly rows: ReadonlyArray<ReadonlyArray<number | boolean | string | null>>;
}

/** `2026-11-23 18:00:00.123456+00` (the session's zone is UTC); a zone-less instant is UTC. Infinity stays infinite. */
function epochMs(text: string): number {
  if (text === 'infinity' || text === '-infinity') {
    return text === 'infinity' ? Infinity : -Infinity;
  }
  const zoned = /[+-]\d\d(:?\d\d)?$/.test(text.slice(10)) ? text.replace(/([+-]\d\d)$/, '$1:00') : `${text}+00:00`;
  const ms = Date.parse(text.length <= 10 ? `${text}T00:00:00Z` : zoned.replace(' ', 'T'));
  if (Number.isNaN(ms)) {
    throw new Error(`PostgreSQL gave an instant that nobody reads: ${text}`);
  }
  return ms;
}

type Parser = (text: string) => number | boolean | string;

const PARSERS: Record<number, Parser> = {
  [OID.bool]: (text) => text === 't',
  [OID.date]: epochMs,
  [OID.timestamp]: epochMs,
  [OID.timestamptz]: epochMs,
};
for (const oid of [OID.int2, OID.int4, OID.int8, OID.float4, OID.float8, OID.numeric]) {
  PARSERS[oid] = Number;
}

function typeOf(oid: number): SqlType {
  switch (oid) {
    case OID.bool:
      return 'boolean';
    case OID.int2:
    case OID.int4:
    case OID.int8:
      return 'integer';
    case OID.float4:
    case OID.float8:
    case OID.numeric:
      return 'number';
    case OID.date:
    case OID.timestamp:
    case OID.timestamptz:
      return 'time';
    default:
      return 'string';
  }
}

/** Who asks through the workbench: may read every table, and nothing else (no files, no settings of the server). */
const READER = 'plumbline_reader';
const CREATE_READER = `do $$ begin
  if not exists (select from pg_roles where rolname = '${READER}') then
    create role ${READER} nologin;
    grant pg_read_all_data to ${READER};
  end if;
end $$`;

export class PgliteStore {
  /** PGlite's own parsers (of JSON, arrays …) are set aside: everything that has no parser here stays PostgreSQL's text. */
  private readonly parsers: Record<number, Parser>;

  private constructor(
    readonly db: PGlite,
    readonly folder: string | undefined
  ) {
    const text: Parser = (value) => value;
    this.parsers = { ...Object.fromEntries(Object.keys(db.parsers).map((oid) => [oid, text])), ...PARSERS };
  }

  /** @param folder where it lives; without one it lives in memory. A folder belongs to one process at a time. */
  static async open(folder?: string): Promise<PgliteStore> {
    const db = await (folder === undefined ? PGlite.create() : PGlite.create(folder));
    await db.exec(`set time zone 'UTC'; ${CREATE_READER}`);
    return new PgliteStore(db, folder);
  }

  /** One statement, read-only and as a reader: nothing that is asked through here can change the shop. */
  async select(text: string): Promise<SqlAnswer> {
    const result = await this.db.transaction(async (tx) => {
      await tx.exec(`set transaction read only; set local time zone 'UTC'; set local role ${READER}`);
      return tx.query<Array<number | boolean | string | null>>(text, [], { rowMode: 'array', parsers: this.parsers });
    });
    return {
      columns: result.fields.map((field) => ({ name: field.name, type: typeOf(field.dataTypeID) })),
      rows: result.rows,
    };
  }

  /** All or nothing. */
  transaction(work: (connection: SqlConnection) => Promise<void>): Promise<void> {
    return this.db.transaction((tx) =>
      work({ query: (text, parameters) => tx.query(text, parameters ? [...parameters] : undefined) })
    );
  }

  /** Loads CSV with a header line into a table that exists. Only in-process: COPY over the socket breaks the protocol. */
  async copyCsv(table: string, csv: Uint8Array): Promise<void> {
    const quoted = `"${table.replace(/"/g, '""')}"`;
    await this.db.query(`copy ${quoted} from '/dev/blob' with (format csv, header true)`, [], {
      blob: new Blob([csv as Uint8Array<ArrayBuffer>]),
    });
  }

  /** Offers it to other programs on a loopback port; 0 takes a free one. */
  async listen(port: number): Promise<{ readonly url: string; close(): Promise<void> }> {
    const server = new PGLiteSocketServer({ db: this.db, host: '127.0.0.1', port, maxConnections: 8 });
    await server.start();
    const at = server.getServerConn();
    return { url: `postgres://postgres@${at}/postgres?sslmode=disable`, close: () => server.stop() };
  }

  close(): Promise<void> {
    return this.db.close();
  }
}

export type { Results };
