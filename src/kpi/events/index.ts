/** Events: what stores tell -> records. Pure; builds no requests. */
export { foundInRows } from './rows';
export { counts, mayBe, spanOf } from './kinds';
export { idOf, partsOfId, recordsOf, type Found, type Records } from './records';
