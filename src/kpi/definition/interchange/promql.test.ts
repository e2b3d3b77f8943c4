import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIncrease } from '../../promql';
import { imported, only } from './testdata/read';
import { sloth } from './testdata/texts';

const TOTAL = 'sum(rate(t[{{.window}}]))';
const failures = (query: string) => {
  const { measure } = only(
    imported(
      'sloth',
      sloth('QUERY', TOTAL).replace(/'QUERY'/, () => JSON.stringify(query))
    ).set
  );
  if (measure.kind !== 'ratio' || measure.numerator.store !== 'prometheus') {
    throw new Error('no ratio');
  }
  return measure.numerator;
};

describe('foreign PromQL', () => {
  it.each([
    ['rate(a[{{.window}}])', { metric: 'a', where: [] }],
    ['(sum((rate(a{}[{{ .window }}]))))', { metric: 'a' }],
    ['sum(rate({__name__="a", b="c"}[$window]))', { metric: 'a', where: [{ op: 'is', field: 'b', value: 'c' }] }],
    ['sum(rate(a{b=""}[$window]))', { where: [{ op: 'present', field: 'b', value: false }] }],
    ['sum(rate(a{b!=""}[$window]))', { where: [{ op: 'present', field: 'b', value: true }] }],
    ['sum(rate(a{b=~"x|y"}[$window]))', { where: [{ op: 'in', field: 'b', values: ['x', 'y'] }] }],
    ['sum(rate(a{b!~"x|y\\\\.z"}[$window]))', { where: [{ op: 'notIn', field: 'b', values: ['x', 'y.z'] }] }],
    ["sum(rate(a{b=~'x.*'}[$window]))", { where: [{ op: 'matches', field: 'b', pattern: 'x.*' }] }],
    ['sum(rate(a{b=~`5\\d`}[$window]))', { where: [{ op: 'matches', field: 'b', pattern: '5\\d' }] }],
    ['sum(rate(a{b!~"x.*"}[$window]))', { promql: 'sum(increase(a{b!~"x.*"}[$window]))' }],
    ['sum by (g) (rate(a[$window]))', { promql: 'sum by (g) (increase(a[$window]))' }],
    ['sum(rate(a[$window] offset 5m))', { promql: 'sum(increase(a[$window] offset 5m))' }],
    ['# why\nsum(rate(a[$window])) or vector(0)', { promql: 'sum(increase(a[$window])) or vector(0)' }],
    [
      'sum(rate(a[$window])) - sum(rate(b[$window]))',
      { promql: 'sum(increase(a[$window])) - sum(increase(b[$window]))' },
    ],
    [
      '0.5 * sum(rate(a{rate="rate(x[5m])"}[$window]))',
      { promql: '0.5 * sum(increase(a{rate="rate(x[5m])"}[$window]))' },
    ],
    ['sum(rate(a{b!~"x$"}[$window]))', { promql: 'sum(increase(a{b!~"x\\x24"}[$window]))' }],
    ['histogram_count(sum(rate(a[$window])))', { promql: 'histogram_count(sum(increase(a[$window])))' }],
  ])('%s', (query, expected) => {
    expect(failures(query)).toMatchObject(expected);
  });

  it('subqueries get the step of the ranges, in both parts or not at all', () => {
    const failed = 'sum_over_time(count(a < 1)[{{.window}}:])';
    const all = 'sum_over_time(count(a)[{{.window}}:])';
    const { measure } = only(imported('sloth', sloth(failed, all)).set);
    expect(measure).toMatchObject({
      numerator: { promql: 'sum_over_time(count(a < 1)[$window:15s])' },
      denominator: { promql: 'sum_over_time(count(a)[$window:15s])' },
    });
    expect(() => imported('sloth', sloth(failed, all.replace(':]', ':1m]')))).toThrow(/PL1513.*steps/);
  });

  it('what comes out can be asked: the compiler makes a request of every part', () => {
    const value = fc.string({
      unit: fc.constantFrom('a', '.', '*', '|', '"', '$', '[', '{', '\\', '^', ' ', '5'),
      maxLength: 8,
    });
    const matcher = fc
      .tuple(fc.constantFrom('=', '!=', '=~', '!~'), value)
      .map(
        ([op, text]) =>
          `b${op}${JSON.stringify(op.length === 2 && op[1] === '~' ? text.replace(/[^a.|5 ]/g, '') : text)}`
      );
    const sum = fc.array(matcher, { maxLength: 2 }).map((all) => `sum(rate(a{${all.join(',')}}[{{.window}}]))`);
    fc.assert(
      fc.property(sum, fc.constantFrom('', ' or vector(0)'), (query, tail) => {
        const { metric, promql, where } = failures(query + tail);
        const asked = buildIncrease({
          ...(metric === undefined ? {} : { metric }),
          ...(promql === undefined ? {} : { promql }),
          type: 'counter',
          by: [],
          where,
          stepMs: 300_000,
          scrapeIntervalMs: 15_000,
        });
        expect(asked.ok ? asked.value : asked.diagnostics[0].message).toMatch(/^sum\(.*increase\(a/);
      }),
      { numRuns: 150 }
    );
  });
});
