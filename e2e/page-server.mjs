/**
 * Serves the built page and the built plugin files as the workbench's server does, with boot data from the repository's own
 * boards and definitions and no stores: for everything whose numbers come from a test. The page is the real one.
 */
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pluginFolder, root } from './paths.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.map': 'application/json',
};
const PLUGIN = '/public/plugins/plumbline-kpi-app/';

/** All YAML of a folder as one text, in the order of the files' names. */
export function definitionsOf(folder) {
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
  return files
    .sort()
    .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
    .join('\n---\n');
}

function boards() {
  const folder = path.join(root, 'provisioning', 'dashboards');
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')))
    .map((json) => ({ uid: json.uid, title: json.title, json }));
}

export function bootData() {
  return {
    datasources: [
      {
        uid: 'plumbline',
        name: 'Plumbline',
        type: 'plumbline-kpi-datasource',
        jsonData: { definitions: definitionsOf(path.join(root, 'demo', 'definitions')) },
      },
      { uid: 'shop-db', name: 'Shop database', type: 'grafana-postgresql-datasource', jsonData: {} },
      { uid: 'prometheus', name: 'Prometheus', type: 'prometheus', jsonData: {} },
    ],
    boards: boards(),
    buildInfo: {},
  };
}

/** Resolves with `{ url, close }`. A missing file is a 404, never the page: a missing icon must not hide as HTML. */
export function startPageServer(pageFolder) {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    if (pathname === '/api/workbench/boot') {
      response.writeHead(200, { 'content-type': TYPES['.json'] }).end(JSON.stringify(bootData()));
      return;
    }
    const one = /^\/api\/datasources\/uid\/([^/]+)(\/health)?$/.exec(pathname);
    const source = one && bootData().datasources.find(({ uid }) => uid === one[1]);
    if (source) {
      const listed = { ...source, version: 1, readOnly: source.uid !== 'plumbline' };
      const answer = one[2] ? { status: 'OK', message: 'The page server has it.' } : listed;
      response.writeHead(200, { 'content-type': TYPES['.json'] }).end(JSON.stringify(answer));
      return;
    }
    const base = pathname.startsWith(PLUGIN) ? pluginFolder : pageFolder;
    const relative = pathname.startsWith(PLUGIN)
      ? pathname.slice(PLUGIN.length)
      : pathname === '/' || pathname.startsWith('/a/')
        ? 'index.html'
        : pathname;
    const file = path.join(base, path.normalize(`/${relative}`));
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`${pathname} is not here`);
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    fs.createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const close = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
      resolve({ url: `http://127.0.0.1:${server.address().port}`, close });
    });
  });
}
