/** Alert rules from definitions; for the command line, not part of what Grafana's hosts load. */
export { nativeRules } from './native';
export { pluginRules } from './plugin';
export { prometheusRules } from './prometheus';
export { rulesText } from './text';
export { TARGETS } from './types';
export type * from './types';
