import type { UpstreamRequest, UpstreamResponse } from '../../kpi';

/** One round trip: perhaps several requests, perhaps held by several panels. */
interface Journey {
  readonly controller: AbortController;
  holders: number;
}

interface Shared {
  readonly answer: Promise<UpstreamResponse>;
  readonly journey: Journey;
}

/** Sends `requests` together and answers each; must stop when the signal aborts. */
export type Launch = (
  requests: readonly UpstreamRequest[],
  signal: AbortSignal
) => Promise<readonly UpstreamResponse[]>;

/**
 * Shares requests that are under way: while one with the same key and id has not been answered, nobody asks it again.
 * A round trip ends when its answer comes, or when the last one who waits for any part of it has left.
 */
export class InFlight {
  private readonly shared = new Map<string, Shared>();

  /** Requests under way now. */
  get size(): number {
    return this.shared.size;
  }

  /**
   * Answers in the order of `requests`. What is not under way yet is launched in one round trip.
   * @param destination whom it is asked (the uid of a data source): equal ids to different destinations are different requests
   * @throws only the signal's reason, when it aborts
   */
  ask(
    destination: string,
    requests: readonly UpstreamRequest[],
    signal: AbortSignal,
    launch: Launch
  ): Promise<readonly UpstreamResponse[]> {
    if (signal.aborted) {
      return Promise.reject(signal.reason);
    }
    const keyOf = (request: UpstreamRequest) => `${destination}\n${request.id}`;
    const missing = new Map<string, UpstreamRequest>();
    for (const request of requests) {
      if (!this.shared.has(keyOf(request))) {
        missing.set(keyOf(request), request);
      }
    }
    if (missing.size > 0) {
      this.launch(missing, launch);
    }
    const joined = requests.map((request) => this.shared.get(keyOf(request))!);
    return hold(joined, signal);
  }

  private launch(missing: ReadonlyMap<string, UpstreamRequest>, launch: Launch): void {
    const journey: Journey = { controller: new AbortController(), holders: 0 };
    const { signal } = journey.controller;
    const forget = () =>
      missing.forEach((_, key) => this.shared.get(key)?.journey === journey && this.shared.delete(key));
    // Forgotten at once, so that nobody joins a round trip that is being given up.
    signal.addEventListener('abort', forget, { once: true });
    const answers = Promise.resolve()
      .then(() => launch([...missing.values()], signal))
      .finally(forget);
    for (const [key, request] of missing) {
      const answer = answers.then((all) => {
        const found = all.find((response) => response.id === request.id);
        if (!found) {
          throw new Error(`request ${request.id} was launched but not answered`);
        }
        return found;
      });
      // Nobody may be left to hear a rejection that follows an abort.
      answer.catch(() => undefined);
      this.shared.set(key, { answer, journey });
    }
  }
}

function hold(joined: readonly Shared[], signal: AbortSignal): Promise<readonly UpstreamResponse[]> {
  const journeys = new Set(joined.map((shared) => shared.journey));
  journeys.forEach((journey) => (journey.holders += 1));
  return new Promise<readonly UpstreamResponse[]>((resolve, reject) => {
    const leave = () => {
      signal.removeEventListener('abort', onAbort);
      journeys.forEach((journey) => {
        journey.holders -= 1;
        if (journey.holders === 0) {
          journey.controller.abort();
        }
      });
    };
    const onAbort = () => {
      leave();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    Promise.all(joined.map((shared) => shared.answer)).then(
      (answers) => {
        if (!signal.aborted) {
          leave();
        }
        resolve(answers);
      },
      (error) => {
        if (!signal.aborted) {
          leave();
        }
        reject(error);
      }
    );
  });
}
