/** What the teams release. A deploy of checkout restarts the process that counts, region after region. */
import { incidentsBetween } from './incidents';
import { Random } from './random';
import { SCRIPTS, stagesBetween } from './scenes';
import { DAY, HOUR, MINUTE, REGIONS, SECOND, type Region, type World } from './world';

/** What is released on any other day; scenes release more. */
export const SERVICES = ['storefront', 'search', 'checkout', 'payments'] as const;
export type Service = (typeof SERVICES)[number];
export const ALL_SERVICES = [...SERVICES, 'recommendations', 'billing'] as const;
export type AnyService = (typeof ALL_SERVICES)[number];

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
  readonly service: AnyService;
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

/** The day's number, and the minute of the day: no release of another day or hour has the same. */
const sceneVersion = (ms: number) =>
  `v${Math.max(1, Math.floor(ms / DAY) - FIRST_DAY)}.${Math.floor((ms % DAY) / MINUTE)}`;

/** What a scene releases and takes back. */
function sceneDeploys(world: World, fromMs: number, toMs: number): Deploy[] {
  return stagesBetween(world, fromMs, toMs).flatMap(({ scene, startMs, endMs }) =>
    (SCRIPTS[scene]?.deploys ?? []).flatMap(({ minute, service, kind, author, team }, n) => {
      const startedMs = startMs + minute * MINUTE;
      if (startedMs < fromMs || startedMs >= Math.min(toMs, endMs)) {
        return [];
      }
      const version = kind === 'deploy' ? sceneVersion(startedMs) : everydayVersion(world, service, startMs);
      return {
        deployId: `${service}-${scene}-${startMs.toString(36)}-${n + 1}`,
        service,
        version,
        kind,
        environment: 'production' as const,
        startedMs,
        endedMs: startedMs + (140 + 40 * n) * SECOND,
        link: `https://git.example.com/shop/${service}/releases/${version}`,
        author,
        team,
      };
    })
  );
}

/** The last release is looked for so far back. */
const LOOK_BACK = 14 * DAY;

/** What is released on no other day has run for long. */
const LONG_SINCE: Readonly<Partial<Record<AnyService, string>>> = { recommendations: 'v118', billing: 'v52' };

/** The version of a service that runs at a moment, scenes aside; `v0` where nothing was released for two weeks. */
function everydayVersion(world: World, service: AnyService, ms: number): string {
  for (let day = Math.floor(ms / DAY); day >= Math.floor((ms - LOOK_BACK) / DAY); day--) {
    const earlier = deploysOfDay(world, day)
      .filter((one) => one.service === service && one.environment === 'production' && one.startedMs < ms)
      .sort((a, b) => b.startedMs - a.startedMs);
    if (earlier.length > 0) {
      return earlier[0].version;
    }
  }
  return LONG_SINCE[service] ?? 'v0';
}

/** The version of a service that runs at a moment: that of its last release to production. */
export function versionAt(world: World, service: AnyService, ms: number): string {
  const scene = sceneDeploys(world, ms - LOOK_BACK, ms).filter((one) => one.service === service);
  const last = scene[scene.length - 1];
  const since = last ? deploysBetween(world, last.startedMs + 1, ms).filter((one) => one.service === service) : [];
  return last && !since.some((one) => one.environment === 'production')
    ? last.version
    : everydayVersion(world, service, ms);
}

export interface VersionChange {
  readonly at: number;
  readonly region: Region;
  readonly service: AnyService;
  readonly version: string;
}

/** When another version of a service begins to run in a region, in [fromMs, toMs), ascending. */
export function versionChangesBetween(world: World, fromMs: number, toMs: number): VersionChange[] {
  return REGIONS.flatMap((region) => {
    const lag = RESTART_AFTER[region];
    return deploysBetween(world, fromMs - lag, toMs - lag)
      .filter((one) => one.environment === 'production')
      .map(({ service, version, startedMs }) => ({ at: startedMs + lag, region, service, version }));
  }).sort((a, b) => a.at - b.at);
}

/** Deploys that begin in [fromMs, toMs), by starting time. */
export function deploysBetween(world: World, fromMs: number, toMs: number): Deploy[] {
  const found: Deploy[] = [];
  for (let day = Math.floor(fromMs / DAY); day <= Math.floor((toMs - 1) / DAY); day++) {
    found.push(...deploysOfDay(world, day).filter((one) => one.startedMs >= fromMs && one.startedMs < toMs));
  }
  found.push(...sceneDeploys(world, fromMs, toMs));
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
