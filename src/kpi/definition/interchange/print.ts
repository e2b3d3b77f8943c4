import { stringify } from 'yaml';
import type { Document } from './types';

/** YAML documents with dashes between them; texts that look like numbers are quoted, so that exact decimals stay text. */
export function printDocuments(documents: readonly Document[]): string {
  return documents.map((document) => stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n');
}
