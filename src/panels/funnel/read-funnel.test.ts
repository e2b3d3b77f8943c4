// @vitest-environment jsdom
import { createTheme, DataFrame, FieldType, getDisplayProcessor } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { FunnelModel } from './model';
import { readFunnel, reasonFor } from './read-funnel';
import { EXAMPLE_META, funnelFrame, plainFrame } from './state-data';
import { comparedRule, describeStep, ruleDetails, ruleOf } from './words';

function read(...series: DataFrame[]): FunnelModel {
  const model = readFunnel(series);
  if (model.kind !== 'funnel') {
    throw new Error(model.text);
  }
  return model;
}
const column = (model: FunnelModel, key: 'count' | 'fromFirst' | 'fromPrevious' | 'lost') =>
  model.groups[0].steps.map((step) => step[key]);
const plain = (text: string) => text.replace(/[\u00a0]/g, ' ').replace(/[\u2068\u2069]/g, '');

describe('a frame of the data source', () => {
  it('takes the shares as they come, and does not compute its own', () => {
    const frame = funnelFrame({ steps: ['a', 'b'], segments: [{ key: [], counts: [10, 5] }] });
    frame.fields.find((field) => field.name === 'fromFirst')!.values[1] = 0.123;
    expect(column(read(frame), 'fromFirst')).toEqual([1, 0.123]);
  });

  it('keeps missing, NaN and infinite counts as not known, never as 0', () => {
    const frame = funnelFrame({
      steps: ['a', 'b', 'c', 'd'],
      segments: [{ key: [], counts: [10, null, NaN, Infinity] }],
    });
    expect(column(read(frame), 'count')).toEqual([10, null, null, null]);
    expect(column(read(frame), 'lost')).toEqual([null, null, null, null]);
  });

  it('groups rows by all segment fields and names a missing value', () => {
    const model = read(
      funnelFrame({
        steps: ['a', 'b'],
        segments: [
          { key: ['phone', null], counts: [10, 5] },
          { key: ['phone', 'north'], counts: [30, 6] },
        ],
        meta: { by: ['device', 'region'] },
      })
    );
    expect(model.groups.map((group) => group.label)).toEqual(['phone · (not set)', 'phone · north']);
    expect(model.groups.map((group) => group.steps[1].contribution)).toEqual([5 / 11, 6 / 11]);
  });

  it('aligns segments by step name; a step without a row is not known', () => {
    const frame = funnelFrame({
      steps: ['a', 'b'],
      segments: [
        { key: ['x'], counts: [10, 5] },
        { key: ['y'], counts: [20, 4] },
      ],
      meta: { by: ['s'] },
    });
    const cut = {
      ...frame,
      length: 3,
      fields: frame.fields.map((field) => ({ ...field, values: field.values.slice(0, 3) })),
    };
    const [, y] = read(cut).groups;
    expect(y.steps.map((step) => [step.name, step.count, step.row])).toEqual([
      ['a', 20, 2],
      ['b', null, -1],
    ]);
    expect(reasonFor(y.steps[1], [])).toBe('This segment has no row for this step.');
  });

  it('draws the first of several funnels and says so', () => {
    const frame = funnelFrame({ steps: ['a', 'b'], segments: [{ key: [], counts: [10, 5] }] });
    expect(read(frame, frame).notices[0].text).toMatch(/returns 2 funnels/);
  });

  it('finds the reason of a missing count: the notice that names the step, else the only serious one', () => {
    const frame = funnelFrame({
      steps: ['Session', 'Order'],
      segments: [{ key: [], counts: [10, null] }],
      notices: [
        { severity: 'info', text: 'Order is new' },
        { severity: 'warning', text: 'Metrics are old' },
        { severity: 'error', text: 'Orders: “Order” failed' },
      ],
    });
    const model = read(frame);
    const step = model.groups[0].steps[1];
    expect(reasonFor(step, model.notices)).toBe('Orders: “Order” failed');
    expect(reasonFor(step, [{ severity: 'warning', text: 'Metrics are old' }])).toBe('Metrics are old');
    expect(reasonFor(step, [])).toBe('The source gave no number.');
  });
});

describe('a plain table', () => {
  it('gets its shares computed', () => {
    const model = read(
      plainFrame([
        ['a', 1000],
        ['b', 400],
        ['c', 100],
      ])
    );
    expect(column(model, 'fromFirst')).toEqual([1, 0.4, 0.1]);
    expect(column(model, 'fromPrevious')).toEqual([null, 0.4, 0.25]);
    expect(model.groups[0].worst).toBe(1);
    expect(ruleOf(model)).toBe('steps and counts as the table gives them');
  });

  it('takes other text columns as segments only beside a column that is clearly the step', () => {
    const frame = (name: string): DataFrame => ({
      length: 2,
      fields: [
        { name: 'country', type: FieldType.string, config: {}, values: ['de', 'fr'] },
        { name, type: FieldType.string, config: {}, values: ['a', 'a'] },
        { name: 'n', type: FieldType.number, config: {}, values: [1, 2] },
      ],
    });
    expect(read(frame('Stage')).groups.map((group) => group.label)).toEqual(['de', 'fr']);
    expect(read(frame('note')).groups).toHaveLength(1);
  });

  it.each([
    ['no frames', []],
    ['a frame without fields', [{ length: 0, fields: [] }]],
    ['numbers only', [{ length: 1, fields: [{ name: 'n', type: FieldType.number, config: {}, values: [1] }] }]],
  ] as Array<[string, DataFrame[]]>)('says what it needs, given %s', (_, series) => {
    expect(readFunnel(series)).toMatchObject({ kind: 'unfit', text: expect.stringMatching(/one row a step/) });
  });
});

describe('nothing to count', () => {
  it('is a sentence with the step, the range and the zone', () => {
    const frame = funnelFrame({
      steps: ['Session', 'Order'],
      segments: [{ key: [], counts: [0, 0] }],
      meta: { fromMs: Date.UTC(2026, 10, 23, 1), toMs: Date.UTC(2026, 10, 23, 2) },
    });
    expect(readFunnel([frame])).toMatchObject({
      kind: 'empty',
      text: 'No “Session” between 02:00 and 03:00 on 23 Nov 2026 (Europe/Berlin)',
    });
  });

  it('is not said of counts that are not known', () => {
    expect(read(funnelFrame({ steps: ['a', 'b'], segments: [{ key: [], counts: [null, 0] }] })).kind).toBe('funnel');
  });
});

describe('the rule', () => {
  const of = (meta: Partial<typeof EXAMPLE_META>, compare = false) =>
    read(
      funnelFrame({
        steps: ['a', 'b'],
        segments: [{ key: [], counts: [10, 5], ...(compare ? { compare: [9, 5] } : {}) }],
        meta,
      })
    );

  it('names start, order, window, range, zone and what is open', () => {
    expect(plain(ruleOf(of({ openEntries: 412 })))).toBe(
      'any start · ordered · within 7 d · entries 1–30 Nov 2026 (Europe/Berlin), 412 still open'
    );
    expect(ruleDetails(of({ openEntries: 1412 })).join(' ')).toMatch(/1,412 entries have not finished/);
    expect(plain(ruleOf(of({ entry: 'first', order: 'any', window: '1d12h' })))).toMatch(
      /^first start · any order · within 1 d12 h/
    );
  });

  it('labels aggregate funnels', () => {
    expect(ruleOf(of({ type: 'aggregate', openEntries: null }))).toBe(
      'different sources, not the same people · 1–30 Nov 2026 (Europe/Berlin)'
    );
  });

  it('names the compared period', () => {
    expect(comparedRule(of({ compared: { fromMs: Date.UTC(2026, 8, 30, 22), toMs: EXAMPLE_META.fromMs } }, true))).toBe(
      'outline: 1–31 Oct 2026'
    );
    expect(comparedRule(of({}))).toBeNull();
  });
});

describe('words', () => {
  it('tells a step in one sentence with labels and denominators', () => {
    const model = read(
      funnelFrame({
        steps: ['Visit', 'Search', 'Buy'],
        segments: [{ key: [], counts: [6020, 4780, 612], compare: [5710, 4490, 574] }],
      })
    );
    const [group] = model.groups;
    expect(plain(describeStep(model, group, group.steps[2], null))).toBe(
      'Step 3 of 3, Buy: 612; 10.2 % of first (6,020); 12.8 % of previous (4,780); −4.17k left · 87.2 %; worst drop; +0.02 pp better against the previous period'
    );
  });

  it('respects the field’s unit, decimals and mappings where they are set', () => {
    const theme = createTheme();
    const frame = funnelFrame({ steps: ['a', 'b'], segments: [{ key: [], counts: [12_345, null] }] });
    const count = frame.fields.find((field) => field.name === 'count')!;
    count.config = {
      unit: 'currencyUSD',
      decimals: 2,
      mappings: [{ type: 'special' as never, options: { match: 'null', result: { text: 'gone' } } as never }],
    };
    count.display = getDisplayProcessor({ field: count, theme });
    const share = frame.fields.find((field) => field.name === 'fromFirst')!;
    share.config = { unit: 'percentunit', decimals: 3 };
    share.display = getDisplayProcessor({ field: share, theme });
    const { words } = read(frame);
    expect(words.count(12_345)).toBe('$12.35K');
    expect(words.count(null)).toBe('gone');
    expect(words.share(0.123456)).toBe('12.346%');
    expect(words.fullCount(12_345)).toBe('12,345');
  });

  it('carries the currency of a money funnel', () => {
    const { words } = read(
      funnelFrame({
        steps: ['a', 'b'],
        segments: [{ key: [], counts: [12_345.5, 1] }],
        meta: { type: 'aggregate', unit: 'currency:EUR' },
      })
    );
    expect(plain(words.count(12_345.5))).toBe('€ 12.3k');
    expect(plain(words.fullCount(12_345.5))).toBe('€ 12,345.5');
  });
});
