/** The Python packages that scripts/install-python.mjs put into .plumbline/python. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve(__dirname, '../../.plumbline/python');

/** Environment in which `python3` finds the packages. */
export const pythonEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, PYTHONPATH: FOLDER, PYTHONUTF8: '1' });

/** Whether `python3` can import a package (by its import name) here. */
export function hasPython(name: 'chdb' | 'gbstats' | 'sqlglot'): boolean {
  return fs.existsSync(path.join(FOLDER, name)) && spawnSync('python3', ['--version']).status === 0;
}
