// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { FieldType, PanelOptionsEditorBuilder, standardEditorsRegistry } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS } from './options';
import { burnFrames } from './state-data';
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

const frames = burnFrames({ badShare: () => 0.0001, stepMs: 3_600_000 });

describe('the plugin', () => {
  it('offers the few options with their defaults, and draws the panel', async () => {
    const { plugin } = await import('./module');
    expect(plugin.defaults).toEqual(DEFAULT_OPTIONS);
    expect(plugin.panel).toBeTypeOf('function');
  });

  it('offers the objectives and windows that the data has', async () => {
    const { plugin } = await import('./module');
    const builder = new PanelOptionsEditorBuilder();
    plugin.getPanelOptionsSupplier()(builder as never, { data: [] } as never);
    const of = (path: string) =>
      (
        builder.getItems().find((item) => item.path === path)!.settings as {
          getOptions: (context: object) => Promise<unknown>;
        }
      ).getOptions;
    expect(await of('objective')({ data: frames })).toEqual([
      { value: '', label: 'All' },
      { value: 'availability', label: 'Checkout availability' },
    ]);
    expect(await of('windows')({ data: frames })).toHaveLength(8);
    expect(await of('objective')({ data: undefined })).toEqual([{ value: '', label: 'All' }]);
  });

  it('says in plugin.json what it is and where it runs', () => {
    const json = JSON.parse(readFileSync('src/panels/burn-rate/plugin.json', 'utf8'));
    expect(json).toMatchObject({
      id: 'plumbline-burnrate-panel',
      type: 'panel',
      dependencies: { grafanaDependency: '>=11.0.0' },
    });
    expect(readFileSync(`src/panels/burn-rate/${json.info.logos.small}`, 'utf8')).toMatch(/^<svg/);
    const { includes } = JSON.parse(readFileSync('src/plugin.json', 'utf8'));
    expect(includes).toContainEqual(expect.objectContaining({ path: 'panels/burn-rate/plugin.json' }));
  });
});

describe('suggestions', () => {
  it('come for the view burn, and for nothing else', () => {
    expect(suggestionsFor({ hasData: true, rawFrames: frames })).toEqual([{ name: 'Burn-rate timeline' }]);
    const series = { length: 1, fields: [{ name: 't', type: FieldType.time, config: {}, values: [1] }] };
    expect(suggestionsFor({ hasData: true, rawFrames: [series] })).toEqual([]);
    expect(suggestionsFor(undefined)).toEqual([]);
  });
});
