import { FieldConfigProperty, FieldOverrideContext, PanelPlugin } from '@grafana/data';
import { offerSuggestions } from '../shared/suggest';
import { DeploysPanel } from './deploys-panel';
import { DEFAULT_OPTIONS, DeploysOptions } from './options';
import { deploysMetaOf } from './read-deploys';
import { suggestionsFor } from './suggest';

const FIRST = { value: '', label: 'The first' };

/** KPIs of the present data, each once. */
const kpis = async ({ data }: FieldOverrideContext) => [
  FIRST,
  ...[
    ...new Map(
      (data ?? []).flatMap((frame) =>
        (deploysMetaOf(frame)?.kpis ?? []).map(({ kpi, displayName }) => [kpi, displayName || kpi] as const)
      )
    ),
  ].map(([value, label]) => ({ value, label })),
];

export const plugin = new PanelPlugin<DeploysOptions>(DeploysPanel)
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
      .addRadio({
        path: 'lanes',
        name: 'Lanes',
        description: 'Where not all have room, those that say most are kept and the rest share one.',
        defaultValue: DEFAULT_OPTIONS.lanes,
        settings: {
          options: [
            { value: 'service', label: 'Service' },
            { value: 'environment', label: 'Environment' },
            { value: 'kind', label: 'Kind' },
          ],
        },
      })
      .addSelect({
        path: 'kpi',
        name: 'KPI',
        description: 'Its effects tint the marks, its line and its alerts are behind them. Tooltip and table have all.',
        defaultValue: DEFAULT_OPTIONS.kpi,
        settings: { options: [FIRST], getOptions: kpis },
      })
      .addTextInput({
        path: 'variable',
        name: 'Variable to set',
        description: 'A choice sets this dashboard variable to the event’s id. Empty sets none.',
        defaultValue: DEFAULT_OPTIONS.variable,
      })
      .addBooleanSwitch({
        path: 'showSeries',
        name: 'Line',
        description: 'The KPI over time, behind the lanes.',
        defaultValue: DEFAULT_OPTIONS.showSeries,
      })
      .addBooleanSwitch({
        path: 'showBurning',
        name: 'Alerts',
        description: 'Stretches in which the KPI’s page or ticket held.',
        defaultValue: DEFAULT_OPTIONS.showBurning,
      })
      .addBooleanSwitch({
        path: 'showTable',
        name: 'Table',
        description: 'All events with all digits under the picture. Screen readers have it always.',
        defaultValue: DEFAULT_OPTIONS.showTable,
      })
  );

offerSuggestions(plugin, suggestionsFor);
