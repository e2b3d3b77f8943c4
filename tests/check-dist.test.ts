import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// @ts-expect-error a script, without types
import { amdDependencies, checkDist } from '../scripts/check-dist.mjs';

let dist: string;

const manifest = (type: string, extra: object = {}) =>
  JSON.stringify({
    type,
    info: { logos: { small: 'img/logo.svg', large: 'img/logo.svg' } },
    dependencies: { grafanaDependency: '>=11.0.0' },
    ...extra,
  });
const write = (file: string, text: string, mode?: number) => {
  const full = path.join(dist, file);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  fs.writeFileSync(full, text, { mode });
};
const AMD = 'define(["react","@grafana/ui"],function(r,u){return {}});';

beforeEach(() => {
  dist = fs.mkdtempSync(path.join(os.tmpdir(), 'dist-'));
  write('plugin.json', manifest('app', { includes: [{ type: 'datasource', path: 'datasource/plugin.json' }] }));
  write('module.js', AMD);
  write('img/logo.svg', '<svg/>');
  write('datasource/plugin.json', manifest('datasource'));
  write('datasource/module.js', AMD);
  write('datasource/img/logo.svg', '<svg/>');
  write('datasource/gpx_plumbline_linux_amd64', 'ELF', 0o755);
});
afterEach(() => fs.rmSync(dist, { recursive: true }));

describe('check of the built files', () => {
  it('finds nothing in a good bundle, and tells its sizes', () => {
    const { faults, sizes } = checkDist(dist);
    expect(faults).toEqual([]);
    expect(sizes['datasource/module.js'].bytes).toBe(AMD.length);
  });

  const broken: Array<[string, () => void, RegExp]> = [
    [
      'react/jsx-runtime',
      () => write('module.js', 'define(["react","react/jsx-runtime"],function(){});'),
      /react\/jsx-runtime/,
    ],
    ['react-dom/client', () => write('module.js', 'define(["react-dom/client"],function(){});'), /react-dom\/client/],
    ['eval', () => write('datasource/module.js', `${AMD}eval("1")`), /eval\(/],
    ['new Function', () => write('datasource/module.js', `${AMD}new Function("a")`), /new Function/],
    ['a chunk of a nested module', () => write('datasource/123.js', '1'), /chunk of a nested module/],
    ['a nested plugin not in includes', () => write('panels/funnel/plugin.json', manifest('panel')), /not listed/],
    ['a logo that was not copied', () => fs.rmSync(path.join(dist, 'datasource/img/logo.svg')), /logo .* missing/],
    ['no binary', () => fs.rmSync(path.join(dist, 'datasource/gpx_plumbline_linux_amd64')), /no gpx_plumbline/],
    [
      'a binary without the executable bit',
      () => fs.chmodSync(path.join(dist, 'datasource/gpx_plumbline_linux_amd64'), 0o644),
      /not executable/,
    ],
    ['an include that leads nowhere', () => fs.rmSync(path.join(dist, 'datasource/plugin.json')), /which is missing/],
    ['something that is no AMD module', () => write('module.js', 'export {}'), /not an AMD module/],
  ];
  it.each(broken)('finds %s', (_, breakIt, expected) => {
    breakIt();
    expect(checkDist(dist).faults.join('\n')).toMatch(expected);
  });

  it('reads the dependencies of a minified define with a name and a banner', () => {
    expect(amdDependencies('/* [create-plugin] x */\ndefine("n",["module","react"],((e,t)=>{}))')).toEqual([
      'module',
      'react',
    ]);
  });
});
