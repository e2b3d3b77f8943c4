/** Events: what stores tell -> records. Pure; builds no requests. */
export {
  ANNOTATION_COLUMNS,
  foundInAnnotations,
  readText,
  tagFault,
  tagsOf,
  textOf,
  type AnnotationEvent,
} from './annotations';
export { foundInAlerts } from './alerts';
export { foundInChanges } from './changes';
export { presenceGrid, type PresenceGrid } from './grid';
export { foundInRows } from './rows';
export { counts, mayBe, spanOf } from './kinds';
export { idOf, partsOfId, isSafeLink, recordsOf, type Found, type Records } from './records';
export { presentIn } from './stretches';
