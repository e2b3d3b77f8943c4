/** The SQL room's public face. */
export { buildEvents } from './events';
export { buildFunnel } from './funnel';
export { buildShare } from './share';
export { buildSlices } from './slices';
export { buildValues } from './values';
export type * from './types';
