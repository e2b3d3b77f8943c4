/** Quantiles of classic and native histograms on the Prometheus engine, beside the observations themselves. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectSources, directTransport } from '../../src/hosts/direct';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, planQuery } from '../../src/kpi';
import { buildIncrease, type IncreaseQuery } from '../../src/kpi/promql';
import { BOUNDS, classicIndex, HISTOGRAM_SCRAPE_MS, makeHistogramFleet, SCHEMA } from '../engines/histogram-fleet';
import { hasGo, openPromlite, type Promlite } from '../engines/promlite';
import { classicQuantile, nativeQuantile, seenIn, trueQuantile } from '../oracles/histogram-quantile';
import { describeWith } from '../setup/needs';

const HOUR = 3_600_000;
/** Three days of Berlin around the spring change of clocks. */
const DAYS = [27, 28, 29, 30].map((day) => Date.UTC(2026, 2, day, day < 29 ? 23 : 22));
const [FROM, TO] = [DAYS[0], DAYS[3]];
const plan = {
  fromMs: FROM - 2 * HOUR,
  toMs: TO + 60_000,
  perHour: 300,
  quiet: { startMs: FROM + 30 * HOUR, endMs: FROM + 32.1 * HOUR },
  slow: { startMs: FROM + 50 * HOUR, endMs: FROM + 51.2 * HOUR },
};
const FLEET = makeHistogramFleet({
  ...plan,
  seed: 'quantiles',
  processes: [
    { name: 'web-0', phaseMs: 0 },
    { name: 'web-1', phaseMs: 7_100 },
    { name: 'api-0', phaseMs: 3_000, missed: 0.01, restarts: [5.2, 24, 47.9].map((h) => FROM + h * HOUR) },
    { name: 'api-1', phaseMs: 29_999, missed: 0.005, restarts: [FROM + 12.5 * HOUR] },
  ],
});
const STEADY = FLEET.processes.slice(0, 2);
const RESTARTED = FLEET.processes.slice(2);

interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}
/** Buckets of equal length are one range; the day of 23 hours is one of its own. */
const days: Stretch[] = DAYS.slice(1).map((endMs, i) => ({ startMs: DAYS[i], endMs, stepMs: endMs - DAYS[i] }));
const hours: Stretch[] = [{ startMs: FROM, endMs: TO, stepMs: HOUR }];
const minutes: Stretch[] = [{ startMs: FROM + 4 * HOUR, endMs: FROM + 9 * HOUR, stepMs: 300_000 }];

/** A rank between two observations is that of either: `increase` rounds. */
const ROUNDED = [0, -1e-9, 1e-9];

function expectOneOf(found: number | undefined, wanted: readonly number[], what: string): void {
  const near = wanted.some((one) => Math.abs(found! - one) <= 1e-6);
  expect(near, `${what}: ${found} for ${wanted.join(' or ')}`).toBe(true);
}

function expectQuantiles(
  classic: number | undefined,
  native: number | undefined,
  q: number,
  seen: readonly number[],
  what: string
): void {
  if (seen.length === 0) {
    // NaN, or no point at all: missing, and never 0.
    expect([classic ?? NaN, native ?? NaN], what).toEqual([NaN, NaN]);
    return;
  }
  const qs = ROUNDED.map((e) => q + e);
  expectOneOf(
    classic,
    qs.map((one) => classicQuantile(one, seen)!),
    what
  );
  expectOneOf(
    native,
    qs.map((one) => nativeQuantile(one, seen)!),
    what
  );
  const truths = qs.map((one) => trueQuantile(one, seen));
  const growth = 2 ** (1 / 2 ** SCHEMA) + 1e-6;
  expect(
    truths.some((truth) => native! / truth > 1 / growth && native! / truth < growth),
    what
  ).toBe(true);
  // In the bucket of the truth, or at its upper bound; over the last finite one, at that.
  const highest = BOUNDS[BOUNDS.length - 2];
  expect(
    truths.some(
      (truth) => classicIndex(truth) === classicIndex(classic! - 1e-6) || (truth > highest && classic === highest)
    ),
    what
  ).toBe(true);
}

type Series = Map<string, Map<number, number>>;

describeWith('go', hasGo(), 'quantiles of histograms on the Prometheus engine', () => {
  let promlite: Promlite;
  beforeAll(async () => {
    promlite = await openPromlite();
    expect(await promlite.store.replay(FLEET.replay)).toMatchObject({ late: 0 });
  }, 300_000);
  afterAll(() => promlite?.close());

  /** The value of each bucket by device, at the bucket's start. */
  async function ask(q: Partial<IncreaseQuery>, stretches: readonly Stretch[]): Promise<Series> {
    const found: Series = new Map();
    for (const { startMs, endMs, stepMs } of stretches) {
      const built = buildIncrease({
        metric: 'took_seconds',
        type: 'histogram',
        q: '0.95',
        by: [],
        where: [{ op: 'matches', field: 'instance', pattern: 'web-.' }],
        scrapeIntervalMs: HISTOGRAM_SCRAPE_MS,
        ...q,
        stepMs,
      });
      if (!built.ok) {
        throw new Error(built.diagnostics[0].message);
      }
      const [start, end, step] = [startMs + stepMs, endMs, stepMs].map((ms) => String(ms / 1000));
      const body = new URLSearchParams({ query: built.value, start, end, step });
      const response = await fetch(`${promlite.url}/api/v1/query_range`, { method: 'POST', body });
      const { data } = (await response.json()) as {
        data: { result: Array<{ metric: Record<string, string>; values: Array<[number, string]> }> };
      };
      for (const { metric, values } of data.result) {
        expect(Object.keys(metric)).toEqual(q.by ?? []);
        const series = found.get(metric.device ?? '') ?? new Map<number, number>();
        values.forEach(([at, value]) => series.set(at * 1000 - stepMs, Number(value)));
        found.set(metric.device ?? '', series);
      }
    }
    return found;
  }

  const buckets = (stretches: readonly Stretch[]) =>
    stretches.flatMap(({ startMs, endMs, stepMs }) =>
      Array.from({ length: (endMs - startMs) / stepMs }, (_, i) => [startMs + i * stepMs, startMs + (i + 1) * stepMs])
    );

  test.each([
    ['days, one of 23 hours', days],
    ['hours', hours],
    ['five minutes', minutes],
  ])(
    '%s: exactly the documented quantile of what was seen, and within a bucket of the truth',
    async (_, stretches) => {
      for (const q of ['0.5', '0.95', '0.99']) {
        for (const device of [undefined, 'mobile', 'desktop']) {
          const by = device === undefined ? [] : ['device'];
          const classic = (await ask({ q, by }, stretches)).get(device ?? '')!;
          const native = (await ask({ q, by, type: 'nativeHistogram', metric: 'native_seconds' }, stretches)).get(
            device ?? ''
          )!;
          for (const [startMs, endMs] of buckets(stretches)) {
            const what = `${new Date(startMs).toISOString()} ${q} ${device}`;
            const seen = seenIn(STEADY, startMs, endMs, device);
            expectQuantiles(classic.get(startMs), native.get(startMs), Number(q), seen, what);
          }
        }
      }
    },
    60_000
  );

  test('over the highest finite bound a classic histogram knows no more than the bound; a native one does', async () => {
    const at = FROM + 50 * HOUR;
    const seen = seenIn(STEADY, at, at + HOUR);
    expect(trueQuantile(0.95, seen)).toBeGreaterThan(10);
    expect((await ask({ q: '0.95' }, hours)).get('')!.get(at)).toBe(5);
    const native = (await ask({ q: '0.95', type: 'nativeHistogram', metric: 'native_seconds' }, hours))
      .get('')!
      .get(at)!;
    expect(native / trueQuantile(0.95, seen)).toBeCloseTo(1, 0);
  });

  test('the scrape interval that the range is longer by is needed: without it each five minutes lose a tenth', async () => {
    const [{ startMs }] = minutes;
    const count = `sum(increase(took_seconds_bucket{le="+Inf",instance="web-1"}[RANGE]))`;
    const instant = async (range: string) =>
      [...(await promlite.instant(count.replace('RANGE', range), startMs + 300_000)).values()][0];
    const seen = seenIn([STEADY[1]], startMs, startMs + 300_000).length;
    expect((await instant('329999ms')) * (300_000 / 329_999)).toBeCloseTo(seen, 6);
    // Nine intervals between ten scrapes instead of ten: what the tenth held is guessed from the others.
    const short = STEADY[1].observations.filter(
      ({ at }) => at > startMs + 7_100 && at <= startMs + 7_100 + 9 * HISTOGRAM_SCRAPE_MS
    ).length;
    expect((await instant('300000ms')) * (9 / 10)).toBeCloseTo(short, 1);
  });

  test('restarts and missed scrapes: between the quantiles a hundredth and a half to either side', async () => {
    const where = [{ op: 'matches', field: 'instance', pattern: 'api-.' }] as const;
    for (const q of ['0.5', '0.9']) {
      for (const [type, metric, quantile] of [
        ['histogram', 'took_seconds', classicQuantile],
        ['nativeHistogram', 'native_seconds', nativeQuantile],
      ] as const) {
        const found = (await ask({ q, type, metric, where }, days)).get('')!;
        for (const [startMs, endMs] of buckets(days)) {
          const seen = seenIn(RESTARTED, startMs, endMs);
          expect(found.get(startMs)).toBeGreaterThanOrEqual(quantile(Number(q) - 0.015, seen)!);
          expect(found.get(startMs)).toBeLessThanOrEqual(quantile(Number(q) + 0.015, seen)!);
        }
      }
    }
  });

  test('a definition asks for the days of its zone: two of 24 hours in two requests, one of 23 in one of its own', async () => {
    const kpi = (name: string, of: string) => `---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${name} }
spec:
  area: shop
  owner: { team: web }
  unit: seconds
  timeZone: Europe/Berlin
  measure: { quantile: { q: "0.95", of: { source: metrics, ${of}, where: [{ field: instance, matches: web-. }] } } }
  segments: [{ name: device, field: device }]
`;
    const text = `apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: m }, scrapeInterval: 30s }
${kpi('classic', 'metric: took_seconds')}${kpi('native', 'metric: native_seconds, type: nativeHistogram')}`;
    const parsed = parseDefinitions([{ file: 'quantiles.yaml', text }]);
    if (!parsed.ok) {
      throw new Error(parsed.diagnostics[0].message);
    }
    const drivers = connectSources(parsed.value, [`metrics=prometheus+${promlite.url}`]);
    const context = { fromMs: FROM, toMs: TO, nowMs: TO + 48 * HOUR };
    for (const [name, quantile] of [
      ['classic', classicQuantile],
      ['native', nativeQuantile],
    ] as const) {
      const query = { kpi: name, view: 'series', grain: '1d', by: ['device'] } as const;
      const planned = planQuery(parsed.value, query, context);
      const requests = planned.ok && !planned.value.done ? planned.value.requests : [];
      expect(requests.map(({ stepMs }) => stepMs / HOUR).sort()).toEqual([23, 24, 24]);
      const result = await runQuery(parsed.value, query, context, directTransport(drivers));
      expect(result.frames).toHaveLength(2);
      for (const frame of result.frames) {
        const [time, value] = frame.fields;
        expect(time.values).toEqual(DAYS.slice(0, 3));
        value.values.forEach((found, i) => {
          const seen = seenIn(STEADY, DAYS[i], DAYS[i + 1], value.labels!.device);
          expectOneOf(
            found as number,
            ROUNDED.map((e) => quantile(0.95 + e, seen)!),
            `${name} ${i}`
          );
        });
      }
      const whole = await runQuery(parsed.value, { kpi: name, view: 'value' }, context, directTransport(drivers));
      const all = whole.frames[0].fields.find((field) => field.name === 'value')!.values[0] as number;
      expectOneOf(
        all,
        ROUNDED.map((e) => quantile(0.95 + e, seenIn(STEADY, FROM, TO))!),
        `${name} value`
      );
    }
    await Promise.all([...drivers.values()].map((driver) => driver.close()));
  });
});
