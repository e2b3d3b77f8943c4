/** Puts the pieces together: stores, shop, server. `npm start` and the command line both come through here. */
import type http from 'node:http';
import { buildPromlite } from '../stores/build-promlite.mjs';
import type { Scene } from '../shop/world';
import { provisionedDefinitions } from './boards';
import { Demo } from './demo';
import { postgresSource, prometheusSource, type WorkbenchSource } from './ds-query';
import { Progress } from './progress.mjs';
import { startWorkbenchServer, type WorkbenchOptions } from './workbench';

export interface StartOptions extends Pick<
  WorkbenchOptions,
  'root' | 'port' | 'page' | 'tokens' | 'multiStatus' | 'faults'
> {
  readonly server?: http.Server;
  readonly days: number;
  readonly seed: number;
  readonly scene: Scene;
  readonly cacheFolder?: string;
  readonly temporaryFolder: string;
  /** Offer the database and the engine to other programs on these ports. */
  readonly sqlPort?: number;
  readonly prometheusPort?: number;
  /** Path of promlite, if somebody has built it already. */
  readonly promliteBinary?: Promise<string>;
  readonly say?: (text: string, share?: number) => void;
  readonly progress?: Progress;
  /** What else has to be done before the workbench takes the place of the page that waits. */
  readonly ready?: Promise<unknown>;
}

export interface Running {
  readonly url: string;
  readonly demo: Demo;
  readonly sqlUrl?: string;
  close(): Promise<void>;
}

/** The sources of a demo, Plumbline's own first. */
export function demoSources(root: string, demo: Demo): WorkbenchSource[] {
  const definitions = provisionedDefinitions(root);
  return [
    { uid: 'plumbline', name: 'Plumbline', type: 'plumbline-kpi-datasource', jsonData: { definitions } },
    postgresSource('shop-db', 'Shop database', demo.db),
    prometheusSource('prometheus', 'Prometheus', demo.prometheus.url),
  ];
}

export async function startWorkbench(options: StartOptions): Promise<Running> {
  const progress = options.progress ?? new Progress();
  const say = (text: string, share?: number) => {
    progress.say(text, share);
    options.say?.(text, share);
  };
  const demo = await Demo.open({
    root: options.root,
    cacheFolder: options.cacheFolder,
    temporaryFolder: options.temporaryFolder,
    promliteBinary:
      options.promliteBinary ??
      buildPromlite(options.root, { onBuild: () => say('Building the Prometheus engine (a few minutes, once)') }),
    promlitePort: options.prometheusPort,
    seed: options.seed,
    days: options.days,
    scene: options.scene,
    progress: say,
  });
  try {
    await options.ready;
    const server = await startWorkbenchServer({ ...options, sources: demoSources(options.root, demo), demo, progress });
    await demo.live(`${server.url}/demo/metrics`);
    const sql = options.sqlPort === undefined ? undefined : await demo.db.listen(options.sqlPort);
    progress.finish();
    return {
      url: server.url,
      demo,
      ...(sql ? { sqlUrl: sql.url } : {}),
      close: async () => {
        await server.close();
        await sql?.close();
        await demo.close();
      },
    };
  } catch (error) {
    await demo.close();
    throw error;
  }
}
