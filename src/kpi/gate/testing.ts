/** Looks to test gates with. */
import type { GatePolicy, KpiLook, Look, SeenEffect } from './types';

export const MINUTE = 60_000;
export const DEPLOY = Date.UTC(2026, 10, 23, 12);

export const effect = (over: Partial<SeenEffect> = {}): SeenEffect => ({
  verdict: 'none',
  value: -0.0001,
  low: -0.002,
  high: 0.0018,
  before: 0.97,
  after: 0.9699,
  expected: 0.97,
  afterEvents: 4000,
  neededEvents: null,
  matters: 0.005,
  detectable: 0.004,
  cost: 2,
  costLow: -30,
  costHigh: 40,
  ...over,
});

export const WORSE = effect({
  verdict: 'worse',
  value: -0.02,
  after: 0.95,
  low: -0.03,
  high: -0.01,
  cost: 400,
  costLow: 200,
  costHigh: 600,
});

export const kpiAt = (over: Partial<KpiLook> = {}): KpiLook => ({
  kpi: 'checkout',
  displayName: 'Checkout success',
  unit: 'ratio',
  currency: 'EUR',
  effect: effect(),
  alerts: [],
  faults: [],
  ...over,
});

export const lookAfter = (minutes: number, ...kpis: KpiLook[]): Look => ({ atMs: DEPLOY + minutes * MINUTE, kpis });

export const policy = (over: Partial<GatePolicy> = {}): GatePolicy => ({
  kpis: ['checkout'],
  deployMs: DEPLOY,
  untilMs: DEPLOY + 10 * MINUTE,
  patienceMs: 2 * MINUTE,
  severity: 'page',
  whenUndecided: 'open',
  onNoData: 'closed',
  ...over,
});
