/** Alert rules from definitions; for the command line, not part of what Grafana's hosts load. */
export { pluginRules } from './plugin';
export { TARGETS } from './types';
export type * from './types';
