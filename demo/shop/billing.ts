/** Usage that merchants are billed for: events on a stream, a consumer that writes them down, and the batches that add them up. */
import { Random, hashFraction } from './random';
import { sessionsPerMinute } from './rhythm';
import { SCRIPTS, STUCK_MINUTES, effectsAt, stagesBetween } from './scenes';
import { DAY, HOUR, MINUTE, SECOND, type World } from './world';

export interface UsageEvent {
  readonly eventId: string;
  readonly userId: string;
  readonly happenedAt: number;
  readonly arrivedAt: number;
  readonly kind: 'listing' | 'label' | 'advert';
  readonly cents: number;
  readonly schemaVersion: 1 | 2;
  /** False: the consumer refused it. */
  readonly valid: boolean;
}

const MERCHANTS = 240;
/** Of the events that come while the consumer stands still so many carry the new schema and are refused at once. */
const REFUSED = 0.5;
/** Of those that are replayed so many come twice. */
const DOUBLED = 0.04;
/** On any other day one in so many is broken. */
const BROKEN = 0.001;

/** No usage event arrives later than this after it happened. */
export const USAGE_LATENESS = (STUCK_MINUTES.replayFrom - STUCK_MINUTES.from + 2) * MINUTE;

/** Usage events that happen in [fromMs, toMs), both whole minutes; of each all its arrivals. */
export function usageBetween(world: World, fromMs: number, toMs: number): UsageEvent[] {
  const found: UsageEvent[] = [];
  for (let minute = fromMs; minute < toMs; minute += MINUTE) {
    const random = new Random(world.seed, 'usage', minute);
    const count = random.poisson(0.9 + 0.25 * (sessionsPerMinute('eu', minute) + sessionsPerMinute('us', minute)));
    for (let n = 0; n < count; n++) {
      const event = {
        eventId: `e-${(minute / MINUTE).toString(36)}-${n}`,
        userId: `m-${String(random.int(1, MERCHANTS)).padStart(3, '0')}`,
        happenedAt: minute + Math.floor(random.float() * MINUTE),
        kind: random.pick({ listing: 5, label: 3, advert: 2 }),
        cents: random.int(2, 180),
        schemaVersion: 1 as const,
      };
      const broken = random.chance(BROKEN);
      const lag = Math.floor((2 + random.exponential(6)) * SECOND);
      const arrives = event.happenedAt + Math.min(lag, 2 * MINUTE);
      if (!effectsAt(world, event.happenedAt).stuck) {
        found.push({ ...event, arrivedAt: arrives, valid: !broken });
        continue;
      }
      found.push(...late(world, event, minute / MINUTE, n, arrives));
    }
  }
  return found;
}

/** What becomes of an event that happens while the consumer stands still: perhaps refused, then replayed, perhaps twice. */
function late(
  world: World,
  event: Omit<UsageEvent, 'arrivedAt' | 'valid'>,
  minute: number,
  n: number,
  arrivesMs: number
): UsageEvent[] {
  const [stage] = stagesBetween(world, event.happenedAt, event.happenedAt + 1);
  const draw = (salt: number) => hashFraction(world.seed ^ minute, n, salt);
  const { from, to, replayFrom, replayTo } = STUCK_MINUTES;
  const share = (event.happenedAt - stage.startMs - from * MINUTE) / ((to - from) * MINUTE);
  const replayed = stage.startMs + replayFrom * MINUTE + Math.floor(share * (replayTo - replayFrom) * MINUTE);
  return [
    ...(draw(81) < REFUSED ? [{ ...event, schemaVersion: 2 as const, arrivedAt: arrivesMs, valid: false }] : []),
    { ...event, arrivedAt: replayed, valid: true },
    ...(draw(82) < DOUBLED ? [{ ...event, arrivedAt: replayed + 20 * SECOND, valid: true }] : []),
  ];
}

export interface BatchRun {
  readonly runId: string;
  readonly job: string;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly status: 'succeeded' | 'failed';
  readonly rows: number;
  readonly schemaVersion: number;
}

/** Midnight in Berlin, which the shop's crowd keeps all year (rhythm.ts). */
const NIGHTLY = 23 * HOUR;

/** Batches that begin in [fromMs, toMs): the night's billing, the hour's roll-up, and those of a scene. */
export function runsBetween(world: World, fromMs: number, toMs: number): BatchRun[] {
  const found: BatchRun[] = [];
  for (let hour = Math.ceil((fromMs - 5 * MINUTE) / HOUR) * HOUR; hour + 5 * MINUTE < toMs; hour += HOUR) {
    const random = new Random(world.seed, 'rollup', hour);
    found.push({
      runId: `usage-rollup-${(hour / HOUR).toString(36)}`,
      job: 'usage-rollup',
      startedMs: hour + 5 * MINUTE,
      endedMs: hour + 5 * MINUTE + random.int(40, 150) * SECOND,
      status: 'succeeded',
      rows: random.int(60, 140),
      schemaVersion: 1,
    });
  }
  for (let day = Math.floor(fromMs / DAY) * DAY; day < toMs; day += DAY) {
    const startedMs = day + NIGHTLY;
    const random = new Random(world.seed, 'nightly', day);
    if (startedMs >= fromMs && startedMs < toMs) {
      found.push({
        runId: `nightly-billing-${(day / DAY).toString(36)}`,
        job: 'nightly-billing',
        startedMs,
        endedMs: startedMs + random.int(8, 14) * MINUTE,
        status: 'succeeded',
        rows: random.int(1900, 2600),
        schemaVersion: 1,
      });
    }
  }
  for (const stage of stagesBetween(world, fromMs, toMs)) {
    SCRIPTS[stage.scene]?.runs?.forEach(({ minute, endMinute, job, status, schemaVersion }, n) => {
      const startedMs = stage.startMs + minute * MINUTE;
      if (startedMs >= fromMs && startedMs < Math.min(toMs, stage.endMs)) {
        const endedMs = stage.startMs + endMinute * MINUTE;
        const runId = `${job}-${stage.startMs.toString(36)}-${n + 1}`;
        const rows = status === 'failed' ? 0 : 2214;
        found.push({ runId, job, startedMs, endedMs, status, rows, schemaVersion });
      }
    });
  }
  return found.sort((a, b) => a.startedMs - b.startedMs);
}

/** Records a second that producers put on the topic; the billable ones among them are the usage events. */
const RECORDS_PER_SECOND = 38;

/** How many records a consumer group is behind at an instant: a few on any other day. */
export function lagAt(world: World, group: 'billing' | 'analytics', ms: number): number {
  const slot = Math.floor(ms / (15 * SECOND));
  const usual = Math.floor(60 * hashFraction(world.seed, slot, group === 'billing' ? 91 : 92));
  const [stage] = group === 'billing' ? stagesBetween(world, ms, ms + 1) : [];
  if (stage?.scene !== 'midnight-batch') {
    return usual;
  }
  const minute = (ms - stage.startMs) / MINUTE;
  const { from, to, replayFrom, replayTo } = STUCK_MINUTES;
  const most = (to - from) * 60 * RECORDS_PER_SECOND;
  if (minute < from || minute >= replayTo) {
    return usual;
  }
  const behind =
    minute < to
      ? ((minute - from) / (to - from)) * most
      : minute < replayFrom
        ? most
        : most * (1 - (minute - replayFrom) / (replayTo - replayFrom));
  return usual + Math.round(behind);
}
