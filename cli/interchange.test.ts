import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sloth, ERRORS, TOTAL } from '../src/kpi/definition/interchange/testdata/texts';
import { run } from './main';

let folder: string;
const file = (name: string, text: string): string => {
  const full = path.join(folder, name);
  fs.writeFileSync(full, text);
  return full;
};
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-interchange-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

async function plumbline(...args: string[]) {
  let out = '';
  let err = '';
  const code = await run(args, { out: (t) => void (out += t), err: (t) => void (err += t), nowMs: () => 0 });
  return { code, out, err };
}

describe('plumbline import', () => {
  it('prints definitions that are valid; what was left out or assumed goes to standard error', async () => {
    const text = sloth(ERRORS, TOTAL, '99.9', ['alerting: { name: X }']);
    const { code, out, err } = await plumbline(
      'import',
      '--from',
      'sloth',
      '--source-uid',
      'prometheus=abc',
      file('a.yml', text)
    );
    expect(code).toBe(0);
    expect(out).toContain('target: "0.999"');
    expect(out).toContain('uid: abc');
    expect(err).toMatch(/a\.yml:10:17: warning PL1520 "slos\[0\]\.alerting\.name"/);
    const made = file('made.yaml', out);
    expect((await plumbline('validate', '--definitions', made)).out).toMatch(/^valid: 1 source, 1 KPI/m);
    const back = await plumbline('export', '--to', 'openslo', '--definitions', made);
    expect([back.code, back.out]).toEqual([0, expect.stringContaining('apiVersion: openslo/v1')]);
    const again = await plumbline(
      'import',
      '--from',
      'openslo',
      '--source-uid',
      'prometheus=abc',
      file('b.yaml', back.out)
    );
    expect(again.out.replace(/\n$/, '')).toBe(out.replace(/\n$/, ''));
  });

  it('--format json holds what was left out too', async () => {
    const text = sloth(ERRORS, TOTAL, '99.9', ['alerting: { name: X }']);
    const { out } = await plumbline(
      'import',
      '--from',
      'sloth',
      '--format',
      'json',
      '--period',
      '28d',
      file('a.yml', text)
    );
    const json = JSON.parse(out);
    expect(json.documents.map((one: { kind: string }) => one.kind)).toEqual(['Source', 'AlertPolicy', 'KPI']);
    expect(json.unmapped.map((d: { code: string }) => d.code)).toEqual(['PL1522', 'PL1520']);
  });

  it('an invalid document: exit 1, its place, and nothing on standard output', async () => {
    const { code, out, err } = await plumbline(
      'import',
      '--from',
      'sloth',
      file('bad.yml', sloth(ERRORS, TOTAL, '100'))
    );
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/bad\.yml:5:16: error PL1504/);
  });

  it.each([
    ['a file that is not there', ['--from', 'sloth', '/no/such.yml'], /\/no\/such\.yml cannot be read: ENOENT/],
    ['a folder', ['--from', 'sloth', os.tmpdir()], /cannot be read: EISDIR/],
    ['an unknown format', ['--from', 'slothh', 'x'], /slothh/],
    ['a period that is none', ['--from', 'sloth', '--period', '30', 'x'], /--period/],
    ['a uid without a name', ['--from', 'sloth', '--source-uid', 'abc', 'x'], /name=value|NAME=UID/],
  ])('%s: exit 2', async (_name, args, said) => {
    const { code, out, err } = await plumbline('import', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(said);
  });
});

describe('plumbline export', () => {
  it('refuses definitions that are not valid', async () => {
    const { code, out, err } = await plumbline(
      'export',
      '--to',
      'openslo',
      '--definitions',
      file('x.yaml', 'kind: KPI\n')
    );
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/x\.yaml:1:1: error PL1102/);
  });
});
