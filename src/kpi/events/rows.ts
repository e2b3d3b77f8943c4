/** Rows of a table -> events. */
import { EVENT_TEXTS, type EventsDefinition } from '../definition/types';
import type { ColumnFrame } from '../plan/request';
import type { Found } from './records';

/** Columns as `buildEvents` names them: `at`, `ended`, `kind`, then the texts. A column that is not there says nothing. */
export function foundInRows({ from }: Pick<EventsDefinition, 'from'>, frames: readonly ColumnFrame[]): Found[] {
  const texts = from.store === 'sql' ? EVENT_TEXTS.filter((name) => from.fields[name] !== undefined) : [];
  return frames.flatMap(({ length, columns }) => {
    const cells = (name: string) => columns.find((column) => column.name === name)?.values;
    const [at, ended, kind] = ['at', 'ended', 'kind'].map(cells);
    const values = texts.map((name) => [name, cells(name)] as const);
    return Array.from({ length }, (_, i) => ({
      atMs: instant(at?.[i]),
      endMs: instant(ended?.[i]),
      kind: text(kind?.[i]),
      texts: Object.fromEntries(values.map(([name, column]) => [name, text(column?.[i])])),
    }));
  });
}

type Cell = number | string | boolean | null | undefined;

const instant = (cell: Cell) => (typeof cell === 'number' && Number.isFinite(cell) ? cell : null);
const text = (cell: Cell) => (cell === null || cell === undefined ? null : String(cell));
