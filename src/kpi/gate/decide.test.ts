import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, isWorse } from './decide';
import { DEPLOY, effect, kpiAt, lookAfter, MINUTE, policy, WORSE } from './testing';
import type { GatePolicy, KpiLook, Look, Outcome, SeenAlert } from './types';

const outcome = (looks: Look[], over: Partial<GatePolicy> = {}): Outcome => decide(looks, policy(over)).outcome;
const kinds = (looks: Look[], over: Partial<GatePolicy> = {}) =>
  decide(looks, policy(over)).reasons.map(({ kind }) => kind);
const page = (times: number | null): SeenAlert => ({ severity: 'page', of: '', times });
const ticket = (times: number | null): SeenAlert => ({ severity: 'ticket', of: '', times });

describe('a gate', () => {
  it('watches until the time is over, then opens where nothing is worse', () => {
    expect(outcome([])).toBe('watching');
    expect(outcome([lookAfter(1, kpiAt()), lookAfter(9.9, kpiAt())])).toBe('watching');
    expect(outcome([lookAfter(1, kpiAt()), lookAfter(10, kpiAt())])).toBe('open');
    expect(kinds([lookAfter(10, kpiAt({ effect: effect({ verdict: 'better', value: 0.02 }) }))])).toEqual(['fine']);
  });

  it('closes at once on what is worse, with the numbers in the reason', () => {
    const decision = decide([lookAfter(2, kpiAt({ effect: WORSE }))], policy());
    expect(decision).toMatchObject({ outcome: 'closed', atMs: DEPLOY + 2 * MINUTE });
    expect(decision.reasons[0].words.replace(/\u00a0/g, ' ')).toBe(
      'Checkout success is worse since the deploy: −2 pp (−3 pp to −1 pp), 95.0 % where 97.0 % was to be expected.'
    );
  });

  it('does not close on what is worse by less than what matters', () => {
    const small = effect({ verdict: 'worse', value: -0.003, low: -0.004, high: -0.002 });
    expect(isWorse(small)).toBe(false);
    expect(outcome([lookAfter(2, kpiAt({ effect: small }))])).toBe('watching');
    expect(kinds([lookAfter(10, kpiAt({ effect: small }))])).toEqual(['harmless']);
    expect(outcome([lookAfter(10, kpiAt({ effect: small }))])).toBe('open');
  });

  it('closes on a page that fires after the deploy, not on one that did before until it has ended once', () => {
    const at = (minutes: number, times: number | null) => lookAfter(minutes, kpiAt({ alerts: [page(times)] }));
    expect(outcome([at(0, 0.2), at(3, 1.4)])).toBe('closed');
    expect(outcome([at(0, 3), at(3, 2), at(10, 2)])).toBe('open');
    expect(outcome([at(0, 3), at(3, 0.5), at(6, 2)])).toBe('closed');
    // No verdict is no end.
    expect(outcome([at(0, 3), at(3, null), at(6, 2), at(10, 2)])).toBe('open');
    expect(outcome([at(3, 1)])).toBe('watching');
  });

  it('closes on a ticket only where it was told to', () => {
    const looks = [
      lookAfter(0, kpiAt({ effect: null, alerts: [ticket(0)] })),
      lookAfter(10, kpiAt({ alerts: [ticket(2)] })),
    ];
    expect(outcome(looks)).toBe('open');
    expect(outcome(looks, { severity: 'ticket' })).toBe('closed');
  });

  it('tells alerts of one KPI apart by what they are of', () => {
    const of = (region: string, times: number): SeenAlert => ({ severity: 'page', of: region, times });
    const looks = [
      lookAfter(0, kpiAt({ effect: null, alerts: [of('region eu', 2), of('region us', 0)] })),
      lookAfter(3, kpiAt({ alerts: [of('region eu', 2), of('region us', 2)] })),
    ];
    expect(decide(looks, policy()).reasons.map(({ words }) => words.includes('region us'))).toEqual([true]);
  });

  it('closes when more is surely lost than is allowed; says at the end that it may be', () => {
    const lost = (cost: number, costLow: number) => kpiAt({ effect: effect({ verdict: 'waiting', cost, costLow }) });
    expect(outcome([lookAfter(2, lost(300, 120))], { maxLoss: 100 })).toBe('closed');
    expect(outcome([lookAfter(2, lost(300, 80))], { maxLoss: 100 })).toBe('watching');
    expect(kinds([lookAfter(10, lost(300, 80))], { maxLoss: 100 })).toEqual(['undecided', 'undecided']);
    expect(outcome([lookAfter(10, lost(300, 80))], { maxLoss: 100, whenUndecided: 'closed' })).toBe('closed');
  });

  it('says that there was too little traffic, and does as it was told', () => {
    const waiting = kpiAt({ effect: effect({ verdict: 'waiting', neededEvents: 812.3 }) });
    const decision = decide([lookAfter(10, waiting)], policy());
    expect(decision.outcome).toBe('open');
    expect(decision.reasons[0]).toMatchObject({ kind: 'undecided' });
    expect(decision.reasons[0].words).toContain('813 more events would tell');
    expect(outcome([lookAfter(10, waiting)], { whenUndecided: 'closed' })).toBe('closed');
    const unknown = kpiAt({ effect: effect({ verdict: 'unknown', value: null }) });
    expect(outcome([lookAfter(10, unknown)])).toBe('closed');
    expect(outcome([lookAfter(10, unknown)], { onNoData: 'open' })).toBe('open');
  });

  it('waits for a source that is away, and never opens for want of it', () => {
    const gone = kpiAt({ effect: null, faults: ['The store is away.'] });
    const looks = [lookAfter(1, kpiAt()), lookAfter(10, gone)];
    expect(outcome(looks)).toBe('watching');
    expect(outcome([...looks, lookAfter(11, kpiAt())])).toBe('open');
    const decision = decide([...looks, lookAfter(12, gone)], policy());
    expect(decision.outcome).toBe('couldNotRun');
    expect(decision.reasons[0]).toMatchObject({ kind: 'away', kpi: 'checkout' });
    expect(decision.reasons[0].words).toContain('The store is away.');
  });
});

const effects = fc.record({
  verdict: fc.constantFrom('worse', 'better', 'none', 'waiting', 'unknown'),
  value: fc.option(fc.double({ min: -0.1, max: 0.1, noNaN: true })),
  cost: fc.option(fc.double({ min: -1000, max: 1000, noNaN: true })),
  costLow: fc.option(fc.double({ min: -1000, max: 1000, noNaN: true })),
});
const NAMES = ['a', 'b'];
const kpiLooks = (name: string) =>
  fc
    .record({
      effect: fc.option(effects, { freq: 6 }),
      times: fc.array(fc.option(fc.double({ min: 0, max: 3, noNaN: true })), { maxLength: 2 }),
      fault: fc.boolean(),
    })
    .map(({ effect: seen, times, fault }): KpiLook =>
      kpiAt({
        kpi: name,
        effect: seen ? effect(seen as Partial<KpiLook['effect'] & object>) : null,
        alerts: times.map((one, i) => ({ severity: i === 0 ? 'page' : 'ticket', of: '', times: one })),
        faults: fault ? ['away'] : [],
      })
    );
const looks = fc
  .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 8 })
  .chain((minutes) =>
    fc.tuple(
      ...minutes.map((minute) =>
        fc.tuple(...NAMES.map(kpiLooks)).map((kpis): Look => ({ atMs: DEPLOY + (minute * MINUTE) / 4, kpis }))
      )
    )
  );
const policies = fc.record({
  severity: fc.constantFrom('page', 'ticket'),
  whenUndecided: fc.constantFrom('open', 'closed'),
  onNoData: fc.constantFrom('open', 'closed'),
  maxLoss: fc.option(fc.double({ min: 0, max: 900, noNaN: true }), { nil: undefined }),
});
const of = (over: object) => policy({ kpis: NAMES, ...over } as Partial<GatePolicy>);

describe('whatever is seen', () => {
  it('never opens after it closed at a look', () => {
    fc.assert(
      fc.property(looks, looks, policies, (first, more, over) => {
        const p = of(over);
        const late = more.map((look) => ({ ...look, atMs: look.atMs + 16 * MINUTE }));
        const before = decide(first, p);
        const isFinal =
          before.outcome === 'closed' && before.reasons.some(({ kind }) => /worse|page|ticket|loss/.test(kind));
        fc.pre(isFinal);
        expect(decide([...first, ...late], p)).toEqual(before);
      })
    );
  });

  it('the order in which looks are handed in does not matter', () => {
    fc.assert(
      fc.property(
        looks.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        policies,
        ([all, shuffled], over) => {
          expect(decide(shuffled, of(over))).toEqual(decide(all, of(over)));
        }
      )
    );
  });

  it('opens only with a whole look at every KPI at the end, none of them worse', () => {
    fc.assert(
      fc.property(looks, policies, (all, over) => {
        const p = of(over);
        fc.pre(decide(all, p).outcome === 'open');
        for (const name of NAMES) {
          const whole = all
            .filter(({ atMs }) => atMs >= p.untilMs)
            .flatMap(({ kpis }) => kpis)
            .filter(({ kpi, effect: seen, faults }) => kpi === name && seen !== null && faults.length === 0);
          expect(whole.length).toBeGreaterThan(0);
        }
        const after = all.filter(({ atMs }) => atMs > p.deployMs).flatMap(({ kpis }) => kpis);
        expect(after.some(({ effect: seen }) => seen && isWorse(seen))).toBe(false);
      })
    );
  });

  it('says why, and something of every KPI that it decided about', () => {
    fc.assert(
      fc.property(looks, policies, (all, over) => {
        const decision = decide(all, of(over));
        if (decision.outcome === 'open' || decision.outcome === 'couldNotRun') {
          expect(new Set(decision.reasons.map(({ kpi }) => kpi))).toEqual(new Set(NAMES));
        }
        if (decision.outcome === 'closed') {
          expect(decision.reasons.length).toBeGreaterThan(0);
        }
        decision.reasons.forEach(({ words }) => expect(words).not.toMatch(/NaN|undefined|null/));
      })
    );
  });
});
