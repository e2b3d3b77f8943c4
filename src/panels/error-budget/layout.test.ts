// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUDGET_STATES } from '../../kpi/results/types';
import { inside, overlapping } from '../shared/boxes.testing';
import { estimateText } from '../shared/measure-text';
import { Box, TextBox } from '../shared/text-box';
import { layoutBudget } from './layout';
import { innerRadius } from './layout/gauge';
import { BudgetLayout, Room, RowMark } from './layout/types';
import type { BudgetRow } from './model';
import { BudgetOptions, DEFAULT_OPTIONS } from './options';
import { readBudget } from './read-budget';
import { budgetFrame, ExampleBudget, NOVEMBER } from './state-data';
import { BUDGET_PANEL_STATES } from './states';

function rowsOf(rows: readonly ExampleBudget[], names: { kpi?: string; objective?: string; then?: string } = {}) {
  const model = readBudget([
    budgetFrame({
      rows,
      objectives: [{ displayName: names.objective ?? 'Availability', window: NOVEMBER }],
      meta: { by: ['segment'], displayName: names.kpi ?? 'Checkout' },
    }),
  ]);
  if (model.kind !== 'budget') {
    throw new Error(`expected budgets, got ${model.kind}`);
  }
  return model.rows;
}

const lay = (
  rows: readonly BudgetRow[],
  width: number,
  height: number,
  options: Partial<BudgetOptions> = {},
  titled = true
) =>
  layoutBudget({
    rows,
    width,
    height,
    options: { ...DEFAULT_OPTIONS, ...options },
    notices: [{ severity: 'warning', text: 'Search did not answer (PL3104)' }],
    titled,
    measure: estimateText,
  } satisfies Room);

const square = ({ cx, cy, radius }: { cx: number; cy: number; radius: number }): Box => ({
  x: cx - radius,
  y: cy - radius,
  width: 2 * radius,
  height: 2 * radius,
});

/** Room that a gauge takes: with its tick, as it is drawn. */
function gaugeBox({ gauge }: RowMark): Box[] {
  if (!gauge) {
    return [];
  }
  const { shape } = gauge;
  return shape.kind === 'bar' ? [shape] : [square({ ...shape, radius: shape.radius + shape.margin * 0.9 })];
}

/** Texts and signs within the disc of the ring belong to it; each corner of theirs must be in the disc. */
function inRing({ gauge }: RowMark, box: Box): boolean {
  const { shape } = gauge ?? {};
  if (shape?.kind !== 'ring') {
    return false;
  }
  const corners = [box.x, box.x + box.width].flatMap((x) => [box.y, box.y + box.height].map((y) => [x, y]));
  return corners.every(([x, y]) => Math.hypot(x - shape.cx, y - shape.cy) <= innerRadius(shape) + 3.1);
}

function faultsOf(layout: BudgetLayout): string[] {
  const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
  const texts: TextBox[] = [...layout.heads, ...layout.marks.flatMap((mark) => mark.texts)];
  const signs = layout.marks.flatMap((mark) => [mark.sign, mark.tickSign]).filter((box): box is Box => !!box);
  const sparks = layout.marks.flatMap(({ spark }) => (spark ? [spark] : []));
  const outer = layout.marks.flatMap((mark) => {
    const [gauge] = gaugeBox(mark);
    const around = [...mark.texts, mark.sign, mark.tickSign].filter((box): box is Box => !!box && !inRing(mark, box));
    return gauge ? overlapping([gauge, ...around]).filter((pair) => pair.includes(gauge)) : [];
  });
  const name = (box: Box) => ('text' in box ? `“${box.text}”` : JSON.stringify(box));
  const everything = [
    ...texts,
    ...signs,
    ...sparks,
    ...layout.marks.flatMap(gaugeBox),
    ...layout.marks.map(({ hit }) => hit),
  ];
  return [
    ...everything.filter((box) => !inside(box, whole)).map((box) => `${name(box)} is outside`),
    ...overlapping([...texts, ...signs, ...sparks]).map(([a, b]) => `${name(a)} over ${name(b)}`),
    ...overlapping(layout.marks.map(({ hit }) => hit)).map(() => 'two marks overlap'),
    ...outer.map(([a, b]) => `${name(a)} over ${name(b)}`),
    ...texts
      .filter(
        ({ text, size, tone, bold, width, cut }) =>
          !cut && estimateText(text, size, tone === 'strong' || bold) > width + 0.01
      )
      .map(({ text }) => `“${text}” is too wide and not marked as cut`),
    ...everything
      .filter((box) => !Object.values(box).every((v) => typeof v !== 'number' || Number.isFinite(v)))
      .map(() => 'not finite'),
  ];
}

const count = fc.oneof(
  { weight: 6, arbitrary: fc.nat(2_000_000) },
  { weight: 2, arbitrary: fc.constantFrom(null, 0, 1, 0.25, 1e15, Number.MAX_VALUE, 5e-324) }
);
const text = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('التوفر', '購入', '', 'W'.repeat(90)));
const row = fc.record({
  key: fc.tuple(text),
  total: count,
  bad: count,
  burnRate: fc.oneof(fc.double({ min: 0, max: 1000, noNaN: true }), fc.constantFrom(null, 0, 1e9)),
  state: fc.constantFrom(...BUDGET_STATES),
  then: fc.option(text, { nil: undefined }),
  elapsed: fc.constantFrom(0.001, 0.5, 1),
  coverage: fc.constantFrom(0, 0.62, 1),
  price: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined }),
});

describe('layoutBudget', () => {
  it('keeps texts, signs, rings and bars apart and inside, for any budgets, names, sizes and options', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 7 }),
        text,
        text,
        fc.integer({ min: 1, max: 1700 }),
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom<BudgetOptions['layout']>('auto', 'ring', 'bar', 'list'),
        fc.constantFrom<BudgetOptions['unit']>('share', 'minutes', 'events'),
        fc.boolean(),
        (rows, kpi, objective, width, height, layout, unit, titled) => {
          expect(faultsOf(lay(rowsOf(rows, { kpi, objective }), width, height, { layout, unit }, titled))).toEqual([]);
        }
      ),
      { numRuns: 400 }
    );
  });

  it.each(BUDGET_PANEL_STATES.map((state) => [state.name, state] as const))(
    'keeps them apart in the state “%s”, also much smaller and larger',
    (_, state) => {
      const model = readBudget(state.data.series);
      if (model.kind !== 'budget') {
        expect(['empty', 'unfit', 'error', 'loading']).toContain(model.kind);
        return;
      }
      for (const scale of [0.2, 0.5, 1, 1.7]) {
        for (const titled of [true, false]) {
          const layout = lay(model.rows, state.width * scale, state.height * scale, state.options, titled);
          expect(faultsOf(layout)).toEqual([]);
          expect(layout.marks.map((mark) => mark.row)).toEqual(model.rows.map((_, i) => i));
        }
      }
    }
  );

  it('writes the number and shows the sign of the state from 80 × 80 px on', () => {
    const rows = rowsOf([{ key: ['a'], total: 1000, bad: 24, burnRate: 3, state: 'exhausted', elapsed: 1 }]);
    for (let size = 60; size < 400; size += 3) {
      const layout = lay(rows, size, size, {}, false);
      expect(layout.marks[0].texts.map((each) => each.text)).toContain('−140\u00a0%');
      expect(layout.marks[0].sign, `sign at ${size} px`).not.toBeNull();
    }
  });

  it('tells pace and price exactly once, in the ring or beside it, where there is room for both', () => {
    const rows = rowsOf([
      { key: ['a'], total: 67_000, bad: 200, elapsed: 0.5, burnRate: 2.3, state: 'burning', price: 10 },
    ]);
    for (let width = 260; width < 1600; width += 37) {
      for (let height = 220; height < 900; height += 41) {
        const texts = lay(rows, width, height).marks[0].texts.map((each) => each.text);
        expect(texts.filter((each) => each.startsWith('2.3×'))).toHaveLength(1);
        expect(texts.filter((each) => each.includes('lost'))).toHaveLength(1);
      }
    }
  });

  it('draws a ring, a bar where it is flat and wide, a list for several, or what was chosen', () => {
    const one = rowsOf([{ key: ['a'], total: 1000, bad: 1, state: 'ok' }]);
    const two = rowsOf([
      { key: ['a'], total: 1000, bad: 1, state: 'ok' },
      { key: ['b'], total: 10, bad: 1, state: 'ok' },
    ]);
    expect(lay(one, 400, 300).mode).toBe('ring');
    expect(lay(one, 640, 80).mode).toBe('bar');
    expect(lay(one, 640, 80, { layout: 'ring' }).mode).toBe('ring');
    expect(lay(two, 640, 300).mode).toBe('list');
    expect(lay(two, 640, 300, { layout: 'ring' }).mode).toBe('rings');
    expect(lay(two, 640, 300, { layout: 'bar' }).mode).toBe('bars');
  });

  it('folds columns away from the least needed on, and never what is left and its sign', () => {
    const rows = rowsOf([
      { key: ['phone'], total: 134_000, bad: 505, burnRate: 3, state: 'ticket', price: 10, then: 'freeze releases' },
      { key: ['desktop'], total: 134_000, bad: 605, burnRate: 2, state: 'burning', price: 10 },
    ]);
    const heads = (width: number) => lay(rows, width, 300).heads.map(({ text: head }) => head);
    expect(heads(1500)).toEqual(['budget left', 'burn-down', 'pace now', 'price', 'state', 'target', 'owner']);
    expect(heads(330)).toEqual(['budget left', 'state']);
    let before = heads(1500);
    for (let width = 1500; width >= 330; width -= 10) {
      const now = heads(width);
      expect(before).toEqual(expect.arrayContaining(now));
      expect(lay(rows, width, 300).marks.every((mark) => mark.sign)).toBe(true);
      before = now;
    }
  });
});
