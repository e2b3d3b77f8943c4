/** One objective asked of Sloth's rules and of Plumbline at the same minutes over the same samples. */
import { connectSources, directTransport, type Driver } from '../../src/hosts/direct';
import { runQuery } from '../../src/hosts/run';
import type { Transport } from '../../src/hosts/transport';
import {
  planQuery,
  sliceStore,
  type DefinitionSet,
  type KpiQuery,
  type QueryContext,
  type Result,
  type UpstreamRequest,
} from '../../src/kpi';
import { HOUR, MINUTE } from '../engines/counter-fleet';
import type { Slice } from '../oracles/counter-bound';
import type { RatioBounds } from '../oracles/ratio-bound';

export const WINDOW_MS: Readonly<Record<string, number>> = {
  ...{ '5m': 5 * MINUTE, '30m': 30 * MINUTE, '1h': HOUR, '2h': 2 * HOUR },
  ...{ '6h': 6 * HOUR, '1d': 24 * HOUR, '3d': 72 * HOUR, '30d': 720 * HOUR },
};

/** Of the two alerts of Sloth for 30 days: either pair of windows over its factor. */
const CONDITIONS = {
  page: [
    { long: '1h', short: '5m', factor: 14.4 },
    { long: '6h', short: '30m', factor: 6 },
  ],
  ticket: [
    { long: '1d', short: '2h', factor: 3 },
    { long: '3d', short: '6h', factor: 1 },
  ],
} as const;
export type Severity = keyof typeof CONDITIONS;

/** `near`: some value lies so close to its threshold that two right answers may differ. */
export type State = 'above' | 'below' | 'near';

/** What Sloth's values say of an alert at a minute, given how far ours may be from them. */
export function stateOf(
  severity: Severity,
  budget: number,
  ratioOf: (window: string) => number,
  boundOf: (window: string) => number
): State {
  const window = (name: string, factor: number): State => {
    const [ratio, threshold] = [ratioOf(name), factor * budget];
    const near = Math.abs(ratio - threshold) <= boundOf(name);
    return Number.isNaN(ratio) ? 'below' : near ? 'near' : ratio > threshold ? 'above' : 'below';
  };
  const states = CONDITIONS[severity].map(({ long, short, factor }) => {
    const both = [window(long, factor), window(short, factor)];
    return both.includes('below') ? 'below' : both.includes('near') ? 'near' : 'above';
  });
  return states.includes('above') ? 'above' : states.includes('near') ? 'near' : 'below';
}

/** Slices that the requests of a plan stand for, ascending: a point at t is [t − step, t). */
export function slicesOf(requests: readonly UpstreamRequest[]): Slice[] {
  const found = new Map<number, Slice>();
  for (const { startMs, endMs, stepMs } of requests) {
    for (let end = startMs; end <= endMs; end += stepMs) {
      found.set(end - stepMs, { startMs: end - stepMs, endMs: end });
    }
  }
  return [...found.values()].sort((a, b) => a.startMs - b.startMs);
}

/** Asks Plumbline as an alert rule would: at each minute anew, with what it has kept from before. */
export class Plumbline {
  private readonly store = sliceStore();
  private readonly drivers: ReadonlyMap<string, Driver>;
  private readonly transport: Transport;

  constructor(
    private readonly definitions: DefinitionSet,
    private readonly kpi: string,
    url: string
  ) {
    const sources = [...definitions.sources.keys()].map((name) => `${name}=prometheus+${url}`);
    this.drivers = connectSources(definitions, sources);
    this.transport = directTransport(this.drivers);
  }

  /** Numbers of the two alerts; over 1 fires. Absent: no condition of that severity. */
  async alerts(ms: number): Promise<Map<Severity, number | null>> {
    const { frames } = await this.ask('alert', ms);
    const fields = frames.map(({ fields: [field] }) => field);
    return new Map(fields.map(({ labels, values }) => [labels!.severity as Severity, values[0] as number | null]));
  }

  /** Burn rates of all windows that end at `ms`. */
  async burns(ms: number): Promise<Map<string, number | null>> {
    const { frames } = await this.ask('burn', ms);
    const { fields } = frames[0];
    const last = fields[0].values.length - 1;
    if (fields[0].values[last] !== ms) {
      throw new Error(`the last row is of ${fields[0].values[last]}, not of ${ms}`);
    }
    return new Map(fields.slice(1).map(({ labels, values }) => [labels!.window, values[last] as number | null]));
  }

  /** The slices that a question at `ms` is answered from. */
  slices(view: 'alert' | 'burn' | 'budget', ms: number): Slice[] {
    const planned = planQuery(this.definitions, this.query(view), contextOf(ms));
    if (!planned.ok || planned.value.done) {
      throw new Error(planned.diagnostics.map(({ message }) => message).join('\n') || 'nothing to ask');
    }
    return slicesOf(planned.value.requests);
  }

  close(): Promise<unknown> {
    return Promise.all([...this.drivers.values()].map((driver) => driver.close()));
  }

  private query(view: 'alert' | 'burn' | 'budget'): KpiQuery {
    return { kpi: this.kpi, view, ...(view === 'burn' ? { grain: '5m' } : {}) };
  }

  private async ask(view: 'alert' | 'burn', ms: number): Promise<Result> {
    const result = await runQuery(this.definitions, this.query(view), contextOf(ms), this.transport, {
      store: this.store,
    });
    if (result.status === 'error') {
      throw new Error(result.notices.map(({ message }) => message).join('\n'));
    }
    return result;
  }
}

const contextOf = (ms: number): QueryContext => ({ fromMs: ms - 5 * MINUTE, toMs: ms, nowMs: ms });

/** Bound between both answers for the window that ends at `ms`. */
export function boundBetween(bounds: RatioBounds, slices: readonly Slice[], window: string, ms: number): number {
  const fromMs = ms - WINDOW_MS[window];
  return bounds.sloth(fromMs, ms) + bounds.plumbline(slices, fromMs, ms);
}
