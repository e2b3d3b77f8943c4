/** Annotations of Grafana <-> events: the tags and the text that carry an event's fields. */
import type { EventText } from '../definition/types';
import type { ColumnFrame, UpstreamRequest } from '../plan/request';
import type { Found } from './records';

/** What a host makes of `/api/annotations`, a row each. `tags` is a JSON list; an annotation without an end has `timeEnd` = `time`. */
export const ANNOTATION_COLUMNS: UpstreamRequest['columns'] = [
  { name: 'time', type: 'number' },
  { name: 'timeEnd', type: 'number' },
  { name: 'text', type: 'string' },
  { name: 'tags', type: 'string' },
  { name: 'login', type: 'string' },
];

/** Fields that a tag `name:value` holds. The link is in the text, for tags are short. */
const TAGGED: readonly EventText[] = ['service', 'version', 'environment', 'team', 'author', 'severity', 'kpi'];

export interface AnnotationEvent {
  readonly kind: string;
  readonly title: string;
  readonly link?: string;
  readonly texts: Readonly<Partial<Record<EventText, string>>>;
  /** What makes writing it again the same event. */
  readonly id?: string;
}

/** The tags of an event: `deploy`, `kind:deploy`, `service:checkout` … Reading them back gives the same event. */
export function tagsOf({ kind, texts, id }: AnnotationEvent): string[] {
  return [
    kind,
    `kind:${kind}`,
    ...TAGGED.flatMap((name) => (texts[name] === undefined ? [] : [`${name}:${texts[name]}`])),
    ...(id === undefined ? [] : [`id:${id}`]),
  ];
}

/** Longest tag that every database under Grafana keeps. */
const LONGEST_TAG = 100;

/** What is wrong with a tag, as a sentence; undefined where Grafana keeps it as it is. */
export function tagFault(tag: string): string | undefined {
  if (tag.length > LONGEST_TAG) {
    return `The tag "${tag.slice(0, 40)}…" has ${tag.length} characters; Grafana keeps ${LONGEST_TAG}.`;
  }
  return /[\u0000-\u001f\u007f]/.test(tag) || tag.trim() !== tag || /:$/.test(tag)
    ? `The tag ${JSON.stringify(tag)} begins or ends with nothing, or holds a line break; Grafana would change it.`
    : undefined;
}

/** Title, and the link on a line of its own. Grafana shows HTML, so what is none is escaped. */
export function textOf({ title, link }: Pick<AnnotationEvent, 'title' | 'link'>): string {
  const address = link === undefined ? '' : escaped(link);
  return `${escaped(title)}${link === undefined ? '' : `\n<a href="${address}">${address}</a>`}`;
}

/** Title and link in an annotation's text: its first line without HTML, and the first address in it. */
export function readText(text: string): { readonly title: string; readonly link?: string } {
  const href = /<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(text);
  const lines = text
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .split('\n')
    .map((line) => unescaped(line).trim());
  const bare = /https?:\/\/[^\s<>"']+/i.exec(text)?.[0];
  const link = href ? unescaped(href[1] ?? href[2]) : bare && unescaped(bare);
  return { title: lines.find((line) => line !== '') ?? '', ...(link ? { link } : {}) };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

export const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (c) => `&${Object.keys(ENTITIES).find((name) => ENTITIES[name] === c)!};`);
const unescaped = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name]);

export function foundInAnnotations(frames: readonly ColumnFrame[]): Found[] {
  return frames.flatMap(({ length, columns }) => {
    const cell = (name: string, i: number) => columns.find((column) => column.name === name)?.values[i] ?? null;
    return Array.from({ length }, (_, i) =>
      foundIn({
        atMs: numberOf(cell('time', i)),
        endMs: numberOf(cell('timeEnd', i)),
        text: String(cell('text', i) ?? ''),
        tags: tagsIn(cell('tags', i)),
        login: cell('login', i),
      })
    );
  });
}

const numberOf = (cell: unknown) => (typeof cell === 'number' && Number.isFinite(cell) ? cell : null);

function tagsIn(cell: unknown): string[] {
  try {
    const tags: unknown = JSON.parse(String(cell ?? '[]'));
    return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
  } catch {
    return [];
  }
}

interface Annotation {
  readonly atMs: number | null;
  readonly endMs: number | null;
  readonly text: string;
  readonly tags: readonly string[];
  readonly login: unknown;
}

function foundIn({ atMs, endMs, text, tags, login }: Annotation): Found {
  const tagged = (name: string) => {
    const tag = tags.find((one) => one.startsWith(`${name}:`));
    return tag === undefined ? null : tag.slice(name.length + 1).trim();
  };
  const { title, link } = readText(text);
  const texts = Object.fromEntries(TAGGED.map((name) => [name, tagged(name)]));
  return {
    atMs,
    endMs: endMs === null || endMs === 0 || endMs === atMs ? null : endMs,
    kind: tagged('kind'),
    texts: {
      ...texts,
      author: texts.author ?? personOf(login),
      title,
      link: link ?? null,
    },
  };
}

/** Who wrote it; tokens of service accounts are nobody. */
const personOf = (login: unknown) =>
  typeof login === 'string' && login !== '' && !login.startsWith('sa-') ? login : null;
