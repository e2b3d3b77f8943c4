/**
 * The demo shop at one fixed moment, scene by scene, for pictures of whole boards: `tsx e2e/start-board-shop.ts PAGE_FOLDER`.
 * Reads names of scenes, one a line, and answers each with the URL of a workbench whose shop is in that scene; the one before is closed.
 * All scenes begin from one past, which is told once and kept: the same seed, the same days, the same two hours before the end.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';
import { Demo, generation } from '../demo/server/demo';
import { demoSources } from '../demo/server/start';
import { startWorkbenchServer, type Workbench } from '../demo/server/workbench';
import type { Scene } from '../demo/shop/world';
import { buildPromlite } from '../demo/stores/build-promlite.mjs';

/** A Wednesday afternoon in Berlin. Budgets over 30 days have as many, and a day to spare. */
const NOW = Date.parse('2026-11-25T14:07:30Z');
const DAYS = 31;
/** Stories begin 75 minutes before the end, after a stretch of calm. */
const BEFORE_SCENES = 2 * 3_600_000;

const root = path.resolve(__dirname, '..');
const kept = path.join(root, '.plumbline', 'e2e-boards');
const options = { root, temporaryFolder: kept, promliteBinary: buildPromlite(root), seed: 1, days: DAYS };

/** The folder of the past that all scenes share. */
async function past(): Promise<string> {
  const folder = path.join(kept, `past-${generation(root)}-${NOW}`);
  const whole = path.join(folder, 'whole');
  if (!fs.existsSync(whole)) {
    fs.rmSync(kept, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    const demo = await Demo.past({ ...options, scene: 'history', now: () => NOW - BEFORE_SCENES, kept: folder });
    await demo.close();
    fs.writeFileSync(whole, '');
  }
  return folder;
}

interface Open {
  readonly demo: Demo;
  readonly workbench: Workbench;
  readonly folder: string;
}

async function openScene(scene: Scene, page: string): Promise<Open> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-boards-'));
  fs.cpSync(await past(), folder, { recursive: true });
  const demo = await Demo.past({ ...options, scene, now: () => NOW, kept: folder });
  const sources = demoSources(root, demo);
  const workbench = await startWorkbenchServer({ root, page, demo, sources, now: () => NOW });
  return { demo, workbench, folder };
}

async function close(open: Open | undefined): Promise<void> {
  await open?.workbench.close();
  await open?.demo.close();
  fs.rmSync(open?.folder ?? '', { recursive: true, force: true });
}

async function main(page: string): Promise<void> {
  let open: Open | undefined;
  for await (const scene of readline.createInterface({ input: process.stdin })) {
    await close(open);
    open = await openScene(scene as Scene, page);
    process.stdout.write(`${open.workbench.url}\n`);
  }
  await close(open);
}

main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
