import { Alert } from '@grafana/ui';
import React from 'react';
import type { KpiQuery, Result } from '../../kpi';
import { at, figure } from '../shared/figure';
import { Line } from '../shared/line';
import { columnOf, faultOf, noticesFor, numbersOf, seriesOf } from '../shared/result-reading';
import { Section } from '../shared/section';
import { useAsked } from '../shared/use-asked';
import type { ContractProps } from './kpi-page';

const DAY_MS = 86_400_000;
const DAYS = 30;

/** The last 30 days as a line, with the deploys that concern the KPI where the definitions have any. */
export function HistorySection({ dataSource, definition, definitions, nowMs }: ContractProps) {
  const { name, timeZone } = definition;
  const views = dataSource.catalog().find((entry) => entry.name === name)?.views ?? [];
  const hasSeries = views.includes('series');
  const context = { fromMs: nowMs - DAYS * DAY_MS, toMs: nowMs, nowMs, maxDataPoints: 200 };
  const ask = (query: KpiQuery) => (signal: AbortSignal) => dataSource.result(query, context, { signal });
  const series = useAsked(`series ${dataSource.uid} ${name} ${nowMs}`, (signal) =>
    hasSeries ? ask({ kpi: name, view: 'series' })(signal) : Promise.resolve(undefined)
  );
  const deploys = useAsked(`deploys ${dataSource.uid} ${name} ${nowMs}`, (signal) =>
    definitions.events.size > 0 && hasSeries
      ? ask({ kpi: name, view: 'deploys', control: 'none' })(signal)
      : Promise.resolve(undefined)
  );
  const marks = deploys.state === 'there' && deploys.value ? marksOf(deploys.value) : [];
  return (
    <Section title={`The last ${DAYS} days`}>
      {!hasSeries && <p>It has no number over time of its own.</p>}
      {hasSeries && series.state === 'waiting' && <p role="status">Asking the stores …</p>}
      {series.state === 'failed' && <Alert severity="error" title={series.reason} />}
      {series.state === 'there' && series.value && (
        <Drawn result={series.value} name={name} unit={unitOf(definition)} timeZone={timeZone} marks={marks} />
      )}
      {marks.length > 0 && (
        <details>
          <summary>{marks.length} deploys and other changes in that time</summary>
          <ul>
            {marks.map(({ atMs, label }, i) => (
              <li key={i}>
                {at(atMs, timeZone)}: {label}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

const unitOf = (definition: ContractProps['definition']) => (definition.kind === 'KPI' ? definition.unit : 'ratio');

interface DrawnProps {
  readonly result: Result;
  readonly name: string;
  readonly unit: string;
  readonly timeZone: string;
  readonly marks: ReadonlyArray<{ readonly atMs: number; readonly label: string }>;
}

function Drawn({ result, name, unit, timeZone, marks }: DrawnProps) {
  const series = seriesOf(result, name);
  const fault = faultOf(result, name);
  const known = (series?.values ?? []).filter((value): value is number => value !== null);
  if (!series || known.length === 0) {
    return fault ? <Alert severity="error" title={fault} /> : <p>Nothing was measured in the last {DAYS} days.</p>;
  }
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const newest = series.newest!;
  const open = series.incompleteFromMs !== null && newest.fromMs >= series.incompleteFromMs;
  const words = `From ${figure(low, unit)} to ${figure(high, unit)}. Newest: ${figure(newest.value, unit)} for ${at(newest.fromMs, timeZone)}${open ? ', not complete yet' : ''}.`;
  return (
    <>
      {fault && <Alert severity="warning" title={fault} />}
      <Line {...series} width={1000} height={140} label={`${name}, the last ${DAYS} days. ${words}`} marks={marks} />
      <p>{words}</p>
      {noticesFor(result, name)
        .filter(({ severity }) => severity === 'warning')
        .map(({ code, message }) => (
          <p key={code + message}>
            {message} ({code})
          </p>
        ))}
    </>
  );
}

/** Rows of the frame of events; none where this Plumbline or the store has no answer: history stands without them. */
function marksOf(result: Result): Array<{ atMs: number; label: string }> {
  const frame = result.frames.find(({ name, meta }) => name === 'events' || meta?.part === 'events');
  if (!frame) {
    return [];
  }
  const text = (field: string, i: number) => columnOf(frame, field)[i] ?? '';
  return numbersOf(frame, 'time').flatMap((atMs, i) =>
    atMs === null
      ? []
      : [
          {
            atMs,
            label: [text('kind', i), text('title', i) || text('service', i), text('version', i)]
              .filter(Boolean)
              .join(' '),
          },
        ]
  );
}
