// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { FieldType, PanelOptionsEditorBuilder, standardEditorsRegistry } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS } from './options';
import { at, CHECKOUT, deploysFrames, plainFrame, REVENUE } from './state-data';
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

const frames = deploysFrames({ events: [{ atMs: at(9), service: 'checkout' }], kpis: [CHECKOUT, REVENUE] });

describe('the plugin', () => {
  it('offers the few options with their defaults, and draws the panel', async () => {
    const { plugin } = await import('./module');
    expect(plugin.defaults).toEqual(DEFAULT_OPTIONS);
    expect(plugin.panel).toBeTypeOf('function');
  });

  it('offers the KPIs that the data has', async () => {
    const { plugin } = await import('./module');
    const builder = new PanelOptionsEditorBuilder();
    plugin.getPanelOptionsSupplier()(builder as never, { data: [] } as never);
    const { getOptions } = builder.getItems().find((item) => item.path === 'kpi')!.settings as {
      getOptions: (context: object) => Promise<unknown>;
    };
    expect(await getOptions({ data: frames })).toEqual([
      { value: '', label: 'The first' },
      { value: 'checkout-success', label: 'Checkout success' },
      { value: 'revenue', label: 'Revenue per minute' },
    ]);
    expect(await getOptions({ data: undefined })).toEqual([{ value: '', label: 'The first' }]);
  });

  it('says in plugin.json what it is and where it runs', () => {
    const json = JSON.parse(readFileSync('src/panels/deploys/plugin.json', 'utf8'));
    expect(json).toMatchObject({
      id: 'plumbline-deploys-panel',
      type: 'panel',
      dependencies: { grafanaDependency: '>=11.0.0' },
    });
    expect(readFileSync(`src/panels/deploys/${json.info.logos.small}`, 'utf8')).toMatch(/^<svg/);
    const { includes } = JSON.parse(readFileSync('src/plugin.json', 'utf8'));
    expect(includes).toContainEqual(expect.objectContaining({ path: 'panels/deploys/plugin.json' }));
    for (const file of ['README.md', 'docker-compose.yml']) {
      expect(readFileSync(file, 'utf8')).toContain('plumbline-burnrate-panel,plumbline-deploys-panel');
    }
  });
});

describe('suggestions', () => {
  it('come for the view deploys and for rows with a time, a kind and a title, and for nothing else', () => {
    expect(suggestionsFor({ hasData: true, rawFrames: frames })).toEqual([{ name: 'Deploys and what they did' }]);
    const rows = plainFrame({ time: [1], kind: ['deploy'], title: ['x'] });
    expect(suggestionsFor({ hasData: true, rawFrames: [rows] })).toHaveLength(1);
    const series = { length: 1, fields: [{ name: 't', type: FieldType.time, config: {}, values: [1] }] };
    expect(suggestionsFor({ hasData: true, rawFrames: [series] })).toEqual([]);
    expect(suggestionsFor(undefined)).toEqual([]);
  });
});
