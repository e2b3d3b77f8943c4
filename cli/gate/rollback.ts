/** The call that rolls back: a POST that may be sent again, since it carries a key. */
import type { RollbackCall, RollbackPayload } from '../../src/kpi/gate';
import { CannotRun } from '../exit';
import type { GateHost } from './host';

export interface Webhook {
  readonly url: URL;
  readonly token?: string;
}

const TRIES = 4;
const FIRST_PAUSE_MS = 1000;
/** Longest that one try may take. */
export const WEBHOOK_TIMEOUT_MS = 10_000;
/** Longest pause that a `Retry-After` may ask for. */
const LONGEST_PAUSE_MS = 30_000;

/** @throws CannotRun for an address that is none, or a token that is not set; says neither of them */
export function webhookOf(address: string, tokenEnv: string | undefined, env: GateHost['env']): Webhook {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new CannotRun('--rollback-webhook takes an address that begins with https:// or http://.');
  }
  if (tokenEnv === undefined) {
    return { url: new URL(address) };
  }
  const token = env[tokenEnv];
  if (token === undefined || token === '') {
    throw new CannotRun(`--webhook-token-env ${tokenEnv}: this environment variable is not set.`);
  }
  return { url: new URL(address), token };
}

/**
 * Sends the payload: 2xx is done; no answer, 408, 425, 429 and 5xx are tried again, four times in all; anything else is final, a redirect too (it
 * would carry the token elsewhere). Never throws but for an abort; the words name the host, never the address.
 */
export async function callRollback(webhook: Webhook, payload: RollbackPayload, host: GateHost): Promise<RollbackCall> {
  const { host: name } = webhook.url;
  let why = '';
  for (let attempt = 1; ; attempt++) {
    const answer = await post(webhook, payload, host);
    if (answer.ok) {
      const times = attempt === 1 ? '' : ` at try ${attempt}`;
      return {
        done: true,
        attempts: attempt,
        words: `The rollback webhook at ${name} took it (HTTP ${answer.status})${times}.`,
      };
    }
    why = answer.why;
    if (attempt === TRIES || !answer.again) {
      const tries = attempt === 1 ? '1 try' : `${attempt} tries`;
      return {
        done: false,
        attempts: attempt,
        words: `The rollback webhook at ${name} failed after ${tries}: ${why}. Nothing was rolled back by it.`,
      };
    }
    await host.sleep(Math.min(LONGEST_PAUSE_MS, answer.afterMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1)), host.signal);
  }
}

type Tried =
  | { readonly ok: true; readonly status: number }
  | { readonly ok: false; readonly why: string; readonly again: boolean; readonly afterMs?: number };

async function post({ url, token }: Webhook, payload: RollbackPayload, host: GateHost): Promise<Tried> {
  try {
    const address = new URL(url);
    const login = address.username === '' ? undefined : basic(address);
    address.username = '';
    address.password = '';
    const authorization = token === undefined ? login : `Bearer ${token}`;
    const response = await host.fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': payload.idempotencyKey,
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: JSON.stringify(payload),
      redirect: 'manual',
      signal: AbortSignal.any([host.signal, AbortSignal.timeout(WEBHOOK_TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    const { status } = response;
    if (status >= 200 && status < 300) {
      return { ok: true, status };
    }
    const seconds = Number(response.headers.get('retry-after') ?? NaN);
    return {
      ok: false,
      why: status >= 300 && status < 400 ? `it redirects (HTTP ${status})` : `HTTP ${status}`,
      again: [408, 425, 429].includes(status) || status >= 500,
      ...(seconds >= 0 ? { afterMs: seconds * 1000 } : {}),
    };
  } catch (error) {
    host.signal.throwIfAborted();
    return { ok: false, why: reason(error), again: true };
  }
}

const basic = ({ username, password }: URL) =>
  `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;

/** Names of what can go wrong on the way; messages may repeat the address. */
function reason(error: unknown): string {
  if ((error as Error).name === 'TimeoutError') {
    return `no answer within ${WEBHOOK_TIMEOUT_MS / 1000} s`;
  }
  const code = ((error as Error).cause as { code?: string } | undefined)?.code;
  return code === undefined ? 'it could not be reached' : `it could not be reached (${code})`;
}
