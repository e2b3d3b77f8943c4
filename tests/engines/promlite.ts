/** The Prometheus engine for tests: the demo's own process and launcher, in a folder of its own. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildPromlite } from '../../demo/stores/build-promlite.mjs';
import { PromliteStore } from '../../demo/stores/prometheus';
import type { UpstreamRequest } from '../../src/kpi';

export const hasGo = () => spawnSync('go', ['version']).status === 0;

export interface Promlite {
  readonly store: PromliteStore;
  readonly url: string;
  /** Points of an instant query, by the text of their labels without the metric's name. */
  instant(query: string, atMs: number): Promise<Map<string, number>>;
  /** Samples that the engine touches for a request: `totalQueryableSamples` of its own statistics. */
  samplesOf(request: UpstreamRequest): Promise<number>;
  /** Queries that the server has answered so far, as it counts them itself. */
  queries(): Promise<number>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: {
    readonly result: ReadonlyArray<{ readonly metric: Record<string, string>; readonly value: [number, string] }>;
    readonly stats?: { readonly samples: { readonly totalQueryableSamples: number } };
  };
}

/** Builds it where the cached binary is stale (a minute or more), starts it; nothing is scraped, so that the past may be replayed. */
export async function openPromlite(): Promise<Promlite> {
  const binary = await buildPromlite(path.resolve(__dirname, '../..'));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-promlite-'));
  const store = await PromliteStore.start({ binary, folder, selfScrape: false });
  const ask = async (name: 'query' | 'query_range', form: Record<string, string>): Promise<Answer['data']> => {
    const response = await fetch(`${store.url}/api/v1/${name}`, { method: 'POST', body: new URLSearchParams(form) });
    const answer = (await response.json()) as Answer;
    if (answer.status !== 'success') {
      throw new Error(`promlite: ${answer.error}`);
    }
    return answer.data;
  };
  return {
    store,
    url: store.url,
    async instant(query, atMs) {
      const { result } = await ask('query', { query, time: String(atMs / 1000) });
      return new Map(
        result.map(({ metric: { __name__: _, ...labels }, value }) => [JSON.stringify(labels), Number(value[1])])
      );
    },
    async samplesOf({ mode, text, startMs, endMs, stepMs }) {
      const form = { query: text, stats: 'all' };
      const [start, end, step] = [startMs, endMs, stepMs].map((ms) => String(ms / 1000));
      const data =
        mode === 'range'
          ? await ask('query_range', { ...form, start, end, step })
          : await ask('query', { ...form, time: end });
      return data.stats!.samples.totalQueryableSamples;
    },
    async queries() {
      const text = await (await fetch(`${store.url}/metrics`)).text();
      const counted = text.matchAll(
        /^prometheus_http_requests_total\{[^}]*handler="\/api\/v1\/query(?:_range)?"[^}]*\} (\S+)$/gm
      );
      return [...counted].reduce((sum, [, value]) => sum + Number(value), 0);
    },
    async close() {
      await store.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
