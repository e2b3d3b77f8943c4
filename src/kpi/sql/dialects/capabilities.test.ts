/** The table of capabilities says what the dialects do, and its page says what the table does. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pluginsOf } from '../../../hosts/grafana-http/data-sources';
import { CAPABILITIES } from '../../definition/capabilities';
import { SQL_DIALECTS } from '../../definition/types';
import { buildSlices } from '../index';
import type { SliceQuery } from '../types';
import { DIALECTS } from './index';
import { dialectsPage } from './page';

const query = (over: Partial<SliceQuery>): SliceQuery => ({
  ...{ dialect: 'postgres', relation: { table: 't' }, time: 'at', timeType: 'instant', groups: [], filters: [] },
  runs: [{ startMs: 0, endMs: 60_000, stepMs: null }],
  aggregates: [],
  ...over,
});
const code = (q: SliceQuery): string => {
  const built = buildSlices(q);
  return built.ok ? 'built' : built.diagnostics[0].code;
};
const aggregate = (of: SliceQuery['aggregates'][number]['of']): Partial<SliceQuery> => ({
  aggregates: [{ name: 'a', of, where: [] }],
});

describe('capabilities', () => {
  it.each(SQL_DIALECTS)('%s can what the table says and no more', (name) => {
    const dialect = DIALECTS[name];
    const can = CAPABILITIES[name];
    expect({
      exactQuantile: dialect.quantile.exact === null ? 'places' : 'aggregate',
      approximateQuantile: dialect.quantile.approximate !== null,
      approximateDistinct: dialect.approximateDistinct !== null,
    }).toEqual({
      exactQuantile: can.exactQuantile,
      approximateQuantile: can.approximateQuantile !== null,
      approximateDistinct: can.approximateDistinct !== null,
    });
    const asked = (over: Partial<SliceQuery>) => code(query({ dialect: name, ...over }));
    const value = { field: 'v' };
    expect(asked(aggregate({ kind: 'distinct', field: 'u', approximate: false }))).toBe('built');
    expect(asked(aggregate({ kind: 'distinct', field: 'u', approximate: true }))).toBe(
      can.approximateDistinct === null ? 'PL2261' : 'built'
    );
    expect(asked(aggregate({ kind: 'quantile', value, q: '0.95', approximate: false }))).toBe('built');
    expect(asked(aggregate({ kind: 'quantile', value, q: '0.95', approximate: true }))).toBe(
      can.approximateQuantile === null ? 'PL2261' : 'built'
    );
    const matches = (pattern: string) => asked({ filters: [{ op: 'matches', field: 'f', pattern }] });
    expect([matches('a|b'), matches('a.*b')]).toEqual(['built', can.patterns === 'all' ? 'built' : 'PL2251']);
  });

  it('is what docs/reference/dialects.md says (else: npx tsx scripts/generate-dialects.mts)', () => {
    const written = readFileSync(new URL('../../../../docs/reference/dialects.md', import.meta.url), 'utf8');
    expect(written).toBe(dialectsPage(pluginsOf()));
  });
});
