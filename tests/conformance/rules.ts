/** Sloth's generated rules, read from its YAML: what it records for each window, and its alerts as expressions of the counters themselves. */
import { parseAllDocuments } from 'yaml';

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}
interface Rules {
  readonly groups?: ReadonlyArray<{ readonly rules: readonly Rule[] }>;
  readonly spec?: Rules;
}

/** The rules of one objective. */
export interface SlothRules {
  /** `sloth_id`: service and name. */
  readonly id: string;
  /** As it was written: `99.9`, in per cent. */
  readonly objective: string;
  /** Window → expression of the error ratio; that of the objective's own window is the mean of the 5-minute records of each minute. */
  readonly ratios: ReadonlyMap<string, string>;
  /** Severity → expression. */
  readonly alerts: ReadonlyMap<'page' | 'ticket', string>;
}

/** All objectives of a file, plain or as a Kubernetes PrometheusRule, in order. */
export function readRules(text: string): SlothRules[] {
  const rules = parseAllDocuments(text)
    .map((document) => document.toJS() as Rules | null)
    .flatMap((document) => (document?.groups ?? document?.spec?.groups ?? []).flatMap((group) => group.rules));
  const ids = [...new Set(rules.flatMap(({ labels }) => (labels.sloth_id ? [labels.sloth_id] : [])))];
  return ids.map((id) => readOne(id, rules));
}

function readOne(id: string, rules: readonly Rule[]): SlothRules {
  const own = rules.filter(({ labels }) => labels.sloth_id === id);
  const ratios = new Map<string, string>();
  const records = new Map<string, string>();
  for (const { record, expr, labels } of own) {
    if (record?.startsWith('slo:sli_error:ratio_rate')) {
      records.set(record, expr.trim());
      ratios.set(labels.sloth_window, inline(expr.trim(), records));
    }
  }
  const alerts = new Map<'page' | 'ticket', string>();
  for (const { alert, expr, labels } of rules) {
    // An alert has no id label of its own; its records do.
    if (alert && expr.includes(`sloth_id="${id}"`)) {
      alerts.set(labels.sloth_severity as 'page' | 'ticket', inline(expr, records));
    }
  }
  const info = own.find(({ record }) => record === 'sloth_slo_info');
  return { id, objective: info!.labels.sloth_objective, ratios, alerts };
}

/**
 * Each record's name with its matchers becomes the expression that it records: what a rule group sees that has just been evaluated. A range of
 * records becomes a subquery at every minute, which is when they are made.
 */
function inline(expr: string, records: ReadonlyMap<string, string>): string {
  return expr.replace(/(slo:sli_error:ratio_rate\w+)\{[^}]*\}(\[\w+)?/g, (_, name: string, range?: string) => {
    const found = records.get(name);
    if (found === undefined) {
      throw new Error(`a rule reads ${name}, which none before it records`);
    }
    return range === undefined ? `(${found})` : `(${found})${range}:1m`;
  });
}
