/** `/api/annotations` in memory: the shop's deploys, and what is written while the workbench runs. */
import type { PgliteStore } from '../stores/pglite';
import { HttpError } from './request';

export interface Annotation {
  readonly id: number;
  readonly time: number;
  readonly timeEnd: number;
  readonly text: string;
  readonly tags: readonly string[];
}

/** Ids of deploys stay below this; written ones start here. */
const WRITTEN = 1_000_000;
const LIMIT = 100;

export class Annotations {
  private readonly written: Annotation[] = [];

  constructor(private readonly store: PgliteStore | undefined) {}

  /** Newest first. `tags` are ANDed, or ORed with `matchAny`, as in Grafana. */
  async list(parameters: URLSearchParams): Promise<Annotation[]> {
    const from = Number(parameters.get('from') ?? -Infinity);
    const to = Number(parameters.get('to') ?? Infinity);
    const tags = parameters.getAll('tags');
    const any = parameters.get('matchAny') === 'true';
    const limit = Number(parameters.get('limit') ?? LIMIT);
    if ([from, to, limit].some(Number.isNaN)) {
      throw new HttpError(400, 'from, to and limit are numbers');
    }
    const fits = (one: Annotation) =>
      tags.length === 0 ||
      (any ? tags.some((tag) => one.tags.includes(tag)) : tags.every((tag) => one.tags.includes(tag)));
    return [...(await this.deploys()), ...this.written]
      .filter((one) => one.time <= to && one.timeEnd >= from && fits(one))
      .sort((a, b) => b.time - a.time)
      .slice(0, limit);
  }

  /** One that was written here. @throws 404 as Grafana */
  get(id: number): Annotation {
    const found = this.written.find((one) => one.id === id);
    if (!found) {
      throw new HttpError(404, 'Annotation not found');
    }
    return found;
  }

  /** Only what the body holds is changed. */
  patch(id: number, body: unknown): { readonly message: string } {
    const { time, timeEnd, text, tags } = (body ?? {}) as Partial<Annotation>;
    const before = this.get(id);
    const at = typeof time === 'number' && time > 0 ? time : before.time;
    this.written[this.written.indexOf(before)] = {
      ...before,
      time: at,
      timeEnd: Math.max(at, typeof timeEnd === 'number' && timeEnd > 0 ? timeEnd : before.timeEnd),
      ...(typeof text === 'string' && text !== '' ? { text } : {}),
      ...(Array.isArray(tags) ? { tags: tags.map(String) } : {}),
    };
    return { message: 'Annotation patched' };
  }

  create(body: unknown): { readonly id: number; readonly message: string } {
    const { time, timeEnd, text, tags } = (body ?? {}) as Partial<Annotation>;
    if (typeof text !== 'string' || text === '') {
      throw new HttpError(400, 'text field should not be empty');
    }
    const at = typeof time === 'number' ? time : Date.now();
    const id = WRITTEN + this.written.length;
    this.written.push({
      id,
      time: at,
      timeEnd: typeof timeEnd === 'number' ? timeEnd : at,
      text,
      tags: Array.isArray(tags) ? tags.map(String) : [],
    });
    return { id, message: 'Annotation added' };
  }

  private async deploys(): Promise<Annotation[]> {
    if (!this.store) {
      return [];
    }
    const answer = await this.store.select(
      'select service, version, kind, environment, started_at, ended_at, author from deploys order by started_at limit 1000'
    );
    return answer.rows.map(([service, version, kind, environment, startedAt, endedAt, author], i) => ({
      id: i + 1,
      time: startedAt as number,
      timeEnd: endedAt as number,
      text: `${service} ${version} (${author})`,
      tags: [String(kind), `service:${service}`, `environment:${environment}`],
    }));
  }
}
