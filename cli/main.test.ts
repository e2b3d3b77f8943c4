import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../tests/engines';
import { run } from './main';

const NOW = Date.UTC(2026, 10, 23, 12);
const GOOD = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: shop-db }
spec: { dialect: sqlite, grafana: { uid: shop-db } }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: revenue }
spec: { area: shop, owner: { team: finance }, unit: currency:EUR, measure: { sum: { source: shop-db, table: orders, time: at, value: amount } }, segments: [ { name: region, field: region } ] }
`;
// A misspelt field in line 10: measures for measure.
const BAD = GOOD.replace('measure:', 'measures:');

let folder: string;
let good: string;
let bad: string;
let database: string;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-cli-'));
  good = path.join(folder, 'good.yaml');
  bad = path.join(folder, 'bad.yaml');
  database = path.join(folder, 'shop.sqlite');
  fs.writeFileSync(good, GOOD);
  fs.writeFileSync(bad, BAD);
  const engine = await openSqlite(database);
  await engine.load({ name: 'orders', columns: { at: 'timestamptz', amount: 'numeric', region: 'text' } }, [
    { at: NOW - 3_600_000, amount: 10.5, region: 'eu' },
    { at: NOW - 7_200_000, amount: 4, region: 'us' },
    { at: NOW - 20 * 86_400_000, amount: 0, region: 'e\u001b[31mu' },
  ]);
  await engine.close();
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

async function plumbline(...args: string[]) {
  let out = '';
  let err = '';
  const code = await run(args, { out: (t) => void (out += t), err: (t) => void (err += t), nowMs: () => NOW });
  return { code, out, err };
}
const query = (...args: string[]) =>
  plumbline('query', '--definitions', good, '--kpi', 'revenue', '--from', 'now-1d', ...args);

describe('plumbline query', () => {
  it('shows no control characters of a store, and the options of every view reach the query', async () => {
    const source = ['--source', `shop-db=sqlite:${database}`];
    const { out, code } = await query('--view', 'breakdown', '--by', 'region', '--from', 'now-30d', ...source);
    expect([code, out]).toEqual([0, expect.not.stringMatching(/\u001b/)]);
    expect(out).toContain('e\ufffd[31mu');
    for (const [option, value] of [
      ['--trace', 'newest'],
      ['--deploy', 'a/1//'],
      ['--kind', 'deploy'],
      ['--service', 'x'],
      ['--environment', 'x'],
      ['--events', 'x'],
      ['--before', '1h'],
      ['--after', '1h'],
      ['--control', 'none'],
    ]) {
      const said = await query('--view', 'value', option, value, ...source);
      expect([option, said.code, said.out + said.err]).toEqual([option, 1, expect.stringContaining('PL2014')]);
    }
  });
});

describe('plumbline validate', () => {
  it('says what is there, and exits 0', async () => {
    expect(await plumbline('validate', '--definitions', good)).toEqual({
      code: 0,
      err: '',
      out: 'valid: 1 source, 1 KPI, 0 funnels\n',
    });
  });

  it('says file, line, column, code and what was meant, and exits 1', async () => {
    const { code, out } = await plumbline('validate', '--definitions', bad);
    expect(code).toBe(1);
    expect(out).toMatch(/bad\.yaml:10:\d+: error PL1\d{3} .*measures.*[Dd]id you mean "measure"/);
    expect(out).toMatch(/nothing was loaded/);
  });

  it('gives the same to programs', async () => {
    const { code, out } = await plumbline('validate', '--definitions', bad, '--format', 'json');
    const json = JSON.parse(out) as { valid: boolean; diagnostics: Array<{ place: { line: number } }> };
    expect([code, json.valid, json.diagnostics[0]?.place.line]).toEqual([1, false, 10]);
  });

  it('reads a folder, and finds a KPI of the same name in two files', async () => {
    const twice = path.join(folder, 'twice');
    fs.mkdirSync(twice);
    fs.writeFileSync(path.join(twice, 'a.yaml'), GOOD);
    fs.writeFileSync(path.join(twice, 'b.yml'), GOOD);
    const { code, out } = await plumbline('validate', '--definitions', twice);
    expect(code).toBe(1);
    expect(out).toMatch(/b\.yml:\d+:\d+: error PL1\d{3}.*revenue.*a\.yaml/);
  });

  it('could not run: no such file, and a folder without definitions', async () => {
    expect((await plumbline('validate', '--definitions', path.join(folder, 'none'))).code).toBe(2);
    const empty = path.join(folder, 'empty');
    fs.mkdirSync(empty);
    const { code, err } = await plumbline('validate', '--definitions', empty);
    expect([code, err]).toEqual([2, expect.stringMatching(/no \*\.yaml/)]);
  });
});

describe('plumbline validate --against', () => {
  const write = (name: string, text: string) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    return file;
  };
  const changed = (text: string) => text.replace('unit: currency:EUR', 'unit: currency:EUR, timeZone: Europe/Berlin');

  it('prints what differs, and exits 1 where a number changes without a version', async () => {
    const now = write('changed.yaml', changed(GOOD));
    const { code, out } = await plumbline('validate', '--definitions', now, '--against', good);
    expect(code).toBe(1);
    expect(out).toMatch(/^changed KPI revenue, the number changes\n {2}! timeZone: UTC → Europe\/Berlin\n/);
    expect(out).toMatch(/changed\.yaml:\d+:\d+: warning PL1377 /);
    expect(out).toMatch(/1 document changes a number without a higher version\n$/);
  });

  it('exits 0 where the version is raised, and where nothing differs', async () => {
    const raised = write('raised.yaml', changed(GOOD).replace('timeZone', 'version: 2, timeZone'));
    const { code, out } = await plumbline('validate', '--definitions', raised, '--against', good);
    expect([code, out]).toEqual([0, expect.stringContaining('changed KPI revenue, version 1 → 2, the number changes')]);
    const same = await plumbline('validate', '--definitions', good, '--against', good);
    expect([same.code, same.out]).toEqual([0, expect.stringContaining('no definition differs')]);
    const json = JSON.parse(
      (await plumbline('validate', '--definitions', raised, '--against', good, '--format', 'json')).out
    ) as { diff: { documents: Array<{ name: string }> } };
    expect(json.diff.documents.map(({ name }) => name)).toEqual(['revenue']);
  });

  it('could not run where the earlier ones do not load', async () => {
    const { code, err } = await plumbline('validate', '--definitions', good, '--against', bad);
    expect([code, err]).toEqual([2, expect.stringMatching(/do not load[^]*PL1/)]);
  });
});

describe('plumbline explain', () => {
  it('prints the statement that would be sent, and asks nothing', async () => {
    const { code, out } = await plumbline(
      'explain',
      '--definitions',
      good,
      '--kpi',
      'revenue',
      '--view',
      'value',
      '--from',
      'now-1d'
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^-- shop-db \(sqlite\): /);
    expect(out).toMatch(/SUM\(/);
    expect(out).not.toMatch(/;/);
  });

  it('an unknown KPI: exit 1, with what was meant', async () => {
    const { code, err } = await plumbline(
      'explain',
      '--definitions',
      good,
      '--kpi',
      'revenu',
      '--view',
      'value',
      '--from',
      'now-1d'
    );
    expect([code, err]).toEqual([1, expect.stringMatching(/PL2001.*revenu.*Did you mean "revenue"/)]);
  });
});

describe('plumbline query', () => {
  it('answers in the documented JSON', async () => {
    const { code, out } = await query(
      '--view',
      'breakdown',
      '--by',
      'region',
      '--source',
      `shop-db=sqlite:${database}`,
      '--format',
      'json'
    );
    const json = JSON.parse(out);
    expect(code).toBe(0);
    expect(json).toMatchObject({ kpi: 'revenue', view: 'breakdown', status: 'ok', notices: [], requests: 1 });
    const fields = Object.fromEntries(
      json.frames[0].fields.map((f: { name: string; values: unknown[] }) => [f.name, f.values])
    );
    expect(fields).toMatchObject({ region: ['eu', 'us'], value: [10.5, 4] });
  });

  it('filters, with equal dimensions ORed', async () => {
    const args = ['--view', 'value', '--source', `shop-db=sqlite:${database}`, '--format', 'json'];
    const value = async (...filter: string[]) =>
      JSON.parse((await query(...args, ...filter)).out).frames[0].fields.find(
        (f: { name: string }) => f.name === 'value'
      ).values[0];
    expect(await value('--filter', 'region=eu')).toBe(10.5);
    expect(await value('--filter', 'region=eu', '--filter', 'region=us')).toBe(14.5);
  });

  it('prints tables for people', async () => {
    const { out } = await query('--view', 'breakdown', '--by', 'region', '--source', `shop-db=sqlite:${database}`);
    expect(out).toMatch(/revenue · breakdown · ok · 1 request/);
    expect(out).toMatch(/eu\s+10\.5/);
  });

  it('says that there is nothing in the range: no 0 for nothing', async () => {
    const { code, out } = await plumbline(
      'query',
      '--definitions',
      good,
      '--kpi',
      'revenue',
      '--view',
      'value',
      '--from',
      '2020-01-01',
      '--to',
      '2020-01-02',
      '--source',
      `shop-db=sqlite:${database}`,
      '--format',
      'json'
    );
    const json = JSON.parse(out);
    expect([code, json.status]).toEqual([0, 'nodata']);
    expect(
      json.frames.flatMap((f: { fields: Array<{ name: string; values: unknown[] }> }) =>
        f.fields.filter((x) => x.name === 'value').flatMap((x) => x.values)
      )
    ).not.toContain(0);
    expect(json.notices.length).toBeGreaterThan(0);
  });

  it('a store that is not there: exit 2, the source named', async () => {
    const { code, out } = await query(
      '--view',
      'value',
      '--source',
      `shop-db=sqlite:${folder}/none.sqlite`,
      '--format',
      'json'
    );
    expect([code, JSON.parse(out).status]).toEqual([2, 'error']);
    expect(out).toMatch(/PL3101/);
    expect(out).toMatch(/shop-db/);
  });

  it('an invalid question: exit 1', async () => {
    const { code, out } = await query('--view', 'funnel', '--source', `shop-db=sqlite:${database}`, '--format', 'json');
    expect([code, JSON.parse(out).requests]).toEqual([1, 0]);
  });

  const refused: Array<[string, string[], RegExp]> = [
    [
      'a source that no definition has',
      ['--view', 'value', '--source', 'shop=sqlite:x'],
      /no source of that name.*shop-db/,
    ],
    ['an address of another dialect', ['--view', 'value', '--source', 'shop-db=postgres://h/d'], /speaks sqlite/],
    ['an unknown scheme', ['--view', 'value', '--source', 'shop-db=ftp://x'], /not an address/],
    ['no address', ['--view', 'value', '--source', 'shop-db'], /NAME=URL/],
    ['a time that is none', ['--view', 'value', '--to', 'yesterday'], /--to yesterday/],
    ['a view that is none', ['--view', 'magic'], /Allowed choices/],
    ['a filter without a value', ['--view', 'value', '--filter', 'region'], /dimension=value/],
    ['a limit that is no number', ['--view', 'value', '--limit', '-1'], /whole number/],
  ];
  it.each(refused)('could not run: %s', async (_, args, message) => {
    const { code, err } = await query(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it('never repeats an address, which may hold a password', async () => {
    const { err, out } = await query('--view', 'value', '--source', 'shop-db=ftp://ann:s3cret@host');
    expect(`${err}${out}`).not.toMatch(/s3cret/);
  });
});
