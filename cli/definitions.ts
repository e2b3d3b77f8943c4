import fs from 'node:fs';
import path from 'node:path';
import { parseDefinitions, type DefinitionSet, type DefinitionText, type Outcome } from '../src/kpi';
import { CannotRun } from './exit';

/** Reads every FILE, and every *.yaml and *.yml below every DIR (by name), in the order given. */
export function readDefinitions(paths: readonly string[]): DefinitionText[] {
  return paths.flatMap((given) => filesOf(given)).map((file) => ({ file, text: fs.readFileSync(file, 'utf8') }));
}

/** Reads exactly these files; for those that cannot be read there is no answer at all. */
export function readFiles(files: readonly string[]): DefinitionText[] {
  return files.map((file) => {
    try {
      return { file, text: fs.readFileSync(file, 'utf8') };
    } catch (error) {
      throw new CannotRun(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`);
    }
  });
}

export function loadDefinitions(paths: readonly string[]): Outcome<DefinitionSet> {
  const texts = readDefinitions(paths);
  if (texts.length === 0) {
    throw new CannotRun(`There is no *.yaml or *.yml file in ${paths.join(', ')}.`);
  }
  return parseDefinitions(texts);
}

function filesOf(given: string): string[] {
  let stat: fs.Stats;
  try {
    stat = fs.statSync(given);
  } catch {
    throw new CannotRun(`There is no file or folder ${given} (--definitions).`);
  }
  if (!stat.isDirectory()) {
    return [given];
  }
  return fs
    .readdirSync(given, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(given, entry.name);
      return entry.isDirectory() ? filesOf(full) : /\.ya?ml$/.test(entry.name) ? [full] : [];
    });
}
