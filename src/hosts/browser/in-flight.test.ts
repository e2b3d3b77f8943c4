import { describe, expect, it, vi } from 'vitest';
import type { UpstreamRequest, UpstreamResponse } from '../../kpi';
import { InFlight, WINDOW_MS, type Launch } from './in-flight';

const request = (id: string): UpstreamRequest => ({
  id,
  source: 'shop-db',
  dialect: 'postgres',
  mode: 'table',
  text: `SELECT '${id}'`,
  startMs: 0,
  endMs: 1000,
  stepMs: 1000,
  columns: [],
  purpose: id,
});
const answer = (id: string): UpstreamResponse => ({ id, ok: true, frames: [] });

/** A launch that answers when told to, and remembers what it was asked and whether it was stopped. */
function byHand() {
  const trips: Array<{ ids: string[]; signal: AbortSignal; finish: () => void; fail: (error: Error) => void }> = [];
  const launch: Launch = (requests, signal) =>
    new Promise((resolve, reject) => {
      const ids = requests.map(({ id }) => id);
      trips.push({ ids, signal, finish: () => resolve(ids.map(answer)), fail: reject });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  return { trips, launch };
}
const started = () => new Promise((resolve) => setTimeout(resolve, 10));

describe('requests under way', () => {
  it('are asked once for eight panels, and answered to all of them', async () => {
    const inFlight = new InFlight();
    const { trips, launch } = byHand();
    const panels = Array.from({ length: 8 }, () => new AbortController());
    const answers = panels.map(({ signal }) => inFlight.ask('db', [request('a')], signal, launch));
    await started();
    expect(trips.map(({ ids }) => ids)).toEqual([['a']]);
    trips[0].finish();
    expect(await Promise.all(answers)).toEqual(Array(8).fill([answer('a')]));
    expect(inFlight.size).toBe(0);
  });

  it('are asked again once they have been answered: sharing is not a cache', async () => {
    const inFlight = new InFlight();
    const { trips, launch } = byHand();
    const { signal } = new AbortController();
    const first = inFlight.ask('db', [request('a')], signal, launch);
    await started();
    trips[0].finish();
    await first;
    void inFlight.ask('db', [request('a')], signal, launch);
    await started();
    expect(trips).toHaveLength(2);
  });

  it('launches only what is not under way, and keeps the order of the asker', async () => {
    const inFlight = new InFlight();
    const { trips, launch } = byHand();
    const { signal } = new AbortController();
    void inFlight.ask('db', [request('a'), request('b')], signal, launch);
    await started();
    const second = inFlight.ask('db', [request('c'), request('a'), request('c')], signal, launch);
    await started();
    expect(trips.map(({ ids }) => ids)).toEqual([['a', 'b'], ['c']]);
    trips.forEach(({ finish }) => finish());
    expect((await second).map(({ id }) => id)).toEqual(['c', 'a', 'c']);
  });

  it('does not share equal ids between two data sources', async () => {
    const inFlight = new InFlight();
    const { trips, launch } = byHand();
    const { signal } = new AbortController();
    void inFlight.ask('db', [request('a')], signal, launch);
    void inFlight.ask('other-db', [request('a')], signal, launch);
    await started();
    expect(trips).toHaveLength(2);
  });

  it('is cancelled when the last one who waits leaves, and not before', async () => {
    const inFlight = new InFlight();
    const { trips, launch } = byHand();
    const [first, second] = [new AbortController(), new AbortController()];
    const one = inFlight.ask('db', [request('a')], first.signal, launch);
    const two = inFlight.ask('db', [request('a')], second.signal, launch);
    await started();
    first.abort();
    await expect(one).rejects.toThrow('aborted');
    expect(trips[0].signal.aborted).toBe(false);
    second.abort();
    await expect(two).rejects.toThrow('aborted');
    expect(trips[0].signal.aborted).toBe(true);
    expect(inFlight.size).toBe(0);
  });

  it('does not let a newcomer join a round trip that was given up', async () => {
    const inFlight = new InFlight();
    const { trips, launch } = byHand();
    const first = new AbortController();
    const one = inFlight.ask('db', [request('a')], first.signal, launch);
    await started();
    first.abort();
    const two = inFlight.ask('db', [request('a')], new AbortController().signal, launch);
    await expect(one).rejects.toThrow('aborted');
    await started();
    expect(trips).toHaveLength(2);
    trips[1].finish();
    expect(await two).toEqual([answer('a')]);
  });

  it('gives a fault of the launch itself to everybody, and forgets it', async () => {
    const inFlight = new InFlight();
    const { trips, launch } = byHand();
    const { signal } = new AbortController();
    const answers = [
      inFlight.ask('db', [request('a')], signal, launch),
      inFlight.ask('db', [request('a')], signal, launch),
    ];
    await started();
    trips[0].fail(new Error('broken'));
    for (const one of answers) {
      await expect(one).rejects.toThrow('broken');
    }
    expect(inFlight.size).toBe(0);
  });

  it('asks nothing for somebody who has left already', async () => {
    const { trips, launch } = byHand();
    const gone = new AbortController();
    gone.abort();
    await expect(new InFlight().ask('db', [request('a')], gone.signal, launch)).rejects.toThrow('aborted');
    expect(trips).toHaveLength(0);
  });

  it('are gathered for five milliseconds, and leave before that as if they had never been', async () => {
    vi.useFakeTimers();
    try {
      const inFlight = new InFlight();
      const { trips, launch } = byHand();
      const { signal } = new AbortController();
      const gone = new AbortController();
      void inFlight.ask('db', [request('a')], signal, launch);
      const left = inFlight.ask('db', [request('z')], gone.signal, launch);
      left.catch(() => undefined);
      await vi.advanceTimersByTimeAsync(WINDOW_MS - 1);
      gone.abort();
      void inFlight.ask('db', [request('b'), request('a')], signal, launch);
      expect(trips).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(trips.map(({ ids }) => ids)).toEqual([['a', 'b']]);
      expect(inFlight.size).toBe(2);
      await expect(left).rejects.toThrow('aborted');
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('are not sent together for two sets of definitions', async () => {
    const inFlight = new InFlight();
    const { trips, launch } = byHand();
    const { signal } = new AbortController();
    void inFlight.ask('db', [request('a')], signal, launch, 'one');
    void inFlight.ask('db', [request('a'), request('b')], signal, launch, 'two');
    await started();
    expect(trips.map(({ ids }) => ids)).toEqual([['a'], ['b']]);
  });
});

describe('ranges under way', () => {
  const range = (from: number, to: number, text = 'x'): UpstreamRequest => ({
    ...request(`${text} ${from} ${to}`),
    dialect: 'prometheus',
    mode: 'range',
    text,
    startMs: from,
    endMs: to,
    stepMs: 1,
  });
  const points = (from: number, to: number): UpstreamResponse => {
    const at = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const columns = [
      { name: 'time', type: 'time' as const, values: at },
      { name: 'value', type: 'number' as const, labels: {}, values: Float64Array.from(at, (ms) => ms * 2) },
    ];
    return { id: '', ok: true, frames: [{ length: at.length, columns }] };
  };
  const launching = () => {
    const asked: Array<readonly UpstreamRequest[]> = [];
    const finish: Array<() => void> = [];
    const launch: Launch = (requests) => {
      asked.push(requests);
      return new Promise((resolve) =>
        finish.push(() => resolve(requests.map((one) => ({ ...points(one.startMs, one.endMs), id: one.id }))))
      );
    };
    return { asked, finish, launch };
  };
  const { signal } = new AbortController();
  const timesOf = (answers: readonly UpstreamResponse[]) =>
    answers.map((one) => one.ok && Array.from(one.frames[0].columns[0].values as number[]));

  it('that hold what a second panel needs are waited for, and cut', async () => {
    const inFlight = new InFlight();
    const { asked, finish, launch } = launching();
    const first = inFlight.ask('prom', [range(1, 9)], signal, launch);
    await started();
    const second = inFlight.ask('prom', [range(3, 5), range(9, 9)], signal, launch);
    await started();
    expect(asked).toHaveLength(1);
    finish[0]();
    expect(timesOf(await first)).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9]]);
    expect(timesOf(await second)).toEqual([[3, 4, 5], [9]]);
    expect(new Set((await second).flatMap(({ sent }) => sent))).toEqual(new Set([range(1, 9).id]));
  });

  it('of another text, another destination, or less than what is needed are not', async () => {
    const inFlight = new InFlight();
    const { asked, launch } = launching();
    void inFlight.ask('prom', [range(1, 9)], signal, launch);
    await started();
    void inFlight.ask('prom', [range(3, 5, 'y')], signal, launch);
    void inFlight.ask('elsewhere', [range(3, 5)], signal, launch);
    void inFlight.ask('prom', [range(3, 10)], signal, launch);
    await started();
    expect(asked.flat().map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['x', 1, 9],
      ['y', 3, 5],
      ['x', 3, 10],
      ['x', 3, 5],
    ]);
  });

  it('are kept for a panel that needs a part of them when the one that asked leaves', async () => {
    const inFlight = new InFlight();
    const { finish, launch } = launching();
    const gone = new AbortController();
    const first = inFlight.ask('prom', [range(1, 9)], gone.signal, launch);
    await started();
    const second = inFlight.ask('prom', [range(2, 3)], signal, launch);
    gone.abort();
    await expect(first).rejects.toThrow('aborted');
    finish[0]();
    expect(timesOf(await second)).toEqual([[2, 3]]);
    expect(inFlight.size).toBe(0);
  });
});
