/** View `incidents`: incidents and alerts as a table, newest first. */
import type { ViewOutcome } from './answer';
import type { HappeningsAnswer } from './deploys';
import type { ResultField } from './types';
import type { EventRecord, IncidentsMeta } from './types-events';

const SECOND_MS = 1000;

/**
 * See `IncidentsMeta`. `duration` of what still goes on is up to the end of the range (or now). `runbook` is that of the KPI that a row names.
 * `badEvents` and `cost` are null: nothing measures them yet.
 */
export function incidentsView({ fromMs, toMs, kpis, records, said, kpiOf }: HappeningsAnswer): ViewOutcome {
  const rows = records.slice().reverse();
  const kpiNames = rows.map(({ kpis: named }) => named?.join(', ') ?? null);
  const runbookOf = ({ kpis: named }: EventRecord) => {
    const books = (named ?? []).map((name) => kpiOf(name)?.runbook);
    return books.find((book) => book !== undefined) ?? null;
  };
  const open = ({ kind, endMs }: EventRecord) => endMs === null && kind === 'incident';
  const text = (name: string, of: (record: EventRecord) => string | null | undefined): ResultField => ({
    name,
    type: 'string',
    values: rows.map((record) => of(record) ?? null),
  });
  const currency = kpis.find(({ valuePerUnit }) => valuePerUnit)?.valuePerUnit?.currency;
  const meta: IncidentsMeta = {
    view: 'incidents',
    fromMs,
    toMs,
    timeZone: kpis[0]?.timeZone ?? 'UTC',
    ...(currency === undefined ? {} : { currency }),
  };
  const fields: ResultField[] = [
    { name: 'time', type: 'time', values: rows.map(({ atMs }) => atMs) },
    { name: 'end', type: 'time', values: rows.map(({ endMs }) => endMs) },
    { name: 'duration', type: 'number', unit: 'seconds', values: rows.map((record) => durationOf(record, toMs)) },
    text('title', ({ title }) => title),
    text('kind', ({ kind, alert }) => (alert ? 'alert' : kind)),
    text('severity', ({ severity }) => severity),
    text('service', ({ service }) => service),
    { name: 'kpi', type: 'string', values: kpiNames },
    text('team', ({ team }) => team),
    text('link', ({ link }) => link),
    text('runbook', runbookOf),
    { name: 'ongoing', type: 'boolean', values: rows.map(open) },
    { name: 'badEvents', type: 'number', unit: 'count', values: rows.map(() => null) },
    {
      name: 'cost',
      type: 'number',
      ...(currency === undefined ? {} : { unit: `currency:${currency}` }),
      values: rows.map(() => null),
    },
  ];
  return {
    frames: [{ name: 'incidents', type: 'table', fields, meta: meta as unknown as Record<string, unknown> }],
    diagnostics: said,
    hasData: rows.length > 0,
  };
}

/** Seconds. An instant that is no incident has none. */
function durationOf({ atMs, endMs, kind }: EventRecord, toMs: number): number | null {
  const end = endMs ?? (kind === 'incident' ? Math.max(atMs, toMs) : null);
  return end === null ? null : (end - atMs) / SECOND_MS;
}
