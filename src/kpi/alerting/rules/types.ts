/** Alert rules as plain objects, in the shape of the files that Grafana and Prometheus read. */
import type { Diagnostic } from '../../diagnostics';
import type { AlertPolicyDefinition, KpiDefinition, Objective, Threshold } from '../../definition/types';
import type { ConditionMeta } from '../../results/types';

export const TARGETS = ['plugin', 'native', 'prometheus'] as const;
/** Whom a rule asks: this plugin; the stores themselves, through Grafana's expressions; or Prometheus' own rule engine. */
export type Target = (typeof TARGETS)[number];

export interface RuleOptions {
  readonly target: Target;
  /** Uid of the Plumbline data source; rules' uids begin with it. Default `plumbline`. */
  readonly dataSourceUid?: string;
  /** Grafana folder of all rules; default the KPI's area. */
  readonly folder?: string;
  /** Board of KPIs whose `alerting` names none: an address, or a path of this Grafana. */
  readonly board?: string;
  /** Prometheus only: rules of this source's KPIs. Needed where the definitions have several. */
  readonly source?: string;
}

/** The objects of a file and what to say about them. `file` is there also when some KPIs were refused; undefined where nothing is left. */
export interface Rules<File> {
  readonly file: File | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** An objective with the conditions of one severity that can fire. */
export interface Watched {
  readonly objective: Objective;
  readonly policy: AlertPolicyDefinition;
  readonly conditions: readonly ConditionMeta[];
}

/** All that one rule watches: a KPI's conditions and thresholds of one severity. At least one of the two lists has something. */
export interface Watch {
  readonly kpi: KpiDefinition;
  /** Of the alert. Low impact never pages: its one watch is a ticket with all conditions and thresholds. */
  readonly severity: 'page' | 'ticket';
  readonly objectives: readonly Watched[];
  readonly thresholds: readonly Threshold[];
  readonly forMs: number;
  readonly keepFiringForMs: number;
}

/** A query or expression of a rule; `model` is what the data source's plugin is sent. */
export interface GrafanaQuery {
  readonly refId: string;
  /** Seconds before the evaluation. */
  readonly relativeTimeRange: { readonly from: number; readonly to: number };
  readonly datasourceUid: string;
  readonly model: Readonly<Record<string, unknown>>;
}

/** Fields of Grafana's pkg/services/provisioning/alerting/rules_types.go, AlertRuleV1. */
export interface GrafanaRule {
  readonly uid: string;
  readonly title: string;
  readonly condition: string;
  readonly for: string;
  readonly keepFiringFor: string;
  readonly missing_series_evals_to_resolve: number;
  readonly noDataState: 'KeepLast';
  readonly execErrState: 'Error';
  readonly isPaused: boolean;
  readonly dashboardUid?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly data: readonly GrafanaQuery[];
}

export interface GrafanaFile {
  readonly apiVersion: 1;
  readonly groups: ReadonlyArray<{
    readonly orgId: number;
    readonly name: string;
    readonly folder: string;
    readonly interval: string;
    readonly rules: readonly GrafanaRule[];
  }>;
}

export interface PrometheusFile {
  readonly groups: ReadonlyArray<{
    readonly name: string;
    readonly interval: string;
    readonly rules: ReadonlyArray<RecordingRule | AlertingRule>;
  }>;
}
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly keep_firing_for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}
