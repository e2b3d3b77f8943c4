/** Definitions -> OpenSLO v1. */
import { ISO_CALENDAR } from '../../calendar';
import type { Outcome } from '../../diagnostics';
import { Diagnostics, type Report } from '../report';
import type { DefinitionSet, KpiDefinition, Objective, SourceDefinition, TimeWindow } from '../types';
import { ExportedAlerts } from './export-alerts';
import { indicatorOf } from './export-measure';
import { nameFrom } from './names';
import { leftOut } from './output';
import type { Document, Interchanged, Json, JsonObject } from './types';

const API = 'openslo/v1';
const MINUTE = 60_000;

/**
 * A set of definitions as documents of OpenSLO v1: data sources, services (areas), an SLI a KPI, SLOs, alert policies. What OpenSLO
 * cannot say is told of with its place, a field a diagnostic (PL1530). Without any KPI there are no documents.
 */
export function exportDefinitions(set: DefinitionSet): Outcome<Interchanged> {
  const diagnostics = new Diagnostics();
  const exporting = new Exporting(set, diagnostics.report);
  const documents = exporting.documents();
  const files = Array.from(new Set(diagnostics.all.map((d) => d.place?.file ?? '')));
  const sorted = diagnostics.sorted(files);
  return { ok: true, value: { documents, unmapped: leftOut(sorted) }, diagnostics: sorted };
}

class Exporting {
  private readonly alerts: ExportedAlerts;

  constructor(
    private readonly set: DefinitionSet,
    private readonly report: Report
  ) {
    this.alerts = new ExportedAlerts(set, report);
  }

  documents(): readonly Document[] {
    const kpis = Array.from(this.set.kpis.values());
    for (const { name, place } of Array.from(this.set.funnels.values())) {
      this.report('PL1530', { name, field: 'kind: Funnel', reason: 'it has no funnels' }, place);
    }
    for (const { name, place } of Array.from(this.set.events.values())) {
      this.report('PL1530', { name, field: 'kind: Events', reason: 'it has no events' }, place);
    }
    const areas = Array.from(new Set(kpis.map((kpi) => kpi.area)));
    const indicators = kpis.reduce<readonly Document[]>((all, kpi) => all.concat(this.indicator(kpi)), []);
    const slos = kpis.reduce<readonly Document[]>((all, kpi) => all.concat(this.slos(kpi)), []);
    kpis.forEach((kpi) => this.unsaid(kpi));
    return [
      ...Array.from(this.set.sources.values()).map(dataSource),
      ...areas.map(service),
      ...indicators,
      ...this.alerts.documents(),
      ...slos,
    ];
  }

  private indicator(kpi: KpiDefinition): readonly Document[] {
    const made = indicatorOf(kpi);
    if ('reason' in made) {
      if (kpi.measure.kind !== 'composite') {
        this.say(kpi, 'measure', made.reason);
      }
      return [];
    }
    return [{ apiVersion: API, kind: 'SLI', metadata: metadataOf(kpi, kpi.name), spec: made.spec }];
  }

  /** An SLO has one window, one method and one set of alerts: objectives that share them are of one SLO. */
  private slos(kpi: KpiDefinition): readonly Document[] {
    const groups = new Map<
      string,
      { readonly shared: JsonObject; readonly objectives: JsonObject[]; readonly first: string }
    >();
    for (const objective of kpi.objectives) {
      const window = windowOf(objective.timeWindow);
      const written = window && this.objectives(kpi, objective);
      if (!window) {
        this.say(kpi, `objectives.${objective.name}.timeWindow`, 'its windows are whole minutes');
      }
      if (!window || !written) {
        continue;
      }
      const alertPolicies = this.alerts.of(kpi, objective);
      const shared: JsonObject = {
        timeWindow: [window],
        budgetingMethod: objective.budgetingMethod,
        ...(alertPolicies.length > 0 ? { alertPolicies } : {}),
      };
      const key = JSON.stringify(shared);
      const group = groups.get(key) ?? { shared, objectives: [], first: objective.name };
      groups.set(key, group);
      group.objectives.push(...written);
    }
    return Array.from(groups.values()).map(({ shared, objectives, first }) => {
      const name = groups.size === 1 ? kpi.name : nameFrom(`${kpi.name.slice(0, 40)}-${first}`, kpi.name);
      const { timeWindow, budgetingMethod, ...rest } = shared;
      const spec = {
        ...(kpi.description === undefined ? {} : { description: kpi.description }),
        service: nameFrom(kpi.area, 'service'),
        ...(kpi.measure.kind === 'composite' ? {} : { indicatorRef: kpi.name }),
        timeWindow,
        budgetingMethod,
        objectives,
        ...rest,
      };
      return { apiVersion: API, kind: 'SLO', metadata: metadataOf(kpi, name), spec };
    });
  }

  /** One objective; of a composite one for each member. Undefined where it cannot be said, which is told of. */
  private objectives(kpi: KpiDefinition, objective: Objective): readonly JsonObject[] | undefined {
    const { measure } = kpi;
    if (measure.kind !== 'composite') {
      const slices = this.slices(kpi, objective);
      return slices && [{ displayName: objective.displayName, target: exact(objective.target), ...slices }];
    }
    return measure.members.map((member) => {
      const of = this.set.kpis.get(member.kpi);
      const theirs = of?.objectives.find((one) => one.name === member.objective);
      if (theirs && theirs.target !== objective.target) {
        const reason = `its member ${member.kpi} has another target, ${theirs.target}, which is not said`;
        this.say(kpi, `objectives.${objective.name}`, reason);
      }
      return {
        displayName: member.kpi,
        target: exact(objective.target),
        ...(of && theirs ? (this.slices(of, theirs) ?? {}) : {}),
        indicatorRef: member.kpi,
        compositeWeight: exact(member.weight),
      };
    });
  }

  private slices(kpi: KpiDefinition, objective: Objective): JsonObject | undefined {
    const { slices } = objective;
    const field = `objectives.${objective.name}`;
    if ('reason' in indicatorOf(kpi)) {
      this.say(kpi, field, 'its measure cannot be said');
      return undefined;
    }
    if (!slices) {
      return {};
    }
    const window = { timeSliceWindow: slices.window };
    if (!slices.good) {
      return window;
    }
    const { op, bound } = slices.good;
    if (kpi.unit !== 'ratio') {
      return { op, value: exact(bound), ...window };
    }
    if (op === 'gte') {
      return { timeSliceTarget: exact(bound), ...window };
    }
    this.say(kpi, field, `a ratio cannot be compared by "${op}" there, only by gte (timeSliceTarget)`);
    return undefined;
  }

  private say(kpi: KpiDefinition, field: string, reason: string): void {
    this.report('PL1530', { name: kpi.name, field, reason }, kpi.place);
  }

  /** Every field that is set and has no counterpart. */
  private unsaid(kpi: KpiDefinition): void {
    const none = 'there is no field for it';
    const fields: ReadonlyArray<readonly [field: string, isSet: boolean]> = [
      ['parent', kpi.parent !== undefined],
      ['owner.contact', kpi.owner.contact !== undefined],
      ['version', kpi.version !== 1],
      ['changes', kpi.changes.length > 0],
      ['runbook', kpi.runbook !== undefined],
      ['links', kpi.links.length > 0],
      ['decisionPolicy', kpi.decisionPolicy !== undefined],
      ['timeZone', kpi.timeZone !== 'UTC'],
      // What calendars say is in the windows of objectives.
      ['calendar', JSON.stringify(kpi.calendar) !== JSON.stringify(ISO_CALENDAR)],
      ['grain', kpi.grain !== undefined],
      ['segments', kpi.segments.length > 0],
      ['privacy', kpi.minCohort > 0],
      ['valuePerUnit', kpi.valuePerUnit !== undefined],
      ['thresholds', kpi.thresholds.length > 0],
      ['exclusions', kpi.exclusions.length > 0],
      ['alerting.by', kpi.alerting.by.length > 0],
      ['alerting.impact', kpi.alerting.impact !== 'normal'],
      ['alerting.suppress', kpi.alerting.suppress !== undefined],
      ['alerting.board', kpi.alerting.board !== undefined],
      ['unit', kpi.unit !== 'ratio' && kpi.unit !== 'count'],
    ];
    for (const [field, isSet] of fields) {
      if (isSet) {
        this.say(kpi, field, none);
      }
    }
    if (kpi.measure.kind === 'count' || kpi.measure.kind === 'sum') {
      this.say(kpi, 'measure', `a ${kpi.measure.kind} is written as a threshold metric: its value in a slice`);
    }
    for (const objective of kpi.objectives) {
      const set: ReadonlyArray<readonly [field: string, isSet: boolean]> = [
        ['absentIs', objective.absentIs !== 'gap'],
        ['coverageFloor', objective.coverageFloor !== '0.9'],
        ['minimumEvents', objective.minimumEvents > 0],
        ['minimumFailures', objective.minimumFailures > 0],
        ['consequences', objective.consequences.length > 0],
      ];
      for (const [field, isSet] of set) {
        if (isSet) {
          this.report(
            'PL1530',
            { name: kpi.name, field: `objectives.${objective.name}.${field}`, reason: none },
            objective.place
          );
        }
      }
    }
  }
}

function dataSource(source: SourceDefinition): Document {
  const connectionDetails = source.grafana ? [{ grafanaUid: source.grafana.uid }] : [];
  const type = source.dialect === 'prometheus' ? 'Prometheus' : source.dialect;
  return { apiVersion: API, kind: 'DataSource', metadata: { name: source.name }, spec: { type, connectionDetails } };
}

function service(area: string): Document {
  const name = nameFrom(area, 'service');
  const metadata = { name, ...(name === area ? {} : { displayName: area }) };
  return { apiVersion: API, kind: 'Service', metadata, spec: { description: area } };
}

function metadataOf(kpi: KpiDefinition, name: string): JsonObject {
  return { name, displayName: kpi.displayName, labels: { owner: [kpi.owner.team] } };
}

/** A number where a double is exactly what was written, else the text. */
function exact(decimal: string): Json {
  return String(Number(decimal)) === decimal ? Number(decimal) : decimal;
}

/** Undefined for windows that are no whole minutes. */
function windowOf(window: TimeWindow): JsonObject | undefined {
  if (!window.rolling) {
    const startTime = `${window.start.replace('T', ' ')}:00`;
    return { duration: window.duration, isRolling: false, calendar: { startTime, timeZone: window.timeZone } };
  }
  const { durationMs, duration } = window;
  if (/^[0-9]+[mhdw]$/.test(duration)) {
    return { duration, isRolling: true };
  }
  const minutes = durationMs / MINUTE;
  if (Math.floor(minutes) !== minutes) {
    return undefined;
  }
  const plain = minutes % 1440 === 0 ? `${minutes / 1440}d` : minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
  return { duration: plain, isRolling: true };
}
