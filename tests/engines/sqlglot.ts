/** sqlglot in a Python process: a second, independent reader of every dialect. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { SqlDialect } from '../../src/kpi/definition/types';
import { pythonEnvironment } from './python';

export interface ParsedBack {
  readonly statements: number;
  readonly kind: string;
  /** The tree as text, each literal a hole. */
  readonly tree: string;
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

export interface Sqlglot {
  /** Rejects with sqlglot's words where it cannot read the text. */
  readonly parse: (dialect: SqlDialect, text: string) => Promise<ParsedBack>;
  readonly close: () => void;
}

export function openSqlglot(): Sqlglot {
  const child = spawn('python3', [path.join(__dirname, 'sqlglot_server.py')], {
    env: pythonEnvironment(),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting: Array<{ resolve: (found: ParsedBack) => void; reject: (error: Error) => void }> = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as ParsedBack & { readonly error?: string };
    const next = waiting.shift();
    if (answer.error === undefined) {
      next?.resolve(answer);
    } else {
      next?.reject(new Error(answer.error));
    }
  });
  child.on('exit', () => waiting.splice(0).forEach(({ reject }) => reject(new Error('sqlglot ended'))));
  return {
    parse: (dialect, text) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify({ dialect, text })}\n`);
      }),
    close: () => child.stdin.end(),
  };
}
