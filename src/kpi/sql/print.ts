import type { Dialect } from './dialects/dialect';
import { decimalLiteral, numberLiteral, quoteIdentifier } from './escape';
import { checkInstant, isoDay, isoInstant } from './instants';
import {
  COMMENTS,
  cteName,
  MACROS,
  type Cte,
  type Expression,
  type Order,
  type Output,
  type Select,
  type Source,
} from './tree';

const WORDS = { epoch: "'epoch'", ':00': "':00'", ':': "':'" } as const;

/** The statement as text, without a closing semicolon. Throws SqlFault for what the dialect cannot hold. */
export function print(select: Select, dialect: Dialect): string {
  return new Printer(dialect).select(select, '');
}

const cteIdentifier = (name: string): string => quoteIdentifier(cteName(name));

class Printer {
  constructor(private readonly dialect: Dialect) {}

  select(select: Select, indent: string): string {
    const lines: string[] = [];
    const inner = `${indent}  `;
    if (select.with && select.with.length > 0) {
      lines.push(`${indent}WITH ${select.with.map((cte) => this.cte(cte, indent)).join(`,\n${indent}`)}`);
    }
    const columns = select.columns.map((c) => `${inner}${this.output(c, inner)}`);
    lines.push(`${indent}SELECT\n${columns.join(',\n')}`, `${indent}FROM ${this.source(select.from, inner)}`);
    if (select.where && select.where.length > 0) {
      lines.push(`${indent}WHERE ${select.where.map((w) => this.term(w, inner)).join(`\n${inner}AND `)}`);
    }
    if (select.groupBy) {
      // By position: PostgreSQL would take a name for the table's column of that name, not for the output's.
      lines.push(`${indent}GROUP BY ${Array.from({ length: select.groupBy }, (_, i) => i + 1).join(', ')}`);
    }
    if (select.orderBy && select.orderBy.length > 0) {
      lines.push(`${indent}ORDER BY ${this.order(select.orderBy, inner)}`);
    }
    if (select.limit !== undefined) {
      lines.push(`${indent}LIMIT ${numberLiteral(select.limit)}`);
    }
    return lines.join('\n');
  }

  private cte(cte: Cte, indent: string): string {
    const inner = `${indent}  `;
    const as = cte.materialized ? 'AS MATERIALIZED' : 'AS';
    return `${cteIdentifier(cte.name)} ${as} ( -- ${COMMENTS[cte.comment]}\n${this.select(cte.select, inner)}\n${indent})`;
  }

  private source(source: Source, indent: string): string {
    switch (source.kind) {
      case 'table':
        return source.path.map(quoteIdentifier).join('.');
      case 'cte':
        return cteIdentifier(source.name);
      case 'query':
        // On lines of its own: the text may end in a comment.
        return `(\n${source.text}\n) AS ${quoteIdentifier(source.as)}`;
      case 'join': {
        const joins = source.joins.map(({ how, right, on }) => {
          const terms = on.map((term) => this.term(term, '')).join(' AND ');
          return `\n${indent}${how} ${cteIdentifier(right)} ON ${terms}`;
        });
        return `${cteIdentifier(source.left)}${joins.join('')}`;
      }
    }
  }

  private order(order: readonly Order[], indent: string): string {
    return order
      .map((o) => {
        const by = this.expression(o.by, indent);
        return o.text ? `${by} ${this.dialect.codePointOrder} NULLS LAST` : o.descending ? `${by} DESC` : by;
      })
      .join(', ');
  }

  private output({ as, of }: Output, indent: string): string {
    const isItself = of.kind === 'column' && of.of === undefined && of.name === as;
    return isItself ? quoteIdentifier(as) : `${this.expression(of, indent)} AS ${quoteIdentifier(as)}`;
  }

  /** An operand of AND and OR, which bind looser than all operators but themselves. */
  private term(e: Expression, indent: string): string {
    return e.kind === 'logic' ? this.operand(e, indent) : this.expression(e, indent);
  }

  /** An expression that needs no parentheses beside any operator. */
  private operand(e: Expression, indent: string): string {
    const text = this.expression(e, indent);
    const compound =
      e.kind === 'binary' || e.kind === 'logic' || e.kind === 'not' || e.kind === 'null' || e.kind === 'in';
    return compound || e.kind === 'concat' || (e.kind === 'number' && e.value < 0) ? `(${text})` : text;
  }

  private expression(e: Expression, indent: string): string {
    const list = (items: readonly Expression[]) => items.map((item) => this.expression(item, indent)).join(', ');
    switch (e.kind) {
      case 'column':
        return e.of === undefined ? quoteIdentifier(e.name) : `${cteIdentifier(e.of)}.${quoteIdentifier(e.name)}`;
      case 'text':
        return this.dialect.text(e.value, e.field);
      case 'number':
        return numberLiteral(e.value) + (e.decimal && Number.isInteger(e.value) ? '.0' : '');
      case 'boolean':
        return e.value ? 'TRUE' : 'FALSE';
      case 'instant': {
        const [ms, us] = e.micros;
        checkInstant(ms);
        return `'${e.precision === 'day' ? isoDay(ms) : isoInstant(ms, us)}'`;
      }
      case 'word':
        return WORDS[e.word];
      case 'macro':
        return MACROS[e.macro];
      case 'timeFilter':
        return `$__timeFilter(${this.expression(e.of, indent)})`;
      case 'star':
        return '*';
      case 'call':
        return `${this.dialect.functions[e.name] ?? e.name}(${list(e.args)})`;
      case 'binary':
        return `${this.operand(e.left, indent)} ${e.op} ${this.operand(e.right, indent)}`;
      case 'concat':
        return e.parts.map((part) => this.operand(part, indent)).join(' || ');
      case 'logic':
        return e.terms.map((term) => this.term(term, indent)).join(` ${e.op} `);
      case 'not':
        return `NOT ${this.operand(e.term, indent)}`;
      case 'null':
        return `${this.operand(e.of, indent)} IS ${e.negate ? 'NOT ' : ''}NULL`;
      case 'in':
        return `${this.operand(e.of, indent)} ${e.negate ? 'NOT ' : ''}IN (${list(e.values)})`;
      case 'case': {
        const arms = e.when.map(
          (arm) => `WHEN ${this.expression(arm.when, indent)} THEN ${this.expression(arm.then, indent)}`
        );
        const otherwise = e.otherwise ? ` ELSE ${this.expression(e.otherwise, indent)}` : '';
        return `CASE ${arms.join(' ')}${otherwise} END`;
      }
      case 'cast':
        return `CAST(${this.expression(e.of, indent)} AS ${this.dialect.types[e.to]})`;
      case 'window':
        return `${this.expression(e.call, indent)} OVER (${this.window(e, indent)})`;
      case 'percentile':
        return `PERCENTILE_CONT(${decimalLiteral(e.q)}) WITHIN GROUP (ORDER BY ${this.expression(e.of, indent)})`;
      case 'exact':
        return decimalLiteral(e.text);
      case 'distinct':
        return `COUNT(DISTINCT ${this.expression(e.of, indent)})`;
      case 'admin':
        return `(\n${e.text}\n${indent})`;
    }
  }

  private window(e: Extract<Expression, { kind: 'window' }>, indent: string): string {
    const parts: string[] = [];
    if (e.partition.length > 0) {
      parts.push(`PARTITION BY ${e.partition.map((p) => this.expression(p, indent)).join(', ')}`);
    }
    if (e.order.length > 0) {
      parts.push(`ORDER BY ${this.order(e.order, indent)}`);
    }
    if (e.frame) {
      // RANGE, not ROWS: the times themselves decide what is earlier, so events of one instant need not be merged first.
      parts.push(`RANGE BETWEEN UNBOUNDED PRECEDING AND ${e.frame === 'before' ? '1 PRECEDING' : 'CURRENT ROW'}`);
    }
    return parts.join(' ');
  }
}
