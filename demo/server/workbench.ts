/** The workbench's HTTP server: its page, the built plugin, and the part of Grafana's API that they and the Go host use. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { PLAYABLE, SCENE_WORDS } from '../shop/scene-words';
import { REGIONS, SCENES, type Region, type Scene } from '../shop/world';
import { Annotations } from './annotations';
import { readBoards, type Board } from './boards';
import type { Demo } from './demo';
import { runQueries, type DataSourceSettings, type WorkbenchSource } from './ds-query';
import { FAULTS, faultOf, misbehave } from './faults';
import { readJson, sendError, sendFile, sendJson, sendText } from './http';
import { Progress } from './progress.mjs';
import { HttpError, readQueryCall } from './request';

export interface WorkbenchOptions {
  /** The repository: built files and boards are found below it. */
  readonly root: string;
  /** Default 0: a free port. Loopback only. */
  readonly port?: number;
  /** A server that listens already (npm start shows its progress there first). */
  readonly server?: http.Server;
  /** In the order of the list; the first is the default one. */
  readonly sources: readonly WorkbenchSource[];
  readonly boards?: readonly Board[];
  readonly demo?: Demo;
  /** Folder of the page's built files; null: no page. Default: demo/workbench-page/dist. */
  readonly page?: string | null;
  /** Name -> bearer token. With any, every call of /api but /api/health needs one of them. */
  readonly tokens?: Readonly<Record<string, string>>;
  /** Answer 207 instead of 400 when a query of a call failed, as newer Grafanas may. */
  readonly multiStatus?: boolean;
  /** Offer the data sources `fault-…`. */
  readonly faults?: boolean;
  readonly progress?: Progress;
  readonly now?: () => number;
}

/** One call of /api, for tests that ask what was sent: with whose token, not with which. */
export interface LoggedCall {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly refIds?: readonly string[];
}

export interface Workbench {
  readonly url: string;
  readonly calls: readonly LoggedCall[];
  close(): Promise<void>;
}

const VERSION = '13.1.1';
const PLUGIN = 'plumbline-kpi-app';
const KEPT_CALLS = 500;
const OWN_TYPE = 'plumbline-kpi-datasource';

export async function startWorkbenchServer(options: WorkbenchOptions): Promise<Workbench> {
  const server = options.server ?? http.createServer();
  const calls: LoggedCall[] = [];
  const app = new App(options, calls);
  server.removeAllListeners('request');
  server.on('request', (request, response) => void app.handle(request, response));
  if (!server.listening) {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Uids and names of the misbehaving sources; hosts see them as ordinary PostgreSQL sources. */
const faultSources = (): WorkbenchSource[] =>
  FAULTS.map((fault) => ({
    uid: `fault-${fault}`,
    name: `Fault: ${fault}`,
    type: 'grafana-postgresql-datasource',
    jsonData: {},
  }));

class App {
  private readonly sources: Map<string, WorkbenchSource>;
  private readonly versions = new Map<string, number>();
  private readonly annotations: Annotations;
  private readonly now: () => number;

  constructor(
    private readonly options: WorkbenchOptions,
    private readonly calls: LoggedCall[]
  ) {
    const all = [...options.sources, ...(options.faults ? faultSources() : [])];
    this.sources = new Map(all.map((source) => [source.uid, source]));
    this.annotations = new Annotations(options.demo?.db);
    this.now = options.now ?? Date.now;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      this.checkOrigin(request);
      if (url.pathname.startsWith('/api/')) {
        await this.api(request, response, url);
      } else if (url.pathname.startsWith('/demo/')) {
        await this.demo(request, response, url);
      } else if (request.method === 'GET' || request.method === 'HEAD') {
        this.file(request, response, url.pathname);
      } else {
        throw new HttpError(405, 'Method not allowed');
      }
    } catch (error) {
      sendError(response, error);
    }
  }

  /** No page of another site may use this server through somebody's browser (DNS rebinding, cross-site posts). */
  private checkOrigin(request: IncomingMessage): void {
    const local = (host: string) => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
    const origin = request.headers.origin;
    const from = origin === undefined ? undefined : URL.canParse(origin) ? new URL(origin).host : '';
    if (!local(request.headers.host ?? '') || (from !== undefined && !local(from))) {
      throw new HttpError(403, 'The workbench answers this machine only');
    }
  }

  private authorised(request: IncomingMessage): string | undefined {
    const tokens = Object.entries(this.options.tokens ?? {});
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const known = tokens.find(([, token]) => token === given)?.[0];
    if (tokens.length > 0 && known === undefined) {
      throw new HttpError(401, given === undefined ? 'Unauthorized' : 'Invalid API key');
    }
    return known;
  }

  private async api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const at = `${request.method} ${url.pathname}`;
    if (at === 'GET /api/health') {
      return sendJson(response, 200, { commit: 'workbench', database: 'ok', version: VERSION });
    }
    let token: string | undefined;
    try {
      token = this.authorised(request);
    } finally {
      this.log({ method: request.method ?? '', path: url.pathname, ...(token === undefined ? {} : { token }) });
    }
    const uid = /^\/api\/datasources\/uid\/([^/]+)(\/health)?$/.exec(url.pathname);
    if (at === 'POST /api/ds/query') {
      return this.query(request, response);
    }
    if (uid && request.method === 'GET') {
      const source = this.sources.get(decodeURIComponent(uid[1]));
      if (!source) {
        throw new HttpError(404, 'Data source not found');
      }
      return sendJson(response, 200, uid[2] ? { status: 'OK', message: 'The workbench has it.' } : this.listed(source));
    }
    const annotation = /^(GET|PATCH) \/api\/annotations\/(\d+)$/.exec(at);
    if (annotation) {
      const id = Number(annotation[2]);
      const patched = annotation[1] === 'PATCH' ? this.annotations.patch(id, await readJson(request)) : undefined;
      return sendJson(response, 200, patched ?? this.annotations.get(id));
    }
    if (uid && !uid[2] && request.method === 'PUT') {
      return this.save(decodeURIComponent(uid[1]), request, response);
    }
    switch (at) {
      case 'GET /api/datasources':
        return sendJson(
          response,
          200,
          [...this.sources.values()].map((source) => this.listed(source))
        );
      case 'GET /api/workbench/boot':
        return sendJson(response, 200, this.boot());
      case 'GET /api/frontend/settings':
        return sendJson(response, 200, this.frontendSettings());
      case 'GET /api/annotations':
        return sendJson(response, 200, await this.annotations.list(url.searchParams));
      case 'POST /api/annotations':
        return sendJson(response, 200, this.annotations.create(await readJson(request)));
      default:
        throw new HttpError(404, 'Not found');
    }
  }

  /** As Grafana saves a data source: only ours may be, only over the version that was read, and only until the workbench ends. */
  private async save(uid: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const source = this.sources.get(uid);
    const body = (await readJson(request)) as { version?: number; jsonData?: WorkbenchSource['jsonData'] } | null;
    if (!source || source.type !== OWN_TYPE) {
      throw new HttpError(source ? 403 : 404, source ? 'Cannot update read-only data source' : 'Data source not found');
    }
    if (body?.version !== this.versionOf(uid)) {
      throw new HttpError(409, 'Datasource has already been updated by someone else. Please reload and try again');
    }
    this.versions.set(uid, this.versionOf(uid) + 1);
    this.sources.set(uid, { ...source, jsonData: body.jsonData ?? {} });
    sendJson(response, 200, { message: 'Datasource updated', datasource: this.listed(this.sources.get(uid)!) });
  }

  private versionOf(uid: string): number {
    return this.versions.get(uid) ?? 1;
  }

  private log(call: LoggedCall): void {
    this.calls.push(call);
    if (this.calls.length > KEPT_CALLS) {
      this.calls.shift();
    }
  }

  private async query(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = readQueryCall(await readJson(request), this.now());
    const last = this.calls[this.calls.length - 1];
    if (last) {
      this.calls[this.calls.length - 1] = { ...last, refIds: call.queries.map((query) => query.refId) };
    }
    const faulty = call.queries.find(
      (query) => this.sources.has(query.datasource!.uid!) && faultOf(query.datasource!.uid!)
    );
    if (faulty) {
      return misbehave(faultOf(faulty.datasource!.uid!)!, response, faulty.refId);
    }
    const left = new AbortController();
    response.on('close', () => left.abort());
    const answer = await runQueries(this.sources, call, { multiStatus: this.options.multiStatus, signal: left.signal });
    sendJson(response, answer.status, answer.body);
  }

  private listed(source: DataSourceSettings): Record<string, unknown> {
    const id = [...this.sources.keys()].indexOf(source.uid) + 1;
    const { uid, name, type, jsonData } = source;
    const readOnly = type !== OWN_TYPE;
    const version = this.versionOf(uid);
    return {
      id,
      uid,
      orgId: 1,
      name,
      type,
      access: 'proxy',
      url: '',
      isDefault: id === 1,
      readOnly,
      version,
      jsonData,
    };
  }

  private boards(): readonly Board[] {
    return this.options.boards ?? readBoards(this.options.root);
  }

  private boot(): Record<string, unknown> {
    const datasources = [...this.sources.values()].map(({ uid, name, type, jsonData }) => ({
      uid,
      name,
      type,
      jsonData,
    }));
    const demo = this.options.demo && {
      scene: this.options.demo.scene,
      scenes: PLAYABLE.map((name) => ({ name, ...SCENE_WORDS[name] })),
    };
    return {
      datasources,
      boards: this.boards(),
      buildInfo: { version: VERSION, env: 'development' },
      ...(demo ? { demo } : {}),
    };
  }

  private frontendSettings(): Record<string, unknown> {
    const datasources = Object.fromEntries(
      [...this.sources.values()].map((source) => [source.name, this.listed(source)])
    );
    const first = [...this.sources.values()][0];
    return {
      buildInfo: { version: VERSION, env: 'development' },
      defaultDatasource: first?.name ?? '',
      datasources,
      featureToggles: {},
    };
  }

  private async demo(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { demo, progress } = this.options;
    const metrics = /^\/demo\/metrics\/(\w+)$/.exec(url.pathname)?.[1] as Region | undefined;
    if (metrics && demo && REGIONS.includes(metrics) && request.method === 'GET') {
      return sendText(response, 200, demo.metrics(metrics), 'text/plain; version=0.0.4; charset=utf-8');
    }
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /demo/progress':
        return (progress ?? finished()).stream(response);
      case 'GET /demo/calls':
        return sendJson(response, 200, this.calls);
      case 'GET /demo/scene':
        return sendJson(response, 200, { scene: demo?.scene ?? null, scenes: demo?.scenes ?? [] });
      case 'POST /demo/scene': {
        const { scene } = ((await readJson(request)) ?? {}) as { scene?: Scene };
        if (!demo || scene === undefined || !SCENES.includes(scene)) {
          throw new HttpError(400, `There is no scene ${JSON.stringify(scene)}; there are ${SCENES.join(', ')}`);
        }
        await demo.switchScene(scene);
        return sendJson(response, 200, { scene: demo.scene, scenes: demo.scenes });
      }
      default:
        throw new HttpError(404, 'Not found');
    }
  }

  private file(request: IncomingMessage, response: ServerResponse, pathname: string): void {
    const plugin = `/public/plugins/${PLUGIN}/`;
    const page =
      this.options.page === undefined
        ? path.join(this.options.root, 'demo', 'workbench-page', 'dist')
        : this.options.page;
    if (pathname.startsWith(plugin)) {
      if (sendFile(request, response, path.join(this.options.root, 'dist'), pathname.slice(plugin.length))) {
        return;
      }
    } else if (page !== null) {
      // Only the page itself has no name, or the address of a page of the app; a missing file is a missing file.
      const isPage = pathname === '/' || pathname.startsWith('/a/');
      if (sendFile(request, response, page, isPage ? 'index.html' : pathname.slice(1))) {
        return;
      }
    }
    sendText(response, 404, `There is no ${pathname}\n`);
  }
}

function finished(): Progress {
  const progress = new Progress();
  progress.finish();
  return progress;
}
