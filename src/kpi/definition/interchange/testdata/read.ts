import { expect } from 'vitest';
import { parseDefinitions } from '../../parse';
import type { DefinitionSet } from '../../types';
import { importDefinitions } from '../import';
import { printDocuments } from '../print';
import type { ImportFormat, ImportOptions } from '../types';

/** What an import gives, read by the parser; a faulty one fails the test. */
export function imported(format: ImportFormat, text: string, options?: ImportOptions) {
  const outcome = importDefinitions(format, [{ file: 'in.yaml', text }], options);
  if (!outcome.ok) {
    throw new Error(
      outcome.diagnostics.map((d) => `${d.place?.line}:${d.place?.column} ${d.code} ${d.message}`).join('\n')
    );
  }
  const { documents, unmapped } = outcome.value;
  const told = outcome.diagnostics.map((d) => `${d.place?.line}:${d.place?.column} ${d.code} ${d.message}`);
  return { documents, unmapped, told, set: parsed(printDocuments(documents)) };
}

/** Errors of an import as `line:column code`. */
export function errorsOf(format: ImportFormat, text: string): string[] {
  const outcome = importDefinitions(format, [{ file: 'in.yaml', text }]);
  return outcome.diagnostics
    .filter((d) => d.severity === 'error')
    .map((d) => `${d.place?.line}:${d.place?.column} ${d.code}`);
}

export function parsed(text: string): DefinitionSet {
  const outcome = parseDefinitions([{ file: 'out.yaml', text }]);
  expect(outcome.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  if (!outcome.ok) {
    throw new Error('not parsed');
  }
  return outcome.value;
}

/** Without places and undefined fields, for comparing. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === 'place' ? undefined : inner)));
}

/** The one KPI of a set. */
export function only(set: DefinitionSet) {
  expect(set.kpis.size).toBe(1);
  return Array.from(set.kpis.values())[0];
}
