// Bundles the compiler for the Go host: src/hosts/embedded/main.ts -> pkg/core/core.js, which pkg embeds and runs in sobek.
// sobek is ES2017 and a little more, without Intl, TextEncoder, console, timers or modules.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const CORE = path.join(root, 'pkg/core/core.js');

/** Builds pkg/core/core.js (or a bench's own entry); resolves to its size in bytes. Fails if the bundle could not run in sobek or evaluates text. */
export async function buildCore(outfile = CORE, entry = 'src/hosts/embedded/main.ts') {
  const result = await build({
    entryPoints: [path.join(root, entry)],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    // yaml's browser build: the one for Node reads process.env and Buffer.
    conditions: ['browser', 'module'],
    target: 'es2017',
    supported: { 'async-generator': false, 'for-await': false },
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    tsconfigRaw: {},
  });
  const [{ text }] = result.outputFiles;
  const forbidden = [/\bimport\(/, /\beval\(/, /\bnew Function\b/, /\brequire\(/, /\d+n\b(?=[,;)\]}])/].filter((p) =>
    p.test(text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""'))
  );
  if (forbidden.length > 0) {
    throw new Error(`The bundle for sobek must not hold ${forbidden.map(String).join(', ')}.`);
  }
  await mkdir(path.dirname(outfile), { recursive: true });
  // Renamed into place, so that a go build at the same time sees the old file or the new one.
  await writeFile(`${outfile}.new`, text);
  await rename(`${outfile}.new`, outfile);
  return Buffer.byteLength(text);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const bytes = await buildCore();
  console.log(`pkg/core/core.js: ${(bytes / 1000).toFixed(1)} kB`);
}
