/** Builds promlite once into .plumbline/bin and again when its source changes. Plain JavaScript: npm start needs it early. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Digest of everything the binary is made of. */
function sourceDigest(folder) {
  const hash = createHash('sha256').update(`${process.platform}/${process.arch}`);
  for (const name of readdirSync(folder).sort()) {
    if (/(\.go|^go\.(mod|sum))$/.test(name) && !name.endsWith('_test.go')) {
      hash.update(`${name}\0`).update(readFileSync(path.join(folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Path of the binary; builds it first where it is missing or stale.
 * @param {string} root the repository
 * @param {{ onBuild?: () => void }} [options] told when a build is needed (it takes minutes on a cold module cache)
 * @returns {Promise<string>} rejects with Go's own words
 */
export async function buildPromlite(root, options = {}) {
  const source = path.join(root, 'demo', 'prometheus');
  const folder = path.join(root, '.plumbline', 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binary = path.join(folder, `promlite-${sourceDigest(source)}${suffix}`);
  if (existsSync(binary)) {
    return binary;
  }
  options.onBuild?.();
  mkdirSync(folder, { recursive: true });
  const fresh = `${binary}.${process.pid}`;
  await new Promise((resolve, reject) => {
    const said = [];
    const go = spawn('go', ['build', '-buildvcs=false', '-trimpath', '-ldflags', '-s -w', '-o', fresh, '.'], {
      cwd: source,
      env: { ...process.env, CGO_ENABLED: '0' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    go.stderr.on('data', (data) => said.push(data.toString()));
    go.on('error', reject);
    go.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(said.join('').trim() || `go build ended with ${code}`))
    );
  });
  // Renamed at the end: two starts at once each find a whole binary.
  renameSync(fresh, binary);
  return binary;
}
