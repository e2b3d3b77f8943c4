/** How many rows a revenue series reads when it is asked for the first time, and five minutes later from its closed slices. */
import { Client } from 'pg';
import { connectSources, directTransport } from '../../src/hosts/direct';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, sliceStore, type UpstreamRequest } from '../../src/kpi';
import { DAY, START } from './data';

const MINUTE = 60_000;
const TEXT = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: shop }
spec: { dialect: postgres, grafana: { uid: s }, lateness: 5m }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: revenue }
spec:
  area: shop
  owner: { team: shop }
  unit: "currency:EUR"
  timeZone: Europe/Berlin
  measure: { sum: { source: shop, table: ordinary, time: at, timeType: instant, value: amount } }
`;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows that scans of tables took in hand, passed on or not. */
function rowsRead(node: PlanNode): number {
  const own = / Scan$/.test(node['Node Type']) && !/CTE|Subquery|Bitmap Index/.test(node['Node Type']);
  const rows =
    node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return (own ? rows * node['Actual Loops'] : 0) + (node.Plans ?? []).reduce((sum, plan) => sum + rowsRead(plan), 0);
}

export interface Reading {
  readonly requests: number;
  readonly rows: number;
}

export async function refreshOf(
  url: string
): Promise<{ readonly first: Reading; readonly refresh: Reading; readonly same: boolean }> {
  const parsed = parseDefinitions([{ file: 'bench/analytics', text: TEXT }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
  }
  const client = new Client(url);
  await client.connect();
  const direct = directTransport(connectSources(parsed.value, [`shop=${url}`]));
  const store = sliceStore();
  const ask = async (nowMs: number, from: typeof store | undefined) => {
    const sent: UpstreamRequest[] = [];
    const transport = {
      send(requests: readonly UpstreamRequest[], signal: AbortSignal) {
        sent.push(...requests);
        return direct.send(requests, signal);
      },
    };
    const context = { fromMs: nowMs - 28 * DAY, toMs: nowMs, nowMs };
    const query = { kpi: 'revenue', view: 'series', grain: '1d' } as const;
    const result = await runQuery(parsed.value, query, context, transport, { store: from });
    if (result.status !== 'ok') {
      throw new Error(`${result.status}: ${result.notices.map(({ message }) => message).join(' ')}`);
    }
    let rows = 0;
    for (const { text } of sent) {
      const [{ 'QUERY PLAN': plan }] = (await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`)).rows;
      rows += rowsRead(plan[0].Plan);
    }
    return {
      requests: sent.length,
      rows,
      values: JSON.stringify(result.frames[0].fields.map((field) => field.values)),
    };
  };
  try {
    const now = START + 29 * DAY + 12.3 * 60 * MINUTE;
    const first = await ask(now, store);
    const refresh = await ask(now + 5 * MINUTE, store);
    const afresh = await ask(now + 5 * MINUTE, undefined);
    return { first, refresh, same: refresh.values === afresh.values };
  } finally {
    await client.end();
  }
}
