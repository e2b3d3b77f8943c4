import Table from 'cli-table3';
import type { Notice, Result, ResultField, ResultFrame } from '../src/kpi';

/** A result for people: a table a frame, the series' labels above it, then the notices. */
export function resultText(result: Result): string {
  const frames = result.frames.map(frameText);
  const notices = result.notices.map(noticeText);
  const requests = `${result.requests} ${result.requests === 1 ? 'request' : 'requests'}`;
  return [`${result.kpi} · ${result.view} · ${result.status} · ${requests}`, ...frames, ...notices].join('\n\n');
}

export function noticeText(notice: Notice): string {
  return `${notice.severity} ${notice.code} ${notice.message}${notice.hint ? ` ${notice.hint}` : ''}`;
}

function frameText(frame: ResultFrame): string {
  const labels = Object.entries(frame.fields.find((f) => f.labels)?.labels ?? {}).map(([k, v]) => `${k}=${v}`);
  const table = new Table({
    head: frame.fields.map((f) => (f.unit ? `${f.name} (${f.unit})` : f.name)),
    colAligns: frame.fields.map((f) => (f.type === 'number' ? 'right' : 'left')),
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
  const length = frame.fields[0]?.values.length ?? 0;
  for (let row = 0; row < length; row++) {
    table.push(frame.fields.map((field) => cellText(field, row)));
  }
  const title = labels.length > 0 ? `${frame.name} {${labels.join(', ')}}` : frame.name;
  return `${title}\n${table.toString()}`;
}

/** Missing is a dash, which no number is. */
function cellText(field: ResultField, row: number): string {
  const value = field.values[row];
  if (value === null || value === undefined) {
    return '–';
  }
  return field.type === 'time' ? new Date(value as number).toISOString() : String(value);
}
