/** What people do to the shop beside releasing: flags, promotions, and the incidents that they open and close. */
import { runsBetween } from './billing';
import { incidentsBetween, type Incident } from './incidents';
import { Random } from './random';
import { SCRIPTS, stagesBetween } from './scenes';
import type { Row, TableName } from './tables';
import { DAY, HOUR, MINUTE, SECOND, type World } from './world';

export interface Noted {
  readonly arrivesAt: number;
  readonly table: TableName;
  readonly row: Row;
}

const iso = (ms: number) => new Date(ms).toISOString();
const WEEK = 7 * DAY;

interface Flag {
  readonly flag: string;
  readonly service: string;
  readonly team: string;
  readonly authors: readonly string[];
  readonly variants: readonly string[];
}

/** What is switched on any other day; none of it does anything that a KPI would show. */
const FLAGS: readonly Flag[] = [
  { flag: 'new-gallery', service: 'storefront', team: 'growth', authors: ['ines', 'tomasz'], variants: ['on', 'off'] },
  {
    flag: 'search-synonyms',
    service: 'search',
    team: 'discovery',
    authors: ['amara'],
    variants: ['10 %', '50 %', 'on'],
  },
  { flag: 'address-check', service: 'checkout', team: 'checkout', authors: ['noor', 'sven'], variants: ['on', 'off'] },
];
const FLIPS_PER_DAY = 0.2;

function flagRow(
  id: string,
  at: number,
  one: Omit<Flag, 'authors' | 'variants'>,
  variant: string,
  author: string
): Noted {
  const link = `https://flags.example.com/shop/${one.flag}`;
  const row = [id, one.flag, one.service, variant, 'production', iso(at), author, one.team, link];
  return { arrivesAt: at + SECOND, table: 'flags', row };
}

function everydayFlags(world: World, fromMs: number, toMs: number): Noted[] {
  const found: Noted[] = [];
  for (let day = Math.floor(fromMs / DAY); day * DAY < toMs; day++) {
    for (const one of FLAGS) {
      const random = new Random(world.seed, 'flag', one.flag, day);
      const flips = (day + 3) % 7 < 5 && random.chance(FLIPS_PER_DAY);
      const at = day * DAY + Math.floor(random.between(8, 16) * HOUR);
      if (flips && at >= fromMs && at < toMs) {
        const variant = one.variants[random.int(0, one.variants.length - 1)];
        const author = one.authors[random.int(0, one.authors.length - 1)];
        found.push(flagRow(`${one.flag}-${day}`, at, one, variant, author));
      }
    }
  }
  return found;
}

const PROMOTIONS = [
  'Free shipping weekend',
  'Ten percent on garden tools',
  'Two for one on candles',
  'Newsletter voucher',
];

function promotionRow(id: string, title: string, startMs: number, endMs: number): Noted {
  const row = [
    id,
    title,
    iso(startMs),
    iso(endMs),
    'shop',
    'growth',
    `https://wiki.example.com/growth/promotions/${id}`,
  ];
  return { arrivesAt: startMs + SECOND, table: 'promotions', row };
}

/** Most Fridays at 11:00 UTC a promotion begins, for two days. The crowd does not care much: nothing else follows from it. */
function everydayPromotions(world: World, fromMs: number, toMs: number): Noted[] {
  const found: Noted[] = [];
  for (let week = Math.floor(fromMs / WEEK) - 1; week * WEEK < toMs; week++) {
    const random = new Random(world.seed, 'promotion', week);
    // 1 January 1970 was a Thursday.
    const at = week * WEEK + DAY + 11 * HOUR;
    const title = PROMOTIONS[random.int(0, PROMOTIONS.length - 1)];
    if (random.chance(0.7) && at >= fromMs && at < toMs) {
      found.push(promotionRow(`promo-${week}`, title, at, at + 2 * DAY));
    }
  }
  return found;
}

const WORDS: Readonly<Record<Incident['kind'], (one: Incident) => readonly string[]>> = {
  declines: ({ provider }) => [`${provider} fails`, 'payments', 'major', 'payments', 'payment-success'],
  'bad-deploy': ({ region }) => [
    `Checkout errs in ${region} after a release`,
    'checkout',
    'critical',
    'checkout',
    'checkout-success',
  ],
  'slow-search': ({ region }) => [`Search is slow in ${region}`, 'search', 'minor', 'discovery', 'session-conversion'],
};

/** An incident is opened some minutes after it began. */
const NOTICED = 4 * MINUTE;

interface Opened {
  readonly id: string;
  readonly words: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
}

function opened(world: World, fromMs: number, toMs: number): Opened[] {
  const everyday = incidentsBetween(world, fromMs - NOTICED, toMs).map((one) => ({
    id: one.id,
    words: WORDS[one.kind](one),
    startMs: one.startMs + NOTICED,
    endMs: one.endMs,
  }));
  const scenes = stagesBetween(world, fromMs - MINUTE, toMs).flatMap(({ scene, startMs, endMs }) =>
    (SCRIPTS[scene]?.incidents ?? []).map((one, n) => ({
      id: `${scene}-${startMs.toString(36)}-${n + 1}`,
      words: [one.title, one.service, one.severity, one.team, one.kpi],
      startMs: startMs + one.minute * MINUTE,
      endMs: Math.min(endMs, one.endMinute === null ? Infinity : startMs + one.endMinute * MINUTE),
    }))
  );
  return [...everyday, ...scenes].filter((one) => one.startMs < one.endMs);
}

/** A row when an incident is opened, and the same row with its end when it is closed. */
function incidentRows(world: World, fromMs: number, toMs: number): Noted[] {
  return opened(world, fromMs - MINUTE, toMs).flatMap(({ id, words, startMs, endMs }) => {
    const [title, service, severity, team, kpi] = words;
    const row = (end: string | null) => [
      id,
      title,
      service,
      severity,
      team,
      kpi,
      iso(startMs),
      end,
      `https://incidents.example.com/${id}`,
    ];
    const rows = [{ arrivesAt: startMs + SECOND, table: 'incidents' as const, row: row(null) }];
    if (endMs < Infinity) {
      rows.push({ arrivesAt: endMs + SECOND, table: 'incidents', row: row(iso(endMs)) });
    }
    return rows.filter((one) => one.arrivesAt >= fromMs && one.arrivesAt < toMs);
  });
}

function sceneFlags(world: World, fromMs: number, toMs: number): Noted[] {
  return stagesBetween(world, fromMs, toMs).flatMap(({ scene, startMs, endMs }) =>
    (SCRIPTS[scene]?.flags ?? []).flatMap((one, n) => {
      const at = startMs + one.minute * MINUTE;
      const id = `${one.flag}-${startMs.toString(36)}-${n + 1}`;
      return at >= fromMs && at < Math.min(toMs, endMs) ? flagRow(id, at, one, one.variant, one.author) : [];
    })
  );
}

function scenePromotions(world: World, fromMs: number, toMs: number): Noted[] {
  return stagesBetween(world, fromMs, toMs).flatMap(({ scene, startMs, endMs }) =>
    (SCRIPTS[scene]?.promotions ?? []).flatMap(({ minute, endMinute, title }, n) => {
      const at = startMs + minute * MINUTE;
      const id = `promo-${startMs.toString(36)}-${n + 1}`;
      return at >= fromMs && at < Math.min(toMs, endMs)
        ? promotionRow(id, title, at, startMs + endMinute * MINUTE)
        : [];
    })
  );
}

/** Log lines of services, outside of any trace: those of a scene, and one of each night's batch. */
function serviceLogs(world: World, fromMs: number, toMs: number): Noted[] {
  const line = (at: number, level: string, service: string, message: string): Noted => ({
    arrivesAt: at + SECOND,
    table: 'logs',
    row: [iso(at), level, service, message, null],
  });
  const scenes = stagesBetween(world, fromMs, toMs).flatMap(({ scene, startMs, endMs }) =>
    (SCRIPTS[scene]?.logs ?? []).flatMap(({ minute, endMinute, level, service, message }) =>
      Array.from({ length: endMinute - minute }, (_, n) => startMs + (minute + n) * MINUTE)
        .filter((at) => at >= fromMs && at < Math.min(toMs, endMs))
        .map((at) => line(at, level, service, message))
    )
  );
  const runs = runsBetween(world, fromMs - 20 * MINUTE, toMs)
    .filter((run) => run.job === 'nightly-billing' && run.endedMs >= fromMs && run.endedMs < toMs)
    .map((run) =>
      line(run.endedMs, 'info', 'billing', `${run.job} ${run.status}: ${run.rows} rows, schema ${run.schemaVersion}`)
    );
  return [...scenes, ...runs];
}

/** An alert of the platform's own rules, in [startMs, endMs). */
export interface Firing {
  readonly alertname: string;
  readonly service: string;
  readonly severity: string;
  readonly team: string;
  readonly startMs: number;
  readonly endMs: number;
}

const RULE_OF: Readonly<Record<Incident['kind'], string>> = {
  declines: 'GatewayTimeouts',
  'bad-deploy': 'CheckoutErrorRateHigh',
  'slow-search': 'SearchLatencyHigh',
};

/** Alerts that fire at some time in [fromMs, toMs): two minutes after an incident began, and those of a scene. */
export function firingBetween(world: World, fromMs: number, toMs: number): Firing[] {
  const everyday = incidentsBetween(world, fromMs - 2 * MINUTE, toMs).map((one) => {
    const [, service, severity, team] = WORDS[one.kind](one);
    const startMs = one.startMs + 2 * MINUTE;
    const level = severity === 'critical' ? 'critical' : 'warning';
    return { alertname: RULE_OF[one.kind], service, severity: level, team, startMs, endMs: one.endMs };
  });
  const scenes = stagesBetween(world, fromMs, toMs).flatMap(({ scene, startMs, endMs }) =>
    (SCRIPTS[scene]?.alerts ?? []).map(({ minute, endMinute, alertname, service, severity, team }) => ({
      alertname,
      service,
      severity,
      team,
      startMs: startMs + minute * MINUTE,
      endMs: Math.min(endMs, startMs + endMinute * MINUTE),
    }))
  );
  return [...everyday, ...scenes].filter((one) => one.startMs < one.endMs && one.startMs < toMs && one.endMs > fromMs);
}

/** Rows of flags and promotions that happen, and of incidents that are opened or closed, in [fromMs, toMs). */
export function happeningsBetween(world: World, fromMs: number, toMs: number): Noted[] {
  return [everydayFlags, everydayPromotions, incidentRows, sceneFlags, scenePromotions, serviceLogs].flatMap((rows) =>
    rows(world, fromMs, toMs)
  );
}
