/** Version changes and alerts on the Prometheus engine, against the script that they were scraped from. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectSources, directTransport } from '../../src/hosts/direct';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type KpiQuery, type Result } from '../../src/kpi';
import { hasGo, openPromlite, type Promlite } from '../engines/promlite';
import { describeWith } from '../setup/needs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 20, 6);
const END = START + 8 * HOUR;
const SCRAPE = 15_000;
const PHASE = 3_456;

/** [series of the target, from, to): minutes since the start. */
type Runs = ReadonlyArray<readonly [series: string, from: number, to: number]>;
const build = (service: string, version: string) => `app_build_info{service="${service}",version="${version}"}`;
const alert = (name: string, state: string) =>
  `ALERTS{alertname="${name}",alertstate="${state}",severity="page",service="checkout",instance="x"}`;

const TARGETS: readonly Runs[] = [
  [
    [build('checkout', 'v1'), 0, 120],
    [build('checkout', 'v2'), 120, 300],
    [build('checkout', 'v1'), 300, 480],
    // Not there at the start; a canary that is taken back while the old version runs on.
    [build('web', 'w1'), 60, 480],
    [build('web', 'w2'), 180, 240],
    // Restarted for ten minutes: the same version again.
    [build('search', 's1'), 0, 200],
    [build('search', 's1'), 210, 480],
    [alert('Errors', 'pending'), 125, 130],
    // One evaluation is missing within it.
    [alert('Errors', 'firing'), 130, 140],
    [alert('Errors', 'firing'), 141, 160],
    [alert('Errors', 'firing'), 400, 480],
    [alert('Slow', 'firing'), 0, 30],
    [alert('Never', 'pending'), 200, 220],
  ],
  // The second instance is five minutes later, as in a rolling deploy.
  [
    [build('checkout', 'v1'), 0, 125],
    [build('checkout', 'v2'), 125, 305],
    [build('checkout', 'v1'), 305, 480],
  ],
];
/** Both targets cannot be scraped then. */
const OUTAGE = [210, 213];

function replay(): string[] {
  const lines = ['plumbline-replay 1\n'];
  const numbers = TARGETS.map((runs, t) => {
    lines.push(`target app ${t}\n`);
    return new Map([...new Set(runs.map(([series]) => series))].map((series) => [series, 0]));
  });
  let next = 0;
  TARGETS.forEach((_, t) => {
    for (const series of numbers[t].keys()) {
      lines.push(`later ${t} ${series}\n`);
      numbers[t].set(series, next++);
    }
  });
  TARGETS.forEach((runs, t) => {
    const there = new Set<string>();
    for (let at = START + PHASE; at < END; at += SCRAPE) {
      const minute = (at - START) / MINUTE;
      if (minute >= OUTAGE[0] && minute < OUTAGE[1]) {
        lines.push(`- ${t} ${at}\n`);
        continue;
      }
      let text = `+ ${t} ${at}`;
      for (const [series, number] of numbers[t]) {
        const runsNow = runs.some(([one, from, to]) => one === series && minute >= from && minute < to);
        if (runsNow !== there.has(series)) {
          text += ` ${number}=${runsNow ? 1 : '-'}`;
          there[runsNow ? 'add' : 'delete'](series);
        }
      }
      lines.push(`${text}\n`);
    }
  });
  return lines;
}

/** First scrape at or after so many minutes, and the last before. */
const first = (minute: number) => START + PHASE + Math.ceil((minute * MINUTE - PHASE) / SCRAPE) * SCRAPE;
const last = (minute: number) => first(minute) - SCRAPE;

const TEXT = `apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: m }, scrapeInterval: 15s }
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: versions }
spec: { type: deploy, source: metrics, metric: app_build_info, service: service }
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: alerts }
spec: { type: incident, source: metrics, alerts: true, service: service, where: [ { field: severity, is: page } ] }
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: flags }
spec: { type: flag, source: metrics, metric: app_build_info, service: service, where: [ { field: service, is: checkout } ] }
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: mistaken }
spec: { type: deploy, source: metrics, metric: app_build_info, version: release }
`;

describeWith('go', hasGo(), 'events of the Prometheus engine', () => {
  let promlite: Promlite;
  beforeAll(async () => {
    promlite = await openPromlite();
    await promlite.store.replay(replay());
  }, 300_000);
  afterAll(() => promlite?.close());

  async function ask(query: KpiQuery, fromMs = START + 90 * MINUTE, toMs = END): Promise<Result> {
    const parsed = parseDefinitions([{ file: 'events.yaml', text: TEXT }]);
    if (!parsed.ok) {
      throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
    }
    const drivers = connectSources(parsed.value, [`metrics=prometheus+${promlite.url}`]);
    return runQuery(parsed.value, query, { fromMs, toMs, nowMs: END }, directTransport(drivers));
  }
  const rows = (result: Result, ...names: string[]) =>
    result.frames[0].fields[0].values.map((_, i) =>
      names.map((name) => result.frames[0].fields.find((field) => field.name === name)!.values[i])
    );

  const CHANGES = [
    [first(60), 'deploy', 'web', 'w1'],
    [first(120), 'deploy', 'checkout', 'v2'],
    [first(180), 'deploy', 'web', 'w2'],
    [last(240), 'rollback', 'web', 'w1'],
    [first(300), 'rollback', 'checkout', 'v1'],
  ];

  test.each([
    ['all that there is', START, END, 0],
    ['without what came before', START + 90 * MINUTE, END, 1],
    ['in steps of five minutes', END - 5 * 24 * HOUR, END, 0],
    ['until before the rollback', START + 90 * MINUTE, START + 299 * MINUTE, 1],
  ])('new versions are deploys, versions that come back rollbacks: %s', async (_, from, to, skipped) => {
    const result = await ask({ view: 'deploys', events: ['versions'] }, from, to);
    expect(result.notices).toEqual([]);
    expect(rows(result, 'time', 'kind', 'service', 'version')).toEqual(
      CHANGES.slice(skipped).filter(([at]) => (at as number) < to)
    );
    expect(result.requests).toBe(1);
  });

  test('a flag that goes back is a flag change', async () => {
    const result = await ask({ view: 'deploys', events: ['flags'] });
    expect(rows(result, 'time', 'kind')).toEqual([
      [first(120), 'flag'],
      [first(300), 'flag'],
    ]);
  });

  test('alerts are incidents from first to last sample; a gap of a step splits none, and what fires still is open', async () => {
    const result = await ask({ view: 'incidents', events: ['alerts'] }, START);
    expect(rows(result, 'time', 'end', 'title', 'kind', 'severity', 'service', 'ongoing')).toEqual([
      [first(400), null, 'Errors', 'alert', 'page', 'checkout', true],
      [first(130), last(160), 'Errors', 'alert', 'page', 'checkout', false],
      [first(0), last(30), 'Slow', 'alert', 'page', 'checkout', false],
    ]);
  });

  test('an alert that began before the range is there with its own beginning', async () => {
    const result = await ask({ view: 'incidents', events: ['alerts'] }, START + 150 * MINUTE, START + 200 * MINUTE);
    expect(rows(result, 'time', 'end', 'title')).toEqual([[first(130), last(160), 'Errors']]);
  });

  test('a metric without the label is a fault, not silence', async () => {
    const result = await ask({ view: 'deploys', events: ['mistaken'] });
    expect(result.status).toBe('error');
    expect(result.notices.map(({ code, message }) => [code, message])).toEqual([
      ['PL3107', expect.stringContaining('no series of app_build_info has the label "release"')],
    ]);
  });
});
