/** What a store tells of events -> records: kinds, ends, links and names settled, doubles taken out, and what was doubtful told. */
import { LINK_PATTERN } from '../definition/scalars';
import { EVENT_KINDS, EVENT_TEXTS, type EventKind, type EventsDefinition, type EventText } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { EventRecord } from '../results/types-events';

/** An event as a store has it. */
export interface Found {
  /** UTC epoch ms; null where the store has no time. */
  readonly atMs: number | null;
  /** Null: none. */
  readonly endMs: number | null;
  /** The word for its kind; null or absent: the definition's type. */
  readonly kind?: string | null;
  readonly alert?: true;
  readonly texts: Readonly<Partial<Record<EventText, string | null>>>;
}

export interface Records {
  /** Ascending by time, then by id. */
  readonly records: readonly EventRecord[];
  readonly said: readonly Diagnostic[];
}

/** Never drops silently: PL4050 without a time, PL4051 ends before it begins, PL4052 unknown kind, PL4055 doubles, PL4056 unsafe links. */
export function recordsOf(definition: EventsDefinition, found: readonly Found[]): Records {
  const told = { timeless: 0, backwards: 0, doubles: 0, links: 0, strange: new Map<string, number>() };
  const unique = new Map<string, EventRecord>();
  for (const one of found) {
    const { atMs } = one;
    if (atMs === null || !Number.isFinite(atMs)) {
      told.timeless++;
      continue;
    }
    const kind = kindOf(definition, one.kind ?? '');
    if (kind === undefined) {
      told.strange.set(one.kind!, (told.strange.get(one.kind!) ?? 0) + 1);
    }
    const backwards = one.endMs !== null && one.endMs < atMs;
    const { link, kpi, ...texts } = textsOf(one.texts);
    const unsafe = link !== undefined && !SAFE.test(link);
    told.backwards += backwards ? 1 : 0;
    told.links += unsafe ? 1 : 0;
    const record: EventRecord = {
      id: idOf(definition.name, atMs, texts.service, texts.version),
      kind: kind ?? definition.type,
      atMs,
      endMs: backwards ? atMs : one.endMs,
      ...texts,
      title: texts.title ?? ([texts.service, texts.version].filter(Boolean).join(' ') || definition.displayName),
      ...(link === undefined || unsafe ? {} : { link }),
      ...(one.alert ? { alert: true as const } : {}),
      events: definition.name,
      source: definition.source,
      ...(kpi === undefined ? (definition.kpis ? { kpis: definition.kpis } : {}) : { kpis: [kpi] }),
    };
    const key = JSON.stringify(record);
    told.doubles += unique.has(key) ? 1 : 0;
    unique.set(key, record);
  }
  return { records: numbered([...unique.values()]), said: sayings(definition, told) };
}

const SAFE = new RegExp(LINK_PATTERN, 'i');

/** http, https or a path of this Grafana. */
export const isSafeLink = (link: string): boolean => SAFE.test(link);

/** The kind that a word means; `''` (nothing said) is the definition's type; undefined where it means none. */
function kindOf({ type, from }: EventsDefinition, word: string): EventKind | undefined {
  if (word === '') {
    return type;
  }
  if (from.store === 'sql' && Object.prototype.hasOwnProperty.call(from.kinds, word)) {
    return from.kinds[word];
  }
  return EVENT_KINDS.find((kind) => kind === word);
}

/** The texts that are there; an empty one says nothing. */
function textsOf(texts: Found['texts']): Partial<Record<EventText, string>> {
  const there: Partial<Record<EventText, string>> = {};
  for (const name of EVENT_TEXTS) {
    const text = texts[name];
    if (text !== undefined && text !== null && text !== '') {
      there[name] = text;
    }
  }
  return there;
}

/** See `EventRecord.id`. */
export function idOf(events: string, atMs: number, service = '', version = ''): string {
  return [events, String(atMs), service, version].map(encoded).join('/');
}

/** The name of the definition and the instant that an id holds; undefined for what is no id. */
export function partsOfId(id: string): { readonly events: string; readonly atMs: number } | undefined {
  const parts = id.split('/');
  const atMs = Number(parts[1]);
  if (parts.length < 4 || parts.length > 5 || parts[1] === '' || !Number.isFinite(atMs)) {
    return undefined;
  }
  try {
    return { events: decodeURIComponent(parts[0]), atMs };
  } catch {
    return undefined;
  }
}

/** Halves of a pair have no UTF-8, and encodeURIComponent would throw. */
const encoded = (part: string) =>
  encodeURIComponent(
    part.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (c) => (c.length === 2 ? c : '\ufffd'))
  );

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Sorted; different events of one id get numbers, in an order that does not depend on the store's. */
function numbered(records: readonly EventRecord[]): EventRecord[] {
  const text = (record: EventRecord) => JSON.stringify(record);
  const sorted = records
    .slice()
    .sort((a, b) => a.atMs - b.atMs || compare(a.id, b.id) || compare(a.title, b.title) || compare(text(a), text(b)));
  const times = new Map<string, number>();
  return sorted.map((record) => {
    const n = (times.get(record.id) ?? 0) + 1;
    times.set(record.id, n);
    return n === 1 ? record : { ...record, id: `${record.id}/${n}` };
  });
}

interface Told {
  readonly timeless: number;
  readonly backwards: number;
  readonly doubles: number;
  readonly links: number;
  readonly strange: ReadonlyMap<string, number>;
}

const MOST_WORDS = 5;

function sayings({ displayName: events, type }: EventsDefinition, told: Told): Diagnostic[] {
  const said: Diagnostic[] = [];
  if (told.timeless > 0) {
    said.push(diagnostic('PL4050', { events, rows: told.timeless }));
  }
  if (told.backwards > 0) {
    said.push(diagnostic('PL4051', { events, rows: told.backwards }));
  }
  if (told.strange.size > 0) {
    const values = [...told.strange.keys()].slice(0, MOST_WORDS);
    const rows = [...told.strange.values()].reduce((sum, n) => sum + n, 0);
    said.push(diagnostic('PL4052', { events, values, rows, type }));
  }
  if (told.doubles > 0) {
    said.push(diagnostic('PL4055', { events, rows: told.doubles }));
  }
  if (told.links > 0) {
    said.push(diagnostic('PL4056', { events, rows: told.links }));
  }
  return said;
}
