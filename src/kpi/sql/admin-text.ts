/** SQL that an administrator wrote into a definition: the only text in a statement that Plumbline did not write. */
import type { Relation, ValueExpression } from '../definition/types';
import { fault } from './fault';

declare const brand: unique symbol;
export type AdminText = string & { readonly [brand]: true };

/** A definition's own SELECT. Throws SqlFault PL2258 where it is not one SELECT that can stand in parentheses. */
export function adminQuery(relation: Extract<Relation, { query: string }>): AdminText {
  const text = checked('query', relation.query);
  if (!/^\s*(select|with|values|from)\b/i.test(withoutComments(text))) {
    throw refuse('query', 'it does not begin with SELECT or WITH', text);
  }
  return text;
}

/** A definition's own scalar expression. Throws SqlFault PL2258 where it is not one expression. */
export function adminExpression(value: Extract<ValueExpression, { expression: string }>): AdminText {
  return checked('expression', value.expression);
}

/** What Grafana's template engine or a macro would replace, also inside literals and comments. */
const INTERPOLATED = /\$\w|\$\{|\[\[\w/;

// A guard against slips, not against malice: who writes definitions may already ask the store anything.
function checked(what: 'query' | 'expression', text: string): AdminText {
  if (text.trim() === '') {
    throw refuse(what, 'it is empty', text);
  }
  if (INTERPOLATED.test(text)) {
    throw refuse(what, 'Grafana would replace its $name, ${name} or [[name]]', text);
  }
  if (text.includes('\0')) {
    throw refuse(what, 'it holds a NUL character', text);
  }
  let depth = 0;
  for (const token of tokens(text)) {
    if (token === '(') {
      depth++;
    } else if (token === ')') {
      depth--;
    } else if (token === ';') {
      throw refuse(what, 'it holds a semicolon', text);
    } else if (token === 'open') {
      throw refuse(what, 'a quote or comment in it does not end', text);
    }
    if (depth < 0) {
      break;
    }
  }
  if (depth !== 0) {
    throw refuse(what, 'its parentheses do not match', text);
  }
  return text as AdminText;
}

function refuse(what: string, reason: string, text: string) {
  return fault('PL2258', { what, reason, text: text.length > 60 ? `${text.slice(0, 60)}…` : text });
}

const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|['"]|\/\*|[();]|[^'"();/-]+|[/-]/g;

function* tokens(text: string): Generator<string> {
  for (const [token] of text.matchAll(TOKEN)) {
    yield token === "'" || token === '"' || token === '/*' ? 'open' : token;
  }
}

function withoutComments(text: string): string {
  return text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
}
