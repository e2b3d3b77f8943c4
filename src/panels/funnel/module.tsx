import { FieldColorModeId, FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { offerSuggestions } from '../shared/suggest';
import { FunnelPanel } from './funnel-panel';
import { DEFAULT_OPTIONS, FunnelOptions } from './options';
import { suggestionsFor } from './suggest';

export const plugin = new PanelPlugin<FunnelOptions>(FunnelPanel)
  .useFieldConfig({
    standardOptions: {
      [FieldConfigProperty.Color]: {
        defaultValue: { mode: FieldColorModeId.Fixed, fixedColor: 'semi-dark-blue' },
        settings: { byValueSupport: false, bySeriesSupport: false, preferThresholdsMode: false },
      },
    },
    disableStandardOptions: [FieldConfigProperty.Min, FieldConfigProperty.Max, FieldConfigProperty.Thresholds],
  })
  .setPanelOptions((builder) =>
    builder
      .addRadio({
        path: 'layout',
        name: 'Layout',
        description: 'Auto draws bands where they fit and a step list where they do not.',
        defaultValue: DEFAULT_OPTIONS.layout,
        settings: {
          options: [
            { value: 'auto', label: 'Auto' },
            { value: 'bands', label: 'Bands' },
            { value: 'list', label: 'List' },
          ],
        },
      })
      .addNumberInput({
        path: 'maxSegments',
        name: 'Segments at once',
        description: 'The rest folds into “and … more”. The table always has all.',
        defaultValue: DEFAULT_OPTIONS.maxSegments,
        settings: { min: 1, max: 500, integer: true },
      })
      .addBooleanSwitch({
        path: 'showMedians',
        name: 'Median times',
        description: 'Between the steps, where the data has them.',
        defaultValue: DEFAULT_OPTIONS.showMedians,
      })
      .addBooleanSwitch({
        path: 'showComparison',
        name: 'Previous period',
        description: 'Its outline and the change, where the query asks for it.',
        defaultValue: DEFAULT_OPTIONS.showComparison,
      })
      .addBooleanSwitch({
        path: 'showTable',
        name: 'Table',
        description: 'All numbers with all digits under the picture. Screen readers have it always.',
        defaultValue: DEFAULT_OPTIONS.showTable,
      })
  );

offerSuggestions(plugin, suggestionsFor);
