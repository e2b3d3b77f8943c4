/** What the start is doing, for the terminal and for the page that waits. */
import type { ServerResponse } from 'node:http';

export interface ProgressStep {
  readonly at: number;
  readonly text: string;
  readonly share?: number;
}

export class Progress {
  private readonly steps: ProgressStep[] = [];
  private readonly listeners = new Set<ServerResponse>();
  private done = false;

  say(text: string, share?: number): void {
    const step = { at: Date.now(), text, ...(share === undefined ? {} : { share }) };
    // One line a thing: a share only moves the last line on.
    const last = this.steps[this.steps.length - 1];
    if (share !== undefined && last?.share !== undefined) {
      this.steps.pop();
    }
    this.steps.push(step);
    this.send('step', step);
  }

  finish(): void {
    this.done = true;
    this.send('ready', {});
    this.listeners.forEach((listener) => listener.end());
    this.listeners.clear();
  }

  /** Server-sent events: all steps so far, those to come, then `ready`. */
  stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    this.steps.forEach((step) => response.write(`event: step\ndata: ${JSON.stringify(step)}\n\n`));
    if (this.done) {
      response.end('event: ready\ndata: {}\n\n');
      return;
    }
    this.listeners.add(response);
    response.on('close', () => this.listeners.delete(response));
  }

  private send(event: string, data: unknown): void {
    this.listeners.forEach((listener) => listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  }
}
