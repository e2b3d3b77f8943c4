import { explain, planQuery, type QueryContext } from '../src/kpi';
import { loadDefinitions } from './definitions';
import { CannotRun, EXIT } from './exit';
import { queryOf, refused, type Answer, type QueryOptions } from './options';
import { parseInstant } from './time';

export function contextOf(options: QueryOptions, nowMs: number): QueryContext {
  if (options.definitions.length === 0) {
    throw new CannotRun('--definitions names the folders or files to read.');
  }
  return { fromMs: parseInstant('--from', options.from, nowMs), toMs: parseInstant('--to', options.to, nowMs), nowMs };
}

/** Prints the requests as they would be sent; asks nothing. */
export function explainCommand(options: QueryOptions, nowMs: number): Answer {
  const context = contextOf(options, nowMs);
  const definitions = loadDefinitions(options.definitions);
  if (!definitions.ok) {
    return refused(definitions.diagnostics);
  }
  const planned = planQuery(definitions.value, queryOf(options), context);
  if (!planned.ok) {
    return refused(planned.diagnostics);
  }
  const requests = planned.value.done ? [] : explain(planned.value.plan);
  const text = requests.map((r) => `-- ${r.source} (${r.dialect}): ${r.purpose}\n${r.text}`).join('\n\n');
  return {
    json: { requests, diagnostics: planned.diagnostics },
    text,
    complaints: planned.diagnostics,
    exit: EXIT.fine,
  };
}
