import {
  answerWithin,
  isWithin,
  joinRequests,
  type Joined,
  type UpstreamRequest,
  type UpstreamResponse,
} from '../../kpi';
import { groupBy } from './group-by';

/** Sends requests together and answers each; must stop when the signal aborts. */
export type Launch = (
  requests: readonly UpstreamRequest[],
  signal: AbortSignal
) => Promise<readonly UpstreamResponse[]>;

/**
 * How long requests are gathered before they are sent, ms. The panels of a board ask in one turn of the event loop or in a few that follow
 * each other at once; nobody sees five milliseconds.
 */
export const WINDOW_MS = 5;

/** A request that has been asked for and not been answered yet. */
interface Entry {
  readonly destination: string;
  readonly request: UpstreamRequest;
  readonly answer: Promise<UpstreamResponse>;
  readonly resolve: (response: UpstreamResponse) => void;
  readonly reject: (error: unknown) => void;
  holders: number;
  /** Absent while it is being gathered. */
  journey?: Journey;
}

/** One round trip: perhaps several requests, perhaps held by several panels. */
interface Journey {
  readonly controller: AbortController;
  readonly entries: readonly Entry[];
}

/** What is gathered for one destination. */
interface Batch {
  readonly launch: Launch;
  readonly entries: Set<Entry>;
}

/** An entry, and what of its answer is wanted. */
interface Share {
  readonly entry: Entry;
  readonly request: UpstreamRequest;
}

/**
 * Gathers requests of all panels for a few milliseconds, sends them joined, and shares what is under way: while a request with the same key
 * and id (or one of the same text over a longer range) has not been answered, nobody asks it again. A round trip ends when its answer
 * comes, or when the last one who waits for any part of it has left.
 */
export class InFlight {
  private readonly shared = new Map<string, Entry>();
  private readonly batches = new Map<string, Batch>();

  constructor(private readonly windowMs = WINDOW_MS) {}

  /** Requests under way or gathered now. */
  get size(): number {
    return this.shared.size;
  }

  /**
   * Answers in the order of `requests`. What is not under way yet is launched within the window, by the launch of whoever asked first.
   * @param destination whom it is asked (the uid of a data source): equal ids to different destinations are different requests
   * @param scope requests of different scopes (sets of definitions) are shared, but not sent together
   * @throws only the signal's reason, when it aborts
   */
  ask(
    destination: string,
    requests: readonly UpstreamRequest[],
    signal: AbortSignal,
    launch: Launch,
    scope = ''
  ): Promise<readonly UpstreamResponse[]> {
    if (signal.aborted) {
      return Promise.reject(signal.reason);
    }
    return this.hold(
      requests.map((request): Share => {
        const entry = this.find(destination, request) ?? this.gather(destination, scope, request, launch);
        return { entry, request };
      }),
      signal
    );
  }

  private find(destination: string, request: UpstreamRequest): Entry | undefined {
    const same = this.shared.get(keyOf(destination, request));
    if (same) {
      return same;
    }
    // What is still being gathered needs no such care: joining finds ranges within each other by itself.
    for (const entry of this.shared.values()) {
      if (entry.journey && entry.destination === destination && isWithin(request, entry.request)) {
        return entry;
      }
    }
    return undefined;
  }

  private gather(destination: string, scope: string, request: UpstreamRequest, launch: Launch): Entry {
    const key = `${destination}\n${scope}`;
    let batch = this.batches.get(key);
    if (!batch) {
      batch = { launch, entries: new Set() };
      this.batches.set(key, batch);
      setTimeout(() => this.send(key), this.windowMs);
    }
    let settle!: Pick<Entry, 'resolve' | 'reject'>;
    const answer = new Promise<UpstreamResponse>((resolve, reject) => (settle = { resolve, reject }));
    // Nobody may be left to hear a rejection that follows an abort.
    answer.catch(() => undefined);
    const entry: Entry = { destination, request, answer, ...settle, holders: 0 };
    batch.entries.add(entry);
    this.shared.set(keyOf(destination, request), entry);
    return entry;
  }

  /** Sends what was gathered and is still wanted: one round trip for each range, so that a slow one keeps no other waiting. */
  private send(key: string): void {
    const { launch, entries } = this.batches.get(key)!;
    this.batches.delete(key);
    const wanted = [...entries].filter((entry) => entry.holders > 0);
    const joined = joinRequests(wanted.map(({ request }) => request));
    const entryOf = new Map(wanted.map((entry) => [entry.request.id, entry]));
    for (const sent of groupBy(joined.sent, journeyOf)) {
      const carried = sent.flatMap(({ id }) => joined.carried.get(id)!).map((id) => entryOf.get(id)!);
      const journey: Journey = { controller: new AbortController(), entries: carried };
      carried.forEach((entry) => (entry.journey = journey));
      void this.travel(journey, joined, sent, launch);
    }
  }

  private async travel(journey: Journey, joined: Joined, sent: readonly UpstreamRequest[], launch: Launch) {
    const { entries, controller } = journey;
    const { signal } = controller;
    const forget = () => entries.forEach((entry) => this.forget(entry));
    // Forgotten at once, so that nobody joins a round trip that is being given up.
    signal.addEventListener('abort', forget, { once: true });
    try {
      const settled = joined.settle(await launch(sent, signal));
      const alone = settled.again.length > 0 ? settled.alone(await launch(settled.again, signal)) : [];
      const answers = new Map([...settled.answers, ...alone].map((response) => [response.id, response]));
      forget();
      for (const { request, resolve, reject } of entries) {
        const answer = answers.get(request.id);
        if (answer) {
          resolve(answer);
        } else {
          reject(new Error(`request ${request.id} was launched but not answered`));
        }
      }
    } catch (error) {
      forget();
      entries.forEach(({ reject }) => reject(error));
    }
  }

  private forget(entry: Entry): void {
    const key = keyOf(entry.destination, entry.request);
    if (this.shared.get(key) === entry) {
      this.shared.delete(key);
    }
  }

  private leave(entries: ReadonlySet<Entry>): void {
    for (const entry of entries) {
      entry.holders -= 1;
      if (entry.journey === undefined && entry.holders === 0) {
        this.forget(entry);
      } else if (entry.journey?.entries.every(({ holders }) => holders === 0)) {
        entry.journey.controller.abort();
      }
    }
  }

  private hold(shares: readonly Share[], signal: AbortSignal): Promise<readonly UpstreamResponse[]> {
    const entries = new Set(shares.map(({ entry }) => entry));
    entries.forEach((entry) => (entry.holders += 1));
    return new Promise<readonly UpstreamResponse[]>((resolve, reject) => {
      const onAbort = () => {
        this.leave(entries);
        reject(signal.reason);
      };
      const finish = (settle: () => void) => {
        if (!signal.aborted) {
          signal.removeEventListener('abort', onAbort);
          this.leave(entries);
        }
        settle();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      Promise.all(
        shares.map(async ({ entry, request }) => {
          const response = await entry.answer;
          return entry.request.id === request.id ? response : answerWithin(request, entry.request, response);
        })
      ).then(
        (answers) => finish(() => resolve(answers)),
        (error) => finish(() => reject(error))
      );
    });
  }
}

const keyOf = (destination: string, request: UpstreamRequest) => `${destination}\n${request.id}`;

/** Requests with one destination, and one range where the range is part of the question, travel together. */
const journeyOf = ({ source, dialect, mode, startMs, endMs, stepMs }: UpstreamRequest) =>
  JSON.stringify([source, ...(dialect === 'prometheus' ? [mode, startMs, endMs, stepMs] : [])]);
