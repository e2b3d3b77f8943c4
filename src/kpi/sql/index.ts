/** The SQL room's public face. */
export { buildEvents } from './events';
export { buildExperiment } from './experiment';
export { buildFunnel } from './funnel';
export { buildRetention } from './retention';
export { buildRows } from './rows';
export { buildShare } from './share';
export { buildSlices } from './slices';
export { buildSpans, buildTraces } from './traces';
export { buildValues } from './values';
export type * from './types';
