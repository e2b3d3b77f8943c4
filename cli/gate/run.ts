/** The gate with the real world behind it, and nothing secret in what it says. */
import fs from 'node:fs';
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Environment } from '../connect';
import { CannotRun } from '../exit';
import type { Streams } from '../main';
import type { Answer } from '../options';
import { masking, secretsOf, secretsOfSources } from '../secrets';
import { gateCommand } from './command';
import type { GateHost } from './host';
import type { GateOptions } from './options';

/** @throws CannotRun, its message masked, also where it was interrupted */
export async function runGate(options: GateOptions, streams: Streams): Promise<Answer> {
  const mask = masking(secretsOfGate(options, streams.env ?? {}));
  const signal = streams.interrupted?.() ?? new AbortController().signal;
  try {
    const { json, text, ...rest } = await gateCommand(options, hostOf(streams, signal, mask));
    return { json: JSON.parse(mask(JSON.stringify(json))), text: mask(text), ...rest };
  } catch (error) {
    if (signal.aborted) {
      throw new CannotRun('interrupted; nothing was decided.');
    }
    throw error instanceof CannotRun ? new CannotRun(mask(error.message)) : error;
  }
}

function secretsOfGate(o: GateOptions, env: Environment): Array<string | undefined> {
  return [
    ...secretsOfSources(o, env),
    ...secretsOf(o.rollbackWebhook ?? '', { path: true }),
    o.webhookTokenEnv === undefined ? undefined : env[o.webhookTokenEnv],
  ];
}

function hostOf(streams: Streams, signal: AbortSignal, mask: (text: string) => string): GateHost {
  return {
    nowMs: streams.nowMs,
    sleep: streams.sleep ?? ((ms, until) => sleepFor(ms, undefined, { signal: until })),
    signal,
    env: streams.env ?? {},
    err: (text) => streams.err(mask(text)),
    isTty: streams.isTty ?? false,
    fetch: streams.fetch ?? fetch,
    append: (file, text) => save(file, () => fs.appendFileSync(file, mask(text))),
    write: (file, text) => save(file, () => fs.writeFileSync(file, mask(text))),
  };
}

function save(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new CannotRun(`${file} cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`);
  }
}
