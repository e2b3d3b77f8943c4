import { formatDiagnostic } from '../src/kpi';
import { loadDefinitions } from './definitions';
import { EXIT } from './exit';
import type { Answer } from './options';

/** Exit 0 when the definitions may be used (perhaps with warnings), 1 when not. */
export function validateCommand(paths: readonly string[]): Answer {
  const outcome = loadDefinitions(paths);
  const counts = outcome.ok
    ? { sources: outcome.value.sources.size, kpis: outcome.value.kpis.size, funnels: outcome.value.funnels.size }
    : undefined;
  const lines = outcome.diagnostics.map(formatDiagnostic);
  const errors = outcome.diagnostics.filter((d) => d.severity === 'error').length;
  const verdict = counts
    ? `valid: ${number(counts.sources, 'source')}, ${number(counts.kpis, 'KPI')}, ${number(counts.funnels, 'funnel')}`
    : `not valid: ${number(errors, 'error')}; nothing was loaded`;
  return {
    json: { valid: outcome.ok, ...(counts ? { counts } : {}), diagnostics: outcome.diagnostics },
    text: [...lines, verdict].join('\n'),
    exit: outcome.ok ? EXIT.fine : EXIT.no,
  };
}

const number = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
