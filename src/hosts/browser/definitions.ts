import { parseDefinitions, type DefinitionSet, type Outcome } from '../../kpi';

/** What diagnostics call the text in a data source's settings. */
export const DEFINITIONS_FILE = 'definitions';

const KEPT = 8;
const parsed = new Map<string, Outcome<DefinitionSet>>();

/** Parses a text once; the same text again (another panel, another instance) costs a look-up. Keeps the last few texts. */
export function definitionsOf(text: string): Outcome<DefinitionSet> {
  const known = parsed.get(text);
  if (known) {
    return known;
  }
  const outcome = parseDefinitions([{ file: DEFINITIONS_FILE, text }]);
  parsed.set(text, outcome);
  if (parsed.size > KEPT) {
    parsed.delete(parsed.keys().next().value as string);
  }
  return outcome;
}
