/** What the form of experiments cannot say: a store of events, one control, metrics whose parts fit together. */
import { checkContract, checkDoubles, placeOfField } from './check';
import { checkPatterns } from './check-capabilities';
import { checkStore, joins, type Scope } from './check-part';
import type { ReadExperiment } from './form';
import { EXPERIMENT_FIELDS } from './form-experiment';
import type { Report } from './report';
import { entryOf } from './syntax';

type ReadSpec = NonNullable<ReadExperiment['spec']>;
type ReadMetric = NonNullable<ReadSpec['metrics']>[number];

export function checkExperiment(read: ReadExperiment, scope: Scope, report: Report): void {
  const spec = read.spec;
  if (!spec) {
    return;
  }
  checkContract(spec, scope, report);
  const dialect = checkStore(spec, scope, report);
  if (dialect === 'prometheus') {
    report('PL1350', { source: spec.source ?? '?' }, placeOfField(spec, 'source'));
  }
  checkPatterns(spec.exposures?.where, dialect, report);
  for (const segment of spec.segments ?? []) {
    if (segment.name !== undefined && (EXPERIMENT_FIELDS as readonly string[]).indexOf(segment.name) >= 0) {
      const params = { field: 'name', value: segment.name, reserved: EXPERIMENT_FIELDS };
      report('PL1122', params, placeOfField(segment, 'name'));
    }
  }
  checkVariants(spec, report);
  checkDoubles(spec.metrics, 'The metric', report);
  for (const metric of spec.metrics ?? []) {
    checkMetric(metric, dialect, report);
  }
  if (spec.from && spec.to && spec.from.ms >= spec.to.ms) {
    report('PL1352', { from: spec.from.text, to: spec.to.text }, placeOfField(spec, 'to'));
  }
}

function checkVariants(spec: ReadSpec, report: Report): void {
  const variants = spec.variants ?? [];
  checkDoubles(variants, 'The variant', report);
  const controls = variants.filter(({ control }) => control === true);
  if (controls.length > 1) {
    report('PL1351', { variants: controls.map(({ name }) => name ?? '?') }, placeOfField(controls[1], 'control'));
  }
}

function checkMetric(metric: ReadMetric, dialect: string | undefined, report: Report): void {
  checkPatterns(metric.where, dialect, report);
  const name = metric.name ?? '?';
  const refuse = (field: string, reason: string) => {
    const entry = entryOf(metric.$, field);
    const place = metric.$.source.place(entry?.keyOffset ?? metric.$.offset);
    report('PL1107', { field, of: `the metric "${name}"`, reason }, place);
  };
  if (metric.any === false) {
    report('PL1353', { metric: name }, placeOfField(metric, 'any'));
  }
  if (metric.per !== undefined && metric.any !== undefined) {
    refuse('per', 'whether a unit has any row is a share of units already');
  }
  if (metric.per !== undefined && metric.covariate !== undefined) {
    refuse('covariate', 'a ratio of sums is not adjusted by what was before');
  }
  const fits = unitFits(metric);
  if (metric.unit !== undefined && fits !== undefined) {
    report('PL1354', { metric: name, unit: metric.unit.text, expected: fits }, placeOfField(metric, 'unit'));
  }
  if (metric.query !== undefined && joins(metric.query, dialect)) {
    report('PL1355', { metric: name }, placeOfField(metric, 'query'));
  }
}

/** The unit that it must have instead, if it cannot have its own. */
function unitFits({ unit, any, count, per }: ReadMetric): string | undefined {
  if (any === true && unit?.text !== 'ratio') {
    return 'ratio';
  }
  return count !== undefined && per === undefined && unit?.text !== 'count' ? 'count' : undefined;
}
