/** What the teams release. A deploy of checkout restarts the process that counts, region after region. */
import { incidentsBetween } from './incidents';
import { Random } from './random';
import { DAY, HOUR, MINUTE, SECOND, type Region, type World } from './world';

export const SERVICES = ['storefront', 'search', 'checkout', 'payments'] as const;
export type Service = (typeof SERVICES)[number];

const TEAM: Record<Service, string> = {
  storefront: 'growth',
  search: 'discovery',
  checkout: 'checkout',
  payments: 'payments',
};
const AUTHORS: Record<Service, readonly string[]> = {
  storefront: ['ines', 'tomasz'],
  search: ['amara', 'lukas'],
  checkout: ['noor', 'sven', 'mei'],
  payments: ['diego', 'hanna'],
};
/** The chance that a service is released on a working day. */
const PER_DAY: Record<Service, number> = { storefront: 0.7, search: 0.35, checkout: 0.45, payments: 0.25 };

export interface Deploy {
  readonly deployId: string;
  readonly service: Service;
  readonly version: string;
  readonly kind: 'deploy' | 'rollback';
  readonly environment: 'production' | 'staging';
  readonly startedMs: number;
  readonly endedMs: number;
  readonly link: string;
  readonly author: string;
  readonly team: string;
}

/** Versions count working days since this one, so that a version follows from its day alone. */
const FIRST_DAY = Math.floor(Date.UTC(2026, 0, 1) / DAY);

function deploy(service: Service, day: number, at: number, random: Random, extra: Partial<Deploy> = {}): Deploy {
  const version = `v${Math.max(1, day - FIRST_DAY)}`;
  const environment = extra.environment ?? 'production';
  return {
    deployId: `${service}-${version}-${environment}`,
    service,
    version,
    kind: 'deploy',
    environment,
    startedMs: at,
    endedMs: at + random.int(150, 420) * SECOND,
    link: `https://git.example.com/shop/${service}/releases/${version}`,
    author: AUTHORS[service][random.int(0, AUTHORS[service].length - 1)],
    team: TEAM[service],
    ...extra,
  };
}

function deploysOfDay(world: World, day: number): Deploy[] {
  const weekday = (day + 3) % 7;
  const found: Deploy[] = [];
  for (const service of SERVICES) {
    const random = new Random(world.seed, 'deploy', service, day);
    if (weekday >= 5 || !random.chance(PER_DAY[service])) {
      continue;
    }
    const at = day * DAY + Math.floor(random.between(8, 15.5) * HOUR);
    found.push(deploy(service, day, at, random));
    found.push(deploy(service, day, at - random.int(40, 110) * MINUTE, random, { environment: 'staging' }));
  }
  for (const incident of incidentsBetween(world, day * DAY, (day + 1) * DAY)) {
    if (incident.kind !== 'bad-deploy' || Math.floor(incident.startMs / DAY) !== day) {
      continue;
    }
    const random = new Random(world.seed, 'bad-deploy', incident.id);
    const bad = deploy('checkout', day, incident.startMs - 3 * MINUTE, random, { deployId: `checkout-${incident.id}` });
    const before = `v${Math.max(1, day - 1 - FIRST_DAY)}`;
    found.push(bad);
    found.push({
      ...deploy('checkout', day, incident.endMs - 3 * MINUTE, random),
      deployId: `checkout-${incident.id}-rollback`,
      kind: 'rollback',
      version: before,
      link: `https://git.example.com/shop/checkout/releases/${before}`,
    });
  }
  return found;
}

/** Deploys that begin in [fromMs, toMs), by starting time. */
export function deploysBetween(world: World, fromMs: number, toMs: number): Deploy[] {
  const found: Deploy[] = [];
  for (let day = Math.floor(fromMs / DAY); day <= Math.floor((toMs - 1) / DAY); day++) {
    found.push(...deploysOfDay(world, day).filter((one) => one.startedMs >= fromMs && one.startedMs < toMs));
  }
  return found.sort((a, b) => a.startedMs - b.startedMs);
}

const RESTART_AFTER: Record<Region, number> = { eu: 20 * SECOND, us: 95 * SECOND };

/** When the counting process of a region starts anew in [fromMs, toMs); its counters are then at 0. Ascending. */
export function restartsBetween(world: World, region: Region, fromMs: number, toMs: number): number[] {
  const lag = RESTART_AFTER[region];
  return deploysBetween(world, fromMs - lag, toMs - lag)
    .filter((one) => one.service === 'checkout' && one.environment === 'production')
    .map((one) => one.startedMs + lag);
}
