/** Builds the front end into dist/: webpack through create-plugin's configuration, then records and checks the built files. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const webpack = path.join(root, 'node_modules', 'webpack-cli', 'bin', 'cli.js');
const mode = process.argv.includes('--development') ? 'development' : 'production';

const built = spawnSync(
  process.execPath,
  [webpack, '-c', './webpack.config.ts', '--env', mode, '--stats', 'errors-warnings'],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_ENV: mode,
      // The scaffold's ts-node settings assume another module resolution than TypeScript 5.9 defaults to.
      TS_NODE_COMPILER_OPTIONS: '{"module":"commonjs","moduleResolution":"node10"}',
    },
  }
);
if (built.status !== 0) {
  process.exit(built.status ?? 1);
}
if (mode === 'production') {
  const checked = spawnSync(
    process.execPath,
    [path.join(root, 'scripts', 'check-dist.mjs'), '--front-end', '--record'],
    {
      cwd: root,
      stdio: 'inherit',
    }
  );
  process.exit(checked.status ?? 1);
}
