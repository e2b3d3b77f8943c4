/** The table behind the picture: every segment and step, every digit. */
import type { TableColumn } from '../shared/accessible-table';
import { fullNumber, NBSP } from '../shared/format-number';
import type { PictureTable } from '../shared/picture-and-table';
import { FunnelModel } from './model';
import { reasonFor } from './read-funnel';
import { AGGREGATE_RULE, lossOf } from './words';

export function funnelTable(model: FunnelModel): PictureTable {
  const { words, by, meta } = model;
  const end = (title: string): TableColumn => ({ title, align: 'end' });
  const medians = model.groups.some((group) => group.steps.some((step) => step.medianSeconds !== null));
  const columns: TableColumn[] = [
    ...(by.length > 0 ? [{ title: by.join(' · ') }] : []),
    { title: 'Step' },
    end('Count'),
    end('Of first'),
    end('Of previous'),
    end('Left'),
    ...(medians ? [end('Median')] : []),
    ...(model.compared ? [end('Count before'), end('Of first before'), end('Of previous before')] : []),
  ];
  const rows = model.groups.flatMap((group) =>
    group.steps.map((step) => [
      ...(by.length > 0 ? [group.label] : []),
      step.name,
      step.count === null ? `${words.fullCount(null)}: ${reasonFor(step, model.notices)}` : words.fullCount(step.count),
      words.fullShare(step.fromFirst),
      step.index === 0 ? '–' : words.fullShare(step.fromPrevious),
      step.index === 0 ? '–' : (lossOf(model, step, true) ?? words.fullCount(null)),
      ...(medians ? [step.medianSeconds === null ? '–' : `${fullNumber(step.medianSeconds)}${NBSP}s`] : []),
      ...(model.compared
        ? [
            words.fullCount(step.before?.count ?? null),
            words.fullShare(step.before?.fromFirst ?? null),
            step.index === 0 ? '–' : words.fullShare(step.before?.fromPrevious ?? null),
          ]
        : []),
    ])
  );
  const name = meta?.displayName ?? model.frame.name ?? 'table';
  return {
    caption: `Funnel “${name}”${meta?.type === 'aggregate' ? ` (${AGGREGATE_RULE})` : ''}`,
    columns,
    rows,
    headers: by.length > 0 ? 2 : 1,
  };
}
