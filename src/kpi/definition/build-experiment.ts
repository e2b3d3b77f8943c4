/** A faultless reading of an experiment -> its definition, with its defaults. */
import { contract } from './build';
import { buildCondition, relationOf } from './build-parts';
import type { ReadExperiment } from './form';
import { maybe, must } from './must';
import { placeOf } from './syntax';
import type { ExperimentDefinition, ExperimentMetric } from './types';

type ReadSpec = NonNullable<ReadExperiment['spec']>;
type ReadMetric = NonNullable<ReadSpec['metrics']>[number];

export function buildExperiment(read: ReadExperiment): ExperimentDefinition {
  const spec = must(read.spec);
  const exposures = must(spec.exposures);
  const variants = must(spec.variants);
  return {
    kind: 'Experiment',
    ...contract(read, must(read.metadata), spec),
    source: must(spec.source),
    exposures: {
      relation: relationOf(exposures),
      time: must(exposures.time),
      timeType: exposures.timeType ?? 'instant',
      unit: must(exposures.unit),
      variant: must(exposures.variant),
      where: (exposures.where ?? []).map(buildCondition),
    },
    variants: variants.map((variant) => ({
      name: must(variant.name),
      displayName: variant.displayName ?? must(variant.name),
      weight: variant.weight ?? '1',
    })),
    control: Math.max(
      0,
      variants.findIndex((variant) => variant.control === true)
    ),
    ...(spec.from ? { fromMs: spec.from.ms } : {}),
    ...(spec.to ? { toMs: spec.to.ms } : {}),
    metrics: must(spec.metrics).map(buildMetric),
  };
}

function buildMetric(read: ReadMetric): ExperimentMetric {
  const { value, window, covariate, per } = read;
  return {
    name: must(read.name),
    displayName: read.displayName ?? must(read.name),
    unit: must(read.unit).text,
    better: read.better ?? 'higher',
    relation: relationOf(read),
    time: must(read.time),
    timeType: read.timeType ?? 'instant',
    actor: must(read.actor),
    where: (read.where ?? []).map(buildCondition),
    of: value
      ? {
          kind: 'sum',
          value: value.choice === 'scalar' ? { field: value.of } : { expression: must(value.of.expression) },
        }
      : { kind: read.any === undefined ? 'rows' : 'any' },
    ...(per
      ? {
          per:
            per.choice === 'scalar'
              ? { kind: 'rows' as const }
              : { kind: 'sum' as const, value: { field: must(per.of.value) } },
        }
      : {}),
    ...(window ? { window: window.text, windowMs: window.ms } : {}),
    ...(covariate ? { lookback: must(covariate.lookback).text, lookbackMs: must(covariate.lookback).ms } : {}),
    ...maybe('minimumLift', read.minimumLift),
    place: placeOf(read.$),
  };
}
