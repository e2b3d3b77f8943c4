/** Which deploy is meant: from view deploys. */
import { EVENT_KINDS, type EventKind, type EventRecord } from '../results/types-events';
import type { Result } from '../results/types';
import { fieldOf } from './read';

/** Kinds of events that a gate can judge. */
export const GATED_KINDS: readonly EventKind[] = ['deploy', 'rollback', 'flag', 'promotion'];

/** Rows of view deploys, as they come: ascending by time. Rows without an id or of a kind that nobody knows are left out. */
export function eventsIn(result: Result): EventRecord[] {
  return result.frames
    .filter((frame) => frame.meta?.part === 'events' || fieldOf(frame, 'id'))
    .flatMap((frame) =>
      (fieldOf(frame, 'time')?.values ?? []).flatMap((atMs, row) => {
        const text = (name: string) => {
          const value = fieldOf(frame, name)?.values[row];
          return typeof value === 'string' && value !== '' ? value : undefined;
        };
        const [id, kind] = [text('id'), text('kind') as EventKind | undefined];
        if (id === undefined || typeof atMs !== 'number' || !kind || !EVENT_KINDS.includes(kind)) {
          return [];
        }
        const end = fieldOf(frame, 'end')?.values[row];
        const texts = Object.fromEntries(TEXTS.map((name) => [name, text(name)]).filter(([, value]) => value));
        return [
          {
            id,
            kind,
            atMs,
            endMs: typeof end === 'number' ? end : null,
            title: text('title') ?? [text('service'), text('version')].filter(Boolean).join(' '),
            ...texts,
            events: text('events') ?? '',
            source: text('source') ?? '',
          },
        ];
      })
    );
}

const TEXTS = ['service', 'version', 'environment', 'link', 'author', 'team'] as const;

/** How a deploy is named: its id in full, `service@version`, or a service alone. */
export interface Named {
  readonly id: string;
  readonly service: string;
  readonly version?: string;
}

/** Reads `--deploy`. A version may hold an @, a service may not (`@scope/app@1.2` is scope and all: the last @ that is not the first sign cuts). */
export function namedDeploy(text: string): Named {
  const cut = text.lastIndexOf('@');
  return cut > 0 && cut < text.length - 1
    ? { id: text, service: text.slice(0, cut), version: text.slice(cut + 1) }
    : { id: text, service: text };
}

/** The newest event that is meant and lies not after `nowMs`; undefined where there is none. An id wins over a name. */
export function findDeploy(events: readonly EventRecord[], named: Named, nowMs: number): EventRecord | undefined {
  const past = events.filter(({ atMs }) => atMs <= nowMs);
  const newest = (found: readonly EventRecord[]) =>
    found.reduce<EventRecord | undefined>((best, one) => (!best || one.atMs >= best.atMs ? one : best), undefined);
  return (
    past.find(({ id }) => id === named.id) ??
    newest(
      past.filter(
        ({ service, version, kind }) =>
          GATED_KINDS.includes(kind) &&
          service === named.service &&
          (named.version === undefined || version === named.version)
      )
    )
  );
}
