/**
 * The provisioned boards against the dashboard types that Grafana publishes: @grafana/schema of 11.0, 12.4 and 13.2. Each board's JSON is
 * compiled as a literal of the type, so a field that a version does not know is an error as much as a wrong value.
 */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = path.resolve(__dirname, '..');
const folder = path.join(root, 'provisioning', 'dashboards');
const BOARDS = fs.readdirSync(folder).filter((name) => name.endsWith('.json'));
const VERSIONS = [
  ['11.0', 'grafana-schema-11'],
  ['12.4', 'grafana-schema-12'],
  ['13.2', 'grafana-schema-13'],
] as const;

/**
 * The types name words of enumerations by TypeScript enums, which no JSON is: their values stand for them. Targets of panels and panel options
 * are open in the types; the target of an annotation is typed as a query without fields of its own, which demo/workbench-page/board/boards.test.ts checks.
 */
const PLAIN = `
type Plain<T> = T extends string ? \`\${T}\` : T extends number | boolean | null | undefined | Function ? T
  : T extends Array<infer E> ? Array<Plain<E>>
  : T extends object ? { [K in keyof T]: K extends 'target' ? unknown : Plain<T[K]> } : T;
`;

/** What TypeScript says about `boards` as dashboards of a version. */
function faults(schema: string, boards: Readonly<Record<string, unknown>>): string[] {
  const file = path.join(root, 'tests', `boards-as-${schema}.ts`);
  const text = [
    `import type { Dashboard } from '${schema}';`,
    PLAIN,
    ...Object.entries(boards).map(
      ([name, json], i) => `/* ${name} */ export const board${i}: Plain<Dashboard> = ${JSON.stringify(json, null, 1)};`
    ),
  ].join('\n');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.readFile = (name) => (name === file ? text : readFile.call(host, name));
  host.getSourceFile = (name, target, ...rest) =>
    name === file ? ts.createSourceFile(name, text, target, true) : getSourceFile.call(host, name, target, ...rest);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file)!;
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((fault) => {
    const { line } = source.getLineAndCharacterOfPosition(fault.start ?? 0);
    const near = text
      .split('\n')
      .slice(Math.max(0, line - 1), line + 2)
      .map((one) => one.trim());
    return `${ts.flattenDiagnosticMessageText(fault.messageText, ' ')} near ${near.join(' ')}`;
  });
}

const boards = Object.fromEntries(
  BOARDS.map((name) => [name, JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as Record<string, unknown>])
);

describe.each(VERSIONS)('the types of Grafana %s', (_, schema) => {
  test('take every provisioned board', () => {
    expect(BOARDS).toEqual(expect.arrayContaining(['debug.json', 'executive.json', 'on-call.json']));
    expect(faults(schema, boards)).toEqual([]);
  });

  test('refuse a board with a field, a word or a number that is none', () => {
    const { 'executive.json': board } = boards;
    for (const wrong of [
      { timezones: 'utc' },
      { graphTooltip: 'crosshair' },
      { refresh: 30 },
      { panels: [{ kind: 'stat' }] },
    ]) {
      expect(faults(schema, { wrong: { ...board, ...wrong } }), JSON.stringify(wrong)).not.toEqual([]);
    }
  });
});
