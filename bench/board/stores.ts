/**
 * The demo shop's stores at a fixed moment, counting what reaches them: requests, rows that they read to answer, rows that they answer.
 * Rows read are those that PostgreSQL's plan scanned (EXPLAIN ANALYZE of the same statement) and the samples that Prometheus looked at (its
 * own statistics, `stats=all`).
 */
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Demo } from '../../demo/server/demo';
import { postgresSource, prometheusSource, type WorkbenchSource } from '../../demo/server/ds-query';
import type { WireResult } from '../../demo/server/frames';
import { interpolateSql } from '../../demo/server/macros';
import type { DataSourceQuery, Range } from '../../demo/server/request';
import { buildPromlite } from '../../demo/stores/build-promlite.mjs';

export interface Count {
  requests: number;
  /** Rows of tables that PostgreSQL scanned. */
  rows: number;
  /** Samples that Prometheus looked at. */
  samples: number;
  /** Rows and points that came back. */
  answered: number;
}

export interface Stores {
  readonly sources: ReadonlyMap<string, WorkbenchSource>;
  /** Grafana's own annotations, of which there are none here: a request like any other. */
  annotations(): Promise<unknown>;
  /** What has come since it was asked last. */
  take(): Count;
  close(): Promise<void>;
}

const NONE = (): Count => ({ requests: 0, rows: 0, samples: 0, answered: 0 });

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows that the scans of a plan touched, also those that a filter then dropped. */
function scanned(node: PlanNode): number {
  const below = (node.Plans ?? []).reduce((sum, one) => sum + scanned(one), 0);
  const isTable = /^(Seq|Index|Index Only|Bitmap Heap) Scan$/.test(node['Node Type']);
  const own = ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 1);
  return below + (isTable ? own : 0);
}

const rowsOf = ({ frames = [] }: WireResult): number =>
  frames.reduce((sum, frame) => sum + (frame.data.values[0]?.length ?? 0), 0);

/** Passes questions on to the engine, with its statistics asked for. */
async function countingProxy(
  target: string,
  count: (samples: number) => void
): Promise<{ url: string; close(): void }> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = new URLSearchParams(Buffer.concat(chunks).toString());
      body.set('stats', 'all');
      void fetch(`${target}${request.url}`, { method: 'POST', body })
        .then(async (answer) => {
          const text = await answer.text();
          const json = JSON.parse(text) as { data?: { stats?: { samples?: { totalQueryableSamples?: number } } } };
          count(json.data?.stats?.samples?.totalQueryableSamples ?? 0);
          response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
        })
        .catch((error: unknown) => response.writeHead(502).end(String(error)));
    });
  });
  // While the database works, in this very process, connections lie idle for long.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** A shop of `days` days that ends at `nowMs`, in memory. */
export async function openStores(nowMs: number, days: number): Promise<Stores> {
  const root = path.resolve(__dirname, '..', '..');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-board-'));
  let count = NONE();
  const demo = await Demo.open({
    root,
    temporaryFolder: folder,
    promliteBinary: buildPromlite(root),
    seed: 1,
    days,
    scene: 'history',
    now: () => nowMs,
  });
  const proxy = await countingProxy(demo.prometheus.url, (samples) => (count.samples += samples));
  const counted = (source: WorkbenchSource, before?: (query: DataSourceQuery, range: Range) => Promise<void>) => ({
    ...source,
    run: async (query: DataSourceQuery, range: Range, signal: AbortSignal) => {
      count.requests += 1;
      await before?.(query, range);
      const answer = await source.run!(query, range, signal);
      count.answered += rowsOf(answer);
      return answer;
    },
  });
  const explain = async (query: DataSourceQuery, range: Range) => {
    const sql = interpolateSql(String(query.rawSql), range, query.intervalMs ?? 1000);
    const { rows } = await demo.db.db.query<{ 'QUERY PLAN': ReadonlyArray<{ Plan: PlanNode }> }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`
    );
    count.rows += scanned(rows[0]['QUERY PLAN'][0].Plan);
  };
  const sources = [
    counted(postgresSource('shop-db', 'Shop database', demo.db), explain),
    counted(prometheusSource('prometheus', 'Prometheus', proxy.url)),
  ];
  return {
    sources: new Map(sources.map((source) => [source.uid, source])),
    annotations: () => {
      count.requests += 1;
      return Promise.resolve([]);
    },
    take: () => {
      const taken = count;
      count = NONE();
      return taken;
    },
    close: async () => {
      proxy.close();
      await demo.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
