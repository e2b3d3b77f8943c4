/**
 * PromQL of rules: a few ways to combine what the PromQL room built and read back, and series that the rules record themselves.
 * The whole is parsed once more, so that no text that Prometheus would refuse leaves here.
 */
import { parse } from '../../promql/verify';
import { quoteString } from '../../promql/strings';

/** `loose`: needs brackets as an operand. */
export interface Promql {
  readonly text: string;
  readonly loose: boolean;
}

/** A text of the PromQL room: one expression. */
export const built = (text: string): Promql => ({ text, loose: true });
/** A decimal as it was written. */
export const decimal = (text: string): Promql => ({ text, loose: false });

const operand = ({ text, loose }: Promql): string => (loose ? `(${text})` : text);

/** @param matching `ignoring (window)`, or none: series meet whose labels are all equal */
export function binary(left: Promql, op: string, right: Promql, matching = ''): Promql {
  return { text: `${operand(left)} ${op}${matching === '' ? '' : ` ${matching}`} ${operand(right)}`, loose: true };
}

export function call(name: string, ...args: Promql[]): Promql {
  return { text: `${name}(${args.map(({ text }) => text).join(', ')})`, loose: false };
}

/** `max without (window) (…)` */
export function aggregate(
  op: string,
  labels: { readonly by?: readonly string[]; readonly without?: readonly string[] },
  of: Promql
): Promql {
  const grouping = labels.without ? `without (${labels.without.join(', ')})` : `by (${(labels.by ?? []).join(', ')})`;
  return { text: `${op} ${grouping} (${of.text})`, loose: false };
}

/** A recorded series. */
export function series(name: string, labels: Readonly<Record<string, string>>): Promql {
  const matchers = Object.keys(labels).map((label) => `${label}=${quoteString(labels[label])}`);
  return { text: `${name}{${matchers.join(',')}}`, loose: false };
}

/** Its values over `range`, one every `step`. */
export function sampled(of: Promql, range: string, step: string): Promql {
  return { text: `${of.text}[${range}:${step}]`, loose: false };
}

/** The text. @throws Error where it does not parse, which is a mistake of ours */
export function checked({ text }: Promql): string {
  const root = parse(text);
  if (typeof root === 'string') {
    throw new Error(`PromQL of a rule: ${root}: ${text}`);
  }
  return text;
}

/** A number in PromQL's own decimal form. */
export const numeral = (value: number): Promql => decimal(String(value));
