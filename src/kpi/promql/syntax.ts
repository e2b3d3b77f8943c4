/** The PromQL that Plumbline writes, as a closed tree, and its one printer. */
import { quoteString } from './strings';

export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** `metric{matchers}[rangeMs]`; the name becomes a matcher on `__name__` where it is no plain word. */
export interface Selector {
  readonly kind: 'selector';
  readonly metric: string;
  readonly plain: boolean;
  readonly matchers: readonly Matcher[];
  readonly rangeMs: number;
}

export type Expression =
  | Selector
  /** `metric{matchers}`: what is there at an instant. */
  | (Omit<Selector, 'kind' | 'rangeMs'> & { readonly kind: 'vector' })
  /** `argument[rangeMs:stepMs]` */
  | { readonly kind: 'subquery'; readonly argument: Expression; readonly rangeMs: number; readonly stepMs: number }
  | {
      readonly kind: 'call';
      readonly name: 'increase' | 'last_over_time' | 'timestamp' | 'min_over_time' | 'max_over_time';
      readonly argument: Expression;
    }
  | {
      readonly kind: 'aggregate';
      readonly op: 'sum' | 'group' | 'min' | 'max';
      readonly by: readonly string[];
      readonly argument: Expression;
    }
  | { readonly kind: 'binary'; readonly op: '*' | '/' | 'or'; readonly left: Expression; readonly right: Expression }
  /** The argument with one more label on each of its series. */
  | { readonly kind: 'labelled'; readonly argument: Expression; readonly label: string; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  /** `histogram_quantile(q, argument)`; `q` is a decimal as it was written. */
  | { readonly kind: 'quantile'; readonly q: string; readonly argument: Expression }
  /** A text that was checked on its own before; always within the brackets of an aggregate or a call. */
  | { readonly kind: 'written'; readonly text: string };

/** The matchers as they are written, with the one on `__name__` where the metric is not plain. */
export function writtenMatchers(selector: Pick<Selector, 'metric' | 'plain' | 'matchers'>): readonly Matcher[] {
  return selector.plain
    ? selector.matchers
    : [{ label: '__name__', op: '=' as const, value: selector.metric }, ...selector.matchers];
}

export function printMatchers(matchers: readonly Matcher[]): string {
  return matchers.map((m) => `${m.label}${m.op}${quoteString(m.value)}`).join(',');
}

/**
 * The text of an expression. Binary operators associate to the left; * and / only ever stand alone, and `or` between calls, so no
 * brackets are needed.
 */
export function print(e: Expression): string {
  switch (e.kind) {
    case 'selector':
      return `${vector(e)}[${e.rangeMs}ms]`;
    case 'vector':
      return vector(e);
    case 'subquery':
      return `${print(e.argument)}[${e.rangeMs}ms:${e.stepMs}ms]`;
    case 'call':
      return `${e.name}(${print(e.argument)})`;
    case 'aggregate':
      return `${e.op}${e.by.length > 0 ? ` by (${e.by.join(', ')}) ` : ''}(${print(e.argument)})`;
    case 'binary':
      return `${print(e.left)} ${e.op} ${print(e.right)}`;
    case 'labelled':
      return `label_replace(${print(e.argument)}, ${quoteString(e.label)}, ${quoteString(e.value)}, "", "")`;
    case 'number':
      return String(e.value);
    case 'quantile':
      return `histogram_quantile(${e.q}, ${print(e.argument)})`;
    case 'written':
      return e.text;
  }
}

function vector(e: Pick<Selector, 'metric' | 'plain' | 'matchers'>): string {
  const matchers = writtenMatchers(e);
  return `${e.plain ? e.metric : ''}${matchers.length > 0 ? `{${printMatchers(matchers)}}` : ''}`;
}
