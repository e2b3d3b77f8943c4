import { css } from '@emotion/css';
import { dateTime, type GrafanaTheme2, type TimeRange } from '@grafana/data';
import { Alert, Button, ClipboardButton, Select, TimeRangeInput, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useEffect, useRef, useState } from 'react';
import type { Incident, ReportModel } from '../../kpi/report';
import { dataSourceOf, plumblineSources, type DataSource } from '../shared/data-sources';
import type { PageProps } from '../shared/page';
import { reasonOf, useAsked } from '../shared/use-asked';
import { makeReport, recentIncidents, type Wish } from './make-report';

const HOUR_MS = 3_600_000;

/** Writes the postmortem of a time: choose an incident or a range, and an area; read it, copy it, keep it. */
export function ReportPage({ params, query }: PageProps) {
  const sources = plumblineSources();
  const [uid, setUid] = useState(params.uid ?? sources[0]?.uid ?? '');
  const [nowMs] = useState(() => Date.now());
  const loaded = useAsked(uid, async (signal) => {
    const dataSource = await dataSourceOf(uid);
    return { dataSource, incidents: await recentIncidents(dataSource, nowMs, signal) };
  });
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.page}>
      {sources.length > 1 && (
        <Select
          aria-label="Definitions"
          width={40}
          value={uid}
          options={sources.map((source) => ({ label: source.name, value: source.uid }))}
          onChange={({ value }) => setUid(value ?? '')}
        />
      )}
      {loaded.state === 'waiting' && <p role="status">Looking for incidents …</p>}
      {loaded.state === 'failed' && <Alert severity="error" title={loaded.reason} />}
      {loaded.state === 'there' && <Writer key={uid} nowMs={nowMs} kpi={query.kpi} {...loaded.value} />}
    </div>
  );
}

interface WriterProps {
  readonly dataSource: DataSource;
  readonly incidents: readonly Incident[];
  readonly nowMs: number;
  /** Where somebody came from: its area is chosen. */
  readonly kpi?: unknown;
}

type Writing =
  | { readonly state: 'idle' }
  | { readonly state: 'asking'; readonly done: number; readonly all: number }
  | { readonly state: 'there'; readonly model: ReportModel }
  | { readonly state: 'failed'; readonly reason: string };

function Writer({ dataSource, incidents, nowMs, kpi: from }: WriterProps) {
  const styles = useStyles2(getStyles);
  const outcome = dataSource.definitions();
  const kpis = outcome.ok ? [...outcome.value.kpis.values()] : [];
  const areas = [...new Set(kpis.map(({ area }) => area))];
  const [chosen, setChosen] = useState<Incident | undefined>(incidents[0]);
  const [range, setRange] = useState<TimeRange>(() => rangeOf(chosen ?? lastHour(nowMs)));
  const [area, setArea] = useState(kpis.find(({ name }) => name === from)?.area ?? areas[0]);
  const [writing, setWriting] = useState<Writing>({ state: 'idle' });
  const abort = useRef<AbortController>();
  useEffect(() => () => abort.current?.abort(), []);

  const write = async () => {
    abort.current?.abort();
    const mine = new AbortController();
    abort.current = mine;
    const say = (next: Writing) => !mine.signal.aborted && setWriting(next);
    say({ state: 'asking', done: 0, all: 0 });
    try {
      const names = kpis.filter((kpi) => kpi.area === area).map(({ name }) => name);
      const order: Wish = { incident: incidentOf(chosen, range), kpis: names, nowMs: Date.now() };
      const model = await makeReport(
        dataSource,
        order,
        (done, all) => say({ state: 'asking', done, all }),
        mine.signal
      );
      say({ state: 'there', model });
    } catch (error) {
      say({ state: 'failed', reason: reasonOf(error) });
    }
  };

  return (
    <>
      <div className={styles.row}>
        {incidents.length > 0 && (
          <Select
            aria-label="Incident"
            width={50}
            isClearable
            placeholder="A time of your own"
            value={chosen?.id ?? null}
            options={incidents.map((one) => ({
              value: one.id,
              label: one.title,
              description: `${new Date(one.fromMs).toISOString()}${one.ongoing ? ', still open' : ''}`,
            }))}
            onChange={(option) => {
              const found = incidents.find(({ id }) => id === option?.value);
              setChosen(found);
              setRange(found ? rangeOf(found) : range);
            }}
          />
        )}
        <TimeRangeInput
          value={range}
          onChange={(next) => {
            setRange(next);
            setChosen(undefined);
          }}
        />
        <Select
          aria-label="Area"
          width={24}
          value={area}
          options={areas.map((one) => ({ label: one, value: one }))}
          onChange={({ value }) => setArea(value!)}
        />
        <Button onClick={() => void write()} disabled={area === undefined || writing.state === 'asking'}>
          Write the report
        </Button>
        {writing.state === 'asking' && (
          <Button
            variant="secondary"
            onClick={() => {
              abort.current?.abort();
              setWriting({ state: 'idle' });
            }}
          >
            Stop
          </Button>
        )}
      </div>
      {writing.state === 'asking' && (
        <p role="status">{writing.all === 0 ? 'Asking …' : `${writing.done} of ${writing.all} answers are there …`}</p>
      )}
      {writing.state === 'failed' && <Alert severity="error" title={writing.reason} />}
      {writing.state === 'there' && <Written dataSource={dataSource} model={writing.model} />}
    </>
  );
}

function Written({ dataSource: { reports }, model }: { readonly dataSource: DataSource; readonly model: ReportModel }) {
  const styles = useStyles2(getStyles);
  const { isDark } = useTheme2();
  const markdown = () => reports.toMarkdown(model);
  return (
    <>
      <div className={styles.row}>
        <ClipboardButton variant="secondary" icon="copy" getText={markdown}>
          Copy Markdown
        </ClipboardButton>
        <Button
          variant="secondary"
          icon="download-alt"
          onClick={() => keep('postmortem.md', 'text/markdown', markdown())}
        >
          Markdown
        </Button>
        <Button
          variant="secondary"
          icon="download-alt"
          onClick={() => keep('postmortem.html', 'text/html', reports.toHtml(model))}
        >
          HTML
        </Button>
      </div>
      {/* The file that is kept, shown as it is: nothing in it can run, or reach this page. */}
      <iframe
        title={`Postmortem: ${model.incident.title}`}
        sandbox="allow-popups"
        srcDoc={reports.toHtml(model, isDark ? 'dark' : 'light')}
        className={styles.frame}
      />
    </>
  );
}

const lastHour = (nowMs: number): Incident => ({
  title: 'Incident',
  fromMs: nowMs - HOUR_MS,
  toMs: nowMs,
  ongoing: true,
});

function rangeOf({ fromMs, toMs }: Incident): TimeRange {
  const [from, to] = [dateTime(fromMs), dateTime(toMs)];
  return { from, to, raw: { from, to } };
}

/** A chosen incident is what it is; a time of one's own has no name. */
function incidentOf(chosen: Incident | undefined, { from, to }: TimeRange): Incident {
  const nowMs = Date.now();
  return chosen ?? { title: 'Incident', fromMs: from.valueOf(), toMs: Math.min(nowMs, to.valueOf()), ongoing: false };
}

function keep(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), height: '100%' }),
  row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center' }),
  frame: css({ width: '100%', height: '75vh', border: `1px solid ${theme.colors.border.weak}` }),
});
