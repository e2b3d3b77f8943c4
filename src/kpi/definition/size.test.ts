import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { MAX_DEFINITION_BYTES, parseDefinitions } from './parse';
import { readQuickly } from './quick-yaml';
import { SourceText } from './syntax';
import { ratio, SOURCES } from './testdata/texts';

const LINES = [
  'version: 2',
  'changes: [ { version: 2, date: 2026-03-01, text: "bots excluded" } ]',
  'timeZone: Europe/Berlin',
  'segments: [ { name: visitor_type, field: visitor_type }, { name: device, field: device_class } ]',
  'description: |-',
  '  Sessions that end in a purchase,',
  '  without those of bots.',
  'objectives:',
  '  - { name: monthly, target: "0.99", timeWindow: { duration: 30d, rolling: true }, budgetingMethod: Occurrences }',
];
const TEXT = SOURCES + Array.from({ length: 300 }, (_, i) => ratio(`kpi-${i}`, LINES)).join('');

describe('300 KPIs', () => {
  it('fit into one data source, and none of them needs the slow reader', () => {
    expect(TEXT.length).toBeGreaterThan(200_000);
    expect(TEXT.length).toBeLessThan(MAX_DEFINITION_BYTES);
    for (const document of TEXT.split(/^---\n/m)) {
      expect(readQuickly(new SourceText('x', document), 0, document.length)).toBeTruthy();
    }
  });

  it('are parsed in well under the seconds that an instance may take to start', () => {
    const before = process.cpuUsage();
    const outcome = parseDefinitions([{ file: 'x', text: TEXT }]);
    const { user, system } = process.cpuUsage(before);
    expect(outcome.ok && outcome.value.kpis.size).toBe(300);
    // 0.06 to 0.2 s on the development machine; the bound only catches what grows faster than the text.
    expect((user + system) / 1e6).toBeLessThan(3);
  });
});

describe('an engine without a host', () => {
  it('parses alike: no Buffer, TextEncoder, console, process, Intl, eval or Function is needed', async () => {
    const built = await build({
      entryPoints: [fileURLToPath(new URL('./index.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'definition',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      logLevel: 'silent',
      target: 'es2017',
    });
    const code = built.outputFiles[0].text;
    expect(code).not.toMatch(/new Function|\beval\(|require\(/);
    const objectives = readFileSync(new URL('./testdata/objectives.yaml.txt', import.meta.url), 'utf8');
    const context = createContext({ text: TEXT, objectives }, { codeGeneration: { strings: false, wasm: false } });
    const run = (script: string): unknown => runInContext(script, context);
    run('delete globalThis.Intl; delete globalThis.console; delete globalThis.WebAssembly;');
    run(code);
    const outcome = parseDefinitions([{ file: 'x', text: TEXT }]);
    expect(run('typeof Buffer + typeof TextEncoder + typeof console + typeof process + typeof Intl')).toBe(
      'undefined'.repeat(5)
    );
    expect(run('definition.parseDefinitions([{ file: "x", text }]).value.fingerprint')).toBe(
      outcome.ok && outcome.value.fingerprint
    );
    // So are calendars, recurrence rules and policies.
    const all = parseDefinitions([{ file: 'x', text: objectives }]);
    expect(run('definition.parseDefinitions([{ file: "x", text: objectives }]).value.fingerprint')).toBe(
      all.ok && all.value.fingerprint
    );
    // The library's reader runs there too.
    const unusual =
      'definition.parseDefinitions([{ file: "x", text: "a: &x [1]\\nb: *x\\nc: \\"\\\\u0041\\"\\n" }]).diagnostics[0].code';
    expect(run(unusual)).toBe('PL1102');
  });
});
