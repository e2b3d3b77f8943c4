/** What an experiment needs: one exact statement a metric over its units. Nothing of it is kept, since every unit's window moves on. */
import { formatInstant } from '../calendar';
import type { ExperimentDefinition, ExperimentMetric } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { buildExperiment, type ExperimentQuery } from '../sql';
import { conditionFor } from './parts';
import type { Planning } from './plan-kpi';
import type { UpstreamRequest } from './request';
import { columnNames, tableRequest } from './requests';
import type { Target } from './resolve';
import type { ExperimentWork } from './work';

type ExperimentTarget = Target & { readonly definition: ExperimentDefinition };

export interface PlannedExperiment {
  readonly work: readonly ExperimentWork[];
  readonly requests: readonly UpstreamRequest[];
}

/** One item a metric. PL2081 where the range holds nothing of the experiment. */
export function planExperiment(planning: Planning, target: ExperimentTarget): PlannedExperiment {
  const { definition, failures } = target;
  const range = rangeOf(planning, definition);
  const faults = failures.length > 0 ? failures : 'code' in range ? [range] : [];
  if (faults.length > 0 || 'code' in range) {
    const { fromMs, toMs } = planning.resolved;
    return { work: [failed(target, definition.metrics[0].name, fromMs, toMs, faults)], requests: [] };
  }
  const planned = definition.metrics.map((metric) => ask(planning, target, metric, range));
  return { work: planned.map(({ work }) => work), requests: planned.flatMap(({ request }) => request ?? []) };
}

interface Range {
  /** From when on a unit's first exposure is looked for; at most `fromMs`. */
  readonly sinceMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

function rangeOf({ resolved }: Planning, experiment: ExperimentDefinition): Range | Diagnostic {
  const { name, timeZone, fromMs: began = -Infinity, toMs: ended = Infinity } = experiment;
  const fromMs = Math.max(resolved.fromMs, began);
  const toMs = Math.min(resolved.toMs, ended);
  if (fromMs < toMs) {
    return { sinceMs: experiment.fromMs ?? fromMs, fromMs, toMs };
  }
  const at = (ms: number, open: string) => (Number.isFinite(ms) ? formatInstant(timeZone, ms) : open);
  return diagnostic('PL2081', { experiment: name, from: at(began, 'its beginning'), to: at(ended, 'now') });
}

function ask(
  { definitions, context }: Planning,
  target: ExperimentTarget,
  metric: ExperimentMetric,
  range: Range
): { work: ExperimentWork; request?: UpstreamRequest } {
  const { definition } = target;
  const { fromMs, toMs } = range;
  const fail = (...failures: Diagnostic[]) => ({ work: failed(target, metric.name, fromMs, toMs, failures) });
  const source = definitions.sources.get(definition.source);
  if (!source || source.dialect === 'prometheus' || source.dialect === 'grafana') {
    return fail(diagnostic('PL9001', { what: `the experiment "${definition.name}" has no SQL source` }));
  }
  const columns = groupNames(target);
  const statement = buildExperiment({
    dialect: source.dialect,
    // What happened lately may not be there yet: until then a window is not over.
    ...experimentQuery(definition, metric, { ...range, asOfMs: context.nowMs - source.latenessMs }),
    groups: target.by.map(({ field }, i) => ({ name: columns[i], field })),
    filters: target.filters.map((filter) => conditionFor(filter)),
  });
  if (!statement.ok) {
    return fail(...statement.diagnostics);
  }
  const by = target.by.length > 0 ? ` by ${target.by.map(({ name }) => name).join(', ')}` : '';
  const within = metric.window === undefined ? 'to the end of the range' : `within ${metric.window}`;
  const purpose = `${definition.name}, ${metric.name} ${within}${by}`;
  const request = tableRequest(
    source,
    statement.value,
    { startMs: fromMs, endMs: toMs, stepMs: toMs - fromMs },
    purpose
  );
  return { work: { ...failed(target, metric.name, fromMs, toMs, []), columns, request: request.id }, request };
}

/** The part of a query that definition, metric, range and now decide. */
export function experimentQuery(
  experiment: Pick<ExperimentDefinition, 'exposures' | 'variants' | 'segments'>,
  metric: ExperimentMetric,
  range: Range & { readonly asOfMs: number }
): Omit<ExperimentQuery, 'dialect' | 'groups' | 'filters'> {
  const { exposures, variants, segments } = experiment;
  const { relation, time, timeType, actor, where, of, per, windowMs, lookbackMs } = metric;
  return {
    ...exposures,
    variants: variants.map(({ name }) => name),
    ...range,
    metric: {
      ...{ relation, time, timeType, actor, where, of },
      ...(per === undefined ? {} : { per }),
      ...(windowMs === undefined ? {} : { windowMs }),
      ...(lookbackMs === undefined ? {} : { lookbackMs }),
    },
    ties: segments.map(({ field }) => field),
  };
}

/** Names that the statement uses itself. */
const TAKEN = /^(?:variant|exposed|ripe|s[xy]{1,2}|[uvxyt]|t0|[gk][0-9]+)$/;

const groupNames = ({ by }: Target): string[] =>
  columnNames(by).map((name) => (TAKEN.test(name) ? `segment_${name}` : name));

function failed(
  target: Target,
  metric: string,
  fromMs: number,
  toMs: number,
  failures: readonly Diagnostic[]
): ExperimentWork {
  const { definition, by } = target;
  return {
    ...{ type: 'experiment', name: definition.name, metric, by: by.map(({ name }) => name) },
    ...{ columns: [], fromMs, toMs, failures },
  };
}
