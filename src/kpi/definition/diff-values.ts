/** Trees of plain values -> what differs, as paths and in words. */
import type { Plain, PlainValue } from './diff-plain';

export interface Change {
  /** `objectives.monthly.target`: entries of a list by their name, those without one by where they are. */
  readonly path: string;
  /** The same in pieces: a name may have dots in it. */
  readonly parts: readonly string[];
  readonly change: 'added' | 'removed' | 'changed';
  /** As people may read it; null where there is none. */
  readonly before: string | null;
  readonly after: string | null;
  /** One sentence: `Objective monthly, target: was 0.99, is 0.995.` */
  readonly words: string;
}

/** Every smallest difference, in the order of the fields of `before`, then those that only `after` has. */
export function changesOf(before: Plain, after: Plain): readonly Change[] {
  const changes: Change[] = [];
  tables(before, after, [], changes);
  return changes;
}

function values(
  before: PlainValue | undefined,
  after: PlainValue | undefined,
  path: readonly string[],
  into: Change[]
) {
  if (equal(before, after)) {
    return;
  }
  if (isTable(before) && isTable(after) && !isCondition(before) && !isCondition(after)) {
    tables(before, after, path, into);
  } else if (Array.isArray(before) && Array.isArray(after)) {
    lists(before as readonly PlainValue[], after as readonly PlainValue[], path, into);
  } else {
    into.push(changeAt(path, before, after));
  }
}

function tables(before: Plain, after: Plain, path: readonly string[], into: Change[]): void {
  const keys = Object.keys(before);
  for (const key of [...keys, ...Object.keys(after).filter((other) => keys.indexOf(other) < 0)]) {
    values(before[key], after[key], [...path, key], into);
  }
}

function lists(
  before: readonly PlainValue[],
  after: readonly PlainValue[],
  path: readonly string[],
  into: Change[]
): void {
  const named = namesOf(before, after);
  if (named) {
    tables(named.before, named.after, path, into);
    const [old, now] = [Object.keys(named.before), Object.keys(named.after)];
    const kept = (names: readonly string[], others: readonly string[]) => names.filter((n) => others.indexOf(n) >= 0);
    if (kept(old, now).join('\n') !== kept(now, old).join('\n')) {
      // Those that both have, in another order: of steps that is another funnel.
      into.push(changeAt(path, old, now));
    }
    return;
  }
  const gone = without(before, after);
  const come = without(after, before);
  if (gone.length === 0 && come.length === 0) {
    into.push(changeAt(path, before, after));
    return;
  }
  for (let i = 0; i < Math.max(gone.length, come.length); i++) {
    const index = before.indexOf(gone[i]) >= 0 ? before.indexOf(gone[i]) : after.indexOf(come[i]);
    into.push(changeAt([...path, String(index + 1)], gone[i], come[i]));
  }
}

/** Entries that `other` does not have; of equal ones as many as there are too many. */
function without(list: readonly PlainValue[], other: readonly PlainValue[]): PlainValue[] {
  const rest = other.map(textOf);
  return list.filter((entry) => {
    const at = rest.indexOf(textOf(entry));
    if (at >= 0) {
      rest.splice(at, 1);
    }
    return at < 0;
  });
}

const NAMES = ['name', 'as', 'kpi', 'title'];

/** Both lists as tables by what names their entries; undefined where an entry has no name, or two have the same. */
function namesOf(before: readonly PlainValue[], after: readonly PlainValue[]) {
  const all = [...before, ...after];
  const key = NAMES.find((name) => all.every((entry) => isTable(entry) && typeof entry[name] === 'string'));
  if (key === undefined || all.length === 0) {
    return undefined;
  }
  const tableOf = (list: readonly PlainValue[]): Plain | undefined => {
    const table: Record<string, PlainValue> = {};
    for (const entry of list as readonly Plain[]) {
      const { [key]: name, ...rest } = entry;
      if (String(name) in table) {
        return undefined;
      }
      table[String(name)] = rest;
    }
    return table;
  };
  const [old, now] = [tableOf(before), tableOf(after)];
  return old && now ? { before: old, after: now } : undefined;
}

function changeAt(path: readonly string[], before: PlainValue | undefined, after: PlainValue | undefined): Change {
  const [was, is] = [before === undefined ? null : textOf(before), after === undefined ? null : textOf(after)];
  const words = was === null ? `is new: ${is}` : is === null ? `is gone: ${was}` : `was ${was}, is ${is}`;
  return {
    path: path.join('.'),
    parts: path,
    change: was === null ? 'added' : is === null ? 'removed' : 'changed',
    before: was,
    after: is,
    words: `${labelOf(path)} ${words}.`,
  };
}

/** `objectives.monthly.target` -> `Objectives, monthly, target`. Numbers of entries stand for themselves: `where, entry 2`. */
function labelOf(path: readonly string[]): string {
  const label = path.map((part) => (/^\d+$/.test(part) ? `entry ${part}` : spaced(part))).join(', ');
  return label.charAt(0).toUpperCase() + label.slice(1);
}

const spaced = (part: string): string =>
  /^[a-z]+([A-Z][a-z]+)+$/.test(part) ? part.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`) : part;

const isTable = (value: PlainValue | undefined): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCondition = (value: Plain): boolean => typeof value.op === 'string';

/** A value on one line: conditions as people say them, tables and lists as YAML writes them. */
function textOf(value: PlainValue): string {
  if (Array.isArray(value)) {
    return `[${(value as readonly PlainValue[]).map(textOf).join(', ')}]`;
  }
  if (!isTable(value)) {
    return value === '' ? '""' : String(value);
  }
  if (isCondition(value)) {
    return conditionText(value);
  }
  const keys = Object.keys(value);
  return keys.length === 0 ? '{}' : `{ ${keys.map((key) => `${key}: ${textOf(value[key])}`).join(', ')} }`;
}

const OPERATORS: Readonly<Record<string, string>> = {
  is: 'is',
  not: 'is not',
  in: 'is one of',
  notIn: 'is none of',
  lt: '<',
  lte: '≤',
  gt: '>',
  gte: '≥',
  matches: 'matches',
};

function conditionText(condition: Plain): string {
  const { op, field } = condition;
  if (op === 'any' || op === 'all') {
    const inner = (condition.conditions as readonly PlainValue[]).map(textOf);
    return `(${inner.join(op === 'any' ? ' or ' : ' and ')})`;
  }
  if (op === 'present') {
    return `${field} is ${condition.value === true ? 'present' : 'absent'}`;
  }
  const operand = condition.values ?? condition.value ?? condition.pattern ?? null;
  return `${field} ${condition.negate === true ? 'does not match' : (OPERATORS[String(op)] ?? op)} ${textOf(operand)}`;
}

function equal(a: PlainValue | undefined, b: PlainValue | undefined): boolean {
  if (isTable(a) && isTable(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => key in b && equal(a[key], b[key]));
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, i) => equal(entry as PlainValue, b[i] as PlainValue));
  }
  return a === b;
}
