/** Names of inputs in expressions: no "-" and no ".", which mean something there. */
import { FUNCTIONS, VARIABLE_PATTERN } from '../expression';
import { shown } from './report';
import { scalar } from './scalars';
import type { ScalarShape } from './shape';
import { placeOf } from './syntax';

const VARIABLE = new RegExp(VARIABLE_PATTERN);
const isVariable = (text: string): boolean => VARIABLE.test(text) && !FUNCTIONS.some((name) => name === text);

export const variable: ScalarShape<string> = scalar(
  'a name without "-"',
  { type: 'string', pattern: VARIABLE_PATTERN, not: { enum: FUNCTIONS } },
  (value, syntax, _, report) => {
    if (isVariable(value)) {
      return value;
    }
    const mended = value
      .trim()
      .replace(/[^A-Za-z0-9_]+/g, '_')
      .replace(/^[^A-Za-z]+|_+$/g, '')
      .slice(0, 64);
    const suggestion = isVariable(mended) ? { suggestion: mended } : {};
    report('PL1278', { value: shown(value), ...suggestion }, placeOf(syntax));
    return undefined;
  }
);
