import { connectSources, directTransport, SourceUrlError } from '../src/hosts/direct';
import { runQuery } from '../src/hosts/run';
import { loadDefinitions } from './definitions';
import { CannotRun, EXIT } from './exit';
import { contextOf } from './explain';
import { queryOf, refused, type Answer, type QueryOptions } from './options';
import { resultText } from './text';

/** Asks the stores. Exit 1 when the question is invalid, 2 when no part of it could be answered. */
export async function queryCommand(options: QueryOptions & { source: string[] }, nowMs: number): Promise<Answer> {
  const context = contextOf(options, nowMs);
  const definitions = loadDefinitions(options.definitions);
  if (!definitions.ok) {
    return refused(definitions.diagnostics);
  }
  const drivers = connect(definitions.value, options.source);
  try {
    const result = await runQuery(definitions.value, queryOf(options), context, directTransport(drivers));
    const invalid = result.status === 'error' && result.requests === 0;
    return {
      json: result,
      text: resultText(result),
      exit: invalid ? EXIT.no : result.status === 'error' ? EXIT.couldNotRun : EXIT.fine,
    };
  } finally {
    await Promise.all([...drivers.values()].map((driver) => driver.close()));
  }
}

function connect(...args: Parameters<typeof connectSources>) {
  try {
    return connectSources(...args);
  } catch (error) {
    throw error instanceof SourceUrlError ? new CannotRun(error.message) : error;
  }
}
