/** What a shape cannot say: names that must resolve, parts that must fit their store, lists without doubles. */
import type { Place } from '../diagnostics';
import { checkAlerting, checkAlertPolicy, checkExclusions } from './check-alerts';
import { checkAccuracy } from './check-capabilities';
import { checkComposite } from './check-composite';
import { checkDerived } from './check-derived';
import { checkEvents } from './check-events';
import { checkExperiment } from './check-experiment';
import { checkFunnel } from './check-funnel';
import { checkLevels } from './check-levels';
import { checkObjective } from './check-objective';
import { checkGauge, checkPart, type PartRole, type Scope } from './check-part';
import { checkRetention } from './check-retention';
import { checkSamples } from './check-samples';
import {
  MEASURE_KEYS,
  RESERVED_SEGMENTS,
  type MeasureKind,
  type ReadContract,
  type ReadDefinition,
  type ReadKpi,
  type ReadPart,
  type ReadSource,
} from './form';
import { derivedSegments } from './derived';
import { checkImpact } from './impact';
import type { Report } from './report';
import type { WrittenUnit } from './scalars';
import type { Located } from './shape';
import { entryOf, placeOf } from './syntax';

/** Place of the value of `key`, or of the whole where it is absent. */
export function placeOfField(located: Located, key: string): Place {
  const entry = entryOf(located.$, key);
  return entry ? placeOf(entry.value) : placeOf(located.$);
}

/** `file:line:column`, or only `line:column` within the same file. */
export function reference(place: Place, from: Place): string {
  return `${place.file === from.file ? '' : `${place.file}:`}${place.line}:${place.column}`;
}

export function checkDefinition(read: ReadDefinition, scope: Scope, report: Report): void {
  switch (read.choice) {
    case 'Source':
      return checkSource(read.of, report);
    case 'KPI':
      return checkKpi(read.of, scope, report);
    case 'Funnel':
      return checkFunnel(read.of, scope, report);
    case 'AlertPolicy':
      return checkAlertPolicy(read.of, report);
    case 'Events':
      return checkEvents(read.of, scope, report);
    case 'Experiment':
      return checkExperiment(read.of, scope, report);
  }
}

function checkSource(source: ReadSource, report: Report): void {
  const spec = source.spec;
  if (!spec) {
    return;
  }
  const entry = entryOf(spec.$, 'scrapeInterval');
  if (entry && spec.dialect !== undefined && spec.dialect !== 'prometheus') {
    const params = {
      field: 'scrapeInterval',
      of: `a source of dialect ${spec.dialect}`,
      reason: 'only Prometheus scrapes',
    };
    report('PL1107', params, spec.$.source.place(entry.keyOffset));
  }
  const address = entryOf(spec.$, 'grafana');
  if (spec.dialect === 'grafana') {
    if (address) {
      const reason = 'its annotations are those of this Grafana, which has no uid';
      report(
        'PL1107',
        { field: 'grafana', of: 'a source of dialect grafana', reason },
        spec.$.source.place(address.keyOffset)
      );
    }
  } else if (!address) {
    const place = source.metadata ? placeOfField(source.metadata, 'name') : placeOf(source.$);
    report('PL1212', { source: source.metadata?.name ?? '?' }, place);
  }
}

function checkKpi(kpi: ReadKpi, scope: Scope, report: Report): void {
  const spec = kpi.spec;
  if (!spec) {
    return;
  }
  checkContract(spec, scope, report);
  const measure = spec.measure;
  const segments = measure?.derived ? derivedSegments(spec, scope.kpis).map(({ name }) => name) : segmentNames(spec);
  const parts: Array<[ReadPart | undefined, PartRole]> = [
    [measure?.count, 'count'],
    [measure?.sum, 'sum'],
    [measure?.average, 'average'],
    [measure?.min, 'min'],
    [measure?.max, 'max'],
    [measure?.quantile?.of, 'quantile'],
    [measure?.ratio?.numerator, 'ratio'],
    [measure?.ratio?.failures, 'ratio'],
    [measure?.ratio?.denominator, 'ratio'],
  ];
  for (const [part, role] of parts) {
    if (part) {
      checkPart(part, role, segments, scope, report);
    }
  }
  if (measure?.quantile) {
    const of = measure.quantile.of;
    const dialect = of?.of.source === undefined ? undefined : scope.sources.get(of.of.source);
    checkAccuracy(measure.quantile, 'approximateQuantile', dialect, report);
  }
  if (measure?.gauge) {
    checkGauge(measure.gauge, segments, scope, report);
  }
  const kinds = MEASURE_KEYS.filter((key) => measure && entryOf(measure.$, key));
  const kind = kinds.length === 1 ? kinds[0] : undefined;
  if (kind === 'composite') {
    checkComposite(spec, scope, report);
  }
  checkLevels(spec, kind, segments, scope, report);
  if (measure?.derived) {
    checkDerived(spec, measure.derived, scope, report);
  }
  if (measure?.retention) {
    checkRetention(spec, measure.retention, scope, report);
  }
  if (spec.unit && kind === 'retention' && spec.unit.text !== 'ratio') {
    report('PL1287', { unit: spec.unit.text }, placeOfField(spec, 'unit'));
  }
  if (spec.unit && kind && !unitFits(kind, spec.unit)) {
    report('PL1210', { unit: spec.unit.text, measure: kind }, placeOfField(spec, 'unit'));
  }
  if (measure?.ratio?.failures && spec.unit && spec.unit.text !== 'ratio') {
    report('PL1540', { unit: spec.unit.text }, placeOfField(spec, 'unit'));
  }
  for (const objective of (!measure?.derived && spec.objectives) || []) {
    checkObjective(objective, spec, kind, scope, report);
  }
  checkImpact(spec, kind, segments, scope, report);
  checkExclusions(spec, scope, report);
  checkAlerting(spec, segments, scope, report);
  checkSamples(spec, segments, scope, report);
  checkDoubles(spec.objectives, 'The objective', report);
  checkDoubles(spec.thresholds, 'The threshold', report);
}

function unitFits(kind: MeasureKind, { text, unit }: WrittenUnit): boolean {
  switch (kind) {
    case 'count':
      return unit.base === 'count';
    case 'sum':
      return unit.base !== 'ratio';
    case 'composite':
      return text === 'ratio';
    case 'freshness':
      return text === 'seconds';
    case 'average':
    case 'min':
    case 'max':
    case 'quantile':
      return unit.per === undefined;
    default:
      return true;
  }
}

/** What KPIs, funnels and experiments have in common. */
export function checkContract(spec: ReadContract, scope: Scope, report: Report): void {
  if (spec.parent !== undefined && !scope.owned.has(spec.parent)) {
    const suggestion = scope.suggest(spec.parent, scope.owned);
    const params = { parent: spec.parent, ...(suggestion === undefined ? {} : { suggestion }) };
    report('PL1204', params, placeOfField(spec, 'parent'));
  }
  for (const segment of spec.segments ?? []) {
    if (segment.name !== undefined && (RESERVED_SEGMENTS as readonly string[]).indexOf(segment.name) >= 0) {
      const params = { field: 'name', value: segment.name, reserved: RESERVED_SEGMENTS };
      report('PL1122', params, placeOfField(segment, 'name'));
    }
  }
  checkDoubles(spec.segments, 'The segment', report);
  const version = spec.version ?? (entryOf(spec.$, 'version') ? undefined : 1);
  const versions = new Map<number, Place>();
  for (const change of spec.changes ?? []) {
    if (change.version === undefined) {
      continue;
    }
    const place = placeOfField(change, 'version');
    if (version !== undefined && change.version > version) {
      report('PL1214', { change: change.version, version }, place);
    }
    const first = versions.get(change.version);
    if (first) {
      const params = { what: 'The change to version', name: String(change.version), first: reference(first, place) };
      report('PL1207', params, place);
    } else {
      versions.set(change.version, place);
    }
  }
}

export function segmentNames(spec: ReadContract): readonly string[] {
  return (spec.segments ?? []).map((segment) => segment.name ?? '');
}

/** Names of a list must differ. */
export function checkDoubles(
  items: ReadonlyArray<Located & { readonly name?: string }> | undefined,
  what: string,
  report: Report
): void {
  const seen = new Map<string, Place>();
  for (const item of items ?? []) {
    if (item.name === undefined) {
      continue;
    }
    const place = placeOfField(item, 'name');
    const first = seen.get(item.name);
    if (first) {
      report('PL1207', { what, name: item.name, first: reference(first, place) }, place);
    } else {
      seen.set(item.name, place);
    }
  }
}
