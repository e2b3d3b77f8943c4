/** The options of `plumbline gate`. */
import { Option, type Command } from 'commander';
import type { Stance } from '../../src/kpi/gate';
import type { SourceOptions } from '../connect';

export interface GateOptions extends SourceOptions {
  readonly definitions: string[];
  readonly kpi: string[];
  readonly deploy?: string;
  readonly at?: string;
  readonly for: string;
  readonly interval: string;
  readonly since: string;
  readonly patience: string;
  readonly before?: string;
  readonly after?: string;
  readonly control?: string;
  readonly events: string[];
  readonly maxLoss?: string;
  readonly closeOn: 'page' | 'ticket';
  readonly whenUndecided: Stance;
  readonly onNoData: Stance;
  readonly json?: string;
  readonly markdown?: string;
  readonly rollbackWebhook?: string;
  readonly webhookTokenEnv?: string;
  readonly rollbackFlag: ReadonlyArray<readonly [string, string]>;
}

type Pair = (
  text: string,
  before: ReadonlyArray<readonly [string, string]>
) => ReadonlyArray<readonly [string, string]>;

const collect = (value: string, before: string[]) => [...before, value];

/** Where the stores are, for every command that asks them. */
export function withSources(command: Command): Command {
  return command
    .option('--source <NAME=URL>', 'where a source is (repeat)', collect, [])
    .option('--grafana <URL>', 'ask all other sources through this Grafana, by the uids of the definitions')
    .option('--grafana-token-env <NAME>', 'environment variable that holds its token (default: GRAFANA_TOKEN)');
}

export function withGateOptions(command: Command, pair: Pair): Command {
  return withSources(command)
    .addOption(
      new Option('--kpi <name...>', 'what must not get worse (repeat)')
        .argParser(collect)
        .makeOptionMandatory()
        .default([])
    )
    .option('--deploy <which>', 'id, service@version, or a service (its newest)')
    .option('--at <time>', 'instead, where there are no Events: when it was')
    .option('--events <name>', 'look for it in these Events (repeat)', collect, [])
    .option('--since <duration>', 'look for it so far back', '24h')
    .option('--for <duration>', 'watch so long after the deploy', '10m')
    .option('--interval <duration>', 'look so often', '30s')
    .option('--patience <duration>', 'how long a deploy may be missing, or a source be away at the end', '2m')
    .option('--before <duration>', 'what is usual: so long before the deploy')
    .option('--after <duration>', 'compare so long after it (default: as --for)')
    .option('--control <what>', 'auto, none, weekday, or segment=value')
    .option('--max-loss <money>', 'close when it surely lost more')
    .addOption(new Option('--close-on <severity>', 'alerts that close').choices(['page', 'ticket']).default('page'))
    .addOption(
      new Option('--when-undecided <stance>', 'at the end, with too little traffic to say')
        .choices(['open', 'closed'])
        .default('open')
    )
    .addOption(
      new Option('--on-no-data <stance>', 'at the end, with nothing measured')
        .choices(['open', 'closed'])
        .default('closed')
    )
    .option('--json <file>', 'write the decision as JSON')
    .option('--markdown <file>', 'write a summary (default: add it to $GITHUB_STEP_SUMMARY where that is set)')
    .option('--rollback-webhook <URL>', 'POST to this address when it closes')
    .option('--webhook-token-env <NAME>', 'environment variable that holds its bearer token')
    .option('--rollback-flag <flag=variant>', 'a flag to set, for the webhook (repeat)', pair, []);
}
