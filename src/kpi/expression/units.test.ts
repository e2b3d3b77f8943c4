import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUnit } from '../definition/unit';
import { dimensionOf, namesIn, parseExpression, sameUnit, unitOf, unitText, unitWords, type Expression } from '.';
import { NAMES, print, trees, type Bare } from './testing';

const RUNS = Number(process.env.PLUMBLINE_FUZZ_RUNS ?? 500);

/** What is declared of names in these tests. */
const UNITS: Readonly<Record<string, string>> = {
  revenue: 'currency:EUR',
  cost: 'currency:EUR',
  dollars: 'currency:USD',
  orders: 'count',
  sessions: 'count',
  share: 'ratio',
  basket: 'ratio:EUR/count',
  rate: 'currency:EUR/min',
  persec: 'count/s',
  wait: 'seconds',
  pair: 'ratio:count/count',
};

function found(text: string) {
  const parsed = parseExpression(text);
  if (!parsed.ok) {
    throw new Error(parsed.fault.reason);
  }
  return unitOf(parsed.tree, (name) => dimensionOf(UNITS[name])!);
}

describe('unitOf', () => {
  it.each([
    ['cost / orders', 'ratio:EUR/count'],
    ['revenue - cost', 'currency:EUR'],
    ['(revenue - cost) / revenue', 'ratio'],
    ['orders / sessions', 'ratio'],
    ['1 - orders / sessions', 'ratio'],
    ['1 - share', 'ratio'],
    ['share * orders', 'count'],
    ['share + pair', 'ratio'],
    ['basket * orders', 'currency:EUR'],
    ['orders / wait', 'count/s'],
    ['persec * wait', 'count'],
    ['max(revenue - cost, 0)', 'currency:EUR'],
    ['coalesce(revenue, 0) + 0', 'currency:EUR'],
    ['min(0, 0, cost)', 'currency:EUR'],
    ['abs(-rate)', 'currency:EUR/min'],
    ['2 * cost', 'currency:EUR'],
    ['orders / wait * wait', 'count'],
    ['wait / orders', 'ratio:seconds/count'],
    ['revenue / dollars', 'ratio:EUR/USD'],
    ['cost / dollars * dollars', 'currency:EUR'],
  ])('%s is %s', (text, unit) => {
    const one = found(text);
    expect(one.ok && one.unit !== 'any' && unitText(one.unit)).toBe(unit);
  });

  it.each([
    ['cost * orders', 'EUR·count'],
    ['orders * orders', 'count^2'],
    ['1 / orders', '1/count'],
    ['rate / orders', 'EUR/count/min'],
    ['rate * wait', 'EUR·seconds/min'],
  ])('%s is %s, which no KPI can have', (text, words) => {
    const one = found(text);
    expect(one.ok && one.unit !== 'any' && [unitWords(one.unit), unitText(one.unit)]).toEqual([words, undefined]);
  });

  it.each([
    ['revenue + dollars', '+', 'revenue', 'dollars'],
    ['orders + 1', '+', 'orders', '1'],
    ['cost - orders * share', '-', 'cost', 'orders * share'],
    ['min(cost, 0, orders, sessions)', 'min', 'cost', 'orders'],
    ['coalesce(rate, cost)', 'coalesce', 'rate', 'cost'],
    ['2 * (wait + (persec))', '+', 'wait', '(persec)'],
    ['share + basket', '+', 'share', 'basket'],
  ])('%s: %s needs one unit, of %j and %j', (text, of, first, second) => {
    const one = found(text);
    expect(one.ok).toBe(false);
    const { fault } = one as Extract<typeof one, { ok: false }>;
    const slice = ({ at, end }: Expression) => text.slice(at, end);
    expect([fault.of, slice(fault.first.node), slice(fault.second.node)]).toEqual([of, first, second]);
  });

  it('a zero alone is of any unit', () => {
    expect(found('-(0.0 + 0)')).toEqual({ ok: true, unit: 'any' });
  });
});

/** By numbers: each basic unit is scaled by a factor of its own, and a sound tree scales as its unit says. */
describe('units scale as they should', () => {
  const BASE = { EUR: 2, USD: 3, count: 5, seconds: 7 } as const;
  const scaleOf = (unit: ReadonlyArray<readonly [string, number]>, on: boolean) =>
    unit.reduce((all, [name, power]) => all * (on ? BASE[name as keyof typeof BASE] ** power : 1), 1);
  const units = fc.record(
    Object.fromEntries(
      NAMES.map((name) => [
        name,
        fc.constantFrom('ratio', 'count', 'currency:EUR', 'currency:USD', 'seconds', 'ratio:EUR/count'),
      ])
    )
  );

  it('whatever the checker lets pass', () => {
    let passed = 0;
    fc.assert(
      fc.property(trees, units, (tree: Bare, declared) => {
        const parsed = parseExpression(print(tree).slice(0, 1000));
        fc.pre(parsed.ok && namesIn(parsed.tree).length > 0);
        const { tree: sound } = parsed as Extract<typeof parsed, { ok: true }>;
        const one = unitOf(sound, (name) => dimensionOf(declared[name])!);
        if (!one.ok || one.unit === 'any') {
          return;
        }
        const value = (on: boolean) =>
          number(sound, (name) => (NAMES.indexOf(name) + 2) * scaleOf(dimensionOf(declared[name])!, on));
        const [plain, scaled] = [value(false), value(true)];
        fc.pre(Number.isFinite(plain) && Number.isFinite(scaled));
        passed++;
        const expected = plain * scaleOf(one.unit, true);
        // Differences lose digits; their scale is that of the largest term.
        const size = largest(sound, (name) => (NAMES.indexOf(name) + 2) * scaleOf(dimensionOf(declared[name])!, true));
        expect(Math.abs(scaled - expected)).toBeLessThanOrEqual(1e-9 * size + 1e-9 * Math.abs(expected));
      }),
      { numRuns: 4 * RUNS }
    );
    expect(passed).toBeGreaterThan(RUNS / 4);
  });
});

describe('unitText', () => {
  it('gives back every unit that a definition can have', () => {
    const bases = ['count', 'seconds', 'currency:EUR'];
    const all = [
      'ratio',
      ...bases,
      ...bases.flatMap((base) => ['s', 'min', 'h', 'd'].map((per) => `${base}/${per}`)),
      ...['EUR', 'USD', 'count', 'seconds'].flatMap((a) => ['EUR', 'count', 'seconds'].map((b) => `ratio:${a}/${b}`)),
    ];
    for (const text of all) {
      expect(parseUnit(text), text).toBeDefined();
      const unit = dimensionOf(text)!;
      const back = unitText(unit);
      expect(back, text).toBeDefined();
      expect(sameUnit(dimensionOf(back!)!, unit), text).toBe(true);
    }
    expect(dimensionOf('euro')).toBeUndefined();
    expect(unitWords([])).toBe('no unit');
  });
});

/** Plain JavaScript numbers, without any care for what is missing. */
function number(tree: Expression, named: (name: string) => number): number {
  switch (tree.kind) {
    case 'number':
      return Number(tree.text);
    case 'name':
      return named(tree.name);
    case 'negate':
      return -number(tree.of, named);
    case 'call': {
      const args = tree.args.map((arg) => number(arg, named));
      return tree.fn === 'abs'
        ? Math.abs(args[0])
        : tree.fn === 'coalesce'
          ? args[0]
          : tree.fn === 'min'
            ? Math.min(...args)
            : Math.max(...args);
    }
    case 'binary': {
      const [a, b] = [number(tree.left, named), number(tree.right, named)];
      return tree.op === '+' ? a + b : tree.op === '-' ? a - b : tree.op === '*' ? a * b : a / b;
    }
  }
}

/** The largest number that is met on the way, where nothing is divided by a difference; else Infinity: nothing can be said. */
function largest(tree: Expression, named: (name: string) => number): number {
  const own = Math.abs(number(tree, named));
  const inner =
    tree.kind === 'binary'
      ? [tree.left, tree.right]
      : tree.kind === 'negate'
        ? [tree.of]
        : tree.kind === 'call'
          ? tree.args
          : [];
  const divides = tree.kind === 'binary' && (tree.op === '/' || tree.op === '*');
  const hasDifference = (node: Expression): boolean =>
    node.kind === 'negate' ||
    (node.kind === 'binary' && (node.op === '-' || hasDifference(node.left) || hasDifference(node.right))) ||
    (node.kind === 'call' && node.args.some(hasDifference));
  return divides && inner.some(hasDifference) ? Infinity : Math.max(own, ...inner.map((node) => largest(node, named)));
}
