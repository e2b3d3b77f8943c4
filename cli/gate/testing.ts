/** A host whose clock only moves while it sleeps. */
import type { GateHost } from './host';

export interface TestHost extends GateHost {
  readonly said: string[];
  readonly files: Map<string, string>;
  readonly slept: number[];
}

export function testHost(startMs: number, over: Partial<GateHost> = {}): TestHost {
  let now = startMs;
  const said: string[] = [];
  const slept: number[] = [];
  const files = new Map<string, string>();
  return {
    said,
    files,
    slept,
    nowMs: () => now,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
    signal: new AbortController().signal,
    env: {},
    err: (text) => void said.push(text),
    isTty: false,
    fetch: () => Promise.reject(new Error('nothing is to be fetched')),
    append: (file, text) => void files.set(file, `${files.get(file) ?? ''}${text}`),
    write: (file, text) => void files.set(file, text),
    ...over,
  };
}
