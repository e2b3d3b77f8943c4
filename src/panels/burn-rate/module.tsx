import { DataFrame, FieldConfigProperty, FieldOverrideContext, PanelPlugin } from '@grafana/data';
import { offerSuggestions } from '../shared/suggest';
import { BurnRatePanel } from './burn-rate-panel';
import { BurnOptions, DEFAULT_OPTIONS } from './options';
import { burnMetaOf } from './read-burn';
import { suggestionsFor } from './suggest';

/** Choices that the present data offers, each once. */
const choices = (frames: readonly DataFrame[] | undefined, of: (frame: DataFrame) => Array<[string, string]>) =>
  Promise.resolve(
    [...new Map((frames ?? []).flatMap((frame) => (burnMetaOf(frame) ? of(frame) : [])))].map(([value, label]) => ({
      value,
      label,
    }))
  );

export const plugin = new PanelPlugin<BurnOptions>(BurnRatePanel)
  .useFieldConfig({
    disableStandardOptions: [
      FieldConfigProperty.Color,
      FieldConfigProperty.Min,
      FieldConfigProperty.Max,
      FieldConfigProperty.Thresholds,
      FieldConfigProperty.Unit,
      FieldConfigProperty.Decimals,
      FieldConfigProperty.Mappings,
      FieldConfigProperty.NoValue,
    ],
  })
  .setPanelOptions((builder) =>
    builder
      .addSelect({
        path: 'objective',
        name: 'Objective',
        description: 'All draws up to four beside each other, more as a list with the worst first.',
        defaultValue: DEFAULT_OPTIONS.objective,
        settings: {
          options: [{ value: '', label: 'All' }],
          getOptions: async ({ data }) => [
            { value: '', label: 'All' },
            ...(await choices(data, (frame) => {
              const { name, displayName } = burnMetaOf(frame)!.objective;
              return [[name, displayName || name]];
            })),
          ],
        },
      })
      .addMultiSelect({
        path: 'windows',
        name: 'Windows',
        description: 'Lines to draw; none chosen draws all. Tooltip and table always have all.',
        defaultValue: DEFAULT_OPTIONS.windows,
        // Grafana types the choices of a list of texts as lists of texts.
        settings: {
          options: [],
          getOptions: ({ data }: FieldOverrideContext) =>
            choices(data, (frame) =>
              (burnMetaOf(frame)!.windows ?? []).map(({ window }): [string, string] => [window, window])
            ),
        } as never,
      })
      .addRadio({
        path: 'scale',
        name: 'Scale',
        description: 'Log shows slow and fast burns together, and has a place for 0.',
        defaultValue: DEFAULT_OPTIONS.scale,
        settings: {
          options: [
            { value: 'log', label: 'Log' },
            { value: 'linear', label: 'Linear' },
          ],
        },
      })
      .addBooleanSwitch({
        path: 'showBudget',
        name: 'Budget left',
        description: 'The strip under the burn, where there is room.',
        defaultValue: DEFAULT_OPTIONS.showBudget,
      })
      .addBooleanSwitch({
        path: 'showDeploys',
        name: 'Deploys',
        description: 'Flags on the time axis, where the data has them.',
        defaultValue: DEFAULT_OPTIONS.showDeploys,
      })
      .addBooleanSwitch({
        path: 'showTable',
        name: 'Table',
        description: 'The numbers with all digits under the picture. Screen readers have it always.',
        defaultValue: DEFAULT_OPTIONS.showTable,
      })
  );

offerSuggestions(plugin, suggestionsFor);
