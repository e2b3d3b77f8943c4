/** Faultless readings of samples and traces -> what stands behind a KPI's number, with its defaults. */
import { buildCondition, fieldsOf, relationOf } from './build-parts';
import type { ReadKpiSpec } from './form';
import { maybe, must } from './must';
import { placeOf } from './syntax';
import type { Samples, Traces } from './types';

type ReadSamples = NonNullable<ReadKpiSpec['samples']>;
type ReadTraces = NonNullable<ReadKpiSpec['traces']>;

export function buildSamples(read: ReadSamples): Samples {
  return {
    ...rowsOf(read),
    columns: must(read.columns).map((column) => {
      const name = must(column.name);
      const type = column.type ?? 'text';
      return {
        name,
        displayName: column.displayName ?? name,
        field: column.field ?? name,
        type,
        mask: column.mask ?? (type === 'text' ? 'auto' : 'none'),
      };
    }),
  };
}

export function buildTraces(read: ReadTraces): Traces {
  return {
    ...rowsOf(read),
    trace: read.trace ?? 'trace_id',
    span: read.span ?? 'span_id',
    parent: read.parent ?? 'parent_id',
    service: read.service ?? 'service',
    operation: read.operation ?? 'operation',
    duration: read.duration ?? 'duration_ms',
    failed: must(read.failed).map(buildCondition),
    ...maybe('attributes', read.attributes),
  };
}

const rowsOf = (read: ReadSamples | ReadTraces) => ({
  source: must(read.source),
  relation: relationOf(read),
  time: must(read.time),
  timeType: read.timeType ?? ('instant' as const),
  where: (read.where ?? []).map(buildCondition),
  fields: fieldsOf(read.fields ?? []),
  place: placeOf(read.$),
});
