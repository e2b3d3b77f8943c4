/** The options of `plumbline report incident`, and the report with nothing secret in what is printed. */
import { Option, type Command } from 'commander';
import { CannotRun } from './exit';
import { withSources } from './gate/options';
import type { Streams } from './main';
import type { Answer } from './options';
import { reportCommand, type ReportOptions } from './report';
import { masking, secretsOfSources } from './secrets';

const collect = (value: string, before: string[]) => [...before, value];

export function withReportOptions(command: Command, description: string): Command {
  return withSources(command.description(description))
    .requiredOption('--definitions <path...>', 'folders or files of definitions')
    .addOption(new Option('--kpi <name...>', 'the KPIs (repeat; default: all)').argParser(collect).default([]))
    .option('--area <area>', 'the KPIs of an area')
    .option('--from <time>', 'when it began: RFC 3339 or now-2h')
    .option('--to <time>', 'when it ended, or now', 'now')
    .option('--incident <which>', 'instead: id or title of an incident of the Events')
    .option('--events <name>', 'only these Events (repeat)', collect, [])
    .option('--title <text>', 'heading of the report')
    .option('--control <what>', 'auto, none, weekday, or segment=value')
    .option('--out <file>', 'write it here: .md (pictures beside it), .html or .json')
    .addOption(new Option('--format <format>', 'instead of by the file’s name').choices(['json', 'markdown', 'html']));
}

/** @throws CannotRun, its message masked, also where it was interrupted */
export async function runReport(options: ReportOptions, streams: Streams): Promise<Answer> {
  const mask = masking(secretsOfSources(options, streams.env ?? {}));
  const signal = streams.interrupted?.() ?? new AbortController().signal;
  try {
    const { json: _, text, ...rest } = await reportCommand(options, streams.nowMs(), streams.env ?? {}, signal, mask);
    return { json: undefined, text: mask(text), ...rest };
  } catch (error) {
    if (signal.aborted) {
      throw new CannotRun('interrupted; no report was written.');
    }
    throw error instanceof CannotRun ? new CannotRun(mask(error.message)) : error;
  }
}
