/** The metrics of the shop's process in one region, and its text for Prometheus. */
import { DEVICES, PROVIDERS, type Region } from './world';

export interface SeriesId {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
}

export const DURATIONS = 'checkout_duration_seconds';
/** Upper bounds of its buckets, seconds: few, since each is a series of every region and outcome. */
export const BOUNDS = [0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2, 4, 8] as const;

/** Families: a histogram's series carry its name and an ending. */
const METRICS: Readonly<Record<string, readonly [type: 'counter' | 'gauge' | 'histogram', help: string]>> = {
  shop_sessions_total: ['counter', 'Sessions begun.'],
  shop_carts_total: ['counter', 'Sessions that put something into the cart.'],
  shop_orders_total: ['counter', 'Orders placed.'],
  checkout_requests_total: ['counter', 'Requests to the checkout service, by outcome.'],
  payments_total: ['counter', 'Payment attempts, by outcome and provider.'],
  function_invocations_total: ['counter', 'Invocations of functions, by how they started.'],
  [DURATIONS]: ['histogram', 'How long requests to the checkout service took.'],
  stream_consumer_lag: ['gauge', 'Records that a consumer group is behind.'],
  shop_build_info: ['gauge', 'Which version of a service runs; always 1.'],
  ALERTS: ['gauge', 'Alerts of the platform that fire; always 1.'],
};

export const CONSUMERS = [
  { group: 'billing', topic: 'usage' },
  { group: 'analytics', topic: 'events' },
] as const;

/** Counters and gauges of a region that always exist, at 0 from the start, as good instrumentation does it. */
function plainSeries(region: Region): readonly SeriesId[] {
  const shop = ['shop_sessions_total', 'shop_carts_total', 'shop_orders_total'].flatMap((metric) =>
    DEVICES.map((device) => ({ metric, labels: { device, region } }))
  );
  const checkout = ['ok', 'error'].flatMap((outcome) =>
    DEVICES.map((device) => ({ metric: 'checkout_requests_total', labels: { outcome, device, region } }))
  );
  const payments = ['ok', 'declined', 'error'].flatMap((outcome) =>
    PROVIDERS.map((provider) => ({ metric: 'payments_total', labels: { outcome, provider, region } }))
  );
  const functions = ['cold', 'warm'].map((start) => ({
    metric: 'function_invocations_total',
    labels: { region, start },
  }));
  return [...shop, ...checkout, ...payments, ...functions];
}

/** As Prometheus 3 writes bounds, whatever it is told: replayed and scraped buckets are then the same series. */
const boundText = (bound: number) => (Number.isInteger(bound) ? bound.toFixed(1) : String(bound));

/** A histogram's series: its buckets from the least bound to +Inf, then the sum, then the count. */
function histogramSeries(metric: string, labels: SeriesId['labels']): SeriesId[] {
  const buckets = [...BOUNDS.map(boundText), '+Inf'].map((le) => ({
    metric: `${metric}_bucket`,
    labels: { ...labels, le },
  }));
  return [...buckets, { metric: `${metric}_sum`, labels }, { metric: `${metric}_count`, labels }];
}

/** `metric{a="1",b="2"}`, labels in their given order; the shop's values need no escaping. */
export function seriesText({ metric, labels }: SeriesId): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return `${metric}{${pairs.join(',')}}`;
}

const familyOf = (metric: string) => (metric.startsWith(DURATIONS) ? DURATIONS : metric);

export class Counters {
  /** All but those that come and go. */
  readonly series: readonly SeriesId[];
  readonly values: Float64Array;
  /** Series of 1 that come and go: versions that run, alerts that fire. By their text. */
  readonly passing = new Map<string, SeriesId>();
  private readonly index: ReadonlyMap<string, number>;
  /** Text of a histogram -> position of its first bucket. */
  private readonly histograms: ReadonlyMap<string, number>;
  private readonly gauges: ReadonlySet<number>;

  constructor(readonly region: Region) {
    const series = [...plainSeries(region)];
    const histograms = new Map<string, number>();
    for (const outcome of ['ok', 'error']) {
      const labels = { outcome, region };
      histograms.set(seriesText({ metric: DURATIONS, labels }), series.length);
      series.push(...histogramSeries(DURATIONS, labels));
    }
    const firstGauge = series.length;
    // The stream is one, and looked after in eu.
    if (region === 'eu') {
      series.push(...CONSUMERS.map((labels) => ({ metric: 'stream_consumer_lag', labels })));
    }
    this.series = series;
    this.histograms = histograms;
    this.values = new Float64Array(series.length);
    this.index = new Map(series.map((one, i) => [seriesText(one), i]));
    this.gauges = new Set(series.flatMap((_, i) => (i >= firstGauge ? [i] : [])));
  }

  /** Position of a series. Throws for one that this process does not have. */
  indexOf(text: string): number {
    const found = this.index.get(text);
    if (found === undefined) {
      throw new Error(`The shop has no series ${text}`);
    }
    return found;
  }

  /** Counts; returns what changed. */
  add(text: string, by: number): readonly number[] {
    const at = this.indexOf(text);
    this.values[at] += by;
    return [at];
  }

  /** Puts an observation into its histogram; returns what changed. Throws for a histogram that this process does not have. */
  observe(text: string, seconds: number): readonly number[] {
    const first = this.histograms.get(text);
    if (first === undefined) {
      throw new Error(`The shop has no histogram ${text}`);
    }
    const changed: number[] = [];
    for (let i = 0; i <= BOUNDS.length; i++) {
      if (i === BOUNDS.length || seconds <= BOUNDS[i]) {
        this.values[first + i]++;
        changed.push(first + i);
      }
    }
    const sum = first + BOUNDS.length + 1;
    this.values[sum] += seconds;
    this.values[sum + 1]++;
    return [...changed, sum, sum + 1];
  }

  /** Sets a level; returns whether it is another one. */
  set(text: string, value: number): readonly number[] {
    const at = this.indexOf(text);
    const same = this.values[at] === value;
    this.values[at] = value;
    return same ? [] : [at];
  }

  /** A new process counts from 0; levels are what they are. */
  restart(): void {
    this.values.forEach((_, i) => {
      if (!this.gauges.has(i)) {
        this.values[i] = 0;
      }
    });
  }

  /** Prometheus text format 0.0.4. */
  text(): string {
    const lines: string[] = [];
    let last = '';
    const line = (one: SeriesId, value: number) => {
      const family = familyOf(one.metric);
      if (family !== last) {
        last = family;
        const [type, help] = METRICS[family];
        lines.push(`# HELP ${family} ${help}`, `# TYPE ${family} ${type}`);
      }
      lines.push(`${seriesText(one)} ${value}`);
    };
    this.series.forEach((one, i) => line(one, this.values[i]));
    [...this.passing.values()]
      .sort((a, b) => (a.metric < b.metric ? 1 : a.metric > b.metric ? -1 : 0))
      .forEach((one) => line(one, 1));
    return `${lines.join('\n')}\n`;
  }
}

/** The series that says which version of a service runs in a region. */
export function buildInfo(region: Region, service: string, version: string): SeriesId {
  return { metric: 'shop_build_info', labels: { service, version, region } };
}

/** The series of an alert that fires, as Prometheus writes those of its own rules. */
export function alertSeries(labels: SeriesId['labels']): SeriesId {
  return { metric: 'ALERTS', labels: { ...labels, alertstate: 'firing' } };
}
