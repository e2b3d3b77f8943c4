import { describe, expect, it } from 'vitest';
import type { KpiQuery } from './query';
import { column, HOUR, kpi, NOW, parsed, planned, run, SOURCES, type FakeStores } from './testing';

const AT = NOW - 3 * HOUR;
const events = (name: string, spec: string) => `---
apiVersion: plumbline/v1
kind: Events
metadata: { name: ${name}, displayName: The ${name} }
spec: { ${spec} }
`;
const ORDERS = kpi(
  'orders',
  'unit: count, runbook: /runbook, measure: { count: { source: shop-db, table: orders, time: at, count: rows } }'
);
const DEPLOYS = events(
  'deploys',
  `type: deploy, area: shop, source: shop-db, table: deploys, time: at, kind: what, kinds: { revert: rollback },
   title: title, service: service, version: version, environment: env, link: link, author: who, team: team`
);
const INCIDENTS = events(
  'incidents',
  'type: incident, source: shop-db, table: incidents, time: at, end: over, title: title, severity: sev, kpi: kpi, team: team'
);
const SET = parsed(SOURCES + ORDERS + DEPLOYS + INCIDENTS);

const stores = (rows: FakeStores['events']): FakeStores => ({ cell: () => [2, 2], events: rows });
const ask = (rows: FakeStores['events'], query: Partial<KpiQuery> = {}, set = SET) =>
  run(set, { view: 'deploys', events: ['deploys'], ...query }, stores(rows));
const codes = ({ notices }: { notices: ReadonlyArray<{ code: string }> }) => notices.map(({ code }) => code);
const V1 = {
  at: AT,
  service: 'checkout',
  version: 'v1',
  environment: 'prod',
  link: 'https://ci/1',
  author: 'ada',
  team: 'pay',
};

describe('view deploys', () => {
  it('needs no KPI: a row an event, ascending by time, null where the store has nothing', () => {
    const result = ask([V1, { at: AT - HOUR, kind: 'revert', service: 'web', version: 'v0', title: 'Back' }]);
    expect(result).toMatchObject({ kpi: '', view: 'deploys', status: 'ok', notices: [] });
    expect(result.frames).toHaveLength(1);
    const row = (i: number) => result.frames[0].fields.map(({ name, values }) => [name, values[i]]);
    expect(Object.fromEntries(row(1))).toEqual({
      time: AT,
      end: null,
      kind: 'deploy',
      title: 'checkout v1',
      service: 'checkout',
      version: 'v1',
      environment: 'prod',
      link: 'https://ci/1',
      author: 'ada',
      team: 'pay',
      events: 'deploys',
      id: `deploys/${AT}/checkout/v1`,
    });
    expect(Object.fromEntries(row(0))).toMatchObject({ kind: 'rollback', title: 'Back', link: null, team: null });
    expect(result.frames[0].meta).toMatchObject({
      view: 'deploys',
      part: 'events',
      timeZone: 'UTC',
      kpis: [],
      asked: [{ events: 'deploys', displayName: 'The deploys', rows: 2 }],
      burning: [],
    });
  });

  it('has the line of each KPI behind it', () => {
    const result = ask([V1], { kpi: 'orders' });
    expect(result.kpi).toBe('orders');
    expect(result.frames.map(({ name }) => name)).toEqual(['events', 'orders']);
    expect(result.frames[1].meta).toMatchObject({ view: 'deploys', part: 'series', kpi: 'orders' });
    expect(column(result, 'value', 1)?.length).toBeGreaterThan(10);
    expect(result.frames[0].meta).toMatchObject({ kpis: [{ kpi: 'orders', better: 'higher', runbook: '/runbook' }] });
  });

  it('asks the events of the KPI and those of no area; all of them without a KPI', () => {
    const set = parsed(
      SOURCES +
        ORDERS +
        DEPLOYS +
        INCIDENTS +
        events('other', 'type: flag, area: pay, source: shop-db, table: f, time: at')
    );
    const purposes = (query: Partial<KpiQuery>) => {
      const outcome = planned(set, { view: 'deploys', ...query });
      return outcome.ok && !outcome.value.done ? outcome.value.requests.map(({ purpose }) => purpose) : outcome;
    };
    expect(purposes({})).toEqual(['The deploys', 'The incidents', 'The other']);
    expect(purposes({ area: 'pay' })).toEqual(['The incidents', 'The other']);
    // Its line, and its slices around the events.
    const orders = expect.stringContaining('orders');
    expect(purposes({ kpi: 'orders' })).toEqual(['The deploys', 'The incidents', orders, orders]);
    expect(purposes({ events: ['other'] })).toEqual(['The other']);
    expect(purposes({ kinds: ['incident'] })).toEqual(['The deploys', 'The incidents']);
  });

  it('filters by kind, service and environment', () => {
    const rows = [V1, { ...V1, at: AT + 1, service: 'web', environment: 'test', kind: 'flag' }];
    const ids = (query: Partial<KpiQuery>) => column(ask(rows, query), 'service');
    expect(ids({ services: ['web', 'x'] })).toEqual(['web']);
    expect(ids({ environments: ['prod'] })).toEqual(['checkout']);
    expect(ids({ kinds: ['flag'] })).toEqual(['web']);
    expect(ids({ kinds: ['promotion'] })).toEqual([]);
  });

  it('shows the latest where there are too many, and says so', () => {
    const rows = Array.from({ length: 5 }, (_, i) => ({ ...V1, at: AT + i }));
    const result = ask(rows, { limit: 2 });
    expect(column(result, 'time')).toEqual([AT + 3, AT + 4]);
    expect(codes(result)).toEqual(['PL4054']);
    const wrong = ask(Array.from({ length: 2001 }, (_, i) => ({ ...V1, at: AT + i })));
    expect(codes(wrong)).toEqual(['PL4026', 'PL4054']);
    expect(column(wrong, 'time')?.length).toBe(1000);
  });

  it('tells of null times, unknown kinds and links that are none', () => {
    const result = ask([
      { ...V1, at: null },
      { ...V1, kind: 'hotfix', link: 'javascript:alert(1)' },
    ]);
    expect(codes(result)).toEqual(['PL4050', 'PL4052', 'PL4056']);
    expect(column(result, 'kind')).toEqual(['deploy']);
    expect(column(result, 'link')).toEqual([null]);
  });

  it('shows the same event once, and numbers different ones of one id', () => {
    const result = ask([V1, V1, { ...V1, title: 'Again' }]);
    expect(codes(result)).toEqual(['PL4055']);
    expect(column(result, 'title')).toEqual(['Again', 'checkout v1']);
    expect(column(result, 'id')).toEqual([`deploys/${AT}/checkout/v1`, `deploys/${AT}/checkout/v1/2`]);
  });

  it('of no definition at all is an empty table that says so', () => {
    const result = run(parsed(SOURCES + ORDERS), { view: 'deploys' }, stores([]));
    expect(result).toMatchObject({ status: 'nodata', frames: [{ name: 'events' }] });
    expect(codes(result)).toEqual(['PL4053']);
  });

  it.each<[string, Partial<KpiQuery>, string]>([
    ['KPIs named twice', { kpi: 'orders', area: 'shop' }, 'PL2037'],
    ['unknown events', { events: ['deplois'] }, 'PL2036'],
    ['an empty list', { services: [] }, 'PL2038'],
    ['segments without a KPI', { filters: { device: ['x'] } }, 'PL2039'],
    ['an unknown KPI', { kpi: 'order' }, 'PL2001'],
    ['an unknown area', { area: 'sho' }, 'PL2011'],
  ])('refuses %s', (_, query, code) => {
    const outcome = planned(SET, { view: 'deploys', ...query });
    expect(outcome.ok ? [] : outcome.diagnostics.map((d) => d.code)).toEqual([code]);
  });

  it('a list that fails is told, and takes only itself along', () => {
    const result = run(SET, { view: 'deploys', kpi: 'orders' }, { cell: () => [1, 1], fails: ['shop-db'] });
    expect(result.status).toBe('error');
    const set = parsed(SOURCES + ORDERS + events('notes', 'type: deploy, source: metrics, metric: m') + DEPLOYS);
    const partial = run(
      set,
      { view: 'deploys', kpi: 'orders' },
      { cell: () => [1, 1], events: [V1], fails: ['metrics'] }
    );
    expect(partial.status).toBe('partial');
    expect(column(partial, 'time')).toEqual([AT]);
  });
});

describe('view incidents', () => {
  const rows = [
    { at: AT, ended: AT + HOUR, title: 'Slow', severity: 'major', kpi: 'orders', team: 'pay' },
    { at: AT - 48 * HOUR, ended: null, title: 'Open', severity: null, kpi: null, team: null },
    { at: AT + 1, ended: AT, title: 'Back to front', severity: null, kpi: null, team: null },
  ];
  it('newest first; what is open lasts until now, and what ends before it begins has no length', () => {
    const result = run(SET, { view: 'incidents', events: ['incidents'] }, stores(rows));
    expect(column(result, 'title')).toEqual(['Back to front', 'Slow', 'Open']);
    expect(column(result, 'duration')).toEqual([0, 3600, 51 * 3600]);
    expect(column(result, 'ongoing')).toEqual([false, false, true]);
    expect(column(result, 'runbook')).toEqual([null, '/runbook', null]);
    expect(column(result, 'kpi')).toEqual([null, 'orders', null]);
    expect(column(result, 'severity')).toEqual([null, 'major', null]);
    expect(codes(result)).toEqual(['PL4051']);
  });

  it('of a KPI leaves out those that name others', () => {
    const set = parsed(SOURCES + ORDERS + ORDERS.replace('name: orders', 'name: visits') + INCIDENTS);
    const result = run(set, { view: 'incidents', kpi: 'visits' }, stores(rows));
    expect(column(result, 'title')).toEqual(['Back to front', 'Open']);
  });
});
