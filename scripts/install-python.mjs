/**
 * Puts the Python packages of tests/engines/requirements.txt into .plumbline/python, once; again when the list changes. CI runs it; without
 * them the tests that need them are skipped, with a message.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const requirements = path.join(root, 'tests', 'engines', 'requirements.txt');
const folder = path.join(root, '.plumbline', 'python');
const stamp = path.join(folder, 'requirements.txt');
const wanted = fs.readFileSync(requirements, 'utf8');
if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) {
  process.exit(0);
}
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
// Into a folder of its own: no virtual environment, no change to the machine's Python.
const args = ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '--target', folder, '-r', requirements];
const { status, error } = spawnSync('python3', ['-m', 'pip', ...args], { stdio: 'inherit' });
if (status !== 0) {
  process.stderr.write(`python3 -m pip could not install ${requirements}${error ? `: ${error.message}` : ''}\n`);
  process.exit(1);
}
fs.writeFileSync(stamp, wanted);
