/** Rows of any other data source that tell what happened: a time, a title, and what else their columns and tags say. */
import { DataFrame, Field, FieldType } from '@grafana/data';
import { fieldNamed, momentAt, textAt } from './cells';
import { kindOf } from './kinds';
import type { Happening, MarkKind } from './model';

const TITLES = ['title', 'name', 'event', 'text', 'description', 'message', 'summary', 'body'];
const TAGGED = ['kind', 'service', 'version', 'environment', 'team', 'author'] as const;

/** Null where no frame has a time and a text to tell. Rows without a time are left out. */
export function readPlain(frames: readonly DataFrame[]): Happening[] | null {
  const fit = frames.flatMap((frame) => {
    const time = fieldNamed(frame, 'time', 'timestamp', 'at', 'date') ?? frame.fields.find(isTime);
    const title = fieldNamed(frame, ...TITLES) ?? fieldNamed(frame, 'kind', 'type', 'version');
    return time && title && (isTime(time) || time.type !== FieldType.string) ? [{ frame, time, title }] : [];
  });
  return fit.length === 0 ? null : fit.flatMap(({ frame, time, title }) => readRows(frame, time, title));
}

const isTime = ({ type }: Field): boolean => type === FieldType.time;

function readRows(frame: DataFrame, time: Field, title: Field): Happening[] {
  const end = fieldNamed(frame, 'end', 'timeEnd', 'endTime', 'ended_at', 'until');
  const kind = fieldNamed(frame, 'kind', 'type', 'category');
  const tags = fieldNamed(frame, 'tags', 'labels');
  const own = {
    service: fieldNamed(frame, 'service', 'app', 'application', 'component'),
    version: fieldNamed(frame, 'version', 'tag', 'release', 'revision'),
    environment: fieldNamed(frame, 'environment', 'env', 'stage'),
    team: fieldNamed(frame, 'team', 'owner'),
    author: fieldNamed(frame, 'author', 'login', 'user'),
  };
  const link = fieldNamed(frame, 'link', 'url', 'href');
  const id = fieldNamed(frame, 'id', 'uid');
  const source = frame.name ?? frame.refId ?? '';
  const found: Happening[] = [];
  for (let row = 0; row < frame.length; row++) {
    const atMs = momentAt(time, row);
    if (atMs === null) {
      continue;
    }
    const words = tagsAt(tags, row);
    const tagged = (name: string) => words.find((word) => word.startsWith(`${name}:`))?.slice(name.length + 1) ?? '';
    const text = (name: Exclude<(typeof TAGGED)[number], 'kind'>) => textAt(own[name], row) || tagged(name);
    const what = kindFrom([textAt(kind, row), tagged('kind'), ...words]);
    const endMs = momentAt(end, row);
    const [service, version] = [text('service'), text('version')];
    const said = withoutMarkup(textAt(title, row));
    found.push({
      id: textAt(id, row) || [source, atMs, service, version].map((part) => encodeURIComponent(part)).join('/'),
      kind: what,
      atMs,
      endMs: endMs !== null && endMs > atMs ? endMs : null,
      // Only a source that knows of ends can say that there is none yet.
      open: what === 'incident' && end !== undefined && endMs === null,
      title: said || version || textAt(kind, row) || words[0] || '(no title)',
      service,
      version,
      environment: text('environment'),
      link: textAt(link, row),
      author: text('author'),
      team: text('team'),
      source,
      effects: [],
      frame,
      row,
    });
  }
  return found;
}

const kindFrom = (words: readonly string[]): MarkKind => {
  for (const word of words) {
    const kind = word === '' ? null : kindOf(word);
    if (kind) {
      return kind;
    }
  }
  return 'other';
};

/** Tags as a list, as JSON, or with commas between them. */
function tagsAt(field: Field | undefined, row: number): string[] {
  const value: unknown = field?.values[row];
  const list: unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.replace(/^\[|\]$|"/g, '').split(',')
      : [];
  return list.flatMap((tag) => (typeof tag === 'string' && tag.trim() !== '' ? [tag.trim()] : []));
}

/** Grafana's annotations may carry HTML; what is shown is text, on one line. */
const withoutMarkup = (text: string): string =>
  text
    .replace(/<\/?(a|b|i|br|p|div|span|strong|em)(\s[^>]*)?\/?>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
