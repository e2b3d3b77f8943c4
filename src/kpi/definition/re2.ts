const LETTER_ESCAPES = 'aftnrvAbBzdDsSwWpPQECx';

/**
 * Why `pattern` is not a regular expression of RE2, or undefined if it looks like one. A quick look at what differs between
 * engines (look-around, back-references, possessive repeats) and at what is left open; the stores have the last word.
 * Source: https://github.com/google/re2/wiki/Syntax
 */
export function re2Fault(pattern: string): string | undefined {
  let depth = 0;
  let repeatable = false;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '\\') {
      const next = pattern[++i];
      if (next === undefined) {
        return 'it ends with a backslash';
      }
      if (/[1-9]/.test(next)) {
        return `\\${next} is a back-reference`;
      }
      if (/[A-Za-z]/.test(next) && LETTER_ESCAPES.indexOf(next) < 0) {
        return `\\${next} is not known`;
      }
      repeatable = true;
    } else if (c === '[') {
      const end = classEnd(pattern, i);
      if (end < 0) {
        return 'a "[" is not closed';
      }
      i = end;
      repeatable = true;
    } else if (c === '(') {
      const rest = pattern.slice(i + 1, i + 80);
      if (rest[0] === '?') {
        const group = /^\?(?:P?<[A-Za-z_][A-Za-z0-9_]*>|[imsU]*(?:-[imsU]+)?[:)])/.exec(rest);
        if (!group) {
          return `"(${rest.slice(0, 3)}" is look-around or another group that RE2 lacks`;
        }
        i += group[0].length;
        if (group[0].slice(-1) === ')') {
          continue;
        }
      }
      depth++;
      repeatable = false;
    } else if (c === ')') {
      if (--depth < 0) {
        return 'a ")" has no "("';
      }
      repeatable = true;
    } else if (c === '*' || c === '+' || c === '?') {
      if (!repeatable) {
        return `"${c}" has nothing to repeat`;
      }
      if (pattern[i + 1] === '?') {
        i++;
      }
      repeatable = false;
    } else if (c === '{' && /^\{[0-9]+(?:,[0-9]*)?\}/.test(pattern.slice(i, i + 16))) {
      const [least, most] = pattern.slice(i + 1, pattern.indexOf('}', i)).split(',');
      if (!repeatable) {
        return `"{" has nothing to repeat`;
      }
      if (Number(least) > 1000 || Number(most ?? 0) > 1000 || (most && Number(most) < Number(least))) {
        return 'a repeat goes up to 1000, the smaller number first';
      }
      i = pattern.indexOf('}', i);
      if (pattern[i + 1] === '?') {
        i++;
      }
      repeatable = false;
    } else {
      repeatable = c !== '|' && c !== '^';
    }
  }
  return depth > 0 ? 'a "(" is not closed' : undefined;
}

/** Index of the `]` that closes the class opened at `start`, or -1. A `]` right at the front stands for itself. */
function classEnd(pattern: string, start: number): number {
  let i = start + 1;
  if (pattern[i] === '^') {
    i++;
  }
  for (let first = true; i < pattern.length; i++, first = false) {
    if (pattern[i] === '\\') {
      i++;
    } else if (pattern[i] === '[' && pattern[i + 1] === ':') {
      const end = pattern.indexOf(':]', i + 2);
      i = end < 0 ? i : end + 1;
    } else if (pattern[i] === ']' && !first) {
      return i;
    }
  }
  return -1;
}
