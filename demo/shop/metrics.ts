/** The counters of the shop's process in one region, and its text for Prometheus. */
import { DEVICES, PROVIDERS, type Region } from './world';

export interface SeriesId {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
}

export const METRIC_HELP: Readonly<Record<string, string>> = {
  shop_sessions_total: 'Sessions begun.',
  shop_carts_total: 'Sessions that put something into the cart.',
  shop_orders_total: 'Orders placed.',
  checkout_requests_total: 'Requests to the checkout service, by outcome.',
  payments_total: 'Payment attempts, by outcome and provider.',
};

/** Every series of a region; all exist from the start, at 0, as good instrumentation does it. */
export function seriesOf(region: Region): readonly SeriesId[] {
  const plain = ['shop_sessions_total', 'shop_carts_total', 'shop_orders_total'].flatMap((metric) =>
    DEVICES.map((device) => ({ metric, labels: { device, region } }))
  );
  const checkout = ['ok', 'error'].flatMap((outcome) =>
    DEVICES.map((device) => ({ metric: 'checkout_requests_total', labels: { outcome, device, region } }))
  );
  const payments = ['ok', 'declined', 'error'].flatMap((outcome) =>
    PROVIDERS.map((provider) => ({ metric: 'payments_total', labels: { outcome, provider, region } }))
  );
  return [...plain, ...checkout, ...payments];
}

/** `metric{a="1",b="2"}`, labels in their given order; the shop's values need no escaping. */
export function seriesText({ metric, labels }: SeriesId): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return `${metric}{${pairs.join(',')}}`;
}

export class Counters {
  readonly series: readonly SeriesId[];
  readonly values: Float64Array;
  private readonly index: ReadonlyMap<string, number>;

  constructor(readonly region: Region) {
    this.series = seriesOf(region);
    this.values = new Float64Array(this.series.length);
    this.index = new Map(this.series.map((one, i) => [seriesText(one), i]));
  }

  /** Position of a series. Throws for one that this process does not have. */
  indexOf(text: string): number {
    const found = this.index.get(text);
    if (found === undefined) {
      throw new Error(`The shop has no series ${text}`);
    }
    return found;
  }

  restart(): void {
    this.values.fill(0);
  }

  /** Prometheus text format 0.0.4. */
  text(): string {
    const lines: string[] = [];
    let last = '';
    this.series.forEach((one, i) => {
      if (one.metric !== last) {
        last = one.metric;
        lines.push(`# HELP ${last} ${METRIC_HELP[last]}`, `# TYPE ${last} counter`);
      }
      lines.push(`${seriesText(one)} ${this.values[i]}`);
    });
    return `${lines.join('\n')}\n`;
  }
}
