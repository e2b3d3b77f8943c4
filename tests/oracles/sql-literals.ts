/** An independent reader of SQL tokens: what is a literal and what does it say? It shares no code with src/kpi/sql. */

export interface Tokens {
  /** The statement with every string literal as `?`. */
  readonly shape: string;
  /** What the literals decode to, in order. */
  readonly literals: readonly string[];
}

/** Reads '…' (doubled quotes), E'…' (backslash escapes \\ and \xHH), and SQLite's replace('…', 'c', char(n)) around them. */
export function readTokens(sql: string): Tokens {
  const literals: string[] = [];
  let shape = '';
  let i = 0;
  while (i < sql.length) {
    const c = sql[i];
    if (c === "'" || ((c === 'E' || c === 'e') && sql[i + 1] === "'" && !/\w/.test(sql[i - 1] ?? ' '))) {
      const escapes = c !== "'";
      let value = '';
      for (i += escapes ? 2 : 1; ;) {
        if (i >= sql.length) {
          throw new Error('a literal does not end');
        }
        if (sql[i] === "'" && sql[i + 1] === "'") {
          value += "'";
          i += 2;
        } else if (sql[i] === "'") {
          i++;
          break;
        } else if (escapes && sql[i] === '\\') {
          const hex = /^x([0-9A-F]{2})/.exec(sql.slice(i + 1, i + 4));
          if (!hex && sql[i + 1] !== '\\') {
            throw new Error(`an unknown escape: \\${sql[i + 1]}`);
          }
          value += hex ? String.fromCharCode(parseInt(hex[1], 16)) : '\\';
          i += hex ? 4 : 2;
        } else {
          value += sql[i++];
        }
      }
      literals.push(value);
      shape += '?';
    } else if (c === '"') {
      const end = sql.indexOf('"', i + 1);
      shape += sql.slice(i, end + 1);
      i = end + 1;
    } else if (c === '-' && sql[i + 1] === '-') {
      const end = sql.indexOf('\n', i);
      i = end < 0 ? sql.length : end;
    } else {
      shape += c;
      i++;
    }
  }
  return unwrapReplace(shape, literals);
}

/** replace(?, ?, char(n)) is one literal too. */
function unwrapReplace(shape: string, literals: readonly string[]): Tokens {
  const found = /replace\(\?, \?, char\((\d+)\)\)/.exec(shape);
  if (!found) {
    return { shape, literals };
  }
  const before = (shape.slice(0, found.index).match(/\?/g) ?? []).length;
  const [text, hidden] = literals.slice(before, before + 2);
  const value = text.split(hidden).join(String.fromCharCode(Number(found[1])));
  return unwrapReplace(`${shape.slice(0, found.index)}?${shape.slice(found.index + found[0].length)}`, [
    ...literals.slice(0, before),
    value,
    ...literals.slice(before + 2),
  ]);
}
