/**
 * The real workbench with the demo shop, for the browser tests: `tsx e2e/start-shop.ts PAGE_FOLDER DAYS [SCENE]`.
 * Prints its URL when it answers; ends when its standard input does.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { startWorkbench } from '../demo/server/start';
import { isStory } from '../demo/shop/scene-words';
import type { Scene } from '../demo/shop/world';

/** The real sessions of ../shared/data beside the shop's own, where they are at hand; one a second from the start of 2026. */
async function loadShoppers(root: string, exec: (sql: string) => Promise<unknown>): Promise<void> {
  const file = path.join(root, '..', 'shared', 'data', 'online_shoppers_intention.csv');
  if (!fs.existsSync(file)) {
    return;
  }
  const [header, ...lines] = fs.readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const columns = header.split(';');
  const [type, revenue] = ['VisitorType', 'Revenue'].map((name) => columns.indexOf(name));
  const rows = lines.map((line, i) => {
    const cells = line.split(';');
    return `('${new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString()}', '${cells[type]}', ${cells[revenue]})`;
  });
  await exec(`DROP TABLE IF EXISTS online_shoppers;
    CREATE TABLE online_shoppers (at timestamptz, visitor_type text, purchased boolean);
    INSERT INTO online_shoppers VALUES ${rows.join(',')};
    GRANT SELECT ON online_shoppers TO PUBLIC`);
}

async function main(page: string, days: number, scene: Scene): Promise<void> {
  const root = path.resolve(__dirname, '..');
  const temporaryFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-e2e-'));
  const running = await startWorkbench({
    root,
    port: 0,
    page,
    days,
    seed: 1,
    scene,
    // Filled once a version of the shop; later runs only add what has happened since.
    // Stories share the past that they begin from.
    cacheFolder: path.join(
      root,
      '.plumbline',
      scene === 'history' ? 'e2e' : isStory(scene) ? 'e2e-stories' : `e2e-${scene}`
    ),
    temporaryFolder,
  });
  await loadShoppers(root, (sql) => running.demo.db.db.exec(sql));
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

main(process.argv[2], Number(process.argv[3]), (process.argv[4] ?? 'history') as Scene).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
