/** What the form of samples and traces cannot say: a store of rows, columns that differ, masks that fit, no single events of protected groups. */
import { checkPatterns } from './check-capabilities';
import { checkDoubles, placeOfField } from './check';
import { checkFields, checkSourceName, type Scope } from './check-part';
import type { ReadKpiSpec } from './form';
import type { Report } from './report';
import { entryOf } from './syntax';

type ReadRows = NonNullable<ReadKpiSpec['samples']> | NonNullable<ReadKpiSpec['traces']>;

/** Fields of the frame itself. */
const TAKEN = ['time'];

export function checkSamples(spec: ReadKpiSpec, segments: readonly string[], scope: Scope, report: Report): void {
  const { samples, traces } = spec;
  if (samples) {
    checkRows('samples', samples, segments, scope, report);
    checkDoubles(samples.columns, 'The column', report);
    for (const column of samples.columns ?? []) {
      if (column.name !== undefined && TAKEN.indexOf(column.name) >= 0) {
        report('PL1122', { field: 'name', value: column.name, reserved: TAKEN }, placeOfField(column, 'name'));
      }
      const { type = 'text', mask } = column;
      if (type !== 'text' && mask !== undefined && mask !== 'none' && mask !== 'hidden') {
        report('PL1366', { column: column.name ?? '?', type, mask }, placeOfField(column, 'mask'));
      }
    }
  }
  if (traces) {
    checkRows('traces', traces, segments, scope, report);
    checkPatterns(traces.failed, traces.source === undefined ? undefined : scope.sources.get(traces.source), report);
  }
  // A single event is the smallest group there is.
  const cohort = spec.privacy?.minCohort ?? 0;
  for (const field of ['samples', 'traces'] as const) {
    const entry = cohort > 0 ? entryOf(spec.$, field) : undefined;
    if (entry) {
      report('PL1367', { field, minCohort: cohort }, spec.$.source.place(entry.keyOffset));
    }
  }
}

function checkRows(
  what: 'samples' | 'traces',
  read: ReadRows,
  segments: readonly string[],
  scope: Scope,
  report: Report
): void {
  const dialect = checkSourceName(read, scope, report);
  if (dialect === 'prometheus' || dialect === 'grafana') {
    report('PL1365', { what, source: read.source ?? '?', dialect }, placeOfField(read, 'source'));
  }
  checkPatterns(read.where, dialect, report);
  checkFields(read, segments, report);
}
