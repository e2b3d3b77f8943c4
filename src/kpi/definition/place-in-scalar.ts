import type { Place } from '../diagnostics';
import type { ScalarSyntax } from './syntax';

/**
 * Place of the character `at` of a scalar's text within the YAML. Quotes, blocks and folded lines only add blanks, so that the place is found by
 * counting the other characters. Where escapes make them differ, the place of the whole scalar.
 */
export function placeInScalar(scalar: ScalarSyntax, at: number): Place {
  const { offset, source, text } = scalar;
  const raw = source.text;
  const block = /^[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?\n/.exec(raw.slice(offset, offset + 200));
  let place = offset + (scalar.plain ? 0 : block ? block[0].length : 1);
  for (let i = 0; i < text.length && i < at; i++) {
    if (/\s/.test(text[i])) {
      continue;
    }
    place = skipBlanks(raw, place);
    if (raw[place] !== text[i]) {
      return source.place(offset);
    }
    place++;
  }
  // At the end of the text, right after its last character: what follows in the YAML is something else.
  if (at >= text.length || /\s/.test(text[at])) {
    return source.place(place);
  }
  const next = skipBlanks(raw, place);
  return source.place(raw[next] === text[at] ? next : offset);
}

function skipBlanks(raw: string, from: number): number {
  let at = from;
  while (at < raw.length && /\s/.test(raw[at])) {
    at++;
  }
  return at;
}
