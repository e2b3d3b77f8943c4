import type { ScalarSyntax } from './syntax';

/** What a scalar is by YAML 1.2's core schema: `yes`, `on` and `1_000` are text there, unlike in YAML 1.1. */
export type Resolved =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string };

const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
const NUMBER = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const RADIX = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/;
const SPECIAL = /^(?:([-+])?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const NOT_TEXT = /^[-+.0-9~nNtTfF]|^$/;

/** Source: YAML 1.2.2, 10.3.2 (tag resolution of the core schema). Infinities and NaN are numbers there. */
export function resolveScalar(scalar: ScalarSyntax): Resolved {
  const text = scalar.text;
  if (!scalar.plain || !NOT_TEXT.test(text)) {
    return { kind: 'text', value: text };
  }
  if (NULL.test(text)) {
    return { kind: 'null' };
  }
  if (TRUE.test(text) || FALSE.test(text)) {
    return { kind: 'boolean', value: text[0] === 't' || text[0] === 'T' };
  }
  if (NUMBER.test(text) || RADIX.test(text)) {
    return { kind: 'number', value: Number(text) };
  }
  const special = SPECIAL.exec(text);
  if (special) {
    return { kind: 'number', value: /n/i.test(text[1]) ? NaN : special[1] === '-' ? -Infinity : Infinity };
  }
  return { kind: 'text', value: text };
}
