import { describe, expect, it } from 'vitest';
import { parseDefinitions } from './parse';
import { checkFaults, type FaultTable } from './testdata/fault-table';
import { kpi } from './testdata/texts';

const events = (fields: string): string =>
  `---\napiVersion: plumbline/v1\nkind: Events\nmetadata: { name: deploys }\nspec: { ${fields} }\n`;
const NOTES = '---\napiVersion: plumbline/v1\nkind: Source\nmetadata: { name: notes }\nspec: { dialect: grafana }\n';

const TABLE: FaultTable = {
  'a table of Prometheus': [
    events('type: deploy, source: metrics, §table: t, time: at'),
    ['PL1246', /"deploys" cannot be read with "table".*"metric" or "alerts: true"/],
  ],
  'a metric of a database': [
    events('type: deploy, source: shop-db, §metric: app_build_info'),
    ['PL1246', /with "metric" from the source "shop-db".*"table" or "query"/],
  ],
  'alerts of a database': [events('type: incident, source: shop-db, §alerts: true'), ['PL1246', /with "alerts"/]],
  'tags of a database': [events('type: deploy, source: shop-db, §tags: [x]'), ['PL1246', /with "tags"/]],
  'tags of Prometheus': [events('type: deploy, source: metrics, §tags: [x]'), ['PL1246', /with "tags"/]],
  'a table of Grafana': [
    NOTES + events('type: deploy, source: notes, §query: select 1, time: at'),
    ['PL1246', /whose dialect is grafana.*read with "tags"/],
  ],
  'a metric of Grafana': [NOTES + events('type: deploy, source: notes, §metric: m'), ['PL1246', /with "metric"/]],
  'no origin at all': [
    events('type: deploy, source: shop-db').replace('spec: {', 'spec: §{'),
    ['PL1106', /Events needs one of/],
  ],
  'a table and a query': [
    events('type: deploy, source: shop-db, table: t, §query: select 1, time: at'),
    ['PL1106', /together/],
  ],
  'a table and tags': [events('type: deploy, source: shop-db, table: t, time: at, §tags: [x]'), ['PL1101', /"tags"/]],
  'no tags': [NOTES + events('type: deploy, source: notes, tags: §[]'), ['PL1105', /tags/]],
  'alerts that are deploys': [
    events('type: §deploy, source: metrics, alerts: true'),
    ['PL1331', /are alerts, which are incidents.*"type: incident"/],
  ],
  'versions that are incidents': [
    events('type: §incident, source: metrics, metric: m'),
    ['PL1331', /no incident can be told.*"type: deploy"/],
  ],
  'no alerts': [events('type: incident, source: metrics, alerts: §false'), ['PL1335', /names no events/]],
  'an unknown KPI': [
    events('type: deploy, source: shop-db, table: t, time: at, kpis: §[ordres]') + kpi('orders'),
    ['PL1332', /"orders"/],
  ],
  'a condition on what is asked anyway': [
    events('type: incident, source: metrics, alerts: true, where: [ { field: §alertstate, is: pending } ]'),
    ['PL1333', /"alertstate"/],
  ],
  'a label that is none': [
    events('type: deploy, source: metrics, metric: m, version: §"build-version"'),
    ['PL1334', /"build-version".*"version"/],
  ],
  'a condition on a label that is none': [
    events('type: deploy, source: metrics, metric: m, where: [ { field: §"a-b", is: x } ]'),
    ['PL1334', /"a-b"/],
  ],
  'the size of a label': [
    events('type: deploy, source: metrics, metric: m, where: [ { field: a, §gt: 1 } ]'),
    ['PL1107', /labels are text/],
  ],
  'names for kinds that no column holds': [
    events('type: deploy, source: shop-db, table: t, time: at, §kinds: { release: deploy }'),
    ['PL1107', /no values to rename/],
  ],
  'a kind that is none': [
    events('type: deploy, source: shop-db, table: t, time: at, kind: k, kinds: { release: §launch }'),
    ['PL1104', /launch/],
  ],
  'a number of annotations': [
    NOTES + kpi('a', [], '{ count: { source: §notes, table: t, time: at } }'),
    ['PL1330', /"notes" holds annotations.*only definitions of kind Events/],
  ],
  'a gauge of annotations': [
    NOTES + kpi('a', [], '{ gauge: { source: §notes, promql: "max(m[$window])" } }', 'seconds'),
    ['PL1330', /"notes"/],
  ],
  'an age of annotations': [
    NOTES + kpi('a', [], '{ freshness: { source: §notes, table: t, time: at } }', 'seconds'),
    ['PL1330', /"notes"/],
  ],
  'annotations of a data source': [
    NOTES.replace('dialect: grafana', 'dialect: grafana, §grafana: { uid: x }'),
    ['PL1107', /this Grafana, which has no uid/],
  ],
  'annotations that are scraped': [
    NOTES.replace('dialect: grafana', 'dialect: grafana, §scrapeInterval: 15s'),
    ['PL1107', /only Prometheus scrapes/],
  ],
};

describe('faulty events', () => {
  checkFaults(TABLE);

  it('a source of annotations needs no data source', () => {
    expect(parseDefinitions([{ file: 'x.yaml', text: NOTES }]).diagnostics).toEqual([]);
  });
});
