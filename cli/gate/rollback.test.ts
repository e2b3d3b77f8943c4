import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { decide, idempotencyKey, rollbackPayload, type GateRun } from '../../src/kpi/gate';
import { DEPLOY, kpiAt, lookAfter, policy, WORSE } from '../../src/kpi/gate/testing';
import { CannotRun } from '../exit';
import { callRollback, webhookOf } from './rollback';
import { testHost } from './testing';

const looks = [lookAfter(2, kpiAt({ effect: WORSE }))];
const run: GateRun = {
  deploy: { id: 'd/1/checkout/4.2', atMs: DEPLOY, title: 'checkout 4.2', service: 'checkout', version: '4.2' },
  policy: policy(),
  decision: decide(looks, policy()),
  looks,
  timeZone: 'Europe/Berlin',
};
const payload = rollbackPayload(run, [{ flag: 'payments-v2', variant: 'off' }]);

interface Seen {
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}
const servers: http.Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function receiver(...answers: Array<number | ((response: http.ServerResponse) => void)>) {
  const seen: Seen[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const answer = answers[Math.min(seen.length, answers.length - 1)];
      seen.push({ headers: request.headers, body });
      if (typeof answer === 'number') {
        response.writeHead(answer).end('{}');
      } else {
        answer(response);
      }
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/s3cret-path` };
}
const call = async (url: string, env: Record<string, string> = {}, tokenEnv?: string) => {
  const host = testHost(DEPLOY, { fetch, env });
  const answer = await callRollback(webhookOf(url, tokenEnv, env), payload, host);
  return { answer, host };
};

describe('the rollback webhook', () => {
  it('gets the decision, its flags and a key, with the token', async () => {
    const { seen, url } = await receiver(204);
    const { answer } = await call(url, { HOOK: 't0ken' }, 'HOOK');
    expect(answer).toMatchObject({ done: true, attempts: 1 });
    expect(seen[0].headers).toMatchObject({
      authorization: 'Bearer t0ken',
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey(run),
    });
    expect(JSON.parse(seen[0].body)).toMatchObject({
      schema: 'plumbline/rollback/v1',
      flags: { 'payments-v2': { state: 'ENABLED', defaultVariant: 'off' } },
      gate: { outcome: 'closed', deploy: { service: 'checkout', version: '4.2' } },
    });
  });

  it('is called again, with the same key, while it fails for now', async () => {
    const { seen, url } = await receiver(503, 429, 200);
    const { answer, host } = await call(url);
    expect(answer).toMatchObject({ done: true, attempts: 3 });
    expect(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(host.slept).toEqual([1000, 2000]);
  });

  it('waits as long as it is asked to', async () => {
    const { url } = await receiver((response) => response.writeHead(429, { 'retry-after': '7' }).end(), 200);
    expect((await call(url)).host.slept).toEqual([7000]);
  });

  it('gives up after four tries, and says so without the address', async () => {
    const { seen, url } = await receiver(500);
    const { answer } = await call(url);
    expect([answer.done, answer.attempts, seen.length]).toEqual([false, 4, 4]);
    expect(answer.words).toMatch(/failed after 4 tries: HTTP 500\. Nothing was rolled back/);
    expect(answer.words).not.toContain('s3cret');
  });

  it('does not repeat what is refused, and follows nobody', async () => {
    const refused = await receiver(400);
    expect((await call(refused.url)).answer).toMatchObject({ done: false, attempts: 1 });
    const elsewhere = await receiver(200);
    const moved = await receiver((response) => response.writeHead(307, { location: elsewhere.url }).end());
    expect((await call(moved.url)).answer.words).toMatch(/it redirects \(HTTP 307\)/);
    expect(elsewhere.seen).toEqual([]);
  });

  it('says that nobody is there', async () => {
    const { answer } = await call('http://127.0.0.1:9/hooks/s3cret-path');
    expect(answer).toMatchObject({ done: false, attempts: 4 });
    expect(answer.words).toMatch(/could not be reached/);
    expect(answer.words).not.toContain('s3cret');
  });

  it.each([
    ['ftp://x', undefined, /begins with https/],
    ['no address s3cret', undefined, /begins with https/],
    ['https://x.example', 'NOT_SET', /NOT_SET: this environment variable is not set/],
  ])('refuses %s', (url, tokenEnv, message) => {
    expect(() => webhookOf(url, tokenEnv, {})).toThrow(CannotRun);
    expect(() => webhookOf(url, tokenEnv, {})).toThrow(message);
  });
});

describe('the key', () => {
  it('is the same for the same deploy and KPIs, whenever', () => {
    const later = { ...run, policy: policy({ kpis: ['b', 'a'], untilMs: 1 }) };
    expect(idempotencyKey(later)).toBe(idempotencyKey({ ...run, policy: policy({ kpis: ['a', 'b'] }) }));
    expect(idempotencyKey({ ...run, deploy: { ...run.deploy, version: '4.3' } })).not.toBe(idempotencyKey(run));
  });
});
