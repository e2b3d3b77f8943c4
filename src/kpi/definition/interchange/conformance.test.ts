import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsed } from './testdata/read';
import { importDefinitions } from './import';
import { printDocuments } from './print';
import type { ImportFormat } from './types';

/** Documents of other projects; they are not part of this one. */
const folder = new URL('../../../../../shared/conformance/', import.meta.url);
const there = existsSync(folder);

function filesOf(path: string): string[] {
  return there ? readdirSync(new URL(path, folder)).map((name) => `${path}${name}`) : [];
}
const importOf = (format: ImportFormat, ...files: string[]) =>
  importDefinitions(
    format,
    files.map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }))
  );

/** What each file without any KPI, policy or source gives instead. */
const REFUSED: Record<string, string> = {
  'openslo-v1/alert_conditions.yaml': 'PL1502',
  'openslo-v1/alert_notification_targets.yaml': 'PL1502',
  'openslo-v1/alert_policies.yaml': 'PL1507',
  'openslo-v1/services.yaml': 'PL1202',
};

describe.skipIf(!there)('documents of other projects (skipped where ../shared/conformance is missing)', () => {
  const all: Array<[ImportFormat, string]> = [
    ...filesOf('openslo-v1/').map((file): [ImportFormat, string] => ['openslo', file]),
    ...filesOf('pyrra/').map((file): [ImportFormat, string] => ['pyrra', file]),
    ...filesOf('sloth/in/').map((file): [ImportFormat, string] => [/openslo/.test(file) ? 'openslo' : 'sloth', file]),
  ];

  it('are there', () => {
    expect(all.length).toBeGreaterThanOrEqual(22);
    expect(all.map(([, file]) => file)).toEqual(expect.arrayContaining(Object.keys(REFUSED)));
  });

  it.each(all)('%s %s is mapped whole, or refused with a code', (format, file) => {
    const outcome = importOf(format, file);
    const errors = outcome.diagnostics.filter((d) => d.severity === 'error');
    if (!outcome.ok) {
      expect(errors.map((d) => d.code)).toContain(REFUSED[file]);
      return;
    }
    expect(REFUSED[file]).toBeUndefined();
    const set = parsed(printDocuments(outcome.value.documents));
    // Everything that a file defines is a definition, or is named in what was left out.
    const names = Array.from(readFileSync(new URL(file, folder), 'utf8').matchAll(/^ {0,4}(?:- )?name: "?([\w-]+)/gm));
    const told = `${outcome.value.unmapped.map((d) => d.message).join()} ${[...set.kpis.keys(), ...set.sources.keys()].join()}`;
    const lost = names.map((m) => m[1]).filter((name) => !told.includes(name) && !/^sloth-slo-my-service$/.test(name));
    expect(lost).toEqual([]);
  });

  it('conditions and the policies that name them belong together', () => {
    const outcome = importOf('openslo', 'openslo-v1/alert_conditions.yaml', 'openslo-v1/alert_policies.yaml');
    expect(outcome.ok && outcome.value.documents.map((one) => one.metadata.name)).toEqual(['high-priority']);
    expect(outcome.diagnostics.map((d) => d.code)).toContain('PL1523');
  });
});
