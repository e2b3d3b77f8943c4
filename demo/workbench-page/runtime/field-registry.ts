/**
 * Standard field options. Grafana's own list lives in its core and is not published, so this is ours, with the published
 * processors. Without the defaults for `color` and `thresholds` every series would be grey.
 */
import {
  FieldColorModeId,
  ThresholdsMode,
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
  type FieldConfigPropertyItem,
  type StandardEditorsRegistryItem,
} from '@grafana/data';

const NoEditor = () => null;

type Processor = FieldConfigPropertyItem['process'];

function item(id: string, process: unknown, defaultValue?: unknown): FieldConfigPropertyItem {
  return {
    id,
    path: id,
    name: id,
    description: '',
    category: ['Standard options'],
    editor: NoEditor,
    override: NoEditor,
    process: process as Processor,
    shouldApply: () => true,
    settings: {},
    defaultValue,
  };
}

const EDITORS =
  'text string number boolean select radio multi-select color unit slider strings timezone field-name dashboard-uid stats-picker links actions mappings thresholds fieldColor';

export function installRegistries(): void {
  standardEditorsRegistry.setInit(() =>
    EDITORS.split(' ').map((id): StandardEditorsRegistryItem => ({ id, name: id, editor: NoEditor }))
  );
  standardFieldConfigEditorRegistry.setInit(() => [
    item('displayName', displayNameOverrideProcessor),
    item('unit', unitOverrideProcessor),
    item('min', numberOverrideProcessor),
    item('max', numberOverrideProcessor),
    item('decimals', numberOverrideProcessor),
    item('noValue', stringOverrideProcessor),
    item('fieldMinMax', booleanOverrideProcessor),
    item('filterable', booleanOverrideProcessor),
    item('color', identityOverrideProcessor, { mode: FieldColorModeId.PaletteClassic }),
    item('thresholds', thresholdsOverrideProcessor, {
      mode: ThresholdsMode.Absolute,
      steps: [{ value: -Infinity, color: 'green' }],
    }),
    item('mappings', valueMappingsOverrideProcessor, []),
    item('links', dataLinksOverrideProcessor),
    item('actions', identityOverrideProcessor),
  ]);
}
