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
  /** The statement in another dialect, as sqlglot understands it. */
  readonly transpile: (dialect: SqlDialect, text: string, to: SqlDialect) => Promise<string>;
  readonly close: () => void;
}

export function openSqlglot(): Sqlglot {
  const child = spawn('python3', [path.join(__dirname, 'sqlglot_server.py')], {
    env: pythonEnvironment(),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  type Answer = ParsedBack & { readonly sql: string };
  const waiting: Array<{ resolve: (found: Answer) => void; reject: (error: Error) => void }> = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer & { readonly error?: string };
    const next = waiting.shift();
    if (answer.error === undefined) {
      next?.resolve(answer);
    } else {
      next?.reject(new Error(answer.error));
    }
  });
  child.on('exit', () => waiting.splice(0).forEach(({ reject }) => reject(new Error('sqlglot ended'))));
  const ask = (question: object): Promise<Answer> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      child.stdin.write(`${JSON.stringify(question)}\n`);
    });
  return {
    parse: (dialect, text) => ask({ dialect, text }),
    transpile: async (dialect, text, to) => (await ask({ dialect, text, to })).sql,
    close: () => child.stdin.end(),
  };
}
