export { absent, evaluate, type Evaluated, type Reason } from './evaluate';
export { MAX_DEPTH, MAX_LENGTH, parseExpression, VARIABLE_PATTERN } from './parse';
export { FUNCTIONS, namesIn, type Expression, type ExpressionFault, type Parsed } from './types';
export { dimensionOf, NO_UNIT, sameUnit, unitOf, unitText, unitWords, type Dimension, type UnitFault } from './units';
