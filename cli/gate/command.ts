/** `plumbline gate`: whether a release may go on. */
import { directTransport } from '../../src/hosts/direct';
import { parseDuration, type DefinitionSet, type EventRecord } from '../../src/kpi';
import {
  eventsIn,
  findDeploy,
  GATED_KINDS,
  gateDocument,
  gateMarkdown,
  gateText,
  namedDeploy,
  rollbackPayload,
  type GatedDeploy,
  type GatePolicy,
  type GateRun,
  type SafeVariant,
} from '../../src/kpi/gate';
import { closeAll, connect } from '../connect';
import { loadDefinitions } from '../definitions';
import { CannotRun, EXIT, type ExitCode } from '../exit';
import { refused, type Answer } from '../options';
import { parseInstant } from '../time';
import { asking, type Ask } from './ask';
import type { GateHost } from './host';
import type { Watched } from './look';
import type { GateOptions } from './options';
import { progressTo, type Progress } from './progress';
import { callRollback, webhookOf, type Webhook } from './rollback';
import { watch } from './watch';

const ms = (option: string, text: string, least: number): number => {
  const found = parseDuration(text);
  if (found === undefined || found < least) {
    throw new CannotRun(`${option} ${text}: not a duration such as 10m, or too short.`);
  }
  return found;
};

/** Everything that was asked for, checked before anything is sent. */
interface Order {
  readonly definitions: DefinitionSet;
  readonly forMs: number;
  readonly intervalMs: number;
  readonly sinceMs: number;
  readonly maxLoss?: number;
  readonly webhook?: Webhook;
  readonly safe: readonly SafeVariant[];
}

/**
 * Exit 0: open. 1: closed, or the question is invalid in the definitions. 2: it could not be run, or was interrupted; nothing was decided. The
 * rollback webhook is called when it closes; that it failed is said, and changes no exit.
 */
export async function gateCommand(options: GateOptions, host: GateHost): Promise<Answer> {
  const loaded = loadDefinitions(options.definitions);
  if (!loaded.ok) {
    return { ...refused(loaded.diagnostics), exit: EXIT.couldNotRun };
  }
  const order = orderOf(options, loaded.value, host);
  const drivers = connect(loaded.value, options, host.env);
  const ask = asking(loaded.value, directTransport(drivers), host.nowMs, host.signal);
  let policy: GatePolicy | undefined;
  const progress = progressTo(host, () => policy!);
  try {
    const deploy = await deployOf(options, order, ask, host, progress);
    policy = policyOf(options, order, deploy);
    const watched: Watched = {
      definitions: loaded.value,
      kpis: options.kpi,
      deploy,
      impact: impactOf(options, deploy),
    };
    progress.note(`Watching ${options.kpi.join(', ')} since ${deploy.title}, ${new Date(deploy.atMs).toISOString()}.`);
    const seen = await watch({ watched, policy, intervalMs: order.intervalMs }, ask, host, progress.say);
    progress.end();
    const timeZone = loaded.value.kpis.get(options.kpi[0])?.timeZone ?? 'UTC';
    return await finish({ deploy, policy, timeZone, ...seen }, options, order, host);
  } finally {
    progress.end();
    await closeAll(drivers);
  }
}

function orderOf(options: GateOptions, definitions: DefinitionSet, host: GateHost): Order {
  const { maxLoss } = options;
  const loss = maxLoss === undefined ? undefined : Number(maxLoss);
  if (loss !== undefined && !(loss >= 0 && Number.isFinite(loss))) {
    throw new CannotRun(`--max-loss ${maxLoss}: an amount of money such as 500.`);
  }
  if (options.deploy === undefined && options.at === undefined) {
    throw new CannotRun(
      '--deploy names what to judge (an id, service@version, or a service); without Events, --at TIME.'
    );
  }
  const safe = options.rollbackFlag.map(([flag, variant]) => ({ flag, variant }));
  if (safe.length > 0 && options.rollbackWebhook === undefined) {
    throw new CannotRun('--rollback-flag needs --rollback-webhook: nothing else would switch it.');
  }
  return {
    definitions,
    forMs: ms('--for', options.for, 60_000),
    intervalMs: ms('--interval', options.interval, 1000),
    sinceMs: ms('--since', options.since, 60_000),
    ...(loss === undefined ? {} : { maxLoss: loss }),
    ...(options.rollbackWebhook === undefined
      ? {}
      : { webhook: webhookOf(options.rollbackWebhook, options.webhookTokenEnv, host.env) }),
    safe,
  };
}

function policyOf(options: GateOptions, { forMs, maxLoss }: Order, deploy: GatedDeploy): GatePolicy {
  return {
    kpis: options.kpi,
    deployMs: deploy.atMs,
    untilMs: deploy.atMs + forMs,
    patienceMs: ms('--patience', options.patience, 0),
    severity: options.closeOn,
    ...(maxLoss === undefined ? {} : { maxLoss }),
    whenUndecided: options.whenUndecided,
    onNoData: options.onNoData,
  };
}

function impactOf(options: GateOptions, deploy: GatedDeploy): Watched['impact'] {
  return {
    ...(deploy.id === undefined ? {} : { deploy: deploy.id }),
    ...(options.before === undefined ? {} : { before: options.before }),
    after: options.after ?? options.for,
    ...(options.control === undefined ? {} : { control: options.control }),
  };
}

/** Looks for the deploy until it is there: a pipeline may be quicker than the table that it writes to. */
async function deployOf(
  options: GateOptions,
  { sinceMs, intervalMs }: Order,
  ask: Ask,
  host: GateHost,
  progress: Progress
): Promise<GatedDeploy> {
  const startMs = host.nowMs();
  if (options.deploy === undefined) {
    const atMs = parseInstant('--at', options.at!, startMs);
    if (atMs > startMs) {
      throw new CannotRun(`--at ${options.at}: this is still to come.`);
    }
    return { atMs, title: 'the change' };
  }
  const named = namedDeploy(options.deploy);
  const events = options.events.length > 0 ? { events: options.events } : {};
  const patienceMs = ms('--patience', options.patience, 0);
  for (let round = 0; ; round++) {
    const nowMs = host.nowMs();
    const answer = await ask({ view: 'deploys', ...events, kinds: GATED_KINDS }, nowMs - sinceMs, nowMs + 1);
    const all = eventsIn(answer);
    const found = findDeploy(all, named, nowMs);
    if (found) {
      return gated(found);
    }
    const faults = answer.notices.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    if (nowMs - startMs >= patienceMs) {
      const seen = [...new Set(all.slice(-5).map((e) => [e.service, e.version].filter(Boolean).join('@')))].join(', ');
      const why = faults.length > 0 ? faults.join(' ') : `The newest are: ${seen === '' ? 'none at all' : seen}.`;
      throw new CannotRun(`There is no deploy "${options.deploy}" in the last ${options.since}. ${why}`);
    }
    if (round === 0) {
      progress.note(`There is no deploy "${options.deploy}" yet; waiting for it. ${faults.join(' ')}`.trim());
    }
    await host.sleep(Math.max(0, Math.min(intervalMs, startMs + patienceMs - nowMs)), host.signal);
  }
}

function gated({ id, atMs, title, kind, service, version, environment, link, author }: EventRecord): GatedDeploy {
  const texts = { service, version, environment, link, author };
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  return { id, atMs, title, kind, ...given };
}

async function finish(seen: GateRun, options: GateOptions, order: Order, host: GateHost): Promise<Answer> {
  const closed = seen.decision.outcome === 'closed';
  const rollback =
    closed && order.webhook ? await callRollback(order.webhook, rollbackPayload(seen, order.safe), host) : undefined;
  const run: GateRun = { ...seen, ...(rollback ? { rollback } : {}) };
  const document = gateDocument(run);
  if (options.json !== undefined) {
    host.write(options.json, `${JSON.stringify(document, null, 2)}\n`);
  }
  const summary = host.env.GITHUB_STEP_SUMMARY;
  if (options.markdown !== undefined) {
    host.write(options.markdown, gateMarkdown(run));
  } else if (summary !== undefined && summary !== '') {
    host.append(summary, gateMarkdown(run));
  }
  return { json: document, text: gateText(run), exit: exitOf(run) };
}

const exitOf = ({ decision: { outcome } }: GateRun): ExitCode =>
  outcome === 'open' ? EXIT.fine : outcome === 'closed' ? EXIT.no : EXIT.couldNotRun;
