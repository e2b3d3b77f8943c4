/** Definitions: text in, a consistent set or coded errors out. */
export { compareDecimals, isDecimal } from './decimal';
export { diffContracts, diffDefinitions, type DefinitionChange, type DefinitionsDiff, type DocumentDiff } from './diff';
export { DAY_MS, formatDuration, parseDuration } from './duration';
export { leafKpis } from './derived';
export { isLevel, measureParts } from './measure';
export { MAX_DEFINITION_BYTES, parseDefinitions } from './parse';
export { isName } from './scalars';
export { suggest } from './suggest';
export { fitsSearch, searchTexts } from './search';
export * from './types';
export { parseUnit, type Unit } from './unit';
