/** SQL that an administrator wrote into a definition: the only text in a statement that Plumbline did not write. */
import { sqlCode, sqlTokens } from '../definition/sql-text';
import type { Relation, SqlDialect, ValueExpression } from '../definition/types';
import { fault } from './fault';

declare const brand: unique symbol;
export type AdminText = string & { readonly [brand]: true };

/** A definition's own SELECT. Throws SqlFault PL2258 where it is not one SELECT that can stand in parentheses. */
export function adminQuery(relation: Extract<Relation, { query: string }>, dialect: SqlDialect): AdminText {
  const text = checked('query', relation.query, dialect);
  if (!/^\s*(select|with|values|from)\b/i.test(sqlCode(text, dialect))) {
    throw refuse('query', 'it does not begin with SELECT or WITH', text);
  }
  return text;
}

/** A definition's own scalar expression. Throws SqlFault PL2258 where it is not one expression. */
export function adminExpression(
  value: Extract<ValueExpression, { expression: string }>,
  dialect: SqlDialect
): AdminText {
  return checked('expression', value.expression, dialect);
}

/** What Grafana's template engine or a macro would replace, also inside literals and comments. */
const INTERPOLATED = /\$\w|\$\{|\[\[\w/;

// A guard against slips, not against malice: who writes definitions may already ask the store anything.
function checked(what: 'query' | 'expression', text: string, dialect: SqlDialect): AdminText {
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
  for (const token of sqlTokens(text, dialect)) {
    if (token.kind === 'unclear') {
      throw refuse(what, `stores and their settings differ in where this ends: ${shorten(token.text)}`, text);
    }
    if (token.kind === 'open') {
      throw refuse(what, 'a quote or comment in it does not end', text);
    }
    if (token.kind !== 'code') {
      continue;
    }
    if (token.text === ';') {
      throw refuse(what, 'it holds a semicolon', text);
    }
    depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
    if (depth < 0) {
      break;
    }
  }
  if (depth !== 0) {
    throw refuse(what, 'its parentheses do not match', text);
  }
  return text as AdminText;
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function refuse(what: string, reason: string, text: string) {
  return fault('PL2258', { what, reason, text: shorten(text) });
}
