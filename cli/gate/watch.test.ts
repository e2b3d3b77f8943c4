import { describe, expect, it } from 'vitest';
import { parseDefinitions, type DefinitionSet, type KpiQuery, type Notice, type Result } from '../../src/kpi';
import { DEPLOY, MINUTE, policy } from '../../src/kpi/gate/testing';
import { Refused, type Ask } from './ask';
import { progressTo } from './progress';
import { testHost, type TestHost } from './testing';
import { watch } from './watch';

const TEXT = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: sqlite }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: checkout, displayName: Checkout success }
spec:
  area: shop
  owner: { team: shop }
  unit: ratio
  measure:
    ratio:
      numerator: { source: db, table: orders, time: at, count: rows, where: [{ field: ok, is: true }] }
      denominator: { source: db, table: orders, time: at, count: rows }
  objectives: [{ name: monthly, target: "0.99", timeWindow: { duration: 30d, rolling: true }, budgetingMethod: Occurrences }]
`;
const parsed = parseDefinitions([{ file: 'x.yaml', text: TEXT }]);
const definitions = (parsed as { value: DefinitionSet }).value;

const result = (query: KpiQuery, frames: Result['frames'], notices: Notice[] = []): Result => ({
  kpi: 'checkout',
  view: query.view,
  status: notices.length > 0 ? 'error' : 'ok',
  frames,
  notices,
  requests: 1,
});
const AWAY: Notice = {
  code: 'PL3101',
  severity: 'error',
  message: 'The source db could not be reached.',
  source: 'db',
};

function impact(query: KpiQuery, verdict: string, value: number): Result {
  const field = (name: string, one: number | string | null) => ({
    name,
    type: typeof one === 'string' ? ('string' as const) : ('number' as const),
    values: [one],
  });
  return result(query, [
    {
      name: 'checkout',
      type: 'table',
      fields: [field('before', 0.97), field('after', 0.97 + value), field('effect', value), field('verdict', verdict)],
      meta: { kpi: 'checkout', displayName: 'Checkout success', unit: 'ratio', matters: 0.005, detectable: 0.01 },
    },
  ]);
}

function alert(query: KpiQuery, times: number): Result {
  const labels = { kpi: 'checkout', severity: 'page', team: 'shop', area: 'shop' };
  return result(query, [
    { name: 'checkout', type: 'numeric-multi', fields: [{ name: 'value', type: 'number', labels, values: [times] }] },
  ]);
}

const run = (host: TestHost, ask: Ask) =>
  watch(
    {
      watched: {
        definitions,
        kpis: ['checkout'],
        deploy: { atMs: DEPLOY, title: 'checkout 4.2' },
        impact: { after: '10m' },
      },
      policy: policy(),
      intervalMs: 30_000,
    },
    ask,
    host,
    progressTo(host, () => policy()).say
  );

/** Answers by the minutes since the deploy. */
const answers =
  (
    host: TestHost,
    effectAt: (minutes: number) => [string, number] | 'away',
    timesAt: (minutes: number) => number = () => 0
  ): Ask =>
  async (query, _, toMs) => {
    const minutes = (host.nowMs() - DEPLOY) / MINUTE;
    if (query.view === 'alert') {
      return alert(query, timesAt((toMs - DEPLOY) / MINUTE));
    }
    const seen = effectAt(minutes);
    return seen === 'away' ? result(query, [], [AWAY]) : impact(query, ...seen);
  };

describe('watching', () => {
  it('looks every interval and last when the time is over', async () => {
    const host = testHost(DEPLOY + 1000);
    const { decision, looks } = await run(
      host,
      answers(host, () => ['none', -0.0001])
    );
    expect(decision.outcome).toBe('open');
    expect(decision.atMs).toBe(DEPLOY + 10 * MINUTE);
    expect(looks).toHaveLength(22);
    expect(new Set(host.slept)).toEqual(new Set([30_000, 29_000]));
  });

  it('ends at the first look that closes', async () => {
    const host = testHost(DEPLOY);
    const { decision } = await run(
      host,
      answers(host, (minutes) => (minutes >= 3 ? ['worse', -0.02] : ['waiting', -0.01]))
    );
    expect(decision).toMatchObject({ outcome: 'closed', atMs: DEPLOY + 3 * MINUTE });
  });

  it('judges a deploy of the past at once', async () => {
    const host = testHost(DEPLOY + 60 * MINUTE);
    const { decision } = await run(
      host,
      answers(host, () => ['better', 0.02])
    );
    expect([decision.outcome, host.slept]).toEqual(['open', []]);
  });

  it('does not hold a page against the deploy that held before it', async () => {
    const host = testHost(DEPLOY);
    expect(
      (
        await run(
          host,
          answers(
            host,
            () => ['none', 0],
            () => 3
          )
        )
      ).decision.outcome
    ).toBe('open');
    const later = testHost(DEPLOY);
    const fires = (minutes: number) => (minutes > 2 ? 1.5 : 0);
    expect(
      (
        await run(
          later,
          answers(later, () => ['none', 0], fires)
        )
      ).decision.outcome
    ).toBe('closed');
  });

  it('asks a flaky source again; of one that stays away it says so and decides nothing', async () => {
    const flaky = testHost(DEPLOY);
    const some = answers(flaky, (minutes) => (minutes % 1 === 0 ? 'away' : ['none', 0]));
    const open = await run(flaky, some);
    expect([open.decision.outcome, open.decision.atMs]).toEqual(['open', DEPLOY + 10.5 * MINUTE]);
    const gone = testHost(DEPLOY);
    const { decision } = await run(
      gone,
      answers(gone, (minutes) => (minutes > 4 ? 'away' : ['none', 0]))
    );
    expect([decision.outcome, decision.atMs]).toEqual(['couldNotRun', DEPLOY + 12 * MINUTE]);
    expect(decision.reasons[0].words).toContain('The source db could not be reached.');
  });

  it('lays no alert at the door of a deploy while it is not known what held before', async () => {
    const host = testHost(DEPLOY);
    let asked = 0;
    const ask: Ask = async (query, fromMs, toMs) => {
      if (query.view === 'alert' && toMs === DEPLOY && asked++ < 3) {
        return result(query, [], [AWAY]);
      }
      return answers(
        host,
        () => ['none', 0],
        () => 3
      )(query, fromMs, toMs);
    };
    expect((await run(host, ask)).decision.outcome).toBe('open');
  });

  it('takes a KPI without alerts for what it is', async () => {
    const host = testHost(DEPLOY);
    const ask: Ask = async (query, fromMs, toMs) => {
      if (query.view === 'alert') {
        throw new Refused('none', [{ code: 'PL2034', severity: 'error', message: 'none' }]);
      }
      return answers(host, () => ['none', 0])(query, fromMs, toMs);
    };
    expect((await run(host, ask)).decision.outcome).toBe('open');
  });

  it('stops when it is interrupted', async () => {
    const interrupt = new AbortController();
    const host = testHost(DEPLOY, { signal: interrupt.signal });
    const ask = answers(host, (minutes) => {
      if (minutes > 2) {
        interrupt.abort();
      }
      return ['none', 0];
    });
    await expect(run(host, ask)).rejects.toThrow(/abort/i);
  });
});

describe('the progress', () => {
  it('is one line that is rewritten on a terminal', async () => {
    const host = testHost(DEPLOY, { isTty: true });
    await run(
      host,
      answers(host, () => ['waiting', -0.001])
    );
    expect(host.said.length).toBe(21);
    expect(host.said.every((text) => text.startsWith('\r\u001b[2K') && !text.includes('\n'))).toBe(true);
    expect(host.said[4].replace(/\u00a0/g, ' ')).toContain('2 min of 10 min: Not enough traffic yet');
  });

  it('is a line a change in a log', async () => {
    const host = testHost(DEPLOY);
    await run(
      host,
      answers(host, (minutes) => (minutes < 5 ? ['waiting', -0.001 * minutes] : ['none', 0]))
    );
    expect(host.said.map((text) => text.slice(0, 24))).toEqual([
      '2026-11-23T12:00:00.000Z',
      '2026-11-23T12:05:00.000Z',
    ]);
  });
});
