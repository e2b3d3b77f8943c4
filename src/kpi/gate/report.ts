/** What a gate leaves behind: a document for programs, a summary for people, the call that rolls back. */
import { fingerprintOf } from '../fingerprint';
import { amountIn, changeIn, durationWords, intervalIn, moneyIn } from '../words/amount';
import { markdownLink, markdownTable, markdownText } from '../words/markdown';
import { absoluteLink } from '../words/safe-link';
import { formatInstant } from '../calendar';
import type { Decision, GatePolicy, KpiLook, Look, Reason } from './types';

/** The change that is judged. Without Events there is only its time. */
export interface GatedDeploy {
  readonly id?: string;
  readonly atMs: number;
  readonly title: string;
  readonly kind?: string;
  readonly service?: string;
  readonly version?: string;
  readonly environment?: string;
  readonly link?: string;
  readonly author?: string;
}

/** What the webhook answered, in words without its address. */
export interface RollbackCall {
  readonly done: boolean;
  readonly attempts: number;
  readonly words: string;
}

export interface GateRun {
  readonly deploy: GatedDeploy;
  readonly policy: GatePolicy;
  readonly decision: Decision;
  readonly looks: readonly Look[];
  readonly timeZone: string;
  readonly rollback?: RollbackCall;
}

/** The document that `--json` writes. Times are RFC 3339; numbers in the KPI's unit; null where it cannot be said. */
export interface GateDocument {
  readonly schema: 'plumbline/gate/v1';
  readonly outcome: Decision['outcome'];
  readonly decidedAt: string;
  readonly deploy: { readonly at: string } & Omit<GatedDeploy, 'atMs'>;
  readonly watched: { readonly from: string; readonly until: string; readonly looks: number };
  readonly reasons: readonly Reason[];
  readonly kpis: readonly KpiLook[];
  readonly rollback?: RollbackCall;
}

const iso = (ms: number) => new Date(ms).toISOString();

export function gateDocument({ deploy, policy, decision, looks, rollback }: GateRun): GateDocument {
  const { atMs, ...rest } = deploy;
  return {
    schema: 'plumbline/gate/v1',
    outcome: decision.outcome,
    decidedAt: iso(decision.atMs),
    deploy: { at: iso(atMs), ...rest },
    watched: { from: iso(policy.deployMs), until: iso(policy.untilMs), looks: looks.length },
    reasons: decision.reasons,
    kpis: latest(looks, policy.kpis),
    ...(rollback ? { rollback } : {}),
  };
}

/** The newest look at each KPI. */
export function latest(looks: readonly Look[], kpis: readonly string[]): KpiLook[] {
  const ordered = [...looks].sort((a, b) => b.atMs - a.atMs);
  return kpis.flatMap((kpi) => {
    const all = ordered.flatMap((look) => look.kpis.filter((one) => one.kpi === kpi));
    const found = all.find(({ effect }) => effect !== null) ?? all[0];
    return found ? [found] : [];
  });
}

const TITLES: Readonly<Record<Decision['outcome'], string>> = {
  open: 'Gate open',
  closed: 'Gate closed',
  couldNotRun: 'Gate could not run',
  watching: 'Gate is watching',
};

/** One line: the outcome and its first reason. */
export function gateHeadline({ outcome, reasons }: Decision): string {
  const first = reasons[0]?.words ?? (outcome === 'open' ? 'Nothing is worse.' : '');
  return `${TITLES[outcome]}: ${first}`.trim();
}

/** For a terminal: the outcome, then every reason on a line of its own. */
export function gateText({ decision, rollback }: Pick<GateRun, 'decision' | 'rollback'>): string {
  const lines = decision.reasons.map(({ words }) => `  ${words}`);
  return [`${TITLES[decision.outcome]}.`, ...lines, ...(rollback ? [`  ${rollback.words}`] : [])].join('\n');
}

/** A summary in Markdown, ending in a line break. Every name in it is escaped. */
export function gateMarkdown(run: GateRun): string {
  const { deploy, policy, decision, looks, timeZone, rollback } = run;
  const link = absoluteLink(deploy.link);
  const what = markdownLink(deploy.title, link);
  const facts = [
    `${what}, ${formatInstant(timeZone, deploy.atMs)}`,
    `watched for ${durationWords(Math.max(0, Math.min(decision.atMs, policy.untilMs) - policy.deployMs))} of ${durationWords(policy.untilMs - policy.deployMs)}`,
    `decided ${formatInstant(timeZone, decision.atMs)}`,
  ];
  const reasons = decision.reasons.map(({ words }) => `- ${markdownText(words)}`);
  const rows = latest(looks, policy.kpis).map(rowOf);
  return [
    `### ${TITLES[decision.outcome]}`,
    facts.join(' · '),
    ...(reasons.length > 0 ? [reasons.join('\n')] : []),
    markdownTable(['KPI', 'Before', 'After', 'Expected', 'Effect (95 %)', 'Cost', 'Verdict'], rows),
    ...(rollback ? [markdownText(rollback.words)] : []),
    '',
  ].join('\n\n');
}

function rowOf(look: KpiLook): string[] {
  const { effect, unit, currency } = look;
  const name = markdownText(look.displayName);
  if (!effect) {
    return [name, '–', '–', '–', '–', '–', 'could not be asked'];
  }
  const amount = (value: number | null) => markdownText(amountIn(unit, value));
  return [
    name,
    amount(effect.before),
    amount(effect.after),
    amount(effect.expected),
    markdownText(`${changeIn(unit, effect.value)} (${intervalIn(unit, effect.low, effect.high)})`),
    effect.cost === null || currency === undefined ? '–' : markdownText(moneyIn(currency, effect.cost)),
    VERDICTS[effect.verdict],
  ];
}

const VERDICTS = {
  worse: '**worse**',
  better: 'better',
  none: 'no change that matters',
  waiting: 'not enough traffic yet',
  unknown: 'not known',
} as const;

/** A flag to set in a flag backend: its key, and the variant that is safe. */
export interface SafeVariant {
  readonly flag: string;
  readonly variant: string;
}

/**
 * Body of the rollback webhook (docs/guide/gate.md). `flags` has the form of flagd's flag definitions, the JSON that OpenFeature's own backend reads:
 * whoever merges it into its flags switches each of them to the safe variant.
 */
export interface RollbackPayload {
  readonly schema: 'plumbline/rollback/v1';
  /** Equal for every try for this deploy and these KPIs; also in the header Idempotency-Key. */
  readonly idempotencyKey: string;
  readonly gate: GateDocument;
  readonly flags: Readonly<Record<string, { readonly state: 'ENABLED'; readonly defaultVariant: string }>>;
}

export function rollbackPayload(run: GateRun, safe: readonly SafeVariant[]): RollbackPayload {
  return {
    schema: 'plumbline/rollback/v1',
    idempotencyKey: idempotencyKey(run),
    gate: gateDocument(run),
    flags: Object.fromEntries(safe.map(({ flag, variant }) => [flag, { state: 'ENABLED', defaultVariant: variant }])),
  };
}

/** The same deploy and KPIs have the same key, however often the gate is run: it is rolled back once. */
export function idempotencyKey({ deploy, policy }: Pick<GateRun, 'deploy' | 'policy'>): string {
  return `plumbline-${fingerprintOf([deploy.id ?? null, deploy.atMs, deploy.service ?? null, deploy.version ?? null, [...policy.kpis].sort()])}`;
}
