/** Small helpers over node:http: bodies with a limit, answers with the right type, files that are files. */
import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { HttpError } from './request';

/** Largest body of a call; Grafana's own queries are far smaller. */
const BODY_LIMIT = 4 << 20;

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8'
): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

/** Grafana's form of an error. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof HttpError) {
    const id = error.messageId ? { messageId: error.messageId, statusCode: error.status } : {};
    sendJson(response, error.status, { message: error.message, ...id });
    return;
  }
  sendJson(response, 500, { message: error instanceof Error ? error.message : String(error) });
}

/** @throws HttpError 400 for what is not JSON, 413 for too much of it */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > BODY_LIMIT) {
      throw new HttpError(413, `The body is larger than ${BODY_LIMIT} bytes`);
    }
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    throw new HttpError(400, 'bad request data');
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Sends a file of `folder`. False where there is no such file, or where the path would lead out of the folder. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  relative: string
): boolean {
  let decoded: string;
  try {
    decoded = decodeURIComponent(relative);
  } catch {
    return false;
  }
  const file = path.resolve(folder, `.${path.sep}${decoded}`);
  if (decoded.includes('\0') || !file.startsWith(path.resolve(folder) + path.sep)) {
    return false;
  }
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) {
    return false;
  }
  const tag = `"${stat.size.toString(36)}-${stat.mtimeMs.toString(36)}"`;
  // Vite names its files by their content; everything else is asked again, which costs nothing here.
  const forever = /-[\w-]{8}\.(js|css|woff2?|svg|png|ttf)$/.test(file) && /[\\/]assets[\\/]/.test(file);
  const headers = {
    'content-type': TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
    'cache-control': forever ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    etag: tag,
  };
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304, headers).end();
    return true;
  }
  response.writeHead(200, { ...headers, 'content-length': stat.size });
  if (request.method === 'HEAD') {
    response.end();
  } else {
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  }
  return true;
}
