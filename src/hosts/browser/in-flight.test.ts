import { describe, expect, it } from 'vitest';
import type { UpstreamRequest, UpstreamResponse } from '../../kpi';
import { InFlight, type Launch } from './in-flight';

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
const started = () => new Promise((resolve) => setTimeout(resolve));

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
});
