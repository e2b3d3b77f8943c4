import { directTransport } from '../src/hosts/direct';
import { runQuery } from '../src/hosts/run';
import { closeAll, connect, type Environment, type SourceOptions } from './connect';
import { loadDefinitions } from './definitions';
import { EXIT } from './exit';
import { contextOf } from './explain';
import { queryOf, refused, type Answer, type QueryOptions } from './options';
import { resultText } from './text';

/** Asks the stores. Exit 1 when the question is invalid, 2 when no part of it could be answered. */
export async function queryCommand(
  options: QueryOptions & SourceOptions & { source: string[] },
  nowMs: number,
  env: Environment = {}
): Promise<Answer> {
  const context = contextOf(options, nowMs);
  const definitions = loadDefinitions(options.definitions);
  if (!definitions.ok) {
    return refused(definitions.diagnostics);
  }
  const drivers = connect(definitions.value, options, env);
  try {
    const result = await runQuery(definitions.value, queryOf(options), context, directTransport(drivers));
    const invalid = result.status === 'error' && result.requests === 0;
    return {
      json: result,
      text: resultText(result),
      exit: invalid ? EXIT.no : result.status === 'error' ? EXIT.couldNotRun : EXIT.fine,
    };
  } finally {
    await closeAll(drivers);
  }
}
