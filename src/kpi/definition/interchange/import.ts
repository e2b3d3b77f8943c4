import type { Outcome } from '../../diagnostics';
import type { DefinitionText } from '../types';
import { readOpenSlo } from './openslo';
import { Output } from './output';
import { readPyrra } from './pyrra';
import { readDocuments } from './read-documents';
import { readSloth } from './sloth';
import type { ImportFormat, ImportOptions, Interchanged } from './types';

/**
 * Documents of another format -> definitions of Plumbline: Sources, AlertPolicies, KPIs, in this order. They parse, which was tried.
 * An invalid document gives errors with their places and no value. What is valid and has no counterpart is left out, and is in
 * `unmapped`; what had to be assumed is among the diagnostics. Where nothing at all is left, that is an error too (PL1502).
 * @param texts YAML or JSON, several documents a text, lists of documents too; at most 512 KiB together
 */
export function importDefinitions(
  format: ImportFormat,
  texts: readonly DefinitionText[],
  options: ImportOptions = {}
): Outcome<Interchanged> {
  const output = new Output(options);
  const documents = readDocuments(texts, output.diagnostics.report);
  switch (format) {
    case 'sloth':
      readSloth(documents, output, options);
      break;
    case 'pyrra':
      readPyrra(documents, output);
      break;
    case 'openslo':
      readOpenSlo(documents, output);
      break;
  }
  return output.finish(
    format,
    texts.map(({ file }) => file)
  );
}
