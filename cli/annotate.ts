/** `plumbline annotate`: what happened, written into Grafana's own annotations, where Events of dialect grafana read it back. */
import type { EventKind } from '../src/kpi';
import { tagFault, isSafeLink, tagsOf, textOf, type AnnotationEvent } from '../src/kpi/events';
import type { Environment } from './connect';
import { GRAFANA_TOKEN } from './connect';
import { CannotRun, EXIT } from './exit';
import type { Answer } from './options';
import { masking } from './secrets';
import { parseInstant } from './time';

export interface AnnotateOptions {
  readonly grafana?: string;
  readonly grafanaTokenEnv?: string;
  readonly service?: string;
  readonly version?: string;
  readonly environment?: string;
  readonly team?: string;
  readonly author?: string;
  readonly severity?: string;
  readonly kpi?: string;
  readonly text?: string;
  readonly link?: string;
  readonly from?: string;
  readonly to?: string;
  readonly tag: readonly string[];
  readonly id?: string;
  readonly end?: string;
  readonly dryRun?: boolean;
}

interface Annotation {
  readonly id?: number;
  readonly time: number;
  readonly timeEnd?: number;
  readonly text: string;
  readonly tags: readonly string[];
}

export interface AnnotateHost {
  readonly nowMs: number;
  readonly env: Environment;
  readonly fetch: typeof fetch;
}

const DEADLINE_MS = 25_000;

/**
 * Writes an event, or ends one (`end`: the id that Grafana gave, or that of `--id`). The same `--id` again writes nothing twice: what differs is changed.
 * Exit 1: what is to be ended has ended, or is not there. @throws CannotRun; no message holds the token
 */
export async function annotateCommand(kind: EventKind, options: AnnotateOptions, host: AnnotateHost): Promise<Answer> {
  return options.end === undefined ? write(kind, options, host) : end(options, host);
}

async function write(kind: EventKind, options: AnnotateOptions, host: AnnotateHost): Promise<Answer> {
  const annotation = annotationOf(kind, options, host.nowMs);
  if (options.dryRun) {
    return answer('would write', { id: null, created: false, changed: false, annotation });
  }
  const grafana = grafanaOf(options, host);
  const [before] = options.id === undefined ? [] : await byOwnId(grafana, kind, options.id);
  if (!before) {
    const made = (await grafana.ask('POST', 'api/annotations', annotation)) as { id?: number };
    return answer('wrote', { id: made.id ?? null, created: true, changed: true, annotation });
  }
  // The time of the first writing stands, unless another is given: a step of a pipeline that runs again is no new deploy.
  const { time, ...rest } = annotation;
  const wanted = options.from === undefined ? { ...rest, time: before.time } : annotation;
  const same =
    wanted.time === before.time &&
    (wanted.timeEnd === undefined || wanted.timeEnd === before.timeEnd) &&
    wanted.text === before.text &&
    JSON.stringify([...wanted.tags].sort()) === JSON.stringify([...before.tags].sort());
  if (!same) {
    await grafana.ask('PATCH', `api/annotations/${before.id}`, wanted);
  }
  const said = same ? 'had already written' : 'changed';
  return answer(said, { id: before.id ?? null, created: false, changed: !same, annotation: wanted });
}

async function end(options: AnnotateOptions, host: AnnotateHost): Promise<Answer> {
  const id = options.end!;
  const at = parseInstant('--to', options.to ?? 'now', host.nowMs);
  if (options.dryRun) {
    return answer(`would end ${id}`, { id: null, created: false, changed: false, annotation: { timeEnd: at } });
  }
  const grafana = grafanaOf(options, host);
  const [found] = /^[1-9]\d*$/.test(id)
    ? [(await grafana.find(`api/annotations/${id}`)) as Annotation | undefined]
    : await byOwnId(grafana, 'incident', id);
  const no = (text: string): Answer => ({ json: { id, ended: false, reason: text }, text, exit: EXIT.no });
  if (!found) {
    return no(`There is no annotation ${id}.`);
  }
  if (found.timeEnd !== undefined && found.timeEnd > found.time) {
    return found.timeEnd === at && options.to !== undefined
      ? answer('had already ended', { id: found.id ?? null, created: false, changed: false, annotation: found })
      : no(`The annotation ${id} has ended already, at ${new Date(found.timeEnd).toISOString()}.`);
  }
  if (at <= found.time) {
    return no(`The annotation ${id} began at ${new Date(found.time).toISOString()}; it cannot end before that.`);
  }
  await grafana.ask('PATCH', `api/annotations/${found.id}`, { timeEnd: at });
  return answer('ended', {
    id: found.id ?? null,
    created: false,
    changed: true,
    annotation: { ...found, timeEnd: at },
  });
}

function annotationOf(kind: EventKind, options: AnnotateOptions, nowMs: number): Annotation {
  const { text, link, id, from, to, tag } = options;
  const texts = {
    ...pick('service', options.service),
    ...pick('version', options.version),
    ...pick('environment', options.environment),
    ...pick('team', options.team),
    ...pick('author', options.author),
    ...pick('severity', options.severity),
    ...pick('kpi', options.kpi),
  };
  const title = (text ?? [options.service, options.version].filter(Boolean).join(' ')).replace(/\s+/g, ' ').trim();
  if (title === '') {
    throw new CannotRun('Say what happened: --text, or --service (and --version).');
  }
  if (link !== undefined && !isSafeLink(link)) {
    throw new CannotRun('--link takes https://…, http://… or a path of the Grafana.');
  }
  const event: AnnotationEvent = { kind, title, ...pick('link', link), texts, ...pick('id', id) };
  const tags = [...tagsOf(event), ...tag];
  const fault = tags.map((one) => tagFault(one)).find((one) => one !== undefined);
  if (fault !== undefined) {
    throw new CannotRun(fault);
  }
  const time = parseInstant('--from', from ?? 'now', nowMs);
  const timeEnd = to === undefined ? undefined : parseInstant('--to', to, nowMs);
  if (timeEnd !== undefined && timeEnd < time) {
    throw new CannotRun(`--to ${to} is before ${from === undefined ? 'now; give --from' : `--from ${from}`}.`);
  }
  return { time, ...(timeEnd === undefined ? {} : { timeEnd }), text: textOf(event), tags: [...new Set(tags)] };
}

const pick = <K extends string>(name: K, value: string | undefined) =>
  (value === undefined || value === '' ? {} : { [name]: value }) as { readonly [P in K]?: string };

interface Grafana {
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  /** As `ask` GET; undefined where there is no such thing. */
  find(path: string): Promise<unknown>;
}

/** Without from and to Grafana looks at all times. */
async function byOwnId(grafana: Grafana, kind: string, id: string): Promise<Annotation[]> {
  const tags = [`id:${id}`, `kind:${kind}`].map((tag) => `tags=${encodeURIComponent(tag)}`).join('&');
  const found = await grafana.ask('GET', `api/annotations?limit=1&type=annotation&${tags}`);
  return Array.isArray(found) ? (found as Annotation[]) : [];
}

function grafanaOf({ grafana, grafanaTokenEnv = GRAFANA_TOKEN }: AnnotateOptions, host: AnnotateHost): Grafana {
  if (grafana === undefined || !URL.canParse(grafana) || !/^https?:$/.test(new URL(grafana).protocol)) {
    throw new CannotRun('--grafana takes the address of a Grafana, such as https://grafana.example.com.');
  }
  const base = new URL(grafana);
  const token = host.env[grafanaTokenEnv] || decodeURIComponent(base.username);
  const mask = masking([token, base.username, base.password]);
  base.username = base.password = base.search = base.hash = '';
  const address = base.toString().replace(/\/$/, '');
  if (!token) {
    throw new CannotRun(`--grafana needs a token: the environment variable ${grafanaTokenEnv} is not set.`);
  }
  const ask = async (method: string, path: string, body?: unknown, absentIsFine = false): Promise<unknown> => {
    let response: Response;
    let text: string;
    try {
      response = await host.fetch(`${address}/${path}`, {
        method,
        headers: { accept: 'application/json', 'content-type': 'application/json', authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      text = await response.text();
    } catch (error) {
      const { message, cause } = error as Error;
      throw new CannotRun(mask(`Grafana at ${address} did not answer: ${(cause as Error)?.message ?? message}.`));
    }
    if (response.status === 404 && absentIsFine) {
      return undefined;
    }
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      throw new CannotRun(`Grafana at ${address} answered HTTP ${response.status} with something that is no JSON.`);
    }
    if (!response.ok) {
      const said = String((json as { message?: unknown } | null)?.message ?? '');
      const may =
        response.status === 403 ? ' The token needs annotations:read, annotations:create and annotations:write.' : '';
      throw new CannotRun(
        mask(`Grafana at ${address} answered HTTP ${response.status}: ${said || 'no reason'}.${may}`)
      );
    }
    return json;
  };
  return { ask, find: (path) => ask('GET', path, undefined, true) };
}

interface Done {
  /** Grafana's number; null: nothing was asked. */
  readonly id: number | null;
  readonly created: boolean;
  readonly changed: boolean;
  readonly annotation: Partial<Annotation>;
}

function answer(did: string, json: Done): Answer {
  const { annotation, id } = json;
  const when = annotation.time === undefined ? '' : ` ${new Date(annotation.time).toISOString()}`;
  const until = annotation.timeEnd === undefined ? '' : ` to ${new Date(annotation.timeEnd).toISOString()}`;
  const tags = annotation.tags ? `: ${annotation.tags.join(', ')}` : '';
  return { json, text: `${did}${id === null ? '' : ` annotation ${id}`}${when}${until}${tags}`, exit: EXIT.fine };
}
