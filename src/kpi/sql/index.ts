/** The SQL room's public face. */
export { buildEvents } from './events';
export { buildFunnel } from './funnel';
export { buildRetention } from './retention';
export { buildShare } from './share';
export { buildSlices } from './slices';
export { buildValues } from './values';
export type * from './types';
