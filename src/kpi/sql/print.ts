import type { Dialect } from './dialects/dialect';
import { decimalLiteral, numberLiteral, quoteIdentifier } from './escape';
import { checkInstant } from './instants';
import type { Syntax } from './syntax';
import {
  COMMENTS,
  cteName,
  isConstant,
  MACROS,
  WORDS,
  call,
  type CastType,
  type Cte,
  holdsAdmin,
  isPredicate,
  star,
  type Expression,
  type Order,
  type Output,
  type Select,
  type Source,
} from './tree';

/** What a table is called where columns are named with what they come from. */
const TABLE = 'relation';

/** RANGE: the times themselves decide what is earlier, so events of one instant need not be merged first. ROWS is for where they are. */
const FRAMES = {
  before: 'RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING',
  beforeOrEqual: 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW',
  rowsBefore: 'ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING',
  rowsBeforeOrEqual: 'ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW',
  rowBefore: 'ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING',
} as const;

/** The statement as text, without a closing semicolon. Throws SqlFault for what the dialect cannot hold. */
export function print(select: Select, dialect: Dialect): string {
  const text = new Printer(dialect).select(select, '', dialect.syntax.hint);
  return dialect.syntax.prefix === undefined ? text : `${dialect.syntax.prefix}\n${text}`;
}

class Printer {
  private readonly syntax: Syntax;
  /** What the columns of the SELECT that is being written come from, printed; only where they are named with it. */
  private relation: string | undefined;

  constructor(private readonly dialect: Dialect) {
    this.syntax = dialect.syntax;
  }

  select(select: Select, indent: string, hint?: string): string {
    // The definition's own expression names columns without their relation.
    return this.syntax.qualifiesColumns && select.columns.some(({ of }) => holdsAdmin(of))
      ? this.renamed(select, indent)
      : this.plain(select, indent, hint);
  }

  /** Outputs get names that no column has, and their own only outside. */
  private renamed(select: Select, indent: string): string {
    const inner = `${indent}  `;
    const hidden = select.columns.map((_, i) => cteName(`c${i + 1}`));
    const columns = select.columns.map((c, i) => `${inner}${this.name(hidden[i])} AS ${this.name(c.as)}`);
    const text = this.plain({ ...select, columns: select.columns.map((c, i) => ({ ...c, as: hidden[i] })) }, inner);
    return `${indent}SELECT\n${columns.join(',\n')}\n${indent}FROM (\n${text}\n${indent}) AS ${this.cteName('named')}`;
  }

  private plain(select: Select, indent: string, hint?: string): string {
    const lines: string[] = [];
    const inner = `${indent}  `;
    if (select.with && select.with.length > 0) {
      lines.push(`${indent}WITH ${select.with.map((cte) => this.cte(cte, indent)).join(`,\n${indent}`)}`);
    }
    this.relation = this.syntax.qualifiesColumns ? this.relationName(select.from) : undefined;
    const columns = select.columns.map((c) => `${inner}${this.output(c, inner)}`);
    const top =
      select.limit !== undefined && this.syntax.limit === 'top' ? ` TOP (${numberLiteral(select.limit)})` : '';
    lines.push(
      `${indent}SELECT${top}${hint === undefined ? '' : ` ${hint}`}\n${columns.join(',\n')}`,
      `${indent}FROM ${this.source(select.from, inner)}`
    );
    if (select.where && select.where.length > 0) {
      lines.push(`${indent}WHERE ${select.where.map((w) => this.term(w, inner)).join(`\n${inner}AND `)}`);
    }
    if (select.groupBy) {
      lines.push(`${indent}${this.groupBy(select.columns.slice(0, select.groupBy), inner)}`);
    }
    if (select.orderBy && select.orderBy.length > 0) {
      lines.push(`${indent}ORDER BY ${this.order(select.orderBy, inner)}`);
    }
    if (select.limit !== undefined && this.syntax.limit === 'limit') {
      lines.push(`${indent}LIMIT ${numberLiteral(select.limit)}`);
    }
    return lines.join('\n');
  }

  private groupBy(columns: readonly Output[], indent: string): string {
    const also = this.syntax.alsoGroupBy ?? (() => []);
    if (this.syntax.groupBy === 'position') {
      const more = columns.flatMap(({ of }) => also(of)).map((term) => this.value(term, indent));
      return `GROUP BY ${[...columns.map((_, i) => i + 1), ...more].join(', ')}`;
    }
    const terms = columns.filter(({ of }) => !isConstant(of)).flatMap(({ of }) => [of, ...also(of)]);
    // Constants are no terms there; without any term one row would come out of no rows too, where groups give none.
    return terms.length === 0
      ? `HAVING ${this.expression(call('COUNT', star), indent)} > 0`
      : `GROUP BY ${terms.map((term) => this.value(term, indent)).join(', ')}`;
  }

  private name(name: string): string {
    return quoteIdentifier(name, this.syntax);
  }

  private cteName(name: string): string {
    return this.name(cteName(name));
  }

  private cte(cte: Cte, indent: string): string {
    const inner = `${indent}  `;
    const as = cte.materialized ? this.syntax.materialized : 'AS';
    return `${this.cteName(cte.name)} ${as} ( -- ${COMMENTS[cte.comment]}\n${this.select(cte.select, inner)}\n${indent})`;
  }

  private source(source: Source, indent: string): string {
    switch (source.kind) {
      case 'table': {
        const table = source.path.map((part) => this.name(part)).join('.');
        return this.syntax.qualifiesColumns ? `${table} AS ${this.name(TABLE)}` : table;
      }
      case 'cte':
        return this.cteName(source.name);
      case 'query':
        // On lines of its own: the text may end in a comment.
        return `(\n${source.text}\n) AS ${this.name(source.as)}`;
      case 'join': {
        const joins = source.joins.map(({ how, right, on }) => {
          const terms = on.map((term) => this.term(term, '')).join(' AND ');
          return `\n${indent}${how} ${this.cteName(right)} ON ${terms}`;
        });
        return `${this.cteName(source.left)}${joins.join('')}`;
      }
      case 'lateral': {
        const rows = this.select(source.select, `${indent}  `);
        return `${this.cteName(source.left)}\n${indent}CROSS JOIN LATERAL (\n${rows}\n${indent}) AS ${this.cteName(source.as)}`;
      }
      case 'elements':
        return `unnest(${this.expression(source.of, indent)}) AS ${this.name(source.as)}`;
    }
  }

  private relationName(source: Source): string | undefined {
    switch (source.kind) {
      case 'table':
        return this.name(TABLE);
      case 'cte':
        return this.cteName(source.name);
      case 'query':
        return this.name(source.as);
      case 'join':
      case 'lateral':
      case 'elements':
        return undefined;
    }
  }

  private column(name: string, of: string | undefined): string {
    const relation = of === undefined ? this.relation : this.cteName(of);
    return relation === undefined ? this.name(name) : `${relation}.${this.name(name)}`;
  }

  private order(order: readonly Order[], indent: string, ofRange = false): string {
    return order
      .map((o) => {
        const value = this.value(o.by, indent);
        const by = ofRange && this.syntax.rangeOrder ? this.syntax.rangeOrder(value) : value;
        if (!o.text) {
          return o.descending ? `${by} DESC` : by;
        }
        const text = this.syntax.codePointOrder === '' ? by : `${by} ${this.syntax.codePointOrder}`;
        return this.syntax.nullsLast === 'clause'
          ? `${text} NULLS LAST`
          : `CASE WHEN ${by} IS NULL THEN 1 ELSE 0 END, ${text}`;
      })
      .join(', ');
  }

  private output({ as, of }: Output, indent: string): string {
    const isItself = of.kind === 'column' && of.of === undefined && of.name === as && this.relation === undefined;
    return isItself ? this.name(as) : `${this.value(of, indent)} AS ${this.name(as)}`;
  }

  /** An operand of AND and OR, which bind looser than all operators but themselves. */
  private term(e: Expression, indent: string): string {
    return e.kind === 'logic' ? this.operand(e, indent) : this.expression(e, indent);
  }

  /** An expression where a value stands: what is true or false is a number where the store has no such values. */
  private value(e: Expression, indent: string): string {
    const text = this.expression(e, indent);
    return this.syntax.booleanValues || !isPredicate(e) ? text : `CASE WHEN ${text} THEN 1 ELSE 0 END`;
  }

  /** An expression that needs no parentheses beside any operator. */
  private operand(e: Expression, indent: string): string {
    const text = this.expression(e, indent);
    const compound =
      e.kind === 'binary' || e.kind === 'logic' || e.kind === 'not' || e.kind === 'null' || e.kind === 'in';
    return compound || e.kind === 'divideWhole' || e.kind === 'concat' || (e.kind === 'number' && e.value < 0)
      ? `(${text})`
      : text;
  }

  private expression(e: Expression, indent: string): string {
    const list = (items: readonly Expression[]) => items.map((item) => this.expression(item, indent)).join(', ');
    switch (e.kind) {
      case 'column':
        return this.column(e.name, e.of);
      case 'text':
        return this.dialect.text(e.value, e.field);
      case 'number':
        return this.syntax.number(e.value, e.decimal === true);
      case 'boolean':
        return e.value ? this.syntax.booleans.true : this.syntax.booleans.false;
      case 'instant': {
        const [ms, us] = e.micros;
        checkInstant(ms);
        return this.syntax.instant(ms, us, e.precision);
      }
      case 'word':
        return WORDS[e.word];
      case 'macro':
        return MACROS[e.macro];
      case 'timeFilter':
        return `${e.epoch ? '$__unixEpochFilter' : '$__timeFilter'}(${this.expression(e.of, indent)})`;
      case 'star':
        return '*';
      case 'call': {
        const form = this.syntax.functions[e.name] ?? e.name;
        return typeof form === 'string'
          ? `${form}(${list(e.args)})`
          : form(...e.args.map((arg) => this.expression(arg, indent)));
      }
      case 'binary':
        return `${this.operand(e.left, indent)} ${e.op} ${this.operand(e.right, indent)}`;
      case 'divideWhole':
        return this.syntax.divideWhole(this.operand(e.left, indent), this.operand(e.right, indent));
      case 'collate':
        return `${this.operand(e.of, indent)} ${this.syntax.codePointOrder}`;
      case 'concat':
        return this.syntax.concat === 'CONCAT'
          ? `CONCAT(${list(e.parts)})`
          : e.parts.map((part) => this.operand(part, indent)).join(` ${this.syntax.concat} `);
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
        return `CAST(${this.expression(e.of, indent)} AS ${this.typeName(e.to)})`;
      case 'window':
        return `${this.expression(e.call, indent)} OVER (${this.window(e, indent)})`;
      case 'percentile':
        return `PERCENTILE_CONT(${decimalLiteral(e.q)}) WITHIN GROUP (ORDER BY ${this.expression(e.of, indent)})`;
      case 'exact':
        return decimalLiteral(e.text);
      case 'distinct':
        return `COUNT(DISTINCT ${this.expression(e.of, indent)})`;
      case 'filter':
        return `${this.expression(e.call, indent)} FILTER (WHERE ${this.expression(e.where, indent)})`;
      case 'extract':
        return `EXTRACT(${e.part} FROM ${this.expression(e.of, indent)})`;
      case 'lambda': {
        const [first, ...more] = e.parameters;
        return `${more.length === 0 ? first : `(${e.parameters.join(', ')})`} -> ${this.expression(e.body, indent)}`;
      }
      case 'parameter':
        return e.name;
      case 'admin':
        return `(\n${e.text}\n${indent})`;
    }
  }

  private typeName(type: CastType): string {
    const name = this.syntax.types[type];
    if (name === undefined) {
      throw new Error(`${this.dialect.name} has no type "${type}"`);
    }
    return name;
  }

  private window(e: Extract<Expression, { kind: 'window' }>, indent: string): string {
    const parts: string[] = [];
    if (e.partition.length > 0) {
      const also = this.syntax.alsoGroupBy ?? (() => []);
      const terms = e.partition.flatMap((p) => [p, ...also(p)]);
      parts.push(`PARTITION BY ${terms.map((p) => this.expression(p, indent)).join(', ')}`);
    }
    if (e.order.length > 0) {
      parts.push(`ORDER BY ${this.order(e.order, indent, e.frame === 'before' || e.frame === 'beforeOrEqual')}`);
    }
    if (e.frame) {
      parts.push(FRAMES[e.frame]);
    }
    return parts.join(' ');
  }
}
