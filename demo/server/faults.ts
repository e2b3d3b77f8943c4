/** Data sources that misbehave, each in its own way, for tests of hosts. Uids `fault-…`; only when asked for. */
import type { ServerResponse } from 'node:http';

export const FAULTS = [
  'html',
  'status-502',
  'slow',
  'big',
  'no-frames',
  'no-result',
  'drop',
  'not-json',
  'redirect',
] as const;
export type Fault = (typeof FAULTS)[number];

const CHUNK = ' '.repeat(1 << 20);
/** More than the largest answer a host takes (32 MiB). */
const BIG = 40;

export function faultOf(uid: string): Fault | undefined {
  return FAULTS.find((fault) => uid === `fault-${fault}`);
}

/** Answers the whole call with the fault. `slow` sends its head and then nothing until the caller leaves. */
export function misbehave(fault: Fault, response: ServerResponse, refId: string): void {
  const json = { 'content-type': 'application/json' };
  switch (fault) {
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
      return;
    case 'status-502':
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html><body>Bad Gateway</body></html>');
      return;
    case 'slow':
      response.writeHead(200, json);
      response.flushHeaders();
      return;
    case 'big':
      response.writeHead(200, json);
      response.write('{"results":{');
      for (let i = 0; i < BIG; i++) {
        response.write(CHUNK);
      }
      response.end('}}');
      return;
    case 'no-frames':
      response.writeHead(200, json).end(JSON.stringify({ results: { [refId]: { status: 200 } } }));
      return;
    case 'no-result':
      response.writeHead(200, json).end('{"results":{}}');
      return;
    case 'drop':
      response.socket?.destroy();
      return;
    case 'not-json':
      response.writeHead(200, json).end('{"results":{"A":{"frames":[{"schema"');
      return;
    case 'redirect':
      response.writeHead(302, { location: '/login' }).end();
  }
}
