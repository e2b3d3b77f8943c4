/** OpenSLO v1: every kind, referring to each other or one within the other; v1alpha is read by its own file. */
import { BUILT_IN_SOURCES } from './openslo-sources';
import type { Fields } from './fields';
import { mended, nameFrom } from './names';
import { Alerts } from './openslo-alerts';
import { readAlpha } from './openslo-alpha';
import { METHODS, readObjective, windowOf, type ObjectiveDraft, type WindowDraft } from './openslo-objective';
import { Registry, V1, V1ALPHA, type Entry } from './openslo-registry';
import { readIndicator } from './openslo-sli';
import type { Output } from './output';
import { says } from './read-documents';
import type { JsonObject, KpiDraft, MeasureDraft, PolicyDraft } from './types';

export function readOpenSlo(documents: readonly Fields[], output: Output): void {
  const registry = new Registry(output);
  const alpha: Fields[] = [];
  for (const document of documents) {
    const version = says(document, 'apiVersion', [V1, V1ALPHA]);
    if (version === V1) {
      registry.add(document);
    } else if (version === V1ALPHA) {
      alpha.push(document);
    }
  }
  new Reading(registry).all();
  readAlpha(alpha, output);
}

interface Whose {
  readonly area: string;
  readonly team: string;
}

class Reading {
  private readonly alerts: Alerts;
  private readonly indicators = new Map<Entry, MeasureDraft | undefined>();

  constructor(private readonly registry: Registry) {
    this.alerts = new Alerts(registry);
  }

  all(): void {
    const { registry } = this;
    for (const { spec, name, document } of registry.all('DataSource')) {
      const type = spec.required('type');
      spec.text('description');
      spec.unmapped('connectionDetails', 'Grafana’s data source holds address and secrets');
      spec.rest();
      const dialect = type === undefined ? undefined : BUILT_IN_SOURCES.find(([pattern]) => pattern.test(type))?.[1];
      if (dialect !== undefined) {
        registry.output.declare(name, document.place(), dialect);
      } else if (type !== undefined) {
        document.report('PL1510', { name, type }, spec.place('type'));
      }
    }
    for (const { spec } of registry.all('Service')) {
      spec.unmapped('description', 'areas have no description');
      spec.rest();
    }
    for (const slo of registry.all('SLO')) {
      this.slo(slo);
    }
    for (const sli of registry.all('SLI').filter((entry) => !entry.used)) {
      this.loneIndicator(sli);
    }
    this.leftOver();
  }

  private leftOver(): void {
    const { registry } = this;
    for (const policy of registry.all('AlertPolicy')) {
      const draft = this.alerts.policy(policy);
      if (draft) {
        registry.output.policies.keep(draft);
      }
    }
    for (const condition of registry.all('AlertCondition').filter((entry) => !entry.used)) {
      this.alerts.condition(condition);
      const reason = 'no alert policy names this condition';
      condition.document.report('PL1520', { field: condition.name, reason }, condition.document.place());
    }
    for (const { name, document } of registry.all('AlertNotificationTarget')) {
      const instead = 'Notifications are routed by Grafana’s notification policies and contact points.';
      document.report('PL1511', { name, what: 'notification targets', instead }, document.place());
    }
    for (const { name, document, used } of registry.all('Service')) {
      if (!used) {
        document.report('PL1520', { field: name, reason: 'no SLO is of this service' }, document.place());
      }
    }
  }

  private indicator(entry: Entry): MeasureDraft | undefined {
    if (!this.indicators.has(entry)) {
      entry.spec.unmapped('description', 'the KPI has its SLO’s description');
      const measure = readIndicator(entry.spec, entry.name, this.registry);
      entry.spec.rest();
      this.indicators.set(entry, measure);
    }
    return this.indicators.get(entry);
  }

  /** An indicator that no SLO names is a KPI without objectives. */
  private loneIndicator(entry: Entry): void {
    const description = entry.spec.text('description');
    const measure = readIndicator(entry.spec, entry.name, this.registry);
    entry.spec.rest();
    if (measure) {
      const team = entry.owner ?? 'imported';
      entry.metadata.assume('labels', `"${team}" as the owning team and the area, for it is of no service`);
      this.registry.output.kpi({
        ...common(entry, description, { area: team, team }),
        ...measureOf(measure),
        objectives: [],
      });
    }
  }

  /** The indicator that `holder` names or holds; null where it has none at all. */
  private indicatorOf(holder: Fields): MeasureDraft | null | undefined {
    const found = ['indicator', 'indicatorRef'].filter((key) => holder.has(key));
    if (found.length > 1) {
      const params = { of: 'An SLO', oneOf: ['indicator', 'indicatorRef'], found };
      holder.report('PL1106', params, holder.place('indicatorRef'));
      return undefined;
    }
    if (found.length === 0) {
      return null;
    }
    const inline = holder.raw('indicator');
    const entry = inline
      ? this.registry.inline('SLI', inline, holder.nameOf('indicator'), holder)
      : this.registry.resolve('SLI', holder, 'indicatorRef');
    return entry && this.indicator(entry);
  }

  private slo(entry: Entry): void {
    const { spec } = entry;
    const description = spec.text('description');
    const whose = this.whose(entry);
    const whole = this.indicatorOf(spec);
    const windows = spec.each('timeWindow');
    if (windows.length !== 1) {
      const params = { field: spec.nameOf('timeWindow'), minimum: 1, found: windows.length };
      spec.report('PL1105', params, spec.place('timeWindow'));
    }
    const window = windows.length === 1 ? windowOf(windows[0]) : undefined;
    const method = spec.has('budgetingMethod')
      ? spec.oneOf('budgetingMethod', METHODS)
      : spec.missing('budgetingMethod');
    const objectives = spec.each('objectives');
    if (objectives.length === 0) {
      spec.report('PL1105', { field: spec.nameOf('objectives'), minimum: 1, found: 0 }, spec.place('objectives'));
    }
    const policy = this.alerts.of(spec);
    const own = objectives.map((objective) => this.indicatorOf(objective));
    const isComposite = own.some((measure) => measure !== null);
    if (!isComposite && whole === null) {
      const params = { of: 'An SLO', oneOf: ['indicator', 'indicatorRef'], found: [] };
      spec.report('PL1106', params, spec.place());
    }
    const drafts = objectives.map((fields, i) => {
      const weight = fields.decimal('compositeWeight') ?? '1';
      const measure = own[i] === null ? (whole ?? undefined) : (own[i] ?? undefined);
      const draft = readObjective(fields, measure, method ?? 'Occurrences', window, i);
      return { fields, weight, measure, draft };
    });
    spec.rest();
    if (!method || !window) {
      return;
    }
    const base = common(entry, description, whose);
    const ready = drafts.flatMap(({ draft, measure, ...rest }) =>
      draft && measure ? [{ ...rest, draft, measure }] : []
    );
    if (isComposite) {
      this.composite(base, ready, window, policy, ready.length === drafts.length);
    } else if (ready.length > 0) {
      const json = ready.map(({ draft }) => this.watched(base.name, draft, window, policy));
      this.registry.output.kpi({ ...base, ...measureOf(ready[0].measure), objectives: json });
    }
  }

  private watched(
    kpi: string,
    { json, target, slices }: ObjectiveDraft,
    { window }: WindowDraft,
    policy: PolicyDraft | undefined
  ): JsonObject {
    const watched = { kpi, target, timeWindow: window, ...(slices ? { slices } : {}) };
    return { ...json, alertPolicy: policy ? this.registry.output.policies.attach(watched, policy) : 'none' };
  }

  /**
   * Objectives with indicators of their own: a KPI each. Their burn rates are weighted, as OpenSLO does it, by a composite KPI; ours has
   * one target for all, so with different targets there is none.
   */
  private composite(
    base: Base,
    members: ReadonlyArray<{ fields: Fields; weight: string; measure: MeasureDraft; draft: ObjectiveDraft }>,
    window: WindowDraft,
    policy: PolicyDraft | undefined,
    complete: boolean
  ): void {
    const target = members[0]?.draft.target;
    const together = complete && members.length > 1 && members.every(({ draft }) => draft.target === target);
    const names = members.map(({ draft }, i) =>
      nameFrom(`${base.name.slice(0, 50)}-${draft.name}`, `${base.name}-${i + 1}`)
    );
    members.forEach(({ fields, measure, draft }, i) => {
      if (!together) {
        fields.unmapped('compositeWeight', 'a composite needs all of its members, and one target for all of them');
      }
      const json = this.watched(names[i], draft, window, together ? undefined : policy);
      const displayName = `${base.displayName ?? base.name}: ${draft.name}`;
      this.registry.output.kpi({ ...base, name: names[i], displayName, ...measureOf(measure), objectives: [json] });
    });
    if (together && target !== undefined) {
      const measure = {
        composite: members.map(({ draft, weight }, i) => ({ kpi: names[i], objective: draft.name, weight })),
      };
      const draft = { name: 'objective', target, json: { name: 'objective', target, timeWindow: window.json } };
      const objectives = [this.watched(base.name, draft, window, policy)];
      this.registry.output.kpi({ ...base, unit: 'ratio', measure, objectives });
    }
  }

  private whose({ spec, owner, metadata }: Entry): Whose {
    const service = spec.required('service') ?? 'service';
    const entry = this.registry.find('Service', service);
    if (entry) {
      entry.used = true;
    }
    const team = owner ?? entry?.owner;
    if (team === undefined) {
      metadata.assume('labels', `"${service}" as the owning team, for no label names one`);
    }
    return { area: entry?.displayName ?? service, team: team ?? service };
  }
}

type Base = Omit<KpiDraft, 'unit' | 'measure' | 'objectives'>;

function common(entry: Entry, description: string | undefined, whose: Whose): Base {
  const { metadata, displayName, name: given, document } = entry;
  const name = mended(metadata, 'name', given);
  const shownName = displayName ?? (name === given ? undefined : given);
  return {
    name,
    ...(shownName === undefined ? {} : { displayName: shownName }),
    ...(description === undefined ? {} : { description }),
    ...whose,
    place: document.place(),
  };
}

const measureOf = ({ unit, measure }: MeasureDraft): Pick<KpiDraft, 'unit' | 'measure'> => ({ unit, measure });
