// @vitest-environment jsdom
import { DataFrame, FieldType } from '@grafana/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BurnMeta } from '../../kpi/results/types';
import type { BurnModel } from './model';
import { indexAt, lastKnown, nearestIndex } from '../shared/sorted-times';
import { burnMetaOf, readBurn } from './read-burn';
import { burnFrames, ExampleBurn, MONDAY } from './state-data';

const HOUR = 3_600_000;
const calm: ExampleBurn = { badShare: () => 0.0005, stepMs: HOUR };
const model = (...frames: DataFrame[]) => {
  const read = readBurn(frames);
  expect(read.kind).toBe('burn');
  return read as BurnModel;
};
const changed = ([burn, rest]: DataFrame[], change: (frame: DataFrame) => DataFrame) => [change(burn), rest];
const withMeta = (frames: DataFrame[], meta: Partial<BurnMeta>) =>
  frames.map((frame) => ({ ...frame, meta: { ...frame.meta, custom: { ...frame.meta!.custom, ...meta } } }));

describe('reading frames', () => {
  it('takes every window, ascending, with the budget beside it', () => {
    const { charts } = model(...burnFrames(calm));
    expect(charts).toHaveLength(1);
    expect(charts[0].lines.map(({ window }) => window)).toEqual(['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d']);
    expect(charts[0].times).toHaveLength(24);
    // Half the allowed share all the time: half the sustainable burn, and half the budget left.
    expect(charts[0].lines.every(({ values }) => values.every((value) => Math.abs(value! - 0.5) < 1e-6))).toBe(true);
    expect(lastKnown(charts[0].budget!.remaining)).toBeCloseTo(0.5, 6);
  });

  it('sorts windows that come in any order, and keeps one that the meta does not name', () => {
    const frames = changed(burnFrames(calm), (frame) => ({
      ...frame,
      fields: [frame.fields[0], { ...frame.fields[1], labels: { window: '42m' } }, ...frame.fields.slice(2).reverse()],
    }));
    expect(model(...frames).charts[0].lines.map(({ window }) => window)).toEqual([
      '30m',
      '1h',
      '2h',
      '6h',
      '1d',
      '3d',
      '30d',
      '42m',
    ]);
  });

  it('sorts rows by time and drops rows without one', () => {
    const [burn] = burnFrames(calm);
    const order = [3, 1, 2, 0];
    const shuffled: DataFrame = {
      ...burn,
      length: 5,
      fields: burn.fields.map((field) => ({
        ...field,
        values: [...order.map((i) => field.values[i]), field.type === FieldType.time ? null : 99],
      })),
    };
    const [chart] = model(shuffled).charts;
    expect(chart.times).toEqual(burn.fields[0].values.slice(0, 4));
    expect(chart.lines[0].values).toEqual(burn.fields[1].values.slice(0, 4));
    expect(chart.budget).toBeNull();
  });

  it.each([NaN, Infinity, -Infinity, null, undefined, '5'])('takes %s as not measured, never as 0', (odd) => {
    const frames = changed(burnFrames(calm), (frame) => ({
      ...frame,
      fields: frame.fields.map((field, f) => (f === 1 ? { ...field, values: field.values.map(() => odd) } : field)),
    }));
    expect(model(...frames).charts[0].lines[0].values.every((value) => value === null)).toBe(true);
  });

  it('pairs each segment with its own budget', () => {
    const eu = burnFrames({ ...calm, labels: { region: 'EU' } });
    const us = burnFrames({ badShare: () => 0.002, stepMs: HOUR, labels: { region: 'US' } });
    const { charts } = model(us[0], eu[0], eu[1], us[1]);
    expect(charts.map(({ label }) => label)).toEqual(['US', 'EU']);
    expect(charts.map(({ name }) => name)).toEqual(['Checkout availability · US', 'Checkout availability · EU']);
    expect(charts.map(({ budget }) => Math.round(lastKnown(budget!.remaining)! * 10) / 10)).toEqual([-1, 0.5]);
  });

  it('names the KPI too where objectives of several have the same name', () => {
    const of = (kpi: string, displayName: string) =>
      withMeta(burnFrames({ ...calm, objective: { name: 'monthly', displayName: 'Monthly' } }), { kpi, displayName });
    const { charts } = model(...of('a', 'Orders'), ...of('b', 'Payments'));
    expect(charts.map(({ label }) => label)).toEqual(['Orders · Monthly', 'Payments · Monthly']);
    const [alone] = model(...of('a', 'Orders')).charts;
    expect([alone.label, alone.name]).toEqual(['Monthly', 'Orders · Monthly']);
  });

  it('names a segment without a value', () => {
    expect(model(...burnFrames({ ...calm, labels: { region: '' } })).charts[0].segment).toBe('(not set)');
  });

  it('cuts spans to the range and drops what lies beside it or runs backwards', () => {
    const span = (fromMs: number, toMs: number) => ({ kind: 'page' as const, fromMs, toMs, label: '', ongoing: false });
    const { fromMs, toMs } = MONDAY;
    const frames = withMeta(burnFrames(calm), {
      spans: [
        span(toMs - 1, toMs + HOUR),
        span(fromMs - HOUR, fromMs + 1),
        span(fromMs - HOUR, fromMs),
        span(toMs, toMs + HOUR),
        span(fromMs + 9, fromMs + 5),
      ],
    });
    expect(model(...frames).charts[0].spans.map(({ fromMs: from, toMs: to }) => [from, to])).toEqual([
      [fromMs, fromMs + 1],
      [toMs - 1, toMs],
    ]);
  });

  it('does without spans, events, windows and a budget', () => {
    const [burn] = withMeta(burnFrames(calm), { spans: undefined, events: undefined, windows: undefined });
    expect(model(burn).charts[0]).toMatchObject({ spans: [], events: [], budget: null, state: 'quiet' });
  });

  it('gathers each notice once, though both frames carry it', () => {
    const frames = burnFrames({ ...calm, notices: [{ severity: 'warning', text: 'late' }] });
    expect(model(...frames).notices).toHaveLength(1);
  });
});

describe('order and state', () => {
  const frames = (name: string, badShare: ExampleBurn['badShare']) =>
    burnFrames({ badShare, objective: { name, displayName: name } });

  it('puts what pages now first, then tickets, then what is not known, then the one with least budget', () => {
    const { charts } = model(
      ...frames('calm', () => 0.0001),
      ...frames('poorer', () => 0.0006),
      ...frames('dark', (ms) => (ms >= MONDAY.toMs - 2 * HOUR ? null : 0.0001)),
      ...frames('slow', () => 0.0045),
      ...frames('fast', (ms) => (ms >= MONDAY.toMs - 2 * HOUR ? 0.08 : 0.0001))
    );
    expect(charts.map(({ label, state }) => [label, state])).toEqual([
      ['fast', 'page'],
      ['slow', 'ticket'],
      ['dark', 'unknown'],
      ['poorer', 'quiet'],
      ['calm', 'quiet'],
    ]);
  });

  it('believes the compiler and not the lines: no span, no alert', () => {
    const burning = withMeta(burnFrames({ badShare: () => 0.9, stepMs: HOUR }), { spans: [] });
    expect(model(...burning).charts[0].state).toBe('quiet');
  });
});

describe('what is no burn rate', () => {
  it.each([
    ['nothing', []],
    ['a frame without meta', [{ length: 0, fields: [] }]],
    ['the view budget', [{ length: 0, fields: [], meta: { custom: { view: 'budget', part: 'burn', objective: {} } } }]],
    ['a view burn without an objective', [{ length: 0, fields: [], meta: { custom: { view: 'burn', part: 'burn' } } }]],
  ] as Array<[string, DataFrame[]]>)('says what is needed for %s', (_, series) => {
    expect(readBurn(series)).toMatchObject({ kind: 'unfit', text: expect.stringContaining('view “burn”') });
    expect(series.map(burnMetaOf)).toEqual(series.map(() => null));
  });

  it('names objective, time and zone where there are no rows', () => {
    const [burn] = burnFrames(calm);
    expect(readBurn([{ ...burn, length: 0, fields: [] }])).toMatchObject({
      kind: 'empty',
      text: 'No burn rate of “Checkout availability” in 23 Nov 2026 (Europe/Berlin)',
    });
  });
});

describe('finding a time', () => {
  it('agrees with a walk over all of them', () => {
    const times = fc
      .array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 30 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.integer({ min: -10, max: 110 }), (all, at) => {
        const before = all.filter((time) => time <= at).length;
        expect(indexAt(all, at)).toBe(Math.max(0, before - 1));
        const distance = Math.min(...all.map((time) => Math.abs(time - at)));
        expect(Math.abs(all[nearestIndex(all, at)] - at)).toBe(distance);
      })
    );
    expect([indexAt([], 5), nearestIndex([], 5)]).toEqual([-1, -1]);
  });
});
