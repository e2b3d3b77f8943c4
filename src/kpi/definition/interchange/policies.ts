/** Foreign alerts -> AlertPolicy documents: each objective gets the conditions that can fire for it, and no others. */
import { conditionsFor, maxBurn, type PolicyFit } from '../../alerting';
import { formatDuration, parseDuration } from '../duration';
import type { Report } from '../report';
import type { AlertPolicyDefinition, BurnCondition, TimeSlices, TimeWindow } from '../types';
import { nameFrom } from './names';
import type { Document, Json, JsonObject, PolicyDraft } from './types';

const MINUTE = 60_000;

/** What of an objective decides which conditions can fire. */
export interface Watched {
  readonly kpi: string;
  readonly target: string;
  readonly timeWindow: TimeWindow;
  readonly slices?: TimeSlices;
}

export class Policies {
  private readonly made = new Map<string, PolicyDraft>();
  private readonly used = new Set<string>();

  constructor(
    private readonly report: Report,
    /** Policies that need no document, by their names. */
    private readonly builtIn: ReadonlyMap<string, AlertPolicyDefinition>
  ) {}

  /** The name to write under `alertPolicy`: of the policy with what can fire of `draft` for this objective, or `none`. */
  attach(watched: Watched, draft: PolicyDraft): string {
    const conditions = draft.conditions.filter((condition) => {
      const reason = faultOf(watched, condition);
      if (reason !== undefined) {
        const what = conditionWords(condition);
        this.report('PL1522', { name: watched.kpi, condition: what, reason }, condition.place ?? draft.place);
      }
      return reason === undefined;
    });
    (draft.parts ?? [draft.name]).forEach((name) => this.used.add(name));
    return conditions.length === 0
      ? 'none'
      : (this.sameAsBuiltIn(watched, conditions, draft.forMs) ?? this.add({ ...draft, conditions }));
  }

  /** The built-in policy that asks for the same of this objective, though perhaps in other words (factors for shares). */
  private sameAsBuiltIn(watched: Watched, conditions: readonly BurnCondition[], forMs: number): string | undefined {
    const asked = metasOf(watched, conditions);
    const found = Array.from(this.builtIn.values()).find(
      (policy) => policy.forMs === forMs && metasOf(watched, policy.conditions) === asked
    );
    return found?.name;
  }

  /** A policy that no objective names, as it was written. */
  keep(draft: PolicyDraft): void {
    if (!this.used.has(draft.name) && draft.conditions.length > 0) {
      this.add(draft);
    }
  }

  private add(draft: PolicyDraft): string {
    const builtIn = this.builtIn.get(draft.name);
    if (builtIn && sameConditions(builtIn.conditions, draft.conditions) && builtIn.forMs === draft.forMs) {
      return draft.name;
    }
    const base = builtIn ? `${draft.name}-part` : draft.name;
    for (let i = 1; ; i++) {
      const name = i === 1 ? base : nameFrom(`${base.slice(0, 60)}-${i}`, `policy-${i}`);
      const there = this.made.get(name);
      if (there && sameConditions(there.conditions, draft.conditions) && there.forMs === draft.forMs) {
        return name;
      }
      if (!there) {
        this.made.set(name, { ...draft, name });
        return name;
      }
    }
  }

  documents(): ReadonlyArray<{ readonly document: Document; readonly draft: PolicyDraft }> {
    return Array.from(this.made.values()).map((draft) => ({ draft, document: policyDocument(draft) }));
  }
}

const key = (c: BurnCondition): string => [c.severity, c.longMs, c.shortMs, c.budget ?? '', c.factor ?? ''].join(' ');
const sameConditions = (a: readonly BurnCondition[], b: readonly BurnCondition[]): boolean =>
  a.map(key).join('\n') === b.map(key).join('\n');

export function conditionWords(c: Pick<BurnCondition, 'severity' | 'long' | 'factor' | 'budget'>): string {
  const rate = c.factor === undefined ? `${c.budget} of the budget` : `${c.factor} times`;
  return `${rate} over ${c.long} (${c.severity})`;
}

function fitOf(watched: Watched, conditions: readonly BurnCondition[]): PolicyFit {
  const policy: AlertPolicyDefinition = {
    kind: 'AlertPolicy',
    name: 'imported',
    displayName: 'imported',
    conditions,
    forMs: 0,
    keepFiringForMs: 0,
    place: { file: '', line: 1, column: 1 },
  };
  const { target, timeWindow, slices } = watched;
  const objective = { name: 'objective', target, timeWindow, alertPolicyIsChosen: true, ...(slices ? { slices } : {}) };
  return conditionsFor(watched.kpi, objective, policy);
}

/** All conditions as they hold for an objective; '' where one of them cannot hold. */
function metasOf(watched: Watched, conditions: readonly BurnCondition[]): string {
  const fit = fitOf(watched, conditions);
  return fit.refused.length > 0
    ? ''
    : fit.conditions.map((c) => [c.severity, c.longMs, c.shortMs, c.threshold].join(' ')).join('\n');
}

function faultOf(watched: Watched, condition: BurnCondition): string | undefined {
  const [fault] = fitOf(watched, [condition]).refused;
  const { target } = watched;
  switch (fault?.code) {
    case undefined:
      return undefined;
    case 'PL1231':
      return `it can never fire, for with a target of ${target} nothing burns faster than ${maxBurn(target)} times`;
    case 'PL1232':
      return 'below 1 it fires while the target is kept';
    default:
      return `its short window ${condition.short} is shorter than two slices`;
  }
}

function policyDocument(draft: PolicyDraft): Document {
  const spec: Record<string, Json> = {};
  if (draft.description !== undefined) {
    spec.description = draft.description;
  }
  if (draft.reference !== undefined) {
    spec.reference = draft.reference;
  }
  spec.conditions = draft.conditions.map(({ severity, long, short, budget, factor }): JsonObject => ({
    severity,
    long,
    short,
    ...(budget === undefined ? {} : { budget }),
    ...(factor === undefined ? {} : { factor }),
  }));
  if (draft.forMs > 0) {
    spec.for = formatDuration(draft.forMs);
  }
  return { apiVersion: 'plumbline/v1', kind: 'AlertPolicy', metadata: { name: draft.name }, spec };
}

/** A condition of a factor; the windows are whole minutes. */
export function factorCondition(
  severity: BurnCondition['severity'],
  factor: string,
  longMs: number,
  shortMs: number
): BurnCondition {
  return { severity, long: formatDuration(longMs), longMs, short: formatDuration(shortMs), shortMs, factor };
}

/** To whole minutes, halves up, as Go's Duration.Round does. */
export function wholeMinutes(ms: number): number {
  return Math.round(ms / MINUTE) * MINUTE;
}

/** A rolling time window of `duration`, which is one of the form. */
export function rolling(duration: string): TimeWindow {
  return { rolling: true, duration, durationMs: parseDuration(duration) ?? 0 };
}
