import process from 'node:process';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import {
  COMPARISONS,
  DAY_MS,
  EVENT_KINDS,
  formatDiagnostic,
  GRAINS,
  parseDuration,
  VIEWS,
  type EventKind,
} from '../src/kpi';
import { annotateCommand, type AnnotateOptions } from './annotate';
import { explainCommand } from './explain';
import { CannotRun, EXIT, type ExitCode } from './exit';
import { IMPORT_FORMATS } from '../src/kpi/definition/interchange';
import { SQL_DIALECTS } from '../src/kpi/definition/types';
import { GRAFANA_TOKEN, type Environment } from './connect';
import { exportCommand } from './export';
import type { GateHost } from './gate/host';
import { runGate } from './gate/run';
import { withGateOptions, withSources, type GateOptions } from './gate/options';
import { importCommand } from './import';
import type { Answer } from './options';
import { newCommand } from './new';
import { queryCommand } from './query';
import { runReport, withReportOptions } from './report-run';
import { rulesCommand } from './rules';
import { withoutValues } from './secrets';
import { TARGETS } from '../src/kpi/alerting/rules';
import { validateCommand } from './validate';

const collect = (value: string, before: string[]) => [...before, value];

function dimensionValue(text: string, before: ReadonlyArray<readonly [string, string]>) {
  const cut = text.indexOf('=');
  if (cut <= 0) {
    throw new InvalidArgumentError('write dimension=value');
  }
  return [...before, [text.slice(0, cut), text.slice(cut + 1)] as const];
}

function rollingPeriod(text: string): string {
  const ms = parseDuration(text);
  if (ms === undefined || ms < 3_600_000 || ms > 400 * DAY_MS) {
    throw new InvalidArgumentError('a duration such as 28d, of 1h to 400d');
  }
  return text;
}

function positiveInteger(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw new InvalidArgumentError('a whole number from 1 to 999999');
  }
  return Number(text);
}

function withQueryOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--kpi <name...>', 'KPI or funnel; several for the views value and alert')
        .argParser(collect)
        .default([])
    )
    .option('--area <area>', 'all KPIs of an area')
    .addOption(new Option('--view <view>', 'what to make of it').choices(VIEWS).makeOptionMandatory())
    .requiredOption('--from <time>', 'RFC 3339 or now-30d')
    .option('--to <time>', 'RFC 3339 or now', 'now')
    .option('--by <dimension>', 'split by a segment (repeat)', collect, [])
    .option('--filter <dimension=value>', 'only these (repeat; equal dimensions are ORed)', dimensionValue, [])
    .addOption(new Option('--grain <grain>', 'bucket of a series').choices([...GRAINS, 'auto']))
    .option('--window <duration>', 'only the last of the range, such as 30m')
    .option('--objective <name>', 'of budget, burn and alert: only this one')
    .addOption(new Option('--severity <severity>', 'of alert: only these').choices(['page', 'ticket']))
    .addOption(new Option('--compare <period>', 'beside another period').choices(COMPARISONS))
    .option('--limit <n>', 'at most so many segments', positiveInteger)
    .option('--other', 'of breakdown: what is beyond the limit as one last row')
    .option('--events <name>', 'of deploys and incidents: only these Events (repeat)', collect, [])
    .addOption(
      new Option('--kind <kind...>', `of deploys and incidents: only ${EVENT_KINDS.join(', ')}`)
        .choices(EVENT_KINDS)
        .default([])
    )
    .option('--service <name>', 'of deploys and incidents: only of this service (repeat)', collect, [])
    .option('--environment <name>', 'of deploys and incidents: only of this environment (repeat)', collect, [])
    .option('--deploy <id>', 'of impact: the event to judge, as the view deploys names it')
    .option('--before <duration>', 'of impact and deploys: how much time before counts as usual')
    .option('--after <duration>', 'of impact and deploys: how long after is looked at')
    .option('--control <what>', 'of impact and deploys: auto, none, weekday or segment=value')
    .option('--trace <id>', 'of traces: the spans of one, by its id, or newest');
}

export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly nowMs: () => number;
  /** Whether standard error is a terminal; default no. */
  readonly isTty?: boolean;
  /** Default: none of them is set. */
  readonly env?: Environment;
  /** From when it is called, Ctrl-C aborts the signal instead of ending the process. */
  readonly interrupted?: () => AbortSignal;
  readonly sleep?: GateHost['sleep'];
  readonly fetch?: typeof fetch;
}

/** Runs one command line (without `node plumbline`) and answers its exit code; never throws. */
export async function run(args: readonly string[], streams: Streams): Promise<ExitCode> {
  let code: ExitCode = EXIT.fine;
  const program = new Command('plumbline')
    .description('Business KPIs as contracts: validate them, see what they ask, ask it.')
    .exitOverride()
    // What commander says of a command line repeats it, and there may be a password in it.
    .configureOutput({ writeOut: streams.out, writeErr: (text) => streams.err(withoutValues(text)) });

  const finish = (format: string, answer: Answer) => {
    for (const complaint of answer.complaints ?? []) {
      streams.err(`${formatDiagnostic(complaint)}\n`);
    }
    const text = format === 'json' && answer.json !== undefined ? JSON.stringify(answer.json, null, 2) : answer.text;
    if (text) {
      streams.out(`${text}\n`);
    }
    code = answer.exit;
  };
  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .requiredOption('--definitions <path...>', 'folders or files of definitions')
      .addOption(
        new Option('--format <format>', 'for people or for programs').choices(['text', 'json']).default('text')
      );

  command('validate', 'Check definitions: every error with its place.')
    .option(
      '--against <path...>',
      'earlier definitions: print what differs; exit 1 where a number changes without a version'
    )
    .action((o) => finish(o.format, validateCommand(o.definitions, o.against)));
  withQueryOptions(command('explain', 'Print the requests a query would send.')).action((o) =>
    finish(o.format, explainCommand(o, streams.nowMs()))
  );
  withSources(withQueryOptions(command('query', 'Ask the stores and print the result.'))).action(async (o) =>
    finish(o.format, await queryCommand(o, streams.nowMs(), streams.env))
  );
  withGateOptions(
    command('gate', 'Watch KPIs after a deploy: exit 0 open, 1 closed, 2 could not run.'),
    dimensionValue
  ).action(async (o: GateOptions & { format: string }) => finish(o.format, await runGate(o, streams)));

  withReportOptions(
    program.command('report').description('Write down what happened.').command('incident'),
    'Write the postmortem of a time: what it did, to whom, and what it cost.'
  ).action(async (o) => finish(o.format ?? 'text', await runReport(o, streams)));

  program
    .command('annotate')
    .description('Write what happened into Grafana’s annotations: exit 0 written, 1 nothing to end, 2 could not run.')
    .addArgument(new Argument('<kind>', 'what happened').choices(EVENT_KINDS))
    .option('--service <name>', 'what was changed, or what is hurt')
    .option('--version <text>', 'its version, or the variant of a flag')
    .option('--environment <name>', 'where')
    .option('--team <name>', 'whose')
    .option('--author <name>', 'who did it')
    .option('--severity <word>', 'how bad an incident is')
    .option('--kpi <name>', 'the KPI that it concerns')
    .option('--text <text>', 'title (default: service and version)')
    .option('--link <address>', 'where to read more')
    .option('--from <time>', 'when it began, RFC 3339 or now-5m (default: now)')
    .option('--to <time>', 'when it was over; without it an incident stays open')
    .option('--tag <tag>', 'one more tag (repeat)', collect, [])
    .option('--id <id>', 'your own name for it: the same again writes nothing twice')
    .option('--end <id>', 'end the open incident of this --id, or of Grafana’s number')
    .option('--grafana <URL>', 'the Grafana')
    .option('--grafana-token-env <NAME>', 'environment variable that holds its token', GRAFANA_TOKEN)
    .option('--dry-run', 'say what would be written, and ask nobody')
    .addOption(new Option('--format <format>', 'for people or for programs').choices(['text', 'json']).default('text'))
    .action(async (kind: EventKind, o: AnnotateOptions & { format: string }) => {
      const host = { nowMs: streams.nowMs(), env: streams.env ?? {}, fetch: streams.fetch ?? fetch };
      finish(o.format, await annotateCommand(kind, o, host));
    });

  command('rules', 'Print alert rules for Grafana or Prometheus.')
    .addOption(new Option('--target <target>', 'whom the rules ask').choices(TARGETS).makeOptionMandatory())
    .option('--data-source-uid <uid>', 'uid of the Plumbline data source; rules’ uids begin with it', 'plumbline')
    .option('--folder <folder>', 'folder of Grafana instead of each KPI’s area')
    .option('--board <address>', 'board of KPIs that name none: an address, or a path of this Grafana')
    .option('--source <name>', 'target prometheus: only KPIs of this source')
    .action((o) => finish(o.format, rulesCommand(o)));

  program
    .command('import')
    .description('Make definitions of documents of another format.')
    .argument('<file...>', 'files of YAML or JSON')
    .addOption(new Option('--from <format>', 'what they are').choices(IMPORT_FORMATS).makeOptionMandatory())
    .option('--period <duration>', 'time window of Sloth’s objectives', rollingPeriod, '30d')
    .option('--source-uid <NAME=UID>', 'Grafana uid of a source (repeat)', dimensionValue, [])
    .addOption(
      new Option('--format <format>', 'YAML, or JSON with all that was left out')
        .choices(['yaml', 'json'])
        .default('yaml')
    )
    .action((files: string[], o) => finish(o.format, importCommand(files, o)));
  program
    .command('export')
    .description('Write definitions in another format.')
    .addOption(new Option('--to <format>', 'which').choices(['openslo']).makeOptionMandatory())
    .requiredOption('--definitions <path...>', 'folders or files of definitions')
    .addOption(
      new Option('--format <format>', 'YAML, or JSON with all that cannot be said')
        .choices(['yaml', 'json'])
        .default('yaml')
    )
    .action((o) => finish(o.format, exportCommand(o.definitions)));

  program
    .command('new')
    .description('Print a definition to begin with: one of the ten metrics of the guide.')
    .argument('[template]', 'which, see --list')
    .option('--list', 'name the templates')
    .addOption(new Option('--dialect <dialect>', 'store that it asks').choices(['prometheus', ...SQL_DIALECTS]))
    .option('--name <name>', 'of the KPI, where it is not the template’s')
    .option('--source <name>', 'a source that you have defined already; its document is then left out')
    .addOption(
      new Option('--format <format>', 'YAML and text, or for programs').choices(['text', 'json']).default('text')
    )
    .action((template: string | undefined, o) => finish(o.format, newCommand(template, o)));

  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.fine : EXIT.couldNotRun;
    }
    const text = error instanceof CannotRun ? error.message : ((error as Error).stack ?? String(error));
    streams.err(`plumbline: ${withoutValues(text)}\n`);
    return EXIT.couldNotRun;
  }
}

export async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    nowMs: () => Date.now(),
    isTty: process.stderr.isTTY ?? false,
    env: process.env,
    interrupted() {
      const interrupt = new AbortController();
      // Once: whoever presses Ctrl-C again means it.
      process.once('SIGINT', () => interrupt.abort());
      process.once('SIGTERM', () => interrupt.abort());
      return interrupt.signal;
    },
  });
}
