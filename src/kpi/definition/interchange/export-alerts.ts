/** Burn-rate policies as OpenSLO's: one window a condition, one condition a policy. */
import { conditionsFor, policyNamed } from '../../alerting';
import { formatDuration } from '../duration';
import type { Report } from '../report';
import type { DefinitionSet, KpiDefinition, Objective } from '../types';
import { nameFrom } from './names';
import type { Document, JsonObject } from './types';

const STAYS_MS = 300_000;

export class ExportedAlerts {
  private readonly made = new Map<string, JsonObject>();
  private readonly told = new Set<string>();

  constructor(
    private readonly set: DefinitionSet,
    private readonly report: Report
  ) {}

  /** References for an SLO's `alertPolicies`. */
  of(kpi: KpiDefinition, objective: Objective): readonly JsonObject[] {
    const policy = objective.alertPolicy === undefined ? undefined : policyNamed(objective.alertPolicy, this.set);
    if (!policy) {
      return [];
    }
    if (!this.told.has(policy.name)) {
      this.told.add(policy.name);
      const place = policy.place.file === 'built-in' ? objective.place : policy.place;
      const reason = 'a condition has one window there; what reads it decides alone by the long one';
      this.report('PL1530', { name: policy.name, field: 'conditions[].short', reason }, place);
      if (policy.keepFiringForMs !== STAYS_MS) {
        const why = 'there is no time that an alert stays after its condition';
        this.report('PL1530', { name: policy.name, field: 'keepFiringFor', reason: why }, place);
      }
    }
    return conditionsFor(kpi.name, objective, policy).conditions.map((condition) => {
      const spec: JsonObject = {
        severity: condition.severity,
        condition: {
          kind: 'burnrate',
          op: 'gt',
          threshold: condition.threshold,
          lookbackWindow: formatDuration(condition.longMs),
          alertAfter: policy.forMs === 0 ? '0m' : formatDuration(policy.forMs),
        },
      };
      return { alertPolicyRef: this.named(`${policy.name}-${condition.severity}-${condition.long}`, spec) };
    });
  }

  /** The same condition has the same name; another of that name gets a number. */
  private named(base: string, spec: JsonObject): string {
    for (let i = 1; ; i++) {
      const name = nameFrom(i === 1 ? base : `${base.slice(0, 58)}-${i}`, `policy-${i}`);
      const there = this.made.get(name);
      if (!there) {
        this.made.set(name, spec);
        return name;
      }
      if (JSON.stringify(there) === JSON.stringify(spec)) {
        return name;
      }
    }
  }

  documents(): readonly Document[] {
    return Array.from(this.made).map(([name, spec]) => ({
      apiVersion: 'openslo/v1',
      kind: 'AlertPolicy',
      metadata: { name },
      spec: {
        alertWhenBreaching: true,
        conditions: [{ kind: 'AlertCondition', metadata: { name }, spec }],
        notificationTargets: [],
      },
    }));
  }
}
