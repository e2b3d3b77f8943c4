/** Answers to the requests for what stands behind a number -> the views samples and traces. */
import type { DefinitionSet, KpiDefinition } from '../definition/types';
import { diagnostic } from '../diagnostics';
import type { ViewOutcome } from '../results/answer';
import { samplesView } from '../results/samples';
import { failedTracesView, spansView } from '../results/traces';
import type { Finished } from './finish';
import { columnName, MOST_SPANS, shownColumns } from './plan-samples';
import type { Answers } from './read-answers';
import { undefinedKpi } from './read-kpi';
import type { ColumnFrame } from './request';
import type { BehindWork } from './work';

type Cell = string | number | null;

export function readBehind(definitions: DefinitionSet, item: BehindWork, answers: Answers): Finished {
  const kpi = definitions.kpis.get(item.name);
  const rows = kpi?.[item.type];
  if (!kpi || !rows || item.request === undefined) {
    return { errors: [undefinedKpi(item.name)] };
  }
  const response = answers.of(item.request);
  if ('code' in response) {
    return { errors: [response] };
  }
  const frame = response.frames.find(({ length }) => length > 0);
  const missing = frame && missingColumns(frame, namesIn(kpi, item));
  if (missing && missing.length > 0) {
    const detail = `columns ${frame.columns.map((column) => column.name).join(', ')}`;
    const where = { source: rows.source, request: item.request };
    return { errors: [diagnostic('PL3107', { source: rows.source, detail }, where)] };
  }
  return { errors: [], outcome: outcomeOf(kpi, item, frame) };
}

function outcomeOf(kpi: KpiDefinition, item: BehindWork, frame: ColumnFrame | undefined): ViewOutcome {
  const text = (name: string) => cellsOf(frame, name).map((cell) => (cell === null ? null : String(cell)));
  const numbers = (name: string) => cellsOf(frame, name).map((cell) => (typeof cell === 'number' ? cell : null));
  const times = numbers('at').map((at) => at ?? 0);
  if (item.type === 'samples') {
    const samples = kpi.samples!;
    const columns = shownColumns(samples).map(({ type }, i) => (type === 'text' ? text : numbers)(columnName(i)));
    return samplesView(kpi, samples, item, { times, columns });
  }
  const [traces, services, operations, durations] = [
    text('trace'),
    text('service'),
    text('operation'),
    numbers('duration'),
  ];
  if (item.trace === undefined) {
    const [spans, errors] = [numbers('spans'), numbers('errors')];
    const found = times.map((atMs, i) => ({
      trace: traces[i] ?? '',
      atMs,
      spans: spans[i] ?? 0,
      errors: errors[i] ?? 0,
      operation: operations[i],
      service: services[i],
      durationMs: durations[i],
    }));
    return failedTracesView(kpi, item, found);
  }
  const [ids, parents, failed] = [text('span'), text('parent'), numbers('failed')];
  const attributes = kpi.traces!.attributes === undefined ? times.map(() => null) : text('attributes');
  const spans = times.map((atMs, i) => ({
    trace: traces[i] ?? '',
    span: ids[i],
    parent: parents[i],
    service: services[i],
    operation: operations[i],
    durationMs: durations[i],
    atMs,
    failed: failed[i] === 1,
    attributes: attributes[i],
  }));
  return spansView(kpi, item, spans, MOST_SPANS);
}

function namesIn(kpi: KpiDefinition, { type, trace }: BehindWork): string[] {
  if (type === 'samples') {
    return ['at', ...shownColumns(kpi.samples!).map((_, i) => columnName(i))];
  }
  return trace === undefined
    ? ['at', 'trace', 'spans', 'errors', 'operation', 'service', 'duration']
    : ['at', 'trace', 'span', 'parent', 'service', 'operation', 'duration', 'failed'];
}

const missingColumns = ({ columns }: ColumnFrame, names: readonly string[]): string[] =>
  names.filter((name) => !columns.some((column) => column.name === name));

function cellsOf(frame: ColumnFrame | undefined, name: string): Cell[] {
  const values = frame?.columns.find((column) => column.name === name)?.values;
  return Array.from({ length: frame?.length ?? 0 }, (_, i) => {
    const value = values?.[i];
    return value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value))
      ? null
      : typeof value === 'boolean'
        ? String(value)
        : value;
  });
}
