/** Starts promlite (demo/prometheus), the Prometheus engine as a process of our own, and talks to it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';

export interface ScrapeTarget {
  readonly job: string;
  readonly instance: string;
  readonly url: string;
}

export interface Replayed {
  readonly samples: number;
  readonly series: number;
  /** Samples that were not newer than what is there already. */
  readonly late: number;
}

export interface PromliteOptions {
  readonly binary: string;
  readonly folder: string;
  /** Default: a free one. */
  readonly port?: number;
  readonly scrapeInterval?: string;
  /** False: nothing is scraped before `scrape`, so that a replay may come first. A sample of now would make the past too late. */
  readonly selfScrape?: boolean;
}

export class PromliteStore {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly said: string[]
  ) {}

  /** Resolves when it listens. Rejects with what it printed if it ends before. */
  static start(options: PromliteOptions): Promise<PromliteStore> {
    mkdirSync(options.folder, { recursive: true });
    const flags = ['-data', options.folder, '-listen', `127.0.0.1:${options.port ?? 0}`, '-exit-with-stdin'];
    if (options.selfScrape === false) {
      flags.push('-self-scrape=false');
    }
    if (options.scrapeInterval) {
      flags.push('-scrape-interval', options.scrapeInterval);
    }
    // Its standard input is ours to hold: when this process dies, however it dies, promlite ends too.
    const child = spawn(options.binary, flags, { stdio: ['pipe', 'pipe', 'pipe'] });
    const said: string[] = [];
    return new Promise((resolve, reject) => {
      let text = '';
      child.stderr.on('data', (data: Buffer) => said.push(data.toString()));
      child.stdout.on('data', (data: Buffer) => {
        text += data.toString();
        const url = /^listening (\S+)$/m.exec(text)?.[1];
        if (url) {
          resolve(new PromliteStore(child, url, said));
        }
      });
      child.on('error', reject);
      child.on('exit', (code) => reject(new Error(`promlite ended with ${code}: ${said.join('').trim()}`)));
    });
  }

  /** Standard error so far, for a report of a fault. */
  get log(): string {
    return this.said.join('');
  }

  /** Appends a replay (its text in pieces). Rejects with the engine's own words. */
  replay(pieces: readonly string[]): Promise<Replayed> {
    return this.send<Replayed>('POST', '/demo/replay', pieces.join(''));
  }

  /** From now on these are scraped, beside promlite itself. */
  async scrape(targets: readonly ScrapeTarget[]): Promise<void> {
    await this.send('PUT', '/demo/targets', JSON.stringify({ targets }));
  }

  private async send<T>(method: string, path: string, body: string): Promise<T> {
    const response = await fetch(`${this.url}${path}`, { method, body });
    const answer = (await response.json()) as { status: string; data: T; error?: string };
    if (answer.status !== 'success') {
      throw new Error(`promlite: ${answer.error}`);
    }
    return answer.data;
  }

  /** Lets it write what it holds, then ends it; after five seconds by force. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.child.exitCode !== null) {
        resolve();
        return;
      }
      const force = setTimeout(() => this.child.kill('SIGKILL'), 5000);
      this.child.once('exit', () => {
        clearTimeout(force);
        resolve();
      });
      this.child.stdin?.end();
    });
  }
}
