import path from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it, vi } from 'vitest';

const root = path.resolve(__dirname, '..');
// Purity is a matter of syntax: without type information the rules that need it are off, and this test is quick.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    { languageOptions: { parserOptions: { project: null } }, rules: { '@typescript-eslint/no-deprecated': 'off' } },
  ],
});

/** Rules broken by `code` in `file`; the whole message where the code does not even parse. */
async function faults(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  return (result?.messages ?? []).filter((m) => m.severity === 2).map((m) => m.ruleId ?? m.message);
}

beforeAll(async () => {
  // A plugin of create-plugin's configuration announces its deprecation when it is first loaded.
  const announcement = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await faults('src/kpi/probe.ts', '');
  announcement.mockRestore();
});

/** One line each that would make the compiler depend on something else than its arguments. */
const IMPURE: Array<[string, string]> = [
  ['a Grafana import', "import { dateTime } from '@grafana/data';\nexport const x = dateTime;\n"],
  ['I/O', "import fs from 'node:fs';\nexport const x = fs;\n"],
  ['the network', "export const x = fetch('http://localhost');\n"],
  ['a host', "import { runQuery } from '../hosts/run';\nexport const x = runQuery;\n"],
  ['a clock', 'export const x = Date.now();\n'],
  ['a clock by constructor', 'export const x = new Date();\n'],
  ['randomness', 'export const x = Math.random();\n'],
  ['a timer', 'export const x = setTimeout(() => undefined, 1);\n'],
  ['the environment', 'export const x = process.env.HOME;\n'],
  ['Intl, which sobek lacks', 'export const x = new Intl.NumberFormat();\n'],
  ['code from text', "export const x = new Function('return 1');\n"],
  ['a chunk', "export const x = import('./plan');\n"],
  ['days of 24 hours', 'export const x = 86400000;\n'],
];

describe('src/kpi is pure, and lint says so', () => {
  it.each(IMPURE)('refuses %s', async (_, code) => {
    const broken = await faults('src/kpi/probe.ts', code);
    expect(broken.length).toBeGreaterThan(0);
    expect(broken.every((rule) => /^no-(restricted|eval|new-func)/.test(rule) || /no-implied-eval/.test(rule))).toBe(
      true
    );
  });

  it('allows a time that is handed in', async () => {
    expect(
      await faults('src/kpi/probe.ts', 'export const year = (ms: number) => new Date(ms).getUTCFullYear();\n')
    ).toEqual([]);
  });
});
