/**
 * The real workbench with the demo shop, for the browser tests: `tsx e2e/start-shop.ts PAGE_FOLDER DAYS`.
 * Prints its URL when it answers; ends when its standard input does.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { startWorkbench } from '../demo/server/start';

async function main(page: string, days: number): Promise<void> {
  const root = path.resolve(__dirname, '..');
  const temporaryFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-e2e-'));
  const running = await startWorkbench({
    root,
    port: 0,
    page,
    days,
    seed: 1,
    scene: 'history',
    // Filled once a version of the shop; later runs only add what has happened since.
    cacheFolder: path.join(root, '.plumbline', 'e2e'),
    temporaryFolder,
  });
  process.stdout.write(`${running.url}\n`);
  const stop = () => {
    void running.close().then(() => {
      fs.rmSync(temporaryFolder, { recursive: true, force: true });
      process.exit(0);
    });
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  process.stdin.on('end', stop).on('error', stop).resume();
}

main(process.argv[2], Number(process.argv[3])).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
