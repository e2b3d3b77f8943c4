import fs from 'node:fs';
import path from 'node:path';
import { directTransport } from '../src/hosts/direct';
import type { DefinitionSet } from '../src/kpi';
import {
  incidentIn,
  picturesOf,
  reportOf,
  reportQuestions,
  toHtml,
  toMarkdown,
  type Answered,
  type Incident,
  type ReportModel,
  type ReportOrder,
} from '../src/kpi/report';
import { closeAll, connect, type Environment, type SourceOptions } from './connect';
import { loadDefinitions } from './definitions';
import { CannotRun, EXIT } from './exit';
import { asking, Refused, type Ask } from './gate/ask';
import { refused, type Answer } from './options';
import { parseInstant } from './time';

export interface ReportOptions extends SourceOptions {
  readonly definitions: string[];
  readonly kpi: string[];
  readonly area?: string;
  readonly from?: string;
  readonly to: string;
  readonly incident?: string;
  readonly events: string[];
  readonly title?: string;
  readonly control?: string;
  readonly out?: string;
  readonly format?: 'json' | 'markdown' | 'html';
}

/** So far back an incident is looked for that no `--from` gives a place in time. */
const INCIDENTS_BACK = 'now-30d';
const FORMATS = { '.md': 'markdown', '.html': 'html', '.htm': 'html', '.json': 'json' } as const;

/**
 * Writes the postmortem of a time to `--out` (Markdown with its pictures beside it), or prints it. Exit 1 where the definitions are invalid, 2 where nothing
 * could be asked, or what was asked makes no sense. What failed in part is in the report, and on standard error.
 */
export async function reportCommand(
  options: ReportOptions,
  nowMs: number,
  env: Environment,
  signal: AbortSignal,
  mask: (text: string) => string
): Promise<Answer> {
  const loaded = loadDefinitions(options.definitions);
  if (!loaded.ok) {
    return refused(loaded.diagnostics);
  }
  const kpis = kpisOf(loaded.value, options);
  const format = formatOf(options);
  const drivers = connect(loaded.value, options, env);
  try {
    const ask = asking(loaded.value, directTransport(drivers), () => nowMs, signal);
    const incident = await incidentOf(options, ask, nowMs);
    const order: ReportOrder = {
      incident,
      kpis,
      nowMs,
      ...(options.control === undefined ? {} : { control: options.control }),
      ...(options.events.length > 0 ? { events: options.events } : {}),
    };
    const answers = await askAll(loaded.value, order, ask);
    const model = reportOf(loaded.value, order, answers);
    // A list of what happened without a single number is no report.
    const numbers = answers.filter(({ question }) => question.kpi !== undefined);
    const failed = numbers.length > 0 && numbers.every(({ result }) => result.status === 'error');
    return write(model, format, options, failed, mask);
  } finally {
    await closeAll(drivers);
  }
}

/** Asks everything at once; drivers queue what their store does not take beside each other. What is refused becomes a doubt of the report. */
export async function askAll(definitions: DefinitionSet, order: ReportOrder, ask: Ask): Promise<Answered[]> {
  return Promise.all(
    reportQuestions(definitions, order).map(async (question) => {
      try {
        return { question, result: await ask(question.query, question.fromMs, question.toMs) };
      } catch (error) {
        if (!(error instanceof Refused)) {
          throw error;
        }
        const { kpi, query } = question;
        return {
          question,
          result: {
            kpi: kpi ?? '',
            view: query.view,
            status: 'error',
            frames: [],
            notices: error.notices,
            requests: 0,
          },
        };
      }
    })
  );
}

function kpisOf({ kpis }: DefinitionSet, { kpi, area }: ReportOptions): string[] {
  const unknown = kpi.filter((name) => !kpis.has(name));
  if (unknown.length > 0) {
    throw new CannotRun(
      `--kpi ${unknown.join(', ')}: there is no KPI of this name (there are: ${[...kpis.keys()].join(', ')}).`
    );
  }
  const inArea = [...kpis.values()].filter((one) => one.area === area).map(({ name }) => name);
  if (area !== undefined && inArea.length === 0) {
    throw new CannotRun(`--area ${area}: no KPI is in this area.`);
  }
  const all = kpi.length === 0 && area === undefined ? [...kpis.keys()] : [...kpi, ...inArea];
  return [...new Set(all)];
}

async function incidentOf(options: ReportOptions, ask: Ask, nowMs: number): Promise<Incident> {
  const toMs = Math.min(nowMs, parseInstant('--to', options.to, nowMs));
  if (options.incident !== undefined) {
    const fromMs = parseInstant('--from', options.from ?? INCIDENTS_BACK, nowMs);
    const events = options.events.length > 0 ? { events: options.events } : {};
    const found = incidentIn(
      await ask({ ...events, view: 'deploys', kinds: ['incident'] }, fromMs, toMs),
      options.incident,
      nowMs
    );
    if (!found) {
      throw new CannotRun(
        `--incident ${options.incident}: there is no such incident in the time looked at (--from, --to).`
      );
    }
    return { ...found, ...(options.title === undefined ? {} : { title: options.title }) };
  }
  if (options.from === undefined) {
    throw new CannotRun('--from and --to say when the incident was; or --incident names it.');
  }
  const fromMs = parseInstant('--from', options.from, nowMs);
  if (fromMs >= toMs) {
    throw new CannotRun('--from has to be before --to, and in the past.');
  }
  return { title: options.title ?? 'Incident', fromMs, toMs, ongoing: options.to === 'now' };
}

function formatOf({ format, out }: ReportOptions): 'json' | 'markdown' | 'html' {
  const byName = FORMATS[path.extname(out ?? '').toLowerCase() as keyof typeof FORMATS] as 'json' | undefined;
  if (format === undefined && out !== undefined && byName === undefined) {
    throw new CannotRun(`--out ${out}: name it .md, .html or .json, or say --format.`);
  }
  return format ?? byName ?? 'markdown';
}

function write(
  model: ReportModel,
  format: 'json' | 'markdown' | 'html',
  { out }: ReportOptions,
  failed: boolean,
  mask: (text: string) => string
): Answer {
  const exit = failed ? EXIT.couldNotRun : EXIT.fine;
  const folder = out === undefined ? undefined : `${path.basename(out, path.extname(out))}-pictures`;
  const text =
    format === 'json'
      ? `${JSON.stringify(model, null, 2)}\n`
      : format === 'html'
        ? toHtml(model)
        : toMarkdown(model, folder === undefined ? undefined : (name) => `${encodeURIComponent(folder)}/${name}`);
  if (out === undefined) {
    return { json: model, text: text.trimEnd(), exit };
  }
  try {
    fs.writeFileSync(out, mask(text));
    const pictures = format === 'markdown' ? picturesOf(model) : [];
    if (pictures.length > 0) {
      const beside = path.join(path.dirname(out), folder!);
      fs.mkdirSync(beside, { recursive: true });
      pictures.forEach(({ name, svg }) => fs.writeFileSync(path.join(beside, name), mask(svg)));
    }
  } catch (error) {
    throw new CannotRun(`${out} cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`);
  }
  return { json: model, text: [...model.summary, `Written to ${out}.`].join('\n'), exit };
}
