import { FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { offerSuggestions } from '../shared/suggest';
import { ErrorBudgetPanel } from './error-budget-panel';
import { BudgetOptions, DEFAULT_OPTIONS } from './options';
import { suggestionsFor } from './suggest';

export const plugin = new PanelPlugin<BudgetOptions>(ErrorBudgetPanel)
  .useFieldConfig({
    // Colours mean something here, and units come from the definition; links stay.
    disableStandardOptions: [
      FieldConfigProperty.Unit,
      FieldConfigProperty.Decimals,
      FieldConfigProperty.Min,
      FieldConfigProperty.Max,
      FieldConfigProperty.Color,
      FieldConfigProperty.Thresholds,
      FieldConfigProperty.Mappings,
      FieldConfigProperty.NoValue,
      FieldConfigProperty.DisplayName,
    ],
  })
  .setPanelOptions((builder) =>
    builder
      .addRadio({
        path: 'unit',
        name: 'Counted in',
        description: 'What the big number is: a share of the budget, time, or events that may still fail.',
        defaultValue: DEFAULT_OPTIONS.unit,
        settings: {
          options: [
            { value: 'share', label: 'Per cent' },
            { value: 'minutes', label: 'Time' },
            { value: 'events', label: 'Events' },
          ],
        },
      })
      .addRadio({
        path: 'layout',
        name: 'Layout',
        description: 'Auto draws a ring, a bar where it is flat and wide, and a list for several objectives.',
        defaultValue: DEFAULT_OPTIONS.layout,
        settings: {
          options: [
            { value: 'auto', label: 'Auto' },
            { value: 'ring', label: 'Ring' },
            { value: 'bar', label: 'Bar' },
            { value: 'list', label: 'List' },
          ],
        },
      })
      .addRadio({
        path: 'sort',
        name: 'Order',
        defaultValue: DEFAULT_OPTIONS.sort,
        settings: {
          options: [
            { value: 'worst', label: 'Worst first' },
            { value: 'name', label: 'By name' },
          ],
        },
      })
      .addBooleanSwitch({
        path: 'showTable',
        name: 'Table',
        description: 'All numbers with all digits under the picture. Screen readers have it always.',
        defaultValue: DEFAULT_OPTIONS.showTable,
      })
  );

offerSuggestions(plugin, suggestionsFor);
