// Builds the Go host as the SDK's mage target does, without needing mage: dist/datasource/gpx_plumbline_<os>_<arch>, and the
// manifest of Go sources that Grafana's plugin validator compares.
//   node scripts/build-backend.mjs [--all]      default: for this machine only
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');

export const PLATFORMS = [
  ['linux', 'amd64'],
  ['linux', 'arm64'],
  ['darwin', 'amd64'],
  ['darwin', 'arm64'],
  ['windows', 'amd64'],
];

/** Go's names for the machine that this runs on. */
export function currentPlatform() {
  const os = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform];
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch];
  if (!os || !arch) {
    throw new Error(`Plumbline's host is not built for ${process.platform} ${process.arch}.`);
  }
  return [os, arch];
}

/** Builds one binary; resolves to its path. */
export async function buildBackend(os, arch) {
  const json = async (file) => JSON.parse(await readFile(path.join(root, file), 'utf8'));
  const { executable } = await json('src/datasource/plugin.json');
  const { version } = await json('package.json');
  const { id: pluginID } = await json('src/plugin.json');
  const outfile = path.join(dist, 'datasource', `${executable}_${os}_${arch}${os === 'windows' ? '.exe' : ''}`);
  if (!existsSync(path.join(root, 'pkg/core/core.js'))) {
    throw new Error('pkg/core/core.js is missing: run `node scripts/build-core.mjs` first (npm run build does both).');
  }
  await mkdir(path.dirname(outfile), { recursive: true });
  // No time of building, so that the same sources give the same binary.
  const info = JSON.stringify({ pluginID, version });
  const ldflags = `-w -s -extldflags "-static" -X 'github.com/grafana/grafana-plugin-sdk-go/build/buildinfo.buildInfoJSON=${info}'`;
  const args = ['build', '-trimpath', '-tags', 'arrow_json_stdlib', '-ldflags', ldflags, '-o', outfile, './pkg'];
  const env = { ...process.env, CGO_ENABLED: '0', GOOS: os, GOARCH: arch };
  const run = spawnSync('go', args, { cwd: root, env, stdio: 'inherit' });
  if (run.error) {
    throw new Error(`Go could not be started (${run.error.message}). Install Go; go.mod says which version.`);
  }
  if (run.status !== 0) {
    throw new Error(`go build for ${os}/${arch} failed.`);
  }
  await chmod(outfile, 0o755);
  return outfile;
}

/** `<sha256>:<path>` of every Go file, as the SDK's build writes it. */
async function manifest() {
  const lines = [];
  const walk = async (folder) => {
    const entries = await readdir(path.join(root, folder), { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') {
        await walk(name);
      } else if (entry.isFile() && name.endsWith('.go')) {
        const hash = createHash('sha256').update(await readFile(path.join(root, name)));
        lines.push(`${hash.digest('hex')}:${name}\n`);
      }
    }
  };
  await walk('');
  return lines.join('');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    for (const [os, arch] of process.argv.includes('--all') ? PLATFORMS : [currentPlatform()]) {
      const file = await buildBackend(os, arch);
      console.log(`${path.relative(root, file)}: ${((await stat(file)).size / 1e6).toFixed(1)} MB`);
    }
    await writeFile(path.join(dist, 'go_plugin_build_manifest'), await manifest());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
