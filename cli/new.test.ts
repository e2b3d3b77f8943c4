import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './main';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-new-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

async function plumbline(...args: string[]) {
  let out = '';
  let err = '';
  const code = await run(args, {
    out: (t) => void (out += t),
    err: (t) => void (err += t),
    nowMs: () => Date.UTC(2026, 2, 9),
  });
  return { code, out, err };
}

describe('plumbline new', () => {
  it('writes what validate and explain take', async () => {
    const made = await plumbline('new', 'checkout-success', '--dialect', 'postgres', '--name', 'paid');
    expect([made.code, made.err]).toEqual([0, '']);
    expect(made.out).toMatch(/^# M3 Checkout success rate: .*\n# Formula: /);
    expect(made.out.endsWith('\n') && !made.out.endsWith('\n\n')).toBe(true);
    const file = path.join(folder, 'paid.yaml');
    fs.writeFileSync(file, made.out);
    expect(await plumbline('validate', '--definitions', file)).toMatchObject({ code: 0, err: '' });
    const range = ['--from', '2026-03-01T00:00:00Z', '--to', '2026-03-02T00:00:00Z'];
    const explained = await plumbline('explain', '--definitions', file, '--kpi', 'paid', '--view', 'value', ...range);
    expect(explained).toMatchObject({ code: 0, err: '' });
  });

  it('leaves out a source that is defined elsewhere', async () => {
    const { out } = await plumbline('new', 'auth-success', '--dialect', 'prometheus', '--source', 'mimir');
    expect(out).not.toContain('kind: Source');
    expect(out).toContain('{ source: mimir, metric: logins_total');
  });

  it('lists the templates, for people and for programs', async () => {
    const text = await plumbline('new', '--list');
    expect([text.code, text.err]).toEqual([0, '']);
    expect(text.out.split('\n')[0]).toBe('M1  conversion-per-session         How many visits end with a purchase.');
    expect(text.out).toMatch(/^M5 .* \(SQL only\)$/m);
    const { templates } = JSON.parse((await plumbline('new', '--list', '--format', 'json')).out);
    expect(templates[0]).toMatchObject({ id: 'M1', name: 'conversion-per-session', formula: expect.any(String) });
    expect(templates[0].dialects).toHaveLength(12);
  });

  it('gives programs the YAML and the reasons', async () => {
    const made = await plumbline('new', 'revenue-per-minute', '--dialect', 'duckdb', '--format', 'json');
    expect(JSON.parse(made.out)).toEqual({
      template: 'revenue-per-minute',
      dialect: 'duckdb',
      yaml: (await plumbline('new', 'revenue-per-minute', '--dialect', 'duckdb')).out,
    });
    const refused = await plumbline('new', 'feature-usage', '--dialect', 'prometheus', '--format', 'json');
    expect([refused.code, JSON.parse(refused.out).diagnostics[0].code]).toEqual([1, 'PL1326']);
    expect(refused.err).toContain('Choose a SQL dialect');
  });

  it('says what is missing or unknown', async () => {
    expect(await plumbline('new')).toMatchObject({ code: 2, out: '' });
    expect((await plumbline('new', 'auth-success')).err).toContain('--dialect');
    expect(await plumbline('new', 'auth-success', '--dialect', 'oracle')).toMatchObject({ code: 2, out: '' });
    const unknown = await plumbline('new', 'auth-sucess', '--dialect', 'duckdb');
    expect([unknown.code, unknown.out]).toEqual([1, '']);
    expect(unknown.err).toContain('Did you mean "auth-success"?');
  });
});
