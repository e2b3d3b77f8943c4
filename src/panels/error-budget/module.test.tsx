// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { standardEditorsRegistry } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { funnelFrame } from '../funnel/state-data';
import { DEFAULT_OPTIONS } from './options';
import { budgetFrame } from './state-data';
import { suggestionsFor } from './suggest';

const EDITORS = [
  'text',
  'number',
  'boolean',
  'radio',
  'select',
  'unit',
  'color',
  'slider',
  'strings',
  'multi-select',
  'stats-picker',
];
standardEditorsRegistry.setInit(() => EDITORS.map((id) => ({ id, name: id, editor: () => null }) as never));

describe('the plugin', () => {
  it('offers the few options with their defaults, and draws the panel', async () => {
    const { plugin } = await import('./module');
    expect(plugin.defaults).toEqual(DEFAULT_OPTIONS);
    expect(plugin.panel).toBeTypeOf('function');
  });

  it('says in plugin.json what it is and where it runs, and is listed by the app', () => {
    const json = JSON.parse(readFileSync('src/panels/error-budget/plugin.json', 'utf8'));
    expect(json).toMatchObject({
      id: 'plumbline-errorbudget-panel',
      type: 'panel',
      dependencies: { grafanaDependency: '>=11.0.0' },
    });
    expect(readFileSync(`src/panels/error-budget/${json.info.logos.small}`, 'utf8')).toMatch(/^<svg/);
    const app = JSON.parse(readFileSync('src/plugin.json', 'utf8'));
    expect(app.includes).toContainEqual({ type: 'panel', name: json.name, path: 'panels/error-budget/plugin.json' });
  });
});

it('is suggested for budgets, and for nothing else', () => {
  const budget = budgetFrame({ rows: [] });
  const funnel = funnelFrame({ steps: ['a'], segments: [{ key: [], counts: [1] }] });
  expect(suggestionsFor({ hasData: true, rawFrames: [funnel, budget] })).toEqual([{ name: 'Error budget' }]);
  expect(suggestionsFor({ hasData: true, rawFrames: [funnel] })).toEqual([]);
  expect(suggestionsFor(undefined)).toEqual([]);
});
