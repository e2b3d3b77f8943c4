import { diffDefinitions, formatDiagnostic, type DefinitionsDiff, type DocumentDiff } from '../src/kpi';
import { loadDefinitions } from './definitions';
import { CannotRun, EXIT } from './exit';
import type { Answer } from './options';

/**
 * Exit 0 when the definitions may be used (perhaps with warnings), 1 when not. With `against` (files or folders of earlier definitions) what
 * differs is told too, and the exit is 1 also where a number changes without a higher version.
 * @throws CannotRun where there are no files, or where the earlier ones do not load
 */
export function validateCommand(paths: readonly string[], against: readonly string[] = []): Answer {
  const outcome = loadDefinitions(paths);
  const counts = outcome.ok
    ? { sources: outcome.value.sources.size, kpis: outcome.value.kpis.size, funnels: outcome.value.funnels.size }
    : undefined;
  const diff = outcome.ok && against.length > 0 ? diffDefinitions(earlierOf(against), outcome.value) : undefined;
  const lines = [...outcome.diagnostics, ...(diff?.diagnostics ?? [])].map(formatDiagnostic);
  const errors = outcome.diagnostics.filter((d) => d.severity === 'error').length;
  const verdict = counts
    ? `valid: ${number(counts.sources, 'source')}, ${number(counts.kpis, 'KPI')}, ${number(counts.funnels, 'funnel')}`
    : `not valid: ${number(errors, 'error')}; nothing was loaded`;
  const silent = diff?.diagnostics.length ?? 0;
  return {
    json: {
      valid: outcome.ok,
      ...(counts ? { counts } : {}),
      diagnostics: outcome.diagnostics,
      ...(diff ? { diff } : {}),
    },
    text: [...(diff ? diffLines(diff) : []), ...lines, verdict, ...(diff ? [judgementOf(silent)] : [])].join('\n'),
    exit: outcome.ok && silent === 0 ? EXIT.fine : EXIT.no,
  };
}

function earlierOf(against: readonly string[]) {
  const earlier = loadDefinitions(against);
  if (!earlier.ok) {
    const why = earlier.diagnostics.map(formatDiagnostic).join('\n');
    throw new CannotRun(`The definitions to compare with do not load (--against ${against.join(', ')}):\n${why}`);
  }
  return earlier.value;
}

const judgementOf = (silent: number) =>
  silent === 0
    ? 'no number changes without a version'
    : `${number(silent, 'document')} ${silent === 1 ? 'changes' : 'change'} a number without a higher version`;

/** What differs, a document a paragraph: `KPI conversion, version 1 → 2, the number changes`, then a line a change. */
function diffLines({ documents }: DefinitionsDiff): string[] {
  return documents.length === 0 ? ['no definition differs'] : documents.flatMap(documentLines);
}

function documentLines({ kind, name, change, version, changes, altersNumber }: DocumentDiff): string[] {
  const raised = version && change === 'changed' && version.before !== version.after;
  const head = [
    `${change} ${kind} ${name}`,
    ...(raised ? [`version ${version.before} → ${version.after}`] : []),
    ...(altersNumber ? ['the number changes'] : []),
  ].join(', ');
  return [
    head,
    ...changes.map(
      (one) => `  ${one.altersNumber ? '!' : ' '} ${one.path}: ${one.before ?? '–'} → ${one.after ?? '–'}`
    ),
  ];
}

const number = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
