import Table from 'cli-table3';
import type { BurnMeta, Notice, Result, ResultField, ResultFrame } from '../src/kpi';

/** A result for people: a table a frame, the series' labels above it, then the notices. */
export function resultText(result: Result): string {
  const frames = result.frames.map(frameText);
  const notices = result.notices.map(noticeText);
  const requests = `${result.requests} ${result.requests === 1 ? 'request' : 'requests'}`;
  return [
    `${result.kpi} · ${result.view} · ${result.status} · ${requests}`,
    ...rulesText(result),
    ...frames,
    ...notices,
  ].join('\n\n');
}

/** What a funnel counts where it is not the usual, each sentence once. */
function rulesText({ frames }: Result): string[] {
  const rules = frames.flatMap(({ meta }) => (Array.isArray(meta?.rules) ? (meta.rules as string[]) : []));
  return rules.length === 0 ? [] : [[...new Set(rules)].join('\n')];
}

export function noticeText(notice: Notice): string {
  return `${notice.severity} ${notice.code} ${notice.message}${notice.hint ? ` ${notice.hint}` : ''}`;
}

/** Frames with more fields than this are turned: a line a field, so that they fit a terminal. */
const WIDEST = 12;
/** Digits of shares, rates and money for people; `--format json` has all of them. */
const DIGITS = 6;

function frameText(frame: ResultFrame): string {
  const labelled = frame.fields.find((f) => f.labels)?.labels ?? {};
  // Fields that differ by one label are called by it.
  const windows = frame.fields.some((f) => f.labels?.window !== undefined);
  const labels = Object.entries(labelled).filter(([key]) => !(windows && key === 'window'));
  const heads = frame.fields.map((f) => {
    const name = f.labels?.window ?? f.name;
    return f.unit && !(windows && f.unit === 'times') ? `${name} (${f.unit})` : name;
  });
  const rounded = frame.fields.length > WIDEST || windows || frame.name.endsWith(' remaining');
  const rows = Array.from({ length: frame.fields[0]?.values.length ?? 0 }, (_, row) =>
    frame.fields.map((field) => (isOther(frame, field, row) ? 'Other' : cellText(field, row, rounded)))
  );
  const aligns = frame.fields.map((f) => (f.type === 'number' ? ('right' as const) : ('left' as const)));
  const table =
    frame.fields.length > WIDEST
      ? plainTable(['', ...rows.map(() => '')], ['left', ...rows.map(() => 'right' as const)])
      : plainTable(heads, aligns);
  if (frame.fields.length > WIDEST) {
    heads.forEach((head, i) => table.push([head, ...rows.map((row) => row[i])]));
  } else {
    rows.forEach((row) => table.push(row));
  }
  const named = labels.map(([key, value]) => `${key}=${value}`);
  const title = named.length > 0 ? `${frame.name} {${named.join(', ')}}` : frame.name;
  return [`${title}\n${table.toString()}`, ...spansText(frame)].join('\n');
}

/** The segments of the row that holds the rest of a breakdown. */
function isOther({ meta }: ResultFrame, field: ResultField, row: number): boolean {
  return meta?.otherRow === row && ((meta.by as readonly string[] | undefined) ?? []).includes(field.name);
}

/** Where alerts held, time was excluded or nothing was measured: what a picture would show as bands. */
function spansText({ meta }: ResultFrame): string[] {
  if (meta?.view !== 'burn' || meta.part !== 'burn') {
    return [];
  }
  const { spans } = meta as unknown as BurnMeta;
  const iso = (ms: number) => new Date(ms).toISOString();
  return spans.map(
    ({ kind, fromMs, toMs, label, ongoing }) =>
      `${kind} ${iso(fromMs)} to ${ongoing ? 'now' : iso(toMs)}${kind === label ? '' : `: ${label}`}`
  );
}

function plainTable(head: string[], colAligns: Array<'left' | 'right'>) {
  return new Table({
    head,
    colAligns,
    style: { head: [], border: [], compact: true },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
  });
}

/** What a terminal would obey instead of showing: values come from stores, and anybody may have written them. Line ends and tabs are spaces of a row. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Missing is a dash, which no number is. */
function cellText(field: ResultField, row: number, rounded: boolean): string {
  const value = field.values[row];
  if (value === null || value === undefined) {
    return '–';
  }
  if (field.type === 'time') {
    return new Date(value as number).toISOString();
  }
  return rounded && typeof value === 'number' && !Number.isInteger(value)
    ? String(Number(value.toPrecision(DIGITS)))
    : String(value).replace(CONTROLS, '\u{fffd}');
}
