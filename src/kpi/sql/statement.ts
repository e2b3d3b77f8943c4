import type { Dialect } from './dialects';
import { fault } from './fault';
import { print } from './print';
import type { Select } from './tree';
import type { SqlStatement } from './types';

/**
 * The finished statement; `strings` of its leading columns hold text, the others numbers.
 * Throws SqlFault PL2260 where two columns would have one name (stores that ignore case would mix them up).
 */
export function statement(select: Select, dialect: Dialect, strings: readonly string[]): SqlStatement {
  const seen = new Set<string>();
  for (const { as } of select.columns) {
    if (seen.has(as.toLowerCase())) {
      throw fault('PL2260', { name: as });
    }
    seen.add(as.toLowerCase());
  }
  const columns = select.columns.map(
    ({ as }) => ({ name: as, type: strings.indexOf(as) >= 0 ? 'string' : 'number' }) as const
  );
  return Object.freeze({ text: print(select, dialect), columns: Object.freeze(columns) });
}
