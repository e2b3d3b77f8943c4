/** View `alert`: one number per KPI, threshold and segment; the rule is always "> 1". */
import { severityFor, timesOver } from '../alerting';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { KpiDefinition, Threshold } from '../definition/types';
import { accountOf } from './account';
import type { KpiAnswer, ViewOutcome } from './answer';
import { COVERAGE_FLOOR, coverageOf } from './doubts';
import type { Figure } from './figures';
import { contractMeta, labelsOf } from './frames';
import { endsOf, figureOfSegment, segmentsOf } from './segments';

/** Labels that Plumbline sets; a segment of the same name gets the prefix `segment_`. */
const OWN_LABELS = ['kpi', 'threshold', 'severity', 'team', 'area'];

/**
 * A frame of one number for each segment, with the labels kpi, threshold, severity, team (the owner's), area and the segments.
 * The number is null, which Grafana calls No Data and never 0, where there is no value, fewer events than `minimumEvents`, or less than
 * 90 % coverage of a Prometheus denominator (or value; of a derived KPI that of any input): such an alert neither fires nor resolves. There is always at least one frame.
 */
export function alertView(answer: KpiAnswer, threshold: Threshold): ViewOutcome {
  const { kpi, by } = answer;
  const found = segmentsOf(answer);
  const segments = found.length > 0 ? found : [{ values: by.map(() => null), series: {} }];
  const figures = segments.map((segment) => figureOfSegment(answer, segment));
  const frozen = Math.min(...endsOf(answer).map(coverage));
  const account = accountOf(
    answer,
    segments.map((segment, i) => ({ segment, figures: [figures[i]] }))
  );
  const diagnostics = [...account.doubts];
  if (frozen < COVERAGE_FLOOR && figures.some((figure) => figure.value !== null)) {
    diagnostics.push(diagnostic('PL4015', { name: kpi.displayName, threshold: threshold.name, coverage: frozen }));
  }
  const numbers = figures.map((figure) =>
    frozen < COVERAGE_FLOOR ? null : verdict(answer, threshold, figure, diagnostics)
  );
  const meta = {
    ...contractMeta('alert', answer),
    threshold: threshold.name,
    bound: threshold.bound,
    direction: threshold.direction,
  };
  return {
    frames: numbers.map((number, i) => ({
      name: kpi.name,
      type: 'numeric-multi' as const,
      fields: [
        {
          name: 'value',
          type: 'number' as const,
          displayName: `${kpi.displayName}: times over "${threshold.name}"`,
          labels: {
            ...alertLabels(kpi, severityFor(kpi, threshold.severity), by, segments[i].values),
            threshold: threshold.name,
          },
          values: [number],
        },
      ],
      meta: { ...meta, ...account.meta(i) },
    })),
    diagnostics,
    hasData: numbers.some((number) => number !== null),
  };
}

function verdict({ kpi }: KpiAnswer, threshold: Threshold, figure: Figure, said: Diagnostic[]): number | null {
  if (figure.value === null) {
    return null;
  }
  const { minimumEvents } = threshold;
  if (minimumEvents > 0 && (figure.events ?? 0) < minimumEvents) {
    const events = figure.events ?? 0;
    said.push(
      diagnostic('PL4014', { name: kpi.displayName, threshold: threshold.name, events, minimum: minimumEvents })
    );
    return null;
  }
  return timesOver(threshold, figure.value);
}

/** Of the denominator (or the value): an error counter that was born late is no gap. */
function coverage({ roles }: KpiAnswer): number {
  const part = roles.denominator ?? roles.value;
  return part?.store === 'prometheus' && part.slices.series.length > 0 ? coverageOf(part.slices) : 1;
}

/** Labels of an alert's number. A segment that is called like one of them gets the prefix `segment_`. */
export function alertLabels(
  kpi: KpiDefinition,
  severity: 'page' | 'ticket',
  by: readonly string[],
  values: ReadonlyArray<string | null>
): Record<string, string> {
  const names = by.map((name) => (OWN_LABELS.includes(name) ? `segment_${name}` : name));
  return { kpi: kpi.name, severity, team: kpi.owner.team, area: kpi.area, ...labelsOf(names, values) };
}
