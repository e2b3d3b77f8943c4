/** The table behind the picture: every window, every digit. */
import type { TableColumn } from '../shared/accessible-table';
import { fullNumber, fullShare } from '../shared/format-number';
import { isolate } from '../shared/isolate';
import type { PictureTable } from '../shared/picture-and-table';
import { BurnChart } from './model';
import { budgetRow, eventsWithin } from './moment';
import { fullTimes, money, momentOf, spaced, spanWords } from './words';

/** Rows of all charts together: more would hold up the page and nobody's ear would follow. */
const MOST_ROWS = 400;

/** Stretches of rows, and of each the row that burns most: what matters of many rows is the worst. */
function stretches(chart: BurnChart, most: number): Array<{ row: number; from: number; to: number }> {
  const count = chart.times.length;
  const size = Math.ceil(count / most);
  const peak = (row: number) =>
    chart.lines.reduce((high, { values }) => Math.max(high, values[row] ?? -Infinity), -Infinity);
  return Array.from({ length: Math.ceil(count / size) }, (_, s) => {
    const from = s * size;
    const to = Math.min(count, from + size) - 1;
    let row = from;
    for (let i = from + 1; i <= to; i++) {
      row = peak(i) > peak(row) ? i : row;
    }
    return { row, from, to };
  });
}

export function burnTable(charts: readonly BurnChart[]): PictureTable {
  const windows = [...new Map(charts.flatMap(({ lines }) => lines.map(({ window, ms }) => [window, ms] as const)))]
    .sort(([, a], [, b]) => a - b)
    .map(([window]) => window);
  const several = charts.length > 1;
  const priced = charts.some(({ meta }) => meta.currency);
  const end = (title: string): TableColumn => ({ title, align: 'end' });
  const most = Math.max(2, Math.floor(MOST_ROWS / charts.length));
  const rows = charts.flatMap((chart) =>
    stretches(chart, most).map(({ row, from, to }) => {
      const atMs = chart.times[row];
      const begin = from > 0 ? chart.times[from - 1] + 1 : chart.fromMs;
      const at = budgetRow(chart, atMs);
      const { budget, meta } = chart;
      const cell = (
        values: ReadonlyArray<number | null> | undefined,
        write: (value: number) => string,
        none = 'not known'
      ) => {
        const value = at < 0 ? null : (values?.[at] ?? null);
        return value === null ? none : write(value);
      };
      const happened = [
        ...chart.spans
          .filter((span) => span.fromMs <= chart.times[to] && span.toMs >= begin)
          .map((span) => spanWords(meta, span)),
        ...eventsWithin(chart, begin, chart.times[to]).map(({ label }) => `deploy ${isolate(label)}`),
      ];
      return [
        ...(several ? [chart.label] : []),
        momentOf(chart, atMs),
        ...windows.map((window) => fullTimes(chart.lines.find((line) => line.window === window)?.values[row] ?? null)),
        cell(budget?.remaining, fullShare),
        cell(budget?.ideal, fullShare),
        cell(budget?.bad, fullNumber),
        cell(budget?.total, fullNumber),
        ...(priced ? [cell(budget?.costPerHour, (value) => (meta.currency ? money(meta, value, true) : '–'))] : []),
        happened.join('; ') || '–',
      ];
    })
  );
  const thinned = charts.some(({ times }) => times.length > most);
  return {
    caption: `Burn rate${several ? `s of ${charts.length} objectives` : ` of “${charts[0].name}”`}${thinned ? ': of each stretch of time the row that burns most' : ''}`,
    columns: [
      ...(several ? [{ title: 'Objective' }] : []),
      { title: 'Time' },
      ...windows.map((window) => end(`Burn over ${spaced(window)}`)),
      end('Budget left'),
      end('If spent evenly'),
      end('Bad'),
      end('Total'),
      ...(priced ? [end('Cost an hour')] : []),
      { title: 'What holds' },
    ],
    rows,
    headers: several ? 2 : 1,
  };
}
