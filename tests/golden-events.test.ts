/**
 * What the views of events ask of each store, for people to review: tests/golden/events/postgres.txt and so on.
 * After a change that is meant: `npx vitest run tests/golden-events.test.ts -u`, and read the difference.
 */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain, parseDefinitions, planQuery, SQL_DIALECTS } from '../src/kpi';

const folder = path.resolve(__dirname, 'golden/events');
const [FROM, TO, NOW] = [Date.UTC(2026, 1, 2), Date.UTC(2026, 1, 3), Date.UTC(2026, 3, 20, 12)];

const events = (name: string, spec: string) => `---
apiVersion: plumbline/v1
kind: Events
metadata: { name: ${name} }
spec: { source: store, ${spec} }
`;
const ROWS = [
  events(
    'deploys',
    'type: deploy, table: ops.deploys, time: started_at, end: ended_at, kind: kind, kinds: { release: deploy, outage: incident }, title: title, service: service, version: version, environment: environment, link: link, author: author, team: team, severity: severity, kpi: kpi'
  ),
  events(
    'flags',
    'type: flag, table: flags, time: changed_at, timeType: unixMillis, service: service, version: variant'
  ),
  events(
    'incidents',
    'type: incident, table: incidents, time: started_at, end: ended_at, where: [ { field: severity, is: major } ]'
  ),
].join('');
const SERIES = [
  events('versions', 'type: deploy, metric: app_build_info, service: service, where: [ { field: job, is: shop } ]'),
  events(
    'alerts',
    'type: incident, alerts: true, service: service, where: [ { field: severity, in: [page, ticket] } ]'
  ),
].join('');
const NOTES = events('notes', 'type: incident, tags: [incident, "service:checkout"]');

const textOf = (dialect: string) => `apiVersion: plumbline/v1
kind: Source
metadata: { name: store }
spec: { dialect: ${dialect}${dialect === 'grafana' ? '' : ', grafana: { uid: store }'} }
${dialect === 'grafana' ? NOTES : dialect === 'prometheus' ? SERIES : ROWS}`;

function explained(dialect: string): string {
  const parsed = parseDefinitions([{ file: 'events.yaml', text: textOf(dialect) }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
  }
  const planned = planQuery(parsed.value, { view: 'deploys' }, { fromMs: FROM, toMs: TO, nowMs: NOW });
  const iso = (ms: number) => new Date(ms).toISOString().replace('.000', '');
  return planned.ok && !planned.value.done
    ? explain(planned.value.plan)
        .map(({ purpose, mode, startMs, endMs, stepMs, text }) => {
          const every = mode === 'range' ? ` every ${stepMs / 60_000} min` : '';
          return `-- ${purpose} (${mode}), ${iso(startMs)} to ${iso(endMs)}${every}\n${text}\n`;
        })
        .join('\n')
    : '';
}

describe('what is asked for events', () => {
  it.each(['prometheus', 'grafana', ...SQL_DIALECTS])('%s', async (dialect) => {
    await expect(explained(dialect)).toMatchFileSnapshot(path.join(folder, `${dialect}.txt`));
  });
});
