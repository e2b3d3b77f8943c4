import type { ServerResponse } from 'node:http';

export declare class Progress {
  say(text: string, share?: number): void;
  fail(text: string): void;
  finish(): void;
  stream(response: ServerResponse): void;
}
export declare const WAITING_PAGE: string;
