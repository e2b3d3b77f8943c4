import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { DefinitionSet, KpiQuery, OwnedDefinition, Result } from '../../kpi';
import type { DataSource } from '../shared/data-sources';
import { figure } from '../shared/figure';
import { Line } from '../shared/line';
import { columnOf, faultOf, framesOf, noticesFor, numbersOf, seriesOf } from '../shared/result-reading';
import { FactTable } from '../shared/section';
import { useAsked } from '../shared/use-asked';

const DAY_MS = 86_400_000;

interface PreviewProps {
  readonly dataSource: DataSource;
  /** The draft, which loads. */
  readonly text: string;
  readonly definitions: DefinitionSet;
  readonly definition: OwnedDefinition;
}

interface Previewed {
  readonly value?: Result;
  /** By the saved definitions, where they have it too and say something else. */
  readonly saved?: Result;
  readonly series?: Result;
  readonly segments?: Result;
  readonly segment?: string;
}

/** What the draft's definition gives on live data: its value beside the saved one's, its course, its first segment. */
export function DraftPreview({ dataSource, text, definitions, definition }: PreviewProps) {
  const styles = useStyles2(getStyles);
  const { name, displayName } = definition;
  const unit = definition.kind === 'KPI' ? definition.unit : 'ratio';
  // Comments and blanks ask nothing anew.
  const asked = useAsked(`${dataSource.uid} ${definitions.fingerprint} ${name}`, (signal) =>
    previewOf(dataSource, text, definition, signal)
  );
  return (
    <section aria-label={`Preview of ${displayName}`} className={styles.preview}>
      <h3 className={styles.title}>{displayName}, the last 24 hours, as this text has it</h3>
      {asked.state === 'waiting' && <p role="status">Asking the stores …</p>}
      {asked.state === 'failed' && <Alert severity="error" title={asked.reason} />}
      {asked.state === 'there' && <Shown {...asked.value} name={name} unit={unit} />}
    </section>
  );
}

async function previewOf(
  dataSource: DataSource,
  text: string,
  definition: OwnedDefinition,
  signal: AbortSignal
): Promise<Previewed> {
  const { name } = definition;
  const nowMs = Math.floor(Date.now() / 60_000) * 60_000;
  const context = { fromMs: nowMs - DAY_MS, toMs: nowMs, nowMs, maxDataPoints: 48 };
  const views = dataSource.catalog(text).find((entry) => entry.name === name)?.views ?? [];
  const ask = (query: KpiQuery, of = text) => dataSource.result(query, context, { text: of, signal });
  const draft = dataSource.parsed(text);
  const saved = dataSource.definitions();
  const isKnown = saved.ok && (saved.value.kpis.has(name) || saved.value.funnels.has(name));
  const differs = draft.ok && saved.ok && draft.value.fingerprint !== saved.value.fingerprint;
  const segment = definition.segments[0]?.name;
  const [value, before, series, segments] = await Promise.all([
    views.includes('value') ? ask({ kpi: name, view: 'value' }) : undefined,
    views.includes('value') && isKnown && differs
      ? ask({ kpi: name, view: 'value' }, dataSource.definitionsText)
      : undefined,
    views.includes('series') ? ask({ kpi: name, view: 'series' }) : undefined,
    views.includes('breakdown') && segment ? ask({ kpi: name, view: 'breakdown', by: [segment], limit: 5 }) : undefined,
  ]);
  return { value, saved: before, series, segments, segment };
}

function Shown({ value, saved, series, segments, segment, name, unit }: Previewed & { name: string; unit: string }) {
  const valueOf = (result: Result) => {
    const [frame] = framesOf(result, name);
    return frame ? (numbersOf(frame, 'value')[0] ?? null) : null;
  };
  if (!value) {
    return <p>It has no number of its own to preview.</p>;
  }
  const fault = faultOf(value, name);
  const line = series && seriesOf(series, name);
  const [rows] = segments ? framesOf(segments, name) : [];
  return (
    <>
      {fault && <Alert severity="error" title={fault} />}
      {!fault && (
        <p>
          <strong style={{ fontSize: '1.5em' }}>{figure(valueOf(value), unit)}</strong>
          {saved && ` · saved: ${figure(valueOf(saved), unit)}`}
        </p>
      )}
      {line && <Line {...line} width={320} height={60} label={`${name}, the last 24 hours`} />}
      {rows && segment && (
        <FactTable
          caption={`By ${segment}`}
          columns={[segment, 'Value']}
          rows={columnOf(rows, segment).map((cell, i) => ({
            key: String(i),
            cells: [String(cell ?? '(not set)'), figure(numbersOf(rows, 'value')[i] ?? null, unit)],
          }))}
        />
      )}
      {noticesFor(value, name)
        .filter(({ severity }) => severity !== 'error')
        .map(({ code, message }) => (
          <p key={code + message}>
            {message} ({code})
          </p>
        ))}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  preview: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  title: css({ fontSize: theme.typography.h5.fontSize, margin: 0 }),
});
