/** Big numbers: a value, its change, its target, each under its own name. */
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type Threshold,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { ask, REGION } from './common';
import { placed, settings, type About } from './place';

/** Steps of a colour, the first from below. Red is for "act now", amber for "soon", the text's colour for the rest. */
export const steps = (...list: ReadonlyArray<readonly [from: number | null, color: string]>) =>
  new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(list.map(([value, color]): Threshold => ({ value, color })));

export const PLAIN = () => steps([null, 'text']);

/** Field of the answer -> what stands under its number, and other settings of Grafana's. */
export type Shown = Readonly<Record<string, { readonly name: string } & Readonly<Record<string, unknown>>>>;

const literally = (text: string) => text.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&');

/** Numbers beside one another; fields that are not named are not shown. */
export function numbers(about: About, targets: ReadonlyArray<Builder<Dataquery>>, shown: Shown): StatBuilder {
  const names = Object.values(shown).map(({ name }) => literally(name));
  const builder = placed(new StatBuilder(), about)
    .targets([...targets])
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .textMode(names.length > 1 ? BigValueTextMode.ValueAndName : BigValueTextMode.Value)
    .thresholds(PLAIN())
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    // The same size on every panel, whatever their numbers: they are read side by side.
    .text(new VizTextDisplayOptionsBuilder().titleSize(12).valueSize(about.place[3] > 3 ? 30 : 22))
    .orientation(VizOrientation.Vertical)
    // Grafana chooses fields by the names that are shown.
    .reduceOptions(
      new ReduceDataOptionsBuilder()
        .calcs(['lastNotNull'])
        .fields(`/^(${names.join('|')})$/`)
        .values(false)
    );
  for (const [field, { name, ...rest }] of Object.entries(shown)) {
    builder.overrideByName(field, settings({ displayName: name, ...rest }));
  }
  return builder;
}

export interface Headline {
  readonly kpi: string;
  /** The objective whose target stands beside the number. */
  readonly objective?: string;
  /** Grafana's steps of the value's colour. */
  readonly colors?: ReadonlyArray<readonly [from: number | null, color: string]>;
}

/** A KPI over the range, how it changed against as long before, and its target where the contract has one. */
export function headline(about: About, { kpi, objective, colors }: Headline): StatBuilder {
  const targets = [ask({ kpi, view: 'value', compare: 'previous', filters: REGION })];
  const value = colors ? { thresholds: steps(...colors).build() } : {};
  const shown: Shown = {
    value: { name: 'in this time', ...value },
    changeRatio: { name: 'change to the time before', decimals: 1 },
    ...(objective ? { target: { name: 'target' } } : {}),
  };
  if (objective) {
    targets.push(ask({ kpi, view: 'budget', objective, filters: REGION }, 'B'));
  }
  return numbers(about, targets, shown);
}
