import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(__dirname, '..');
const text = fs.readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8');
const stages = [...text.matchAll(/^\| `(\w+)` \| `(src\/[\w./-]+)` \|/gm)].map(
  (m) => [m[1] as string, m[2] as string] as const
);

function filesUnder(folder: string): string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(file) : /(?<!\.test)\.tsx?$/.test(file) ? [file] : [];
  });
}

/** What a file imports for its values (types may cross any boundary), as paths from the root. */
function imports(file: string): string[] {
  const code = fs.readFileSync(path.join(root, file), 'utf8');
  return [...code.matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)';/gm)].map((m) => {
    const target = m[1] as string;
    return target.startsWith('.') ? path.relative(root, path.resolve(root, path.dirname(file), target)) : target;
  });
}

describe('ARCHITECTURE.md', () => {
  it('names the stages', () => {
    expect(stages.length).toBeGreaterThan(12);
  });

  it.each(stages)('%s is exported by %s', async (name, module) => {
    const found = (await import(path.join(root, module))) as Record<string, unknown>;
    expect(typeof found[name]).toBe('function');
  });

  it('names only folders that exist', () => {
    const folders = [...text.matchAll(/^\| (`(?:src|pkg|cli|demo|e2e)[^|]*)\|/gm)].flatMap((m) =>
      [...(m[1] as string).matchAll(/`([\w/-]+)(?:\/\*)?`/g)].map((f) => f[1] as string)
    );
    expect(folders.length).toBeGreaterThan(10);
    expect(folders.filter((f) => !fs.existsSync(path.join(root, f)))).toEqual([]);
  });

  /** [room, what it must not import] */
  const walls: Array<[string, RegExp]> = [
    ['src/kpi', /^(@grafana|react|rxjs|node:|src\/(hosts|datasource|panels|pages))/],
    ['src/kpi/definition', /^src\/kpi\/(sql|promql|slices|plan|results)/],
    ['src/kpi/expression', /^src\/kpi\/(sql|promql|slices|plan|results|slo|alerting)/],
    ['src/kpi/sql', /^src\/kpi\/(plan|slices|results|promql)/],
    ['src/kpi/promql', /^src\/kpi\/(plan|slices|results|sql)/],
    ['src/kpi/slices', /^src\/kpi\/(plan|results|sql|promql)/],
    ['src/kpi/slo', /^src\/kpi\/(plan|results|sql|promql)/],
    ['src/kpi/results', /^src\/kpi\/(sql|promql)/],
    ['src/panels', /^src\/(hosts|datasource)/],
    ['src', /^(demo|cli|tests|e2e|bench)\//],
  ];
  it.each(walls)('%s keeps to its room', (room, forbidden) => {
    const broken = filesUnder(room).flatMap((file) =>
      imports(file).flatMap((i) => (forbidden.test(i) ? [`${file} imports ${i}`] : []))
    );
    expect(broken.filter((b) => !/\.test\.|testing/.test(b))).toEqual([]);
  });
});
