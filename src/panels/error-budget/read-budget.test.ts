// @vitest-environment jsdom
import { DataFrame, FieldType } from '@grafana/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { funnelFrame } from '../funnel/state-data';
import type { BudgetModel } from './model';
import { readBudget, sortRows } from './read-budget';
import { AS_OF, budgetFrame } from './state-data';
import { describeRow, tooltipNotes, tooltipRows } from './describe';
import { budgetTable } from './budget-table';
import { ruleDetails, ruleOf } from './header-words';

function budgets(...series: DataFrame[]): BudgetModel {
  const model = readBudget(series);
  if (model.kind !== 'budget') {
    throw new Error(`expected budgets, got ${model.kind}: ${(model as { text?: string }).text}`);
  }
  return model as BudgetModel;
}

const ok = { total: 1000, bad: 1, state: 'ok' as const };
const withMeta = (custom: unknown, rows = 1): DataFrame => {
  const frame = budgetFrame({ rows: Array.from({ length: rows }, () => ok) });
  return { ...frame, meta: { custom: custom as Record<string, unknown> } };
};

describe('readBudget', () => {
  it('reads every number under its own name', () => {
    const [row] = budgets(
      budgetFrame({
        rows: [{ total: 134_000, bad: 1011, burnRate: 16.4, state: 'page', then: 'freeze', price: 10, key: ['phone'] }],
        meta: { by: ['device'] },
      })
    ).rows;
    expect(row).toMatchObject({
      kpi: 'Checkout success',
      name: 'Availability',
      segment: 'phone',
      state: 'page',
      then: 'freeze',
      currency: 'EUR',
      target: 0.99,
      totalEvents: 134_000,
      badEvents: 1011,
      allowedEvents: 1340,
      allowedMinutes: 432,
      badCost: 10_110,
      allowedCost: 13_400,
      burnRate: 16.4,
      coverage: 1,
    });
    expect(row.remaining).toBeCloseTo(1 - 1011 / 1340);
    expect(row.spark?.remaining).toHaveLength(30);
    expect(row.objective?.name).toBe('availability');
  });

  it('keeps the order of a frame, and merges frames so that the worst of all comes first', () => {
    const a = budgetFrame({
      rows: [
        { ...ok, state: 'page', key: ['a1'] },
        { ...ok, bad: 5, key: ['a2'] },
        { ...ok, bad: 9, key: ['a3'] },
      ],
      meta: { by: ['s'] },
    });
    const b = budgetFrame({
      rows: [
        { ...ok, state: 'exhausted', key: ['b1'] },
        { ...ok, state: 'ticket', key: ['b2'] },
        { ...ok, bad: 7, key: ['b3'] },
      ],
      meta: { by: ['s'] },
    });
    expect(budgets(a).rows.map((row) => row.segment)).toEqual(['a1', 'a2', 'a3']);
    expect(budgets(a, b).rows.map((row) => row.segment)).toEqual(['b1', 'a1', 'b2', 'b3', 'a2', 'a3']);
  });

  it('sorts by name where asked, numbers in names as numbers', () => {
    const frame = budgetFrame({ rows: ['s10', 's9', 's1'].map((key) => ({ ...ok, key: [key] })), meta: { by: ['s'] } });
    expect(sortRows(budgets(frame).rows, 'name').map((row) => row.segment)).toEqual(['s1', 's9', 's10']);
    expect(sortRows(budgets(frame).rows, 'worst').map((row) => row.segment)).toEqual(['s10', 's9', 's1']);
  });

  it.each([NaN, Infinity, -Infinity, null, undefined, 'x', {}])('takes %s for not known', (value) => {
    const frame = budgetFrame({ rows: [ok] });
    frame.fields.forEach((field) => {
      if (field.type !== FieldType.string) {
        field.values = [value];
      }
    });
    const [row] = budgets(frame).rows;
    expect([row.remaining, row.target, row.burnRate, row.exhaustsAt, row.badCost]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('goes below zero as far as the data does', () => {
    const [row] = budgets(budgetFrame({ rows: [{ total: 100, bad: 90, state: 'exhausted' }] })).rows;
    expect(row.remaining).toBeCloseTo(-89);
  });

  it('tells a budget that is gone or not known from what is left, where the state is missing, and nothing more', () => {
    const frame = budgetFrame({
      rows: [
        ok,
        { ...ok, numbers: { remaining: -0.1 } },
        { ...ok, numbers: { remaining: 0 } },
        { ...ok, numbers: { remaining: null } },
      ],
    });
    frame.fields.find(({ name }) => name === 'state')!.values = ['', 'fine', null, undefined];
    const states = budgets(frame).rows.map((row) => row.state);
    expect(states).toHaveLength(4);
    expect([...states].sort()).toEqual(['exhausted', 'exhausted', 'frozen', null].sort());
  });

  it('draws a table without meta that has an objective and what remains of it', () => {
    const plain: DataFrame = {
      name: 'sheet',
      length: 2,
      fields: [
        { name: 'objective', type: FieldType.string, config: {}, values: ['Uptime', null] },
        { name: 'remaining', type: FieldType.number, config: {}, values: [0.4, -0.2] },
      ],
    };
    const { rows } = budgets(plain);
    expect(rows.map(({ kpi, name, state, remaining }) => [kpi, name, state, remaining])).toEqual([
      ['sheet', 'Uptime', null, 0.4],
      ['sheet', '', 'exhausted', -0.2],
    ]);
  });

  it.each([
    ['frames of another view', [funnelFrame({ steps: ['a'], segments: [{ key: [], counts: [1] }] })]],
    ['no columns', [{ length: 0, fields: [] }]],
    ['nothing', []],
    [
      'a column of texts called remaining',
      [
        {
          length: 1,
          fields: ['objective', 'remaining'].map((name) => ({
            name,
            type: FieldType.string,
            config: {},
            values: ['x'],
          })),
        },
      ],
    ],
  ] as Array<[string, DataFrame[]]>)('says what it needs for %s', (_, series) => {
    expect(readBudget(series)).toMatchObject({ kind: 'unfit', text: expect.stringContaining('view “budget”') });
  });

  it('ignores frames of other views beside budgets, but not what their sources said', () => {
    const other = {
      ...funnelFrame({ steps: ['a'], segments: [] }),
      meta: { notices: [{ severity: 'warning' as const, text: 'late' }] },
    };
    const model = budgets(other, budgetFrame({ rows: [ok] }));
    expect(model.rows).toHaveLength(1);
    expect(model.notices.map(({ text }) => text)).toEqual(['late']);
  });

  it('says whose objectives are missing', () => {
    expect(readBudget([budgetFrame({ rows: [] })])).toMatchObject({
      kind: 'empty',
      text: '“Checkout success” has no objective to show',
    });
  });

  it('shows no burn-down where rows were filtered or added, since nobody knows whose it is', () => {
    const frame = budgetFrame({ rows: [ok, ok] });
    const filtered = {
      ...frame,
      length: 1,
      fields: frame.fields.map((field) => ({ ...field, values: field.values.slice(1) })),
    };
    expect(budgets(filtered).rows[0].spark).toBeNull();
  });

  it.each([
    ['nothing but the view', { view: 'budget' }],
    ['nulls', { view: 'budget', by: null, objectives: null, sparks: null, links: null, owner: null, currency: null }],
    ['wrong types', { view: 'budget', by: 'x', objectives: {}, sparks: 7, asOfMs: 'now', freshMs: NaN, timeZone: '' }],
    [
      'hollow objectives',
      { view: 'budget', objectives: [null, {}, { name: 'availability' }, { name: 'availability', window: {} }] },
    ],
    [
      'objectives without lists',
      {
        view: 'budget',
        asOfMs: AS_OF,
        objectives: [{ name: 'availability', window: { rolling: false, fromMs: 0, toMs: AS_OF } }],
      },
    ],
    ['empty sparks', { view: 'budget', sparks: [{}] }],
  ])('survives meta with %s, and everything said of it is free of NaN and undefined', (_, custom) => {
    const model = budgets(withMeta(custom));
    const said = [
      ruleOf(model.rows, { sort: 'worst' }),
      ...ruleDetails(model.rows),
      describeRow(model.rows[0], { index: 0, count: 1 }, 'minutes', []),
      ...tooltipRows(model.rows[0]).flat(),
      ...tooltipNotes(model.rows[0]),
      ...budgetTable(model).rows.flat(),
    ].join('\n');
    expect(said).not.toMatch(/NaN|undefined|null|Invalid/);
  });

  it('never throws, whatever the cells hold', () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { minLength: 24, maxLength: 24 }), fc.anything(), (cells, custom) => {
        const frame = budgetFrame({ rows: [ok] });
        frame.fields.forEach((field, f) => (field.values = [cells[f]]));
        frame.meta = { custom: { ...(typeof custom === 'object' ? custom : {}), view: 'budget' } };
        const model = budgets(frame);
        expect(model.rows).toHaveLength(1);
        expect(describeRow(model.rows[0], { index: 0, count: 1 }, 'share', [])).not.toMatch(/NaN|undefined/);
      })
    );
  });
});
