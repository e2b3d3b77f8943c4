/** View `samples`: some of the events behind a number, the newest first, masked. */
import type { KpiDefinition, Samples } from '../definition/types';
import { contractMeta } from './frames';
import { HIDDEN, masked } from './masks';
import type { ResultField, ResultFrame } from './types';
import type { SamplesMeta } from './types-events';
import type { ViewOutcome } from './answer';

/** Values by column, as the store gave them; times are epoch ms. */
export interface SampledRows {
  readonly times: readonly number[];
  /** In the order of the columns that were asked for. */
  readonly columns: ReadonlyArray<ReadonlyArray<string | number | null>>;
}

export function samplesView(
  kpi: KpiDefinition,
  samples: Samples,
  range: { readonly fromMs: number; readonly toMs: number },
  { times, columns }: SampledRows
): ViewOutcome {
  let asked = 0;
  const fields: ResultField[] = samples.columns.map(({ name, displayName, type, mask, field }) => {
    if (mask === 'hidden') {
      return { name, type: 'string', displayName, values: times.map(() => HIDDEN) };
    }
    const salt = `${samples.source} ${field}`;
    return {
      name,
      type: type === 'text' ? 'string' : type,
      displayName,
      values: columns[asked++].map((value) => (typeof value === 'string' ? masked(value, mask, salt) : value)),
    };
  });
  const masks = samples.columns.filter(({ mask }) => mask !== 'none');
  const meta: SamplesMeta & Record<string, unknown> = {
    ...contractMeta('samples', { kpi, by: [], ...range }),
    view: 'samples',
    masked: masks.map(({ name, mask }) => ({ field: name, mask })),
  };
  const frame: ResultFrame = {
    name: `Samples of ${kpi.displayName}`,
    type: 'table',
    fields: [{ name: 'time', type: 'time', values: times }, ...fields],
    meta,
  };
  return { frames: [frame], diagnostics: [], hasData: times.length > 0 };
}
