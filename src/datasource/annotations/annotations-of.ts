import type { AnnotationEvent, DataFrame } from '@grafana/data';

/** What tells the kinds apart where colours cannot: Grafana paints a layer of annotations in one. */
const MARKS: Readonly<Record<string, string>> = {
  deploy: '▲',
  rollback: '▼',
  flag: '⚑',
  incident: '▬',
  alert: '▬',
  promotion: '★',
};
/** Names of Grafana's own colours. */
const COLOURS: Readonly<Record<string, string>> = {
  deploy: 'blue',
  rollback: 'orange',
  flag: 'purple',
  incident: 'red',
  alert: 'red',
  promotion: 'green',
};
const TAGGED = ['service', 'version', 'environment', 'team', 'severity'] as const;
const SAFE = /^(?:https?:\/\/[^\s\\"<>@?#/]|\/(?![/\\]))[^\s\\"<>]*$/i;

/** HTML of Grafana's tooltips: whatever a store holds is text there, and nothing else. */
const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/**
 * The rows of a frame of view `deploys` or `incidents` as annotations; none of any other frame. What still goes on reaches to the end of the range.
 * Title and text are escaped; a link is only made of http, https and paths of this Grafana.
 */
export function annotationsOf(frame: DataFrame): AnnotationEvent[] {
  const values = (name: string): ArrayLike<unknown> | undefined =>
    frame.fields.find((field) => field.name === name && field.labels === undefined)?.values;
  const [time, kind] = [values('time'), values('kind')];
  if (!time || !kind) {
    return [];
  }
  const toMs = Number((frame.meta?.custom as { toMs?: unknown } | undefined)?.toMs);
  const text = (name: string, i: number): string => {
    const value = values(name)?.[i];
    return value === null || value === undefined ? '' : String(value);
  };
  return Array.from({ length: frame.length }, (_, i) => i)
    .filter((i) => typeof time[i] === 'number')
    .map((i): AnnotationEvent => {
      const [at, what] = [time[i] as number, text('kind', i)];
      const incident = what === 'incident' || what === 'alert';
      const end = values('end')?.[i];
      const timeEnd = typeof end === 'number' ? end : incident && toMs > at ? toMs : undefined;
      return {
        time: at,
        ...(timeEnd === undefined || timeEnd <= at ? {} : { timeEnd, isRegion: true }),
        title: escaped(`${MARKS[what] ?? ''} ${text('title', i)}`.trim()),
        text: linesOf((name) => text(name, i), incident && typeof end !== 'number'),
        tags: [what, ...TAGGED.map((name) => text(name, i))].filter((tag, n, all) => tag && all.indexOf(tag) === n),
        color: COLOURS[what],
        // The one colour that Grafana keeps beside that of the layer.
        ...(incident ? { newState: 'alerting' } : {}),
        ...(text('id', i) ? { id: text('id', i) } : {}),
      };
    });
}

function linesOf(text: (name: string) => string, open: boolean): string {
  const link = text('link');
  return [
    [text('service'), text('version')].filter(Boolean).join(' '),
    text('environment'),
    [text('author'), text('team')].filter(Boolean).join(', '),
    open ? 'still going on' : '',
  ]
    .filter((line) => line !== '')
    .map(escaped)
    .concat(SAFE.test(link) ? [`<a href="${escaped(link)}" target="_blank" rel="noreferrer">Open</a>`] : [])
    .join('<br>');
}
