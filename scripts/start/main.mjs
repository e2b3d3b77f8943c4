/** npm start, once Node is known to be new enough: checks, installs, builds, fills the stores, serves. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Progress, WAITING_PAGE } from '../../demo/server/progress.mjs';
import { buildPromlite } from '../../demo/stores/build-promlite.mjs';
import { BUILDS, buildIfStale, bundleServer, installPackages, stopBuilds } from './builds.mjs';
import { checkGo, checkPorts } from './checks.mjs';
import { HELP, readOptions } from './options.mjs';
import { StartError } from './sentences.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const started = performance.now();

/** `[ 12 s] sentence`; on a terminal a line with a share is written over by the next. */
function teller() {
  const terminal = process.stdout.isTTY === true;
  let moving = false;
  let lastTold = '';
  return (text, share) => {
    if (share !== undefined && share < 1 && !terminal) {
      return; // a log wants lines, not a bar
    }
    const line = `[${String(Math.round((performance.now() - started) / 1000)).padStart(4)} s] ${text}`;
    if (text === lastTold) {
      return;
    }
    lastTold = text;
    const bar = share === undefined || share >= 1 ? '' : ` ${Math.round(share * 100)} %`;
    process.stdout.write(`${moving ? '\r\u001b[K' : ''}${line}${bar}${share !== undefined && share < 1 ? '' : '\n'}`);
    moving = share !== undefined && share < 1;
  };
}

/** While nothing is ready, every path shows the page that waits, and its events. */
function waitingServer(port, progress) {
  const server = http.createServer((request, response) => {
    if (request.url === '/demo/progress') {
      progress.stream(response);
    } else if (request.url === '/') {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
        .end(WAITING_PAGE);
    } else {
      response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '5' }).end('Plumbline is starting\n');
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', () => reject(new StartError('PL5004', { port, what: 'the workbench', flag: port + 100 })));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function openBrowser(url) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined) // no browser here; the address is printed
    .unref();
}

/** @param {readonly string[]} words the command line after `npm start --` */
export async function main(words) {
  let progress;
  try {
    const options = readOptions(words);
    if (options.help) {
      process.stdout.write(HELP);
      return;
    }
    checkGo(root);
    const ports = [
      [options.port, 'the workbench'],
      [options.port + 1, 'the database'],
      [options.port + 2, 'the Prometheus engine'],
    ];
    await checkPorts(ports);
    if (options.check) {
      process.stdout.write(
        `Node ${process.versions.node}, Go and ports ${ports.map(([port]) => port).join(', ')}: all that is needed is here.\n`
      );
      return;
    }
    progress = new Progress();
    await start(options, progress);
  } catch (error) {
    const sentence =
      error instanceof StartError ? error : new StartError('PL5009', { reason: error?.stack ?? String(error) });
    process.stderr.write(`${sentence.message}\n`);
    progress?.fail(sentence.message);
    stopBuilds();
    process.exit(2);
  }
}

async function start(options, progress) {
  const tell = teller();
  const say = (text, share) => {
    tell(text, share);
    progress.say(text, share);
  };
  const url = `http://127.0.0.1:${options.port}`;
  const server = await waitingServer(options.port, progress);
  process.stdout.write(`Plumbline is starting; ${url} shows how far it is.\n`);
  let running;
  let stopping = false;
  const stop = async () => {
    if (stopping) {
      process.exit(130);
    }
    stopping = true;
    process.stdout.write('\nStopping …\n');
    stopBuilds();
    await running?.close();
    process.exit(0);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const promliteBinary = buildPromlite(root, {
    onBuild: () => say('The Prometheus engine is being built (a few minutes, once)'),
  }).catch((error) => {
    throw new StartError('PL5006', { what: 'The Prometheus engine', reason: error.message });
  });
  promliteBinary.catch(() => undefined); // told where it is awaited
  if (options.open && process.stdout.isTTY) {
    openBrowser(url);
  }
  await installPackages(root, say);
  const cacheFolder = path.join(root, '.plumbline', 'shop');
  if (options.fresh) {
    rmSync(cacheFolder, { recursive: true, force: true });
  }
  mkdirSync(cacheFolder, { recursive: true });
  const bundled = await bundleServer(root);
  const { startWorkbench } = await import(pathToFileURL(bundled).href);
  const { port, days, seed, scene } = options;
  // The stores fill while the page is being built; the page is shown when both are there.
  const builds = Promise.all(BUILDS.map((build) => buildIfStale(root, build, say)));
  builds.catch(() => undefined);
  running = await startWorkbench({
    root,
    server,
    cacheFolder,
    temporaryFolder: cacheFolder,
    days,
    seed,
    scene,
    sqlPort: port + 1,
    prometheusPort: port + 2,
    promliteBinary,
    progress,
    say: tell,
    ready: builds,
  });
  process.stdout.write(
    [
      '',
      `  Workbench   ${running.url}   (ready after ${Math.round((performance.now() - started) / 1000)} s)`,
      `  PostgreSQL  ${running.sqlUrl}`,
      `  Prometheus  http://127.0.0.1:${port + 2}`,
      `  Scene       ${scene}; another, from now on: curl -d '{"scene":"bad-deploy"}' ${running.url}/demo/scene`,
      '',
      '  Ctrl-C stops it. The shop is kept in .plumbline for the next start.',
      '',
    ].join('\n')
  );
}
