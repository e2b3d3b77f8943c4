/** The shop of start-board-shop.ts: one process for a run, its scenes one after the other. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';
import { root } from './paths.mjs';

/** The moment that all its clocks show; the page's as well. */
export const NOW = Date.parse('2026-11-25T14:07:30Z');

/** Every scene of the demo. */
export const SCENES = [
  'history',
  'calm',
  'payment-outage',
  'payment-gateway',
  'cost-spike',
  'midnight-batch',
  'regional-cost',
  'bad-deploy',
];

/** `{ scene(name) -> URL, close() }`; nothing is started before the first scene. */
export function boardShop(pageFolder) {
  const tsx = path.join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  let child;
  let lines;
  let said = '';
  const start = () => {
    child = spawn(process.execPath, [tsx, path.join(root, 'e2e', 'start-board-shop.ts'), pageFolder], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stderr.on('data', (data) => (said += data));
    lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  };
  return {
    async scene(name) {
      child ?? start();
      child.stdin.write(`${name}\n`);
      const { value, done } = await lines.next();
      if (done) {
        throw new Error(`the shop of boards ended: ${said}`);
      }
      return value;
    },
    async close() {
      if (child && child.exitCode === null) {
        const ended = new Promise((resolve) => child.on('exit', resolve));
        child.stdin.end();
        await ended;
      }
    },
  };
}
