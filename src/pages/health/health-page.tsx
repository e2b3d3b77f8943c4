import { getDataSourceSrv, config } from '@grafana/runtime';
import { Alert, Button, ClipboardButton } from '@grafana/ui';
import React, { useState } from 'react';
import { Problems } from '../../datasource/problems';
import type { Result } from '../../kpi';
import { dataSourceOf, plumblineSources, type DataSource } from '../shared/data-sources';
import { pageHref } from '../shared/paths';
import { FactTable, Facts, Section } from '../shared/section';
import { Status } from '../shared/status';
import { reasonOf, useAsked, type Asked } from '../shared/use-asked';
import {
  DAY_MS,
  healthOf,
  probeQuery,
  probesOf,
  ticketOf,
  withoutAddresses,
  type Probe,
  type Report,
  type Said,
} from './health';

/** Each Plumbline data source: do its definitions load, do its sources answer, how late and how complete are they, has it a token. */
export function HealthPage() {
  const [nowMs, setNowMs] = useState(() => Math.floor(Date.now() / 1000) * 1000);
  const [reports, setReports] = useState<ReadonlyMap<string, Report>>(new Map());
  const sources = plumblineSources();
  const plugin = sources[0]?.meta?.info?.version;
  const versions = [
    `Grafana ${config.buildInfo?.version ?? 'of an unknown version'}`,
    ...(plugin ? [`Plumbline ${plugin}`] : []),
  ];
  const report = (one: Report) => setReports((before) => new Map(before).set(one.uid, one));
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 24 }}>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' }}>
        <Button variant="secondary" icon="sync" onClick={() => setNowMs(Math.floor(Date.now() / 1000) * 1000)}>
          Check again
        </Button>
        <ClipboardButton
          variant="secondary"
          icon="copy"
          getText={() => ticketOf([...reports.values()], versions, nowMs)}
        >
          Copy for a ticket
        </ClipboardButton>
        <span>{versions.join(' · ')}</span>
      </div>
      {sources.length === 0 && <p>There is no data source of the type Plumbline KPIs yet.</p>}
      {sources.map(({ uid, name }) => (
        <One key={`${uid} ${nowMs}`} uid={uid} name={name} nowMs={nowMs} onReport={report} />
      ))}
    </div>
  );
}

interface OneProps {
  readonly uid: string;
  readonly name: string;
  readonly nowMs: number;
  readonly onReport: (report: Report) => void;
}

function One({ uid, name, nowMs, onReport }: OneProps) {
  const loaded = useAsked(uid, () => dataSourceOf(uid));
  return (
    <Section title={name} aside={<a href={pageHref('definitions', uid)}>Definitions</a>}>
      {loaded.state === 'waiting' && <p role="status">Loading the data source …</p>}
      {loaded.state === 'failed' && <Alert severity="error" title={loaded.reason} />}
      {loaded.state === 'there' && <Checked dataSource={loaded.value} nowMs={nowMs} onReport={onReport} />}
    </Section>
  );
}

function Checked({ dataSource, nowMs, onReport }: Omit<OneProps, 'uid' | 'name'> & { dataSource: DataSource }) {
  const { uid, name } = dataSource;
  const outcome = dataSource.definitions();
  const probes = outcome.ok ? probesOf(outcome.value, dataSource.catalog()) : [];
  const query = probeQuery(probes);
  const asked = useAsked(`${uid} ${nowMs}`, (signal) =>
    query
      ? dataSource.result(query, { fromMs: nowMs - DAY_MS, toMs: nowMs, nowMs }, { signal })
      : Promise.resolve(undefined)
  );
  const backend = useAsked(`backend ${uid} ${nowMs}`, () => askBackend(dataSource));
  const known = getDataSourceSrv().getList();
  const sources = probes.map((probe: Probe) => healthOf(probe, known, answerOf(asked), nowMs));
  const bytes = new TextEncoder().encode(dataSource.definitionsText).length;
  const load = outcome.ok
    ? `load: ${outcome.value.kpis.size} KPIs, ${outcome.value.funnels.size} funnels, ${outcome.value.sources.size} sources`
    : `do not load: ${outcome.diagnostics.filter(({ severity }) => severity === 'error').length} errors`;
  const size = `${(bytes / 1024).toFixed(1)} of 256 kB`;
  const process = processWords(backend);
  const lines = [`definitions ${load}`, `size ${size}`, `plugin process: ${withoutAddresses(process.words)}`];
  const done = asked.state !== 'waiting' && backend.state !== 'waiting';
  React.useEffect(() => {
    if (done) {
      onReport({ uid, name, lines, sources });
    }
    // What it says follows from what was answered.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [done, uid, nowMs]);
  return (
    <>
      <Facts
        facts={[
          ['Definitions', load],
          ['Size', size],
          ['Alert rules and public boards', <Status key="process" status={process} />],
        ]}
      />
      {!outcome.ok && <Problems diagnostics={outcome.diagnostics} label={`Problems with the definitions of ${name}`} />}
      {process.hint && <p style={{ margin: 0 }}>{process.hint}</p>}
      {sources.length > 0 && (
        <FactTable
          caption={`Sources of ${name}`}
          columns={['Source', 'Data source', 'Answers', 'Lag', 'Coverage']}
          rows={sources.map((one) => ({
            key: one.name,
            cells: [
              one.name,
              ...[one.resolves, one.answers, one.lag, one.coverage].map((said, i) => <Status key={i} status={said} />),
            ],
          }))}
        />
      )}
    </>
  );
}

function answerOf(asked: Asked<Result | undefined>) {
  return asked.state === 'failed' ? { failed: asked.reason } : asked.state === 'there' ? asked.value : undefined;
}

interface Backend {
  readonly status?: string;
  readonly message?: string;
  readonly details?: { readonly tokenSource?: string };
}

async function askBackend(dataSource: DataSource): Promise<Backend> {
  try {
    return ((await dataSource.callHealthCheck()) ?? {}) as Backend;
  } catch (error) {
    return { status: 'ERROR', message: reasonOf(error) };
  }
}

const HOW =
  'Alert rules and public boards have no person whose rights they could use. Create a service account that may read and query data sources, and put its token into the settings of this data source; or let Grafana manage one (feature toggle externalServiceAccounts and managed_service_accounts_enabled).';

/** Which token the plugin's process uses, by its source, never what it is; without one, how to give it one. */
function processWords(backend: Asked<Backend>): Said & { readonly hint?: string } {
  if (backend.state === 'waiting') {
    return { words: 'being asked …', tone: 'unknown' };
  }
  if (backend.state === 'failed') {
    return { words: backend.reason, tone: 'unknown' };
  }
  const { status, message = '', details } = backend.value;
  const token = details?.tokenSource;
  const isGood = String(status).toUpperCase() === 'OK';
  return {
    words:
      [message, token && !message.includes('Token from') ? `Token from ${token}.` : ''].filter(Boolean).join(' ') ||
      'it said nothing',
    tone: isGood ? 'calm' : 'amber',
    ...(isGood || token ? {} : { hint: HOW }),
  };
}
