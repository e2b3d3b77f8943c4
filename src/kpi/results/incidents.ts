/** View `incidents`: incidents and alerts as a table, newest first. */
import type { ViewOutcome } from './answer';
import type { HappeningsAnswer } from './deploys';
import type { KpiAround } from './deploy-effects';
import { incidentCost } from './effects/incident-cost';
import { currencyOf } from './effects/measure';
import type { ResultField } from './types';
import type { EventRecord, IncidentsMeta } from './types-events';

const SECOND_MS = 1000;

/**
 * See `IncidentsMeta`. `duration` of what still goes on is up to the end of the range (or now). `runbook` is that of the KPI that a row names.
 * `badEvents` and `cost`: see effects/incident-cost.ts.
 */
export function incidentsView(answer: HappeningsAnswer, around?: ReadonlyMap<string, KpiAround>): ViewOutcome {
  const { fromMs, toMs, kpis, records, said, kpiOf } = answer;
  const rows = records.slice().reverse();
  const costs = rows.map((record) => incidentCost(record, answer, around));
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
  const currency = kpis.map((kpi) => currencyOf(kpi)).find((one) => one !== undefined);
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
    { name: 'badEvents', type: 'number', unit: 'count', values: costs.map(({ badEvents }) => badEvents) },
    {
      name: 'cost',
      type: 'number',
      ...(currency === undefined ? {} : { unit: `currency:${currency}` }),
      values: costs.map(({ cost }) => cost),
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
