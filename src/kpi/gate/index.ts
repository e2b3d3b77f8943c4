export { eventsIn, findDeploy, GATED_KINDS, namedDeploy, type Named } from './deploys';
export { decide, isWorse } from './decide';
export { errorsOf, isRefused, kpiLook, type Answers } from './read';
export {
  gateDocument,
  gateHeadline,
  gateMarkdown,
  gateText,
  idempotencyKey,
  latest,
  rollbackPayload,
  type GateDocument,
  type GatedDeploy,
  type GateRun,
  type RollbackCall,
  type RollbackPayload,
  type SafeVariant,
} from './report';
export * from './types';
