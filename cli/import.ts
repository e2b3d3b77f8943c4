import { importDefinitions, printDocuments, type ImportFormat } from '../src/kpi/definition/interchange';
import { readFiles } from './definitions';
import { EXIT } from './exit';
import { refused, type Answer } from './options';

export interface ImportCommandOptions {
  readonly from: ImportFormat;
  readonly period: string;
  readonly sourceUid: ReadonlyArray<readonly [string, string]>;
}

/** Definitions on standard output; what was left out or assumed on standard error (and in the JSON). Exit 1 for an invalid document. */
export function importCommand(files: readonly string[], options: ImportCommandOptions): Answer {
  const outcome = importDefinitions(options.from, readFiles(files), {
    period: options.period,
    sourceUids: Object.fromEntries(options.sourceUid),
  });
  if (!outcome.ok) {
    return refused(outcome.diagnostics);
  }
  const { documents, unmapped } = outcome.value;
  return {
    json: { documents, unmapped, diagnostics: outcome.diagnostics },
    text: printDocuments(documents).trimEnd(),
    complaints: outcome.diagnostics,
    exit: EXIT.fine,
  };
}
