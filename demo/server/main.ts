/**
 * The workbench's server alone, for tests of other programs (the Go host):
 *   tsx demo/server/main.ts --port 0 --print-url --no-browser-page --days 2
 * Prints one line with its URL when it answers; ends with its standard input or on SIGTERM.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { Command, InvalidArgumentError } from 'commander';
import { SCENES, type Scene } from '../shop/world';
import { startWorkbench } from './start';

const whole = (text: string): number => {
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError('a whole number, please');
  }
  return Number(text);
};
const collect = (text: string, earlier: string[]) => [...earlier, text];
const pair = (text: string): [string, string] => {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new InvalidArgumentError('NAME=VALUE, please');
  }
  return [text.slice(0, at), text.slice(at + 1)];
};

const command = new Command('workbench')
  .option('--port <port>', 'port of the workbench; 0 takes a free one', whole, 4600)
  .option('--days <days>', 'days of history', whole, 2)
  .option('--seed <seed>', 'seed of the shop', whole, 1)
  .option('--scene <scene>', `one of ${SCENES.join(', ')}`, 'calm')
  .option('--cache', 'keep the stores in .plumbline/shop for the next start')
  .option('--print-url', 'print nothing but the URL')
  .option('--no-browser-page', 'API only')
  .option('--token <name=token>', 'demand one of these bearer tokens (repeatable)', collect, [])
  .option('--multi-status', 'answer 207 where a query of a call failed')
  .option('--faults', 'offer data sources that misbehave: uids fault-html, fault-slow …')
  .option('--init <file>', 'run this SQL first (repeatable)', collect, [])
  .option('--csv <table=file>', 'then load this CSV, with a header line, into a table of it (repeatable)', collect, [])
  .parse();

interface Flags {
  port: number;
  days: number;
  seed: number;
  scene: Scene;
  cache?: boolean;
  printUrl?: boolean;
  browserPage: boolean;
  token: string[];
  multiStatus?: boolean;
  faults?: boolean;
  init: string[];
  csv: string[];
}

async function main(flags: Flags): Promise<void> {
  if (!SCENES.includes(flags.scene)) {
    throw new Error(`There is no scene ${flags.scene}; there are ${SCENES.join(', ')}.`);
  }
  const root = path.resolve(__dirname, '..', '..');
  const temporaryFolder = mkdtempSync(path.join(os.tmpdir(), 'plumbline-'));
  const running = await startWorkbench({
    root,
    port: flags.port,
    days: flags.days,
    seed: flags.seed,
    scene: flags.scene,
    cacheFolder: flags.cache ? path.join(root, '.plumbline', 'shop') : undefined,
    temporaryFolder,
    page: flags.browserPage ? undefined : null,
    tokens: Object.fromEntries(flags.token.map(pair)),
    multiStatus: flags.multiStatus,
    faults: flags.faults,
    say: flags.printUrl ? undefined : (text) => process.stderr.write(`${text}\n`),
  });
  for (const file of flags.init) {
    await running.demo.db.db.exec(readFileSync(file, 'utf8'));
  }
  for (const [table, file] of flags.csv.map(pair)) {
    await running.demo.db.copyCsv(table, readFileSync(file));
  }
  process.stdout.write(flags.printUrl ? `${running.url}\n` : `The workbench is at ${running.url}\n`);
  const stop = () => {
    void running.close().then(() => {
      rmSync(temporaryFolder, { recursive: true, force: true });
      process.exit(0);
    });
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  // A parent that dies takes its end of the pipe with it.
  process.stdin.on('end', stop).on('error', stop).resume();
}

main(command.opts<Flags>()).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
