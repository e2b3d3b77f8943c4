// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { DataFrame, FieldType, standardEditorsRegistry } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { offerSuggestions } from '../shared/suggest';
import { DEFAULT_OPTIONS } from './options';
import { funnelFrame, plainFrame } from './state-data';
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

  it('says in plugin.json what it is and where it runs', () => {
    const json = JSON.parse(readFileSync('src/panels/funnel/plugin.json', 'utf8'));
    expect(json).toMatchObject({
      id: 'plumbline-funnel-panel',
      type: 'panel',
      dependencies: { grafanaDependency: '>=11.0.0' },
    });
    expect(readFileSync(`src/panels/funnel/${json.info.logos.small}`, 'utf8')).toMatch(/^<svg/);
  });
});

describe('suggestions', () => {
  const summary = (...rawFrames: DataFrame[]) => ({ hasData: true, rawFrames });

  it('offers the funnel for our own frames and for short tables of a text and a number', () => {
    const own = funnelFrame({ steps: ['a'], segments: [{ key: [], counts: [1] }] });
    expect(suggestionsFor(summary(own))).toHaveLength(1);
    expect(
      suggestionsFor(
        summary(
          plainFrame([
            ['a', 2],
            ['b', 1],
          ])
        )
      )
    ).toHaveLength(1);
  });

  it('keeps quiet for series over time, long tables and nothing', () => {
    const time: DataFrame = {
      length: 2,
      fields: [
        { name: 't', type: FieldType.time, config: {}, values: [1, 2] },
        { name: 's', type: FieldType.string, config: {}, values: ['a', 'b'] },
        { name: 'v', type: FieldType.number, config: {}, values: [1, 2] },
      ],
    };
    const long = plainFrame(Array.from({ length: 40 }, (_, i) => [`s${i}`, i] as const));
    expect(suggestionsFor(summary(time, long))).toEqual([]);
    expect(suggestionsFor(undefined)).toEqual([]);
    expect(suggestionsFor({ hasData: true })).toEqual([]);
  });

  it('does without a Grafana that knows no suggestions', () => {
    expect(() => offerSuggestions({} as never, suggestionsFor)).not.toThrow();
  });
});
