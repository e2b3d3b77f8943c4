import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const read = (file: string): string => readFileSync(path.resolve(__dirname, '..', file), 'utf8');

interface Route {
  readonly receiver: string;
  readonly object_matchers?: ReadonlyArray<readonly [string, string, string]>;
  readonly group_by: readonly string[];
  readonly group_wait?: string;
  readonly mute_time_intervals?: readonly string[];
}

describe('the example of notification policies', () => {
  const file = parse(read('docs/examples/alerting/notification-policies.yaml')) as {
    contactPoints: Array<{ name: string; receivers: Array<{ uid: string; type: string; settings: object }> }>;
    policies: Array<Route & { routes: Route[] }>;
    muteTimes: Array<{ name: string }>;
  };
  const routes = file.policies[0].routes;
  const of = (severity: string) =>
    routes.find((route) =>
      route.object_matchers?.some(([label, , value]) => label === 'severity' && value === severity)
    )!;

  it('uses only what it defines', () => {
    const names = file.contactPoints.map(({ name }) => name);
    expect(
      [file.policies[0].receiver, ...routes.map(({ receiver }) => receiver)].filter((one) => !names.includes(one))
    ).toEqual([]);
    const mutes = file.muteTimes.map(({ name }) => name);
    expect(routes.flatMap((route) => route.mute_time_intervals ?? [])).toEqual(mutes);
  });

  it('sends pages to the pager at once and tickets to the queue later, one notification for a KPI, customer and region', () => {
    expect([of('page').receiver, of('ticket').receiver]).toEqual(['pager', 'queue']);
    expect([of('page').group_by, of('ticket').group_by]).toEqual([
      ['kpi', 'customer', 'region'],
      ['kpi', 'customer', 'region'],
    ]);
    expect([of('page').group_wait, of('ticket').group_wait]).toEqual(['30s', '10m']);
  });

  it('mutes no page', () => expect(of('page').mute_time_intervals).toBeUndefined());

  it('is loaded by nothing: a file of policies would replace all routing', () => {
    expect(read('docker-compose.yml')).not.toMatch(/docs\/examples/);
    expect(read('provisioning/alerting/shop.yaml')).not.toMatch(/policies:|contactPoints:/);
  });
});
