/** Text of an expression -> its tree: a recursive descent over `sum := product (± product)*`, `product := factor (× factor)*`. */
import { ARGUMENTS, FUNCTIONS, type Expression, type FunctionName, type Operator, type Parsed } from './types';

/** Longest text, in UTF-16 code units. */
export const MAX_LENGTH = 1000;
/** Brackets, functions and minus signs within each other. */
export const MAX_DEPTH = 32;

/** Names of inputs in expressions. */
export const VARIABLE_PATTERN = '^[A-Za-z_][A-Za-z0-9_]{0,63}$';

const TOKEN = /[ \t\r\n]*(?:([0-9]+(?:\.[0-9]+)?)|([A-Za-z_][A-Za-z0-9_]*)|([-+*/(),]))/y;
const BLANK = /[ \t\r\n]*/y;
const DECIMAL = /^[0-9]{1,18}(?:\.[0-9]{1,18})?$/;

/** Signs of other alphabets, and of other languages, that people write. */
const MEANT: Readonly<Record<string, string>> = {
  '−': 'write - for minus',
  '–': 'write - for minus',
  '×': 'write * for times',
  '·': 'write * for times',
  '÷': 'write / for divided by',
  ':': 'write / for divided by',
  '%': 'write a share as a decimal, such as 0.05',
  '^': 'there are no powers; write the product',
  '.': 'a number begins with a digit, such as 0.5',
  '?': 'there are no conditions; min, max and coalesce may do',
  $: 'names of inputs stand as they are',
};

interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

class Fault extends Error {
  constructor(
    readonly at: number,
    readonly reason: string
  ) {
    super(reason);
  }
}

/**
 * Numbers (decimals without sign and exponent, at most 18 digits on either side of the point), names, `+ - * /`, unary minus, brackets
 * and the functions of `FUNCTIONS`; `*` and `/` bind before `+` and `-`, all from the left. The first fault with its place, where the text is
 * none, is longer than `MAX_LENGTH` or nests deeper than `MAX_DEPTH`. Never throws for what the text holds.
 */
export function parseExpression(text: string): Parsed {
  if (text.length > MAX_LENGTH) {
    return { ok: false, fault: { at: MAX_LENGTH, reason: `it is longer than ${MAX_LENGTH} characters` } };
  }
  try {
    return { ok: true, tree: new Parser(text).whole() };
  } catch (error) {
    if (error instanceof Fault) {
      return { ok: false, fault: { at: error.at, reason: error.reason } };
    }
    throw error;
  }
}

class Parser {
  private token: Token;
  private end = 0;
  private depth = 0;

  constructor(private readonly text: string) {
    this.token = this.read(0);
  }

  whole(): Expression {
    const tree = this.sum();
    if (this.token.kind !== 'end') {
      throw new Fault(this.token.at, `an operator is missing before "${this.token.text}"`);
    }
    return tree;
  }

  private sum(): Expression {
    return this.row(['+', '-'], () => this.product());
  }

  private product(): Expression {
    return this.row(['*', '/'], () => this.factor());
  }

  private row(operators: readonly Operator[], operand: () => Expression): Expression {
    let left = operand();
    for (let op = this.operator(operators); op !== undefined; op = this.operator(operators)) {
      this.take();
      const right = operand();
      if (op === '/' && right.kind === 'number' && Number(right.text) === 0) {
        throw new Fault(right.at, 'it divides by 0');
      }
      left = { kind: 'binary', op, left, right, at: left.at, end: right.end };
    }
    return left;
  }

  private operator(operators: readonly Operator[]): Operator | undefined {
    return this.token.kind === 'sign' ? operators.find((op) => op === this.token.text) : undefined;
  }

  private factor(): Expression {
    const { at } = this.token;
    if (this.isSign('-')) {
      this.take();
      return this.nested(at, () => {
        const of = this.factor();
        return { kind: 'negate', of, at, end: of.end };
      });
    }
    if (this.isSign('(')) {
      this.take();
      return this.nested(at, () => {
        const inner = this.sum();
        this.expect(')', at);
        return { ...inner, at, end: this.end };
      });
    }
    const { kind, text } = this.token;
    if (kind === 'number') {
      this.take();
      return { kind, text, at, end: this.end };
    }
    if (kind === 'name') {
      this.take();
      return this.isSign('(') ? this.call(text, at) : { kind, name: text, at, end: this.end };
    }
    throw new Fault(at, `a number, a name or "(" is missing ${kind === 'end' ? 'at the end' : `before "${text}"`}`);
  }

  private call(name: string, at: number): Expression {
    const fn = FUNCTIONS.find((one) => one === name);
    if (fn === undefined) {
      throw new Fault(at, `"${name}" is no function; there are ${FUNCTIONS.join(', ')}`);
    }
    const open = this.token.at;
    this.take();
    return this.nested(at, () => {
      const args: Expression[] = [];
      if (!this.isSign(')')) {
        args.push(this.sum());
        while (this.isSign(',')) {
          this.take();
          args.push(this.sum());
        }
      }
      this.expect(')', open);
      countArguments(fn, args.length, at);
      return { kind: 'call', fn, args, at, end: this.end };
    });
  }

  private nested(at: number, inner: () => Expression): Expression {
    if (++this.depth > MAX_DEPTH) {
      throw new Fault(at, `it nests deeper than ${MAX_DEPTH} levels`);
    }
    const made = inner();
    this.depth--;
    return made;
  }

  private isSign(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.text === sign;
  }

  private expect(sign: string, opened: number): void {
    if (!this.isSign(sign)) {
      const before = this.token.kind === 'end' ? 'at the end' : `before "${this.token.text}"`;
      throw new Fault(this.token.at, `")" is missing ${before}, for the "(" of character ${opened + 1}`);
    }
    this.take();
  }

  private take(): void {
    this.end = this.token.at + this.token.text.length;
    this.token = this.read(this.end);
  }

  private read(from: number): Token {
    TOKEN.lastIndex = from;
    const match = TOKEN.exec(this.text);
    if (!match) {
      BLANK.lastIndex = from;
      BLANK.exec(this.text);
      const at = BLANK.lastIndex;
      if (at < this.text.length) {
        throw strange(this.text, at);
      }
      return { kind: 'end', text: '', at };
    }
    const [whole, number, name] = match;
    const text = number ?? name ?? match[3];
    const at = from + whole.length - text.length;
    if (number !== undefined) {
      checkNumber(this.text, number, at);
    }
    return { kind: number !== undefined ? 'number' : name !== undefined ? 'name' : 'sign', text, at };
  }
}

function countArguments(fn: FunctionName, found: number, at: number): void {
  const { least, most } = ARGUMENTS[fn];
  if (found < least || found > most) {
    throw new Fault(at, `${fn} takes ${least === most ? `${least}` : `at least ${least}`} of them, not ${found}`);
  }
}

/** `2x`, `1e3`, `1.2.3` would else be a number and something after it. */
function checkNumber(text: string, number: string, at: number): void {
  const tail = /^[A-Za-z0-9_.]*/.exec(text.slice(at + number.length))![0];
  if (tail !== '' || !DECIMAL.test(number)) {
    const word = (number + tail).slice(0, 40);
    throw new Fault(at, `"${word}" is no decimal number of at most 18 digits on either side of the point`);
  }
}

function strange(text: string, at: number): Fault {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const code = `U+${`000${character.codePointAt(0)!.toString(16).toUpperCase()}`.slice(character.length > 1 ? -5 : -4)}`;
  const advice = Object.prototype.hasOwnProperty.call(MEANT, character) ? `; ${MEANT[character]}` : '';
  const printable =
    /[\u0021-\u007e\u00a1-\uffff]/.test(character) &&
    !/[\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.test(character);
  return new Fault(
    at,
    `${printable ? `"${character}"` : `the character ${code}`} is no part of an expression${advice}`
  );
}
