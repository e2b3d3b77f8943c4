import { exportDefinitions, printDocuments } from '../src/kpi/definition/interchange';
import { loadDefinitions } from './definitions';
import { EXIT } from './exit';
import { refused, type Answer } from './options';

/** OpenSLO on standard output; what it cannot say on standard error (and in the JSON). Exit 1 for definitions that are not valid. */
export function exportCommand(paths: readonly string[]): Answer {
  const loaded = loadDefinitions(paths);
  if (!loaded.ok) {
    return refused(loaded.diagnostics);
  }
  const exported = exportDefinitions(loaded.value);
  if (!exported.ok) {
    return refused(exported.diagnostics);
  }
  const { documents, unmapped } = exported.value;
  return {
    json: { documents, unmapped },
    text: printDocuments(documents).trimEnd(),
    complaints: exported.diagnostics,
    exit: EXIT.fine,
  };
}
