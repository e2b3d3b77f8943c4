/** Labels of a rule, and those that its series bring along. */
import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { KpiDefinition } from '../../definition/types';
import { literal } from './templates';
import type { Watch } from './types';

/** Of the view `alert`: a segment of such a name gets the prefix `segment_` (src/kpi/results/alert.ts). */
const OF_THE_VIEW = ['kpi', 'threshold', 'severity', 'team', 'area'];
/** Grafana's own, which win over a series' labels: two segments would become one alert. */
const OF_GRAFANA = ['alertname', 'grafana_folder', 'rulename', 'rule_uid', 'datasource_uid', 'ref_id'];
const OF_PROMETHEUS = ['alertname', 'alertstate', 'window', 'objective', 'kpi'];

export interface SegmentLabel {
  /** The segment's name. */
  readonly segment: string;
  readonly displayName: string;
  readonly label: string;
}

/** Labels of the segments that alert one by one, as the view `alert` names them. */
export function segmentLabels(kpi: KpiDefinition): readonly SegmentLabel[] {
  return kpi.alerting.by.map((segment) => ({
    segment,
    displayName: kpi.segments.find(({ name }) => name === segment)?.displayName ?? segment,
    label: OF_THE_VIEW.indexOf(segment) < 0 ? segment : `segment_${segment}`,
  }));
}

/** PL1603 for segments whose label Grafana (or our recorded series) would take away. */
export function labelFaults(kpi: KpiDefinition, of: 'grafana' | 'prometheus'): readonly Diagnostic[] {
  const taken = of === 'grafana' ? OF_GRAFANA : OF_PROMETHEUS;
  return segmentLabels(kpi)
    .filter(({ label }) => taken.indexOf(label) >= 0)
    .map(({ segment }) => diagnostic('PL1603', { kpi: kpi.name, segment }, { place: kpi.place }));
}

/**
 * The rule's own labels. Grafana lets them win over a series' of the same name (ngalert/state: "those labels from the result will be
 * ignored"), so: kpi, severity and area repeat what the series say, for the alerts DatasourceError and DatasourceNoData have only the
 * rule's; and one that a segment needs gets the prefix `kpi_`. Values are templates.
 */
export function ruleLabels({ kpi, severity }: Watch): Readonly<Record<string, string>> {
  const own: ReadonlyArray<readonly [name: string, value: string | undefined]> = [
    ['severity', severity],
    ['impact', kpi.alerting.impact],
    ['owner', kpi.owner.team],
    ['contact', kpi.owner.contact],
    ['area', kpi.area],
    ['kpi', kpi.name],
  ];
  const taken = segmentLabels(kpi).map(({ label }) => label);
  const labels: Record<string, string> = {};
  for (const [name, value] of own) {
    if (value !== undefined) {
      labels[taken.indexOf(name) < 0 ? name : `kpi_${name}`] = literal(value);
    }
  }
  return labels;
}
