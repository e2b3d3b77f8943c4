import { shown, type Report } from '../report';
import { suggest } from '../suggest';
import { SourceText } from '../syntax';
import type { DefinitionText } from '../types';
import { readYaml } from '../yaml';
import { fieldsOf, type Fields } from './fields';

/** All texts of one import, UTF-16 code units. */
export const MAX_IMPORT_SIZE = 512 * 1024;

/** Every document of the texts (JSON is YAML); a list at the top is a document an item. Faults are reported. */
export function readDocuments(texts: readonly DefinitionText[], report: Report): readonly Fields[] {
  const size = texts.reduce((sum, { text }) => sum + text.length, 0);
  if (size > MAX_IMPORT_SIZE) {
    const { file } = texts[texts.length - 1];
    report('PL1501', { bytes: size, limit: MAX_IMPORT_SIZE }, { file, line: 1, column: 1 });
    return [];
  }
  const documents: Fields[] = [];
  for (const { file, text } of texts) {
    for (const { root, sound } of readYaml(new SourceText(file, text), report)) {
      const roots = root?.type === 'sequence' ? root.items : root ? [root] : [];
      for (const one of sound ? roots : []) {
        const fields = fieldsOf(one, '', report);
        if (fields) {
          documents.push(fields);
        }
      }
    }
  }
  return documents;
}

/** Whether `key` says one of `allowed`; reported where it does not, or is missing. */
export function says(fields: Fields, key: string, allowed: readonly string[]): string | undefined {
  const value = fields.required(key);
  if (value === undefined || allowed.indexOf(value) >= 0) {
    return value;
  }
  const suggestion = suggest(value, allowed);
  const params = { field: fields.nameOf(key), value: shown(value), allowed };
  fields.report('PL1503', { ...params, ...(suggestion === undefined ? {} : { suggestion }) }, fields.place(key));
  return undefined;
}
